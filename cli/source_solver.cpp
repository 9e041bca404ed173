#include "cli/source_solver.h"

#include <fmt/core.h>

#include "cli/solve.h"
#include "comparator/archive_program.h"
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

// The lines of all packages, or what keeps the first one from having any.
comparator::Verdict joined(std::vector<solver::PackageAnswer> answers) {
  comparator::Verdict verdict;
  for (solver::PackageAnswer& answer : answers) {
    comparator::Verdict one = comparator::to_verdict(std::move(answer.answer));
    if (one.status != comparator::Verdict::Status::kAnswered) return one;
    verdict.report.messages.insert(verdict.report.messages.end(), one.report.messages.begin(),
                                   one.report.messages.end());
  }
  return verdict;
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

Result<packages::GoOutput> SourceSolver::list(const std::set<std::string>& key, const std::string& folder,
                                              const std::vector<std::string>& arguments) {
  {
    std::lock_guard lock(mutex_);
    if (const auto known = lists_.find(key); known != lists_.end()) {
      packages::GoOutput output = known->second.output;
      output.output = replace_all(std::move(output.output), known->second.folder, folder);
      return output;
    }
  }
  auto listed = go_of(**toolchain_, folder)(arguments);
  if (listed && listed->status == 0) {
    std::lock_guard lock(mutex_);
    lists_.emplace(key, List{folder, *listed});
  }
  return listed;
}

Result<std::vector<solver::PackageAnswer>> SourceSolver::analyze(packages::Request request,
                                                                 const std::set<std::string>& key,
                                                                 solver::Options options,
                                                                 std::vector<std::string>& reached) {
  if (!cache_is_off()) request.cache = &cache_;
  if (tells_reached_) options.reached = &reached;
  const packages::RunGo run_go = [&](const std::vector<std::string>& arguments) {
    return list(key, request.working_folder, arguments);
  };
  return solver::analyze_packages(request, run_go, options);
}

Result<std::vector<solver::PackageAnswer>> SourceSolver::answers_of_archive(
    const std::string& text, const std::string& folder, std::vector<std::string>& reached) {
  // Others than the generator's have files of any name: they are nobody's list but their own.
  const auto two = comparator::two_packages_of(text);
  std::optional<TempDir> own;
  if (!two) {
    auto made = TempDir::create("escdiff-sources");
    if (!made) return tl::unexpected(made.error());
    own = std::move(*made);
  }
  // Apart from the files of other programs.
  const std::string place = own ? std::filesystem::canonical(own->path()).string() : folder + "/archive";
  if (auto written = comparator::write_archive(place, text); !written) return tl::unexpected(written.error());
  std::set<std::string> key{two ? "m" : place};
  if (two) {
    for (const std::string& path : comparator::all_imports(two->library)) key.insert("q: " + path);
    for (const std::string& path : comparator::all_imports(two->importing)) key.insert("p: " + path);
  }
  return analyze(request_in(place, {"./..."}, **toolchain_), key, options_, reached);
}

Result<std::vector<solver::PackageAnswer>> SourceSolver::answers(const comparator::Source& program,
                                                                 const std::string& folder,
                                                                 std::vector<std::string>& reached) {
  if (!*toolchain_) return tl::unexpected(toolchain_->error());
  if (comparator::is_archive(program.text)) return answers_of_archive(program.text, folder, reached);
  if (auto written = write_file(std::filesystem::path(folder) / kFile, program.text); !written)
    return tl::unexpected(written.error());
  const bool lacks_bodies = comparator::read_header(program.text).lacks_bodies;
  packages::Request request = request_in(folder, {kFile}, **toolchain_);
  request.without_go_command = lacks_bodies;
  solver::Options options = options_;
  options.has_assembly |= lacks_bodies;
  return analyze(std::move(request), comparator::all_imports(program.text), options, reached);
}

comparator::Verdict SourceSolver::solve(const comparator::Source& program) {
  const std::optional<std::string> folder = take_folder();
  if (!folder) return {comparator::Verdict::Status::kFailed, {}, "no temporary folder", {}};
  std::vector<std::string> reached;
  auto answered = answers(program, *folder, reached);
  give_back(*folder);
  if (!answered) return {comparator::Verdict::Status::kFailed, {}, answered.error().message, {}};
  comparator::Verdict verdict = joined(std::move(*answered));
  verdict.reached = std::move(reached);
  const std::string own = fmt::format("./{}", kFile);
  for (diagnostic::Message& message : verdict.report.messages) {
    if (message.position.file == own) message.position.file = "./" + program.name;
  }
  return verdict;
}

}  // namespace escdiff::cli
