#include "comparator/solver_side.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "comparator/archive_program.h"
#include "comparator/source_header.h"

namespace escdiff::comparator {

Verdict to_verdict(solver::Answer answer) {
  Verdict verdict;
  if (auto* report = std::get_if<diagnostic::PackageReport>(&answer)) {
    verdict.report = std::move(*report);
  } else if (auto* errors = std::get_if<solver::CompileErrors>(&answer)) {
    verdict.status = Verdict::Status::kDoesNotCompile;
    verdict.report.messages = std::move(errors->messages);
  } else {
    const auto& refusal = std::get<solver::Refusal>(answer);
    verdict.status = Verdict::Status::kRefused;
    verdict.detail = fmt::format("{}:{}:{}: {}", refusal.position.file, refusal.position.line,
                                 refusal.position.column, refusal.reason);
  }
  return verdict;
}

std::string SolverSide::name() const { return fmt::format("solver {}", options_.profile->release); }

Verdict SolverSide::analyze(const Source& program) const {
  const SourceHeader header = read_header(program.text);
  if (is_archive(program.text) || !header.imports.empty()) {
    if (importing_) return importing_(program);
    return {Verdict::Status::kRefused, {}, "unsupported: imports", {}};
  }
  solver::Options options = options_;
  options.has_assembly |= header.lacks_bodies;
  const std::string path = header.package == "main" ? header.package : solver::kLooseFilesPath;
  std::vector<std::string> reached;
  if (tells_reached_) options.reached = &reached;
  Verdict verdict = to_verdict(solver::analyze(path, {{"./" + program.name, program.text}}, options));
  verdict.reached = std::move(reached);
  return verdict;
}

std::vector<Verdict> SolverSide::ask(std::span<const Source> programs) {
  std::vector<Verdict> verdicts(programs.size());
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t i; (i = next.fetch_add(1)) < programs.size();) verdicts[i] = analyze(programs[i]);
  };
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min<size_t>(jobs_, programs.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return verdicts;
}

}  // namespace escdiff::comparator
