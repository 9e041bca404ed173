#include <fmt/format.h>

#include <sstream>

#include "base/file.h"
#include "conformance/peer_suites.h"

namespace escdiff::conformance {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFolder = "src/internal/types/testdata";
constexpr const char* kParts[] = {"check", "examples", "fixedbugs", "spec"};

// A first line such as `// -lang=go1.17`.
void apply_flags(std::string_view text, types::CheckOptions& options) {
  std::istringstream line{std::string(text.substr(0, text.find('\n')))};
  std::string word;
  if (!(line >> word) || !word.starts_with("//")) return;
  constexpr std::string_view kLanguage = "-lang=go";
  for (word.erase(0, 2); !word.empty() || line >> word; word.clear()) {
    if (!word.starts_with('-')) return;
    if (word.starts_with(kLanguage)) options.language = word.substr(kLanguage.size());
    if (word == "-gotypesalias=0") options.alias_types = false;
    if (word == "-fakeImportC") options.fake_import_c = true;
  }
}

Result<TestCase> case_of(std::string name, std::vector<fs::path> files, const oracle::Toolchain& toolchain) {
  TestCase test;
  test.name = std::move(name);
  test.options = options_of(toolchain);
  test.options.check_after_syntax_errors = true;
  test.options.allow_missing_bodies = true;
  test.of_type_checker = true;
  for (const fs::path& path : files) {
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    if (path == files.front()) apply_flags(*text, test.options);
    for (ExpectedError& error : errors_of_types_test(path.filename().string(), *text))
      test.expected.push_back(std::move(error));
  }
  test.packages.push_back({"p", std::move(files)});
  return test;
}

}  // namespace

Result<TestCases> types_testdata(const oracle::Toolchain& toolchain) {
  const fs::path root = toolchain.goroot / kFolder;
  std::vector<std::vector<fs::path>> packages;
  for (const char* part : kParts) {
    for (const fs::path& folder : entries(root / part, true)) packages.push_back(entries(folder, false));
    for (fs::path& file : entries(root / part, false)) packages.push_back({std::move(file)});
  }
  TestCases result;
  for (std::vector<fs::path>& files : packages) {
    if (files.empty()) continue;
    const bool alone = files.front().parent_path().parent_path() == root;
    const fs::path path = alone ? files.front() : files.front().parent_path();
    auto test = case_of(path.lexically_relative(root).string(), std::move(files), toolchain);
    if (!test) return tl::unexpected(test.error());
    result.cases.push_back(std::move(*test));
  }
  if (result.cases.empty())
    return failure(ErrorKind::kEnvironment, fmt::format("there are no tests in {}", root.string()));
  return result;
}

}  // namespace escdiff::conformance
