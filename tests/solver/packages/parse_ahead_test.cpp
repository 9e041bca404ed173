#include "solver/packages/parse_ahead.h"

#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>

#include "solver/syntax/print.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::packages;
using namespace escdiff::syntax;

namespace {

// Packages of files that share some names and not others; some files do not parse.
std::vector<std::vector<std::string>> random_packages() {
  const auto name = [] { return fmt::format("n{}", *rc::gen::inRange(0, 40)); };
  std::vector<std::vector<std::string>> packages(*rc::gen::inRange(1, 12));
  for (auto& files : packages) {
    files.resize(*rc::gen::inRange(0, 4));
    for (std::string& text : files) {
      text = fmt::format("package {}\n", name());
      if (*rc::gen::inRange(0, 4) == 0) text += "//line other.go:7\n";
      const int declarations = *rc::gen::inRange(0, 6);
      for (int i = 0; i < declarations; ++i) {
        text += fmt::format("func {}({} *{}) {{ {} := \"{}\" }}\n", name(), name(), name(), name(), name());
      }
      if (*rc::gen::inRange(0, 8) == 0) text += "func {\n";
    }
  }
  return packages;
}

// Everything that depends on how the packages were parsed, in one text.
std::string parsed(const std::vector<std::vector<std::string>>& packages, unsigned jobs) {
  SourceSet sources;
  std::vector<ParseTask> tasks;
  for (size_t i = 0; i < packages.size(); ++i) {
    ParseTask task;
    for (size_t j = 0; j < packages[i].size(); ++j) {
      task.files.push_back(sources.add(fmt::format("p{}/f{}.go", i, j), packages[i][j]));
    }
    tasks.push_back(std::move(task));
  }
  SymbolTable symbols;
  std::string text;
  ParseAhead ahead(sources, tasks, jobs);
  for (size_t i = 0; i < tasks.size(); ++i) {
    const types::ParsedPackage package = join(ahead.take(i), symbols);
    for (uint32_t n = 0; n < package.tree.size(); ++n) {
      const NodeId node(n);
      text += fmt::format("{} {}", kind_name(package.tree.kind(node)),
                          position_text(sources, package.tree.pos(node)));
      if (package.tree.is(node, NodeKind::kName) || package.tree.is(node, NodeKind::kBasicLit)) {
        text +=
            fmt::format(" {} {}", package.tree.symbol(node).index, symbols.text(package.tree.symbol(node)));
      }
      text += '\n';
    }
    for (const std::string& line : printed_errors(sources, package.errors)) text += line + "\n";
    text += fmt::format("{} files\n", package.files.size());
  }
  return text;
}

}  // namespace

TEST_CASE("the result does not depend on the number of threads") {
  tests::require_property("one thread and four", [] {
    const auto packages = random_packages();
    RC_ASSERT(parsed(packages, 1) == parsed(packages, 4));
  });
}

TEST_CASE("symbols of a joined tree are those of the program") {
  SourceSet sources;
  SymbolTable symbols;
  const Symbol known = symbols.intern("known");
  const FileId file = sources.add("a.go", "package p\n\nvar known, other = 1, \"known\"\n");
  ParseAhead ahead(sources, {{{file}, {}}}, 1);
  const types::ParsedPackage package = join(ahead.take(0), symbols);
  std::vector<std::string> texts;
  for (uint32_t n = 0; n < package.tree.size(); ++n) {
    const NodeId node(n);
    if (!package.tree.is(node, NodeKind::kName) && !package.tree.is(node, NodeKind::kBasicLit)) continue;
    texts.emplace_back(symbols.text(package.tree.symbol(node)));
    if (texts.back() == "known") CHECK(package.tree.symbol(node) == known);
  }
  CHECK(texts == std::vector<std::string>{"p", "known", "other", "1", "\"known\""});
}

TEST_CASE("units that nobody takes are dropped") {
  SourceSet sources;
  std::vector<ParseTask> tasks;
  for (int i = 0; i < 50; ++i) tasks.push_back({{sources.add(fmt::format("f{}.go", i), "package p\n")}, {}});
  ParseAhead ahead(sources, tasks, 3);
  CHECK(ahead.take(0).package.files.size() == 1);
}
