#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <sstream>

#include "base/file.h"
#include "conformance/build_tags.h"
#include "conformance/go_test_header.h"
#include "conformance/peer_suites.h"

namespace escdiff::conformance {

namespace fs = std::filesystem;

namespace {

// The folders whose files are tests; others hold what these need.
constexpr const char* kFolders[] = {".",
                                    "abi",
                                    "arenas",
                                    "chan",
                                    "codegen",
                                    "dwarf",
                                    "fixedbugs",
                                    "interface",
                                    "internal/runtime/sys",
                                    "ken",
                                    "simd",
                                    "syntax",
                                    "typeparam",
                                    "typeparam/mdempsky"};

enum class Shape : uint8_t { kFile, kFolder, kOnePackage };

struct Action {
  std::string_view name;
  Shape shape;
  bool refused;  // has errors, unless the flag -0 says that it has none
};

constexpr Action kActions[] = {
    {"run", Shape::kFile, false},
    {"runoutput", Shape::kFile, false},
    {"compile", Shape::kFile, false},
    {"build", Shape::kFile, false},
    {"buildrun", Shape::kFile, false},
    {"asmcheck", Shape::kFile, false},
    {"errorcheck", Shape::kFile, true},
    {"errorcheckwithauto", Shape::kFile, true},
    {"errorcheckoutput", Shape::kFile, false},  // its output is what has errors
    {"rundir", Shape::kFolder, false},
    {"compiledir", Shape::kFolder, false},
    {"errorcheckdir", Shape::kFolder, true},
    {"errorcheckandrundir", Shape::kFolder, false},
    {"builddir", Shape::kOnePackage, false},
    {"buildrundir", Shape::kOnePackage, false},
};

std::string package_name(const std::string& text) {
  static const re2::RE2 kClause("(?m)^package ([\\p{L}\\w]+)");
  std::string name;
  re2::RE2::PartialMatch(text, kClause, &name);
  return name;
}

// Makes the cases out of the files of GOROOT/test.
class GoTests {
 public:
  explicit GoTests(const oracle::Toolchain& toolchain)
      : toolchain_(toolchain), root_(toolchain.goroot / "test") {}

  Result<TestCases> collect() {
    auto tags = build_tags(toolchain_);
    if (!tags) return tl::unexpected(tags.error());
    tags_ = std::move(*tags);
    for (const char* folder : kFolders) {
      for (const fs::path& path : entries((root_ / folder).lexically_normal(), false)) {
        if (auto added = add(path); !added) return tl::unexpected(added.error());
      }
    }
    if (result_.cases.empty())
      return failure(ErrorKind::kEnvironment, fmt::format("there are no tests in {}", root_.string()));
    return std::move(result_);
  }

 private:
  Result<void> add(const fs::path& path) {
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    const GoTestHeader header = read_go_test_header(*text, tags_, toolchain_.version.minor);
    const auto action = std::ranges::find(kActions, header.action, &Action::name);
    if (!header.excluded_by.empty()) {
      ++result_.left_out["excluded by their build constraints"];
    } else if (header.has_flag("-goexperiment")) {
      ++result_.left_out["with an experiment"];
    } else if (action == std::end(kActions)) {
      ++result_.left_out[fmt::format("action {}", header.action)];
    } else {
      return add_case(path, header, *action);
    }
    return {};
  }

  Result<void> add_case(const fs::path& path, const GoTestHeader& header, const Action& action) {
    TestCase test;
    test.name = path.lexically_relative(root_).string();
    test.matching = Matching::kAllOfLine;
    test.options = options_of(toolchain_);
    apply_flags(header, test.options);
    if (auto split = split_packages(path, header, action, test.packages); !split)
      return tl::unexpected(split.error());
    if (header.has_flag("-1") || (action.refused && !header.has_flag("-0"))) {
      for (const TestPackage& package : test.packages) {
        if (auto read = read_expected(package, test.expected); !read) return read;
      }
    }
    result_.cases.push_back(std::move(test));
    return {};
  }

  static void apply_flags(const GoTestHeader& header, types::CheckOptions& options) {
    constexpr std::string_view kLanguage = "-lang=go";
    options.all_errors = !header.has_flag("-e=0");
    options.allow_missing_bodies = !header.has_flag("-complete");
    options.parse.standard_library = header.has_flag("-std");
    options.parse.runtime = header.has_flag("-+");
    for (const std::string& flag : header.flags) {
      if (flag.starts_with(kLanguage)) options.language = flag.substr(kLanguage.size());
    }
  }

  // The packages of a folder are told apart by their names, and come in the order of their first files.
  Result<void> split_packages(const fs::path& path, const GoTestHeader& header, const Action& action,
                              std::vector<TestPackage>& packages) const {
    if (action.shape == Shape::kFile) {
      packages.push_back({"p", {path}});
      // A program may consist of more files.
      for (const std::string& argument : header.arguments) {
        if (argument.ends_with(".go") && action.name == "run")
          packages.back().files.push_back(path.parent_path() / argument);
      }
      return {};
    }
    std::vector<std::string> names;
    for (fs::path& file : entries(fs::path(path).replace_extension(".dir"), false)) {
      auto text = read_file(file);
      if (!text) return tl::unexpected(text.error());
      std::string name = action.shape == Shape::kOnePackage ? "p" : package_name(*text);
      auto same = std::ranges::find(names, name);
      if (same == names.end() || header.has_flag("-s")) {
        names.push_back(std::move(name));
        packages.push_back({"test/" + file.stem().string(), {}});
        same = names.end() - 1;
      }
      packages[static_cast<size_t>(same - names.begin())].files.push_back(std::move(file));
    }
    return {};
  }

  static Result<void> read_expected(const TestPackage& package, std::vector<ExpectedError>& expected) {
    for (const fs::path& path : package.files) {
      auto text = read_file(path);
      if (!text) return tl::unexpected(text.error());
      for (ExpectedError& error : errors_of_go_test(path.filename().string(), *text))
        expected.push_back(std::move(error));
    }
    return {};
  }

  const oracle::Toolchain& toolchain_;
  fs::path root_;
  std::set<std::string, std::less<>> tags_;
  TestCases result_;
};

}  // namespace

Result<TestCases> go_tests(const oracle::Toolchain& toolchain) { return GoTests(toolchain).collect(); }

}  // namespace escdiff::conformance
