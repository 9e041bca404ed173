#include <fmt/format.h>

#include "base/file.h"
#include "conformance/peer_suites.h"
#include "solver/syntax/parser.h"

namespace escdiff::conformance {

namespace fs = std::filesystem;

namespace {

TestResult run_file(const fs::path& path, std::string text, const syntax::ParseOptions& options) {
  const std::string name = path.filename().string();
  const std::vector<ExpectedError> expected = errors_of_syntax_test(name, text);
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> errors;
  syntax::parse_file(sources, sources.add(name, std::move(text)), symbols, tree, errors, options);
  std::vector<FoundError> found;
  for (const syntax::SyntaxError& error : errors) {
    const syntax::LineColumn at = sources.resolve_physical(error.pos);
    found.push_back({name, at.line, at.column, error.text});
  }
  return {name, differences(expected, found, Matching::kOneEach)};
}

}  // namespace

Result<std::vector<TestResult>> run_syntax_testdata(const oracle::Toolchain& toolchain) {
  const fs::path folder = toolchain.goroot / "src/cmd/compile/internal/syntax/testdata";
  std::vector<TestResult> results;
  for (const fs::path& path : entries(folder, false)) {
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    results.push_back(run_file(path, std::move(*text), options_of(toolchain).parse));
  }
  if (results.empty())
    return failure(ErrorKind::kEnvironment, fmt::format("there are no tests in {}", folder.string()));
  return results;
}

}  // namespace escdiff::conformance
