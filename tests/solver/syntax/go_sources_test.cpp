// Go's own sources and tests as input.
#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>
#include <ctime>

#include "base/file.h"
#include "tests/solver/syntax/go_root.h"
#include "tests/solver/syntax/parsed.h"

namespace escdiff::syntax {

namespace {

constexpr ParseOptions kStandardLibrary{.generic_methods = true, .standard_library = true, .runtime = true};

std::string read(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path);
  REQUIRE(text);
  return *text;
}

// What is wrong with the extents below the file's node; empty when nothing is.
std::string wrong_extent(const Parsed& parsed) {
  std::string wrong;
  const Tree& tree = parsed.tree;
  walk_preorder(tree, parsed.root(), [&](NodeId node, NodeId parent) {
    const NodeKind kind = tree.kind(node);
    const std::string source = parsed.source(node);
    const bool is_leaf = kind == NodeKind::kName || kind == NodeKind::kBasicLit;
    const bool empty_statement =
        kind == NodeKind::kEmptyStmt;  // behind a label it is reported at what follows
    bool fits = tree.begin(node) <= tree.end(node) && (tree.pos(node) <= tree.end(node) || empty_statement);
    // A generic function's type is reported at its type parameters, which it does not hold.
    fits &= tree.begin(node) <= tree.pos(node) || kind == NodeKind::kFuncType;
    if (parent.has_value()) {
      fits &= tree.begin(parent) <= tree.begin(node) && tree.end(node) <= tree.end(parent);
    }
    if (kind != NodeKind::kFile && !source.empty()) {
      fits &= std::isspace(source.front()) == 0 && std::isspace(source.back()) == 0;
    }
    if (is_leaf) fits &= parsed.symbols.text(tree.symbol(node)) == source;
    if (!fits) wrong += fmt::format("{} at {}\n", kind_name(kind), parsed.position(node));
  });
  return wrong;
}

void check_valid_file(const std::filesystem::path& path) {
  INFO(path.string());
  const Parsed parsed(read(path), kStandardLibrary, path.string());
  if (!parsed.errors.empty()) FAIL_CHECK(parsed.messages()[0]);
  if (!parsed.root().has_value()) return;
  if (const std::string wrong = wrong_extent(parsed); !wrong.empty()) FAIL_CHECK(wrong);
  const Parsed again(parsed.formatted(), kStandardLibrary);
  const bool equal = again.errors.empty() && equal_trees(parsed.tree, parsed.symbols, parsed.root(),
                                                         again.tree, again.symbols, again.root());
  if (!equal) FAIL_CHECK("printed and parsed again it is another tree");
}

// Whether the first line of a file of Go's test folder says that it is to be compiled alone, without errors.
bool is_valid_test(const std::string& text) {
  const std::string first = text.substr(0, text.find('\n'));
  return first == "// run" || first == "// compile" || first.starts_with("// run ") ||
         first.starts_with("// compile ");
}

}  // namespace

TEST_CASE("the standard library parses, prints and parses again to the same trees") {
  for (const auto& path : go_files(go_root() / "src", false)) check_valid_file(path);
}

TEST_CASE("Go's valid test programs parse, print and parse again to the same trees") {
  const std::filesystem::path tests = go_root() / "test";
  if (!std::filesystem::is_directory(tests))
    SKIP("this Go installation comes without the folder " << tests.string());
  for (const auto& path : go_files(tests, true)) {
    if (is_valid_test(read(path))) check_valid_file(path);
  }
}

// Hidden: run it with `syntax_tests [bench]`.
TEST_CASE("speed of parsing the standard library", "[.bench]") {
  SourceSet sources;
  std::vector<FileId> files;
  size_t lines = 0;
  for (const auto& path : go_files(go_root() / "src", false)) {
    std::string text = read(path);
    lines += static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    files.push_back(sources.add(path.string(), std::move(text)));
  }
  SymbolTable symbols;
  Tree tree;
  std::vector<SyntaxError> errors;
  const std::clock_t begin = std::clock();
  for (const FileId file : files) parse_file(sources, file, symbols, tree, errors, kStandardLibrary);
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  fmt::print("{} files, {} lines, {} nodes in {:.2f} s of processor time: {:.2f} million lines/s\n",
             files.size(), lines, tree.size(), seconds, static_cast<double>(lines) / seconds / 1e6);
}

}  // namespace escdiff::syntax
