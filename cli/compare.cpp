// `escdiff compare`: solver and compiler on the same input.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/report_error.h"
#include "cli/solve.h"
#include "cli/solver_options.h"
#include "cli/terminal.h"
#include "comparator/compiler_side.h"
#include "comparator/difference.h"
#include "comparator/solver_side.h"
#include "oracle/build.h"

namespace escdiff::cli {

namespace {

using comparator::Difference;
using comparator::Verdict;

void print_difference(const Difference& difference) {
  fmt::print("{}: {}\n", coloured(comparator::class_text(difference.kind), Colour::kBold),
             comparator::class_meaning(difference.kind));
  if (!difference.detail.empty()) fmt::print("  {}\n", difference.detail);
  if (difference.left)
    fmt::print("  {} {}\n", coloured("solver:  ", Colour::kRed), diagnostic::to_line(*difference.left));
  if (difference.right)
    fmt::print("  {} {}\n", coloured("compiler:", Colour::kGreen), diagnostic::to_line(*difference.right));
}

// What is said of one package: headers count as lines where there are messages.
struct Tally {
  size_t packages = 0;
  size_t refused = 0;
  size_t expected = 0;  // lines of the compiler
  size_t missing = 0;   // of them, not the solver's
  size_t surplus = 0;   // lines of the solver that are not the compiler's
  size_t paths = 0;     // -m=2: explanations of the compiler, each of several lines that count as one
  size_t missing_paths = 0;
};

bool is_path(const diagnostic::Message& message) {
  return message.kind == diagnostic::Kind::kEscapePath || message.kind == diagnostic::Kind::kLeakPath;
}

size_t lines_of(const Verdict& verdict) {
  const size_t messages = verdict.report.messages.size();
  return messages == 0 ? 0 : messages + 1;
}

// A package on which only one side has something to say has a header there.
void count(Tally& tally, const Verdict& solver, const Verdict& compiler,
           const std::vector<Difference>& differences) {
  ++tally.packages;
  const size_t expected = lines_of(compiler);
  tally.expected += expected;
  const auto paths = static_cast<size_t>(std::ranges::count_if(compiler.report.messages, is_path));
  tally.paths += paths;
  if (solver.status != Verdict::Status::kAnswered) {
    ++tally.refused;
    tally.missing += expected;
    tally.missing_paths += paths;
    return;
  }
  for (const Difference& difference : differences) {
    tally.missing += difference.right.has_value();
    tally.missing_paths += difference.right.has_value() && is_path(*difference.right);
    tally.surplus += difference.left.has_value();
  }
  tally.missing += expected != 0 && lines_of(solver) == 0;
  tally.surplus += expected == 0 && lines_of(solver) != 0;
}

void print_tally(const Tally& tally) {
  const double all = static_cast<double>(std::max<size_t>(tally.expected, 1));
  fmt::print(stderr, "{} packages: {} of {} lines matched ({:.3f}%), {} surplus ({:.3f}%), {} refused\n",
             tally.packages, tally.expected - tally.missing, tally.expected,
             100.0 * static_cast<double>(tally.expected - tally.missing) / all, tally.surplus,
             100.0 * static_cast<double>(tally.surplus) / all, tally.refused);
  if (tally.paths == 0) return;
  const size_t matched = tally.paths - tally.missing_paths;
  fmt::print(stderr, "explanations: {} of {} matched ({:.3f}%)\n", matched, tally.paths,
             100.0 * static_cast<double>(matched) / static_cast<double>(tally.paths));
}

// The compiler's lines, package by package.
std::map<std::string, Verdict> by_package(const oracle::Answer& answer) {
  std::map<std::string, Verdict> verdicts;
  for (const diagnostic::PackageReport& package : answer.report) {
    std::vector<diagnostic::Message>& messages = verdicts[package.import_path].report.messages;
    messages.insert(messages.end(), package.messages.begin(), package.messages.end());
  }
  return verdicts;
}

bool lacks_only_bodies(const Verdict& compiler) {
  const std::vector<diagnostic::Message>& errors = compiler.report.messages;
  return compiler.status == Verdict::Status::kDoesNotCompile && !errors.empty() &&
         std::ranges::all_of(
             errors, [](const diagnostic::Message& error) { return error.text == "missing function body"; });
}

// What the sides say of each package: the disagreements, a tally, the exit status.
class Report {
 public:
  void add(const std::string& import_path, bool shows_path, const Verdict& solver, const Verdict& compiler) {
    const std::vector<Difference> differences = comparator::compare(solver, compiler);
    if (!differences.empty() && shows_path) fmt::print("# {}\n", import_path);
    for (const Difference& difference : differences) print_difference(difference);
    agree_ &= differences.empty();
    count(tally_, solver, compiler, differences);
  }

  // The exit status.
  int finish() const {
    if (tally_.packages > 1 || !agree_) print_tally(tally_);
    return agree_ ? 0 : 1;
  }

 private:
  Tally tally_;
  bool agree_ = true;
};

// Both refuse the input: that is agreement, but not what somebody who compares wants to hear silently.
int both_refuse(const Verdict& compiler) {
  for (const diagnostic::Message& message : compiler.report.messages)
    fmt::print(stderr, "{}\n", diagnostic::to_line(message));
  return 1;
}

using AskCompiler = std::function<Verdict(const std::vector<comparator::Source>& files)>;

// FILES that `go build` does not take: as sources for the compiler itself, which is less strict.
Result<Verdict> compare_sources(const Options& options, const oracle::Toolchain& toolchain, Report& report,
                                const AskCompiler& ask_compiler) {
  auto solver_options = make_solver_options(options, &toolchain);
  if (!solver_options) return tl::unexpected(solver_options.error());
  solver_options->has_assembly = true;
  auto files = read_go_files(options.arguments);
  if (!files) return tl::unexpected(files.error());
  std::vector<comparator::Source> sources;
  for (types::SourceFile& file : *files) {
    const std::string name = std::filesystem::path(file.name).filename().string();
    file.name = "./" + name;
    sources.push_back({name, file.text});
  }
  auto answer = solve_sources(options, *solver_options, *files, &toolchain);
  if (!answer) return tl::unexpected(answer.error());
  Verdict compiler = ask_compiler(sources);
  report.add(options.arguments.front(), options.each, comparator::to_verdict(std::move(*answer)), compiler);
  return compiler;
}

// What one file imports, when only the standard library may import some of that; else nothing.
std::vector<std::string> internal_imports(const std::vector<std::string>& arguments) {
  if (arguments.size() != 1 || !are_files(arguments)) return {};
  auto files = read_go_files(arguments);
  if (!files) return {};
  std::vector<std::string> paths = imported_paths(*files);
  const bool any = std::ranges::any_of(paths, [](const std::string& path) {
    return path.starts_with("internal/") || path.find("/internal/") != std::string::npos ||
           path.ends_with("/internal");
  });
  if (!any) paths.clear();
  return paths;
}

// The arguments of one build; what the compiler says of all of them.
Result<Verdict> compare_build(const Options& options, const oracle::Toolchain& toolchain, Report& report,
                              std::stop_token stop) {
  if (const auto imports = internal_imports(options.arguments); !imports.empty()) {
    return compare_sources(options, toolchain, report, [&](const std::vector<comparator::Source>& files) {
      return comparator::compile_file(toolchain, files.front(), imports, options.gcflags, stop);
    });
  }
  auto answers = solve(options, &toolchain);
  if (!answers) return tl::unexpected(answers.error());
  oracle::BuildRequest request{.flags = options.gcflags, .arguments = options.arguments, .folder = {}};
  auto answer = oracle::go_build(toolchain, request, stop);
  if (!answer) return tl::unexpected(answer.error());
  Verdict whole = comparator::to_verdict(*answer);
  if (are_files(options.arguments) && lacks_only_bodies(whole)) {
    // `go build` takes no assembly among FILES, so their functions must have bodies there.
    return compare_sources(options, toolchain, report, [&](const std::vector<comparator::Source>& files) {
      return comparator::build_package(toolchain, files, true, options.gcflags, stop);
    });
  }
  std::map<std::string, Verdict> compiled = by_package(*answer);
  const bool compiles = whole.status == Verdict::Status::kAnswered;
  for (solver::PackageAnswer& package : *answers) {
    const bool is_file = options.each && are_files(options.arguments);
    report.add(is_file ? options.arguments.front() : package.import_path, options.each || answers->size() > 1,
               comparator::to_verdict(std::move(package.answer)),
               compiles ? compiled[package.import_path] : whole);
    if (!compiles) break;
  }
  return whole;
}

}  // namespace

int run_compare(const Options& options) {
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  Interrupt interrupt;
  Report report;
  if (!options.each) {
    auto compiler = compare_build(options, *toolchain, report, interrupt.token());
    if (!compiler) return report_error(compiler.error());
    const int status = report.finish();
    const bool is_refused = compiler->status == Verdict::Status::kDoesNotCompile;
    return status == 0 && is_refused ? both_refuse(*compiler) : status;
  }
  for (const std::string& argument : options.arguments) {
    Options one = options;
    one.arguments = {argument};
    auto compiler = compare_build(one, *toolchain, report, interrupt.token());
    if (!compiler) return report_error(compiler.error());
  }
  return report.finish();
}

}  // namespace escdiff::cli
