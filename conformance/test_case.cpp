#include "conformance/test_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <thread>
#include <unordered_set>

#include "base/file.h"
#include "oracle/subprocess.h"
#include "solver/packages/load_listed.h"
#include "solver/packages/resolve.h"
#include "solver/syntax/views.h"
#include "solver/types/peer_tests.h"

namespace escdiff::conformance {

namespace fs = std::filesystem;

namespace {

// So many cases share one reading of what they import.
constexpr size_t kCasesInGroup = 100;

// The files of a case, read.
struct ReadCase {
  std::vector<std::vector<types::SourceFile>> packages;
  std::set<std::string> imports;
};

void collect_imports(const std::string& text, std::set<std::string>& imports) {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> errors;
  syntax::parse_file(sources, sources.add("", text), symbols, tree, errors);
  for (uint32_t i = 0; i < tree.size(); ++i) {
    if (!tree.is(syntax::NodeId(i), syntax::NodeKind::kImportSpec)) continue;
    const syntax::NodeId path = syntax::view<syntax::ImportSpec>(tree, syntax::NodeId(i)).path;
    if (!tree.is(path, syntax::NodeKind::kBasicLit)) continue;
    const std::string_view quoted = symbols.text(tree.symbol(path));
    if (quoted.size() > 2) imports.emplace(quoted.substr(1, quoted.size() - 2));
  }
}

// Messages print a file's own name.
Result<ReadCase> read_case(const TestCase& test) {
  ReadCase read;
  for (const TestPackage& package : test.packages) {
    std::vector<types::SourceFile>& files = read.packages.emplace_back();
    for (const fs::path& path : package.files) {
      auto text = read_file(path);
      if (!text) return tl::unexpected(text.error());
      collect_imports(*text, read.imports);
      files.push_back({path.filename().string(), std::move(*text)});
    }
  }
  return read;
}

// The packages of `all`, dependencies first, that `imports` lead to.
std::vector<packages::ListedPackage> needed(const std::vector<packages::ListedPackage>& all,
                                            std::set<std::string> imports) {
  std::vector<packages::ListedPackage> result;
  for (auto package = all.rbegin(); package != all.rend(); ++package) {
    if (!imports.contains(package->import_path)) continue;
    imports.insert(package->imports.begin(), package->imports.end());
    result.push_back(*package);
  }
  std::ranges::reverse(result);
  return result;
}

// Checks the cases one after the other in a program that holds what they import.
class Group {
 public:
  Group(types::Program program, const std::vector<TestCase>& cases)
      : program_(std::move(program)), cases_(cases) {}

  TestResult run(size_t index, ReadCase read) {
    const TestCase& test = cases_[index];
    if (test.of_type_checker) types::declare_test_functions(program_);
    const auto check = test.of_type_checker ? types::check_package_unfiltered : types::check_package;
    types::CheckOptions options = test.options;
    for (const TestPackage& package : test.packages) {
      // As the folder's own import paths spell it.
      options.import_map["./" + fs::path(package.path).filename().string()] = package.path;
    }
    std::vector<FoundError> found;
    for (size_t i = 0; i < test.packages.size(); ++i) {
      std::vector<types::CheckError> errors;
      check(program_, test.packages[i].path, std::move(read.packages[i]), options, errors);
      for (const types::CheckError& error : errors) found.push_back(located(error));
    }
    return {test.name, differences(test.expected, found, test.matching)};
  }

 private:
  FoundError located(const types::CheckError& error) const {
    if (!error.pos.is_known()) return {"", 0, 0, error.text};
    const syntax::LineColumn at = program_.sources.resolve(error.pos);
    return {fs::path(at.file).filename().string(), at.line, at.column, error.text};
  }

  types::Program program_;
  const std::vector<TestCase>& cases_;
};

class Runner {
 public:
  Runner(const std::vector<TestCase>& cases, std::vector<packages::ListedPackage> standard,
         const oracle::Toolchain& toolchain)
      : cases_(cases),
        standard_(std::move(standard)),
        toolchain_(toolchain),
        results_(cases.size()),
        groups_((cases.size() + kCasesInGroup - 1) / kCasesInGroup),
        errors_(groups_) {}

  Result<std::vector<TestResult>> run(unsigned jobs) {
    {
      std::vector<std::jthread> helpers;
      for (unsigned i = 1; i < jobs; ++i) helpers.emplace_back([this] { work(); });
      work();
    }
    for (std::optional<Error>& error : errors_) {
      if (error) return tl::unexpected(std::move(*error));
    }
    return std::move(results_);
  }

 private:
  void work() {
    for (size_t i; (i = next_.fetch_add(1)) < groups_;) {
      if (auto done = run_group(i); !done) errors_[i] = std::move(done.error());
    }
  }

  Result<void> run_group(size_t group) {
    const size_t begin = group * kCasesInGroup, end = std::min(begin + kCasesInGroup, cases_.size());
    std::vector<ReadCase> read;
    std::set<std::string> imports;
    for (size_t i = begin; i < end; ++i) {
      auto one = read_case(cases_[i]);
      if (!one) return tl::unexpected(one.error());
      imports.insert(one->imports.begin(), one->imports.end());
      read.push_back(std::move(*one));
    }
    packages::Request request;
    request.language = cases_[begin].options.language;
    auto loaded = load_needed(std::move(imports));
    if (!loaded) return tl::unexpected(loaded.error());
    Group checked(std::move(loaded->program), cases_);
    for (size_t i = begin; i < end; ++i) results_[i] = checked.run(i, std::move(read[i - begin]));
    return {};
  }

  Result<packages::Loaded> load_needed(std::set<std::string> imports) const {
    const types::CheckOptions options = options_of(toolchain_);
    packages::Request request;
    request.working_folder = toolchain_.goroot.string();
    request.language = options.language;
    request.syntax = options.parse;
    auto loaded = packages::load_listed(request, needed(standard_, std::move(imports)));
    if (loaded && !loaded->failures.empty()) {
      return failure(ErrorKind::kInput,
                     fmt::format("package {} is not accepted", loaded->failures.front().import_path));
    }
    return loaded;
  }

  const std::vector<TestCase>& cases_;
  std::vector<packages::ListedPackage> standard_;
  const oracle::Toolchain& toolchain_;
  std::vector<TestResult> results_;
  size_t groups_;
  std::vector<std::optional<Error>> errors_;
  std::atomic<size_t> next_ = 0;
};

}  // namespace

types::CheckOptions options_of(const oracle::Toolchain& toolchain) {
  types::CheckOptions options;
  options.language = fmt::format("1.{}", toolchain.version.minor);
  options.parse = packages::syntax_of(static_cast<int>(toolchain.version.minor));
  options.all_errors = true;
  return options;
}

packages::RunGo go_command(const oracle::Toolchain& toolchain) {
  return [toolchain](const std::vector<std::string>& arguments) -> Result<packages::GoOutput> {
    std::vector<std::string> environment = oracle::go_environment(toolchain);
    environment.emplace_back("GOPROXY=off");
    auto finished = oracle::run({.program = toolchain.go,
                                 .arguments = arguments,
                                 .environment = std::move(environment),
                                 .folder = toolchain.goroot / "src",
                                 .input = {}},
                                {});
    if (!finished) return tl::unexpected(finished.error());
    return packages::GoOutput{finished->status, finished->output, finished->error};
  };
}

std::vector<fs::path> entries(const fs::path& folder, bool folders) {
  std::vector<fs::path> paths;
  std::error_code code;
  for (fs::directory_iterator i(folder, code), end; !code && i != end; i.increment(code)) {
    const bool is_folder = i->is_directory(code);
    if (is_folder == folders && (folders || i->path().extension() == ".go")) paths.push_back(i->path());
  }
  std::ranges::sort(paths);
  return paths;
}

Result<std::vector<TestResult>> run_cases(const std::vector<TestCase>& cases,
                                          const oracle::Toolchain& toolchain, unsigned jobs) {
  auto standard =
      packages::resolve({"std"}, static_cast<int>(toolchain.version.minor), go_command(toolchain));
  if (!standard) return tl::unexpected(standard.error());
  return Runner(cases, std::move(*standard), toolchain).run(jobs);
}

}  // namespace escdiff::conformance
