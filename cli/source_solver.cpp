#include "cli/source_solver.h"

#include <fmt/core.h>

#include "cli/solve.h"
#include "comparator/solver_side.h"
#include "comparator/source_header.h"

namespace escdiff::cli {

namespace {

// Whatever a program is called: the list is the same for all then.
constexpr const char* kFile = "program.go";

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from == to) return text;
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

SourceSolver::SourceSolver(const Options& options, solver::Options solver_options, bool tells_reached)
    : go_(options.go),
      options_(solver_options),
      tells_reached_(tells_reached),
      cache_(cache_folder() / "packages", [](const std::string&) {}) {}

std::optional<std::string> SourceSolver::take_folder() {
  std::lock_guard lock(mutex_);
  if (!toolchain_) toolchain_ = oracle::resolve(go_, oracle::standard_places());
  if (free_.empty()) {
    auto made = TempDir::create("escdiff-sources");
    if (!made) return std::nullopt;
    free_.push_back(std::filesystem::canonical(made->path()).string());
    folders_.push_back(std::move(*made));
  }
  std::string folder = std::move(free_.back());
  free_.pop_back();
  return folder;
}

void SourceSolver::give_back(std::string folder) {
  std::lock_guard lock(mutex_);
  free_.push_back(std::move(folder));
}

Result<packages::GoOutput> SourceSolver::list(const std::set<std::string>& imports, const std::string& folder,
                                              const std::vector<std::string>& arguments) {
  {
    std::lock_guard lock(mutex_);
    if (const auto known = lists_.find(imports); known != lists_.end()) {
      packages::GoOutput output = known->second.output;
      output.output = replace_all(std::move(output.output), known->second.folder, folder);
      return output;
    }
  }
  auto listed = go_of(**toolchain_, folder)(arguments);
  if (listed && listed->status == 0) {
    std::lock_guard lock(mutex_);
    lists_.emplace(imports, List{folder, *listed});
  }
  return listed;
}

Result<solver::Answer> SourceSolver::answer(const comparator::Source& program, const std::string& folder,
                                            std::vector<std::string>& reached) {
  if (!*toolchain_) return tl::unexpected(toolchain_->error());
  if (auto written = write_file(std::filesystem::path(folder) / kFile, program.text); !written)
    return tl::unexpected(written.error());
  const comparator::SourceHeader header = comparator::read_header(program.text);
  std::set<std::string> imports = header.imports;
  if (header.imports_unsafe) imports.insert("unsafe");
  packages::Request request = request_in(folder, {kFile}, **toolchain_);
  request.without_go_command = header.lacks_bodies;
  if (!cache_is_off()) request.cache = &cache_;
  solver::Options options = options_;
  options.has_assembly |= header.lacks_bodies;
  if (tells_reached_) options.reached = &reached;
  const packages::RunGo run_go = [&](const std::vector<std::string>& arguments) {
    return list(imports, folder, arguments);
  };
  return only_answer(solver::analyze_packages(request, run_go, options));
}

comparator::Verdict SourceSolver::solve(const comparator::Source& program) {
  const std::optional<std::string> folder = take_folder();
  if (!folder) return {comparator::Verdict::Status::kFailed, {}, "no temporary folder", {}};
  std::vector<std::string> reached;
  auto answered = answer(program, *folder, reached);
  give_back(*folder);
  if (!answered) return {comparator::Verdict::Status::kFailed, {}, answered.error().message, {}};
  comparator::Verdict verdict = comparator::to_verdict(std::move(*answered));
  verdict.reached = std::move(reached);
  const std::string own = fmt::format("./{}", kFile);
  for (diagnostic::Message& message : verdict.report.messages) {
    if (message.position.file == own) message.position.file = "./" + program.name;
  }
  return verdict;
}

}  // namespace escdiff::cli
