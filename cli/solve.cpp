#include "cli/solve.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/disk_cache.h"
#include "base/file.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/solver_options.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"
#include "solver/packages/display.h"
#include "solver/packages/kept_list.h"
#include "solver/packages/load_listed.h"

namespace escdiff::cli {

namespace {

constexpr oracle::Limits kListLimits{.time = std::chrono::minutes(2), .output = uint64_t{256} << 20};

// What `go list` depends on beside what keep_lists() looks at.
packages::ListContext list_context(const oracle::Toolchain& toolchain, std::string working_folder) {
  packages::ListContext context{.working_folder = std::move(working_folder)};
  for (std::string& variable : oracle::go_environment(toolchain)) {
    if (variable.starts_with("GO") || variable.starts_with("CGO") || variable.starts_with("HOME="))
      context.environment.push_back(std::move(variable));
  }
  std::ranges::sort(context.environment);
  context.toolchain_files = {(toolchain.goroot / "VERSION").string(), toolchain.go.string()};
  return context;
}

void warn(const std::string& text) { fmt::print(stderr, "escdiff: warning: {}\n", text); }

// What the go command of a toolchain is asked in a folder; empty: the working folder.
class Questions {
 public:
  Questions(const Options& options, const oracle::Toolchain* known, std::filesystem::path folder)
      : options_(options), known_(known), folder_(std::move(folder)) {}

  Result<std::vector<solver::PackageAnswer>> ask(std::vector<std::string> arguments,
                                                 const solver::Options& solver_options) {
    if (auto found = find_toolchain(); !found) return tl::unexpected(found.error());
    packages::Request request = request_in(folder_.empty() ? packages::current_folder() : folder_.string(),
                                           std::move(arguments), *known_);
    request.jobs = options_.jobs;
    request.without_go_command = solver_options.has_assembly;
    const packages::RunGo run_go = go_of(*known_, folder_);
    if (cache_is_off()) return solver::analyze_packages(request, run_go, solver_options);
    DiskCache cache(cache_folder() / "packages", warn);
    request.cache = &cache;
    if (!folder_.empty()) return solver::analyze_packages(request, run_go, solver_options);  // asked once
    return solver::analyze_packages(
        request, packages::keep_lists(run_go, cache, list_context(*known_, request.working_folder)),
        solver_options);
  }

 private:
  Result<void> find_toolchain() {
    if (known_ != nullptr) return {};
    auto toolchain = oracle::resolve(options_.go, oracle::standard_places());
    if (!toolchain) return tl::unexpected(toolchain.error());
    resolved_ = std::move(*toolchain);
    known_ = &resolved_;
    return {};
  }

  const Options& options_;
  const oracle::Toolchain* known_;
  oracle::Toolchain resolved_;
  std::filesystem::path folder_;
};

}  // namespace

packages::RunGo go_of(const oracle::Toolchain& toolchain, std::filesystem::path folder) {
  return [&toolchain, folder = std::move(folder)](
             const std::vector<std::string>& arguments) -> Result<packages::GoOutput> {
    const oracle::Command command{.program = toolchain.go,
                                  .arguments = arguments,
                                  .environment = oracle::go_environment(toolchain),
                                  .folder = folder,
                                  .input = {}};
    auto finished = oracle::run(command, kListLimits, Interrupt::current());
    if (!finished) return tl::unexpected(finished.error());
    if (finished->ending == oracle::Ending::kCancelled)
      return failure(ErrorKind::kEnvironment, "stopped while the go command was running");
    return packages::GoOutput{finished->status, std::move(finished->output), std::move(finished->error)};
  };
}

packages::Request request_in(std::string folder, std::vector<std::string> arguments,
                             const oracle::Toolchain& toolchain) {
  packages::Request request;
  request.arguments = std::move(arguments);
  request.working_folder = std::move(folder);
  request.language = fmt::format("1.{}", toolchain.version.minor);
  return request;
}

Result<solver::Answer> only_answer(Result<std::vector<solver::PackageAnswer>> answers) {
  if (!answers) return tl::unexpected(answers.error());
  ESCDIFF_CHECK(answers->size() == 1, "{} answers for one package", answers->size());
  return std::move(answers->front().answer);
}

Result<std::vector<solver::PackageAnswer>> solve(const Options& options, const oracle::Toolchain* toolchain) {
  auto solver_options = make_solver_options(options, toolchain);
  if (!solver_options) return tl::unexpected(solver_options.error());
  Questions questions(options, toolchain, {});
  if (!are_files(options.arguments)) return questions.ask(options.arguments, *solver_options);
  auto files = read_go_files(options.arguments);
  if (!files) return tl::unexpected(files.error());
  if (types::imports_packages(*files)) return questions.ask(options.arguments, *solver_options);
  std::vector<solver::PackageAnswer> answers;
  answers.push_back(
      {solver::kLooseFilesPath, solver::analyze(solver::kLooseFilesPath, *files, *solver_options)});
  return answers;
}

namespace {

// The sources in a folder of their own, where the go command finds them.
Result<std::vector<std::string>> write_sources(const std::filesystem::path& folder,
                                               const std::vector<types::SourceFile>& files) {
  std::vector<std::string> names;
  for (const types::SourceFile& file : files) {
    names.push_back(std::filesystem::path(file.name).filename().string());
    if (auto written = write_file(folder / names.back(), file.text); !written)
      return tl::unexpected(written.error());
  }
  return names;
}

}  // namespace

Result<solver::Answer> solve_sources(const Options& options, const solver::Options& solver_options,
                                     const std::vector<types::SourceFile>& files,
                                     const oracle::Toolchain* toolchain) {
  if (!types::imports_packages(files)) return solver::analyze(solver::kLooseFilesPath, files, solver_options);
  auto temporary = TempDir::create("escdiff-sources");
  if (!temporary) return tl::unexpected(temporary.error());
  const std::filesystem::path folder = std::filesystem::canonical(temporary->path());
  auto names = write_sources(folder, files);
  if (!names) return tl::unexpected(names.error());
  return only_answer(Questions(options, toolchain, folder).ask(std::move(*names), solver_options));
}

namespace {

// Checked; null when the go command or the checker refuses one.
std::shared_ptr<types::Program> load_imports(const oracle::Toolchain& toolchain,
                                             const std::set<std::string>& paths) {
  auto temporary = TempDir::create("escdiff-imports");
  if (!temporary) return nullptr;
  const std::filesystem::path folder = std::filesystem::canonical(temporary->path());
  packages::Request request = request_in(folder.string(), {paths.begin(), paths.end()}, toolchain);
  request.syntax = packages::syntax_of(static_cast<int>(toolchain.version.minor));
  DiskCache cache(cache_folder() / "packages", warn);
  if (!cache_is_off()) request.cache = &cache;
  auto loaded = packages::load(request, go_of(toolchain, folder));
  if (!loaded || !loaded->failures.empty()) return nullptr;
  return std::make_shared<types::Program>(std::move(loaded->program));
}

}  // namespace

reduce::ImportSource imports_from(const oracle::Toolchain& toolchain) {
  return {.language = fmt::format("1.{}", toolchain.version.minor),
          .load = [toolchain](const std::set<std::string>& paths) { return load_imports(toolchain, paths); }};
}

}  // namespace escdiff::cli
