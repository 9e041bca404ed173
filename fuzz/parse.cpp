#include <string>
#include <vector>

#include "base/check.h"
#include "fuzz/entry.h"
#include "solver/syntax/parser.h"
#include "solver/syntax/print.h"
#include "solver/syntax/walk.h"

namespace escdiff::fuzz {

namespace {

struct Parsed {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> errors;
  syntax::NodeId file;

  Parsed(std::string text, const syntax::ParseOptions& options) {
    const syntax::FileId id = sources.add("x.go", std::move(text));
    file = syntax::parse_file(sources, id, symbols, tree, errors, options).file;
  }
};

// Children lie inside their parents' extents, and come before them.
void check_tree(const Parsed& parsed) {
  const syntax::Tree& tree = parsed.tree;
  syntax::walk_preorder(tree, parsed.file, [&](syntax::NodeId node, syntax::NodeId parent) {
    ESCDIFF_CHECK(tree.begin(node) <= tree.end(node), "node {} ends before its begin", node.index);
    if (!parent.has_value()) return;
    ESCDIFF_CHECK(node < parent, "node {} below {}", node.index, parent.index);
  });
}

// What the tree prints parses to an equal tree.
void check_round_trip(const Parsed& parsed, const syntax::ParseOptions& options) {
  std::string text = syntax::format_source(parsed.tree, parsed.symbols, parsed.file);
  const Parsed again(std::move(text), options);
  ESCDIFF_CHECK(again.errors.empty(), "the printed text has errors: {}", again.errors.front().text);
  ESCDIFF_CHECK(
      syntax::equal_trees(parsed.tree, parsed.symbols, parsed.file, again.tree, again.symbols, again.file),
      "the printed text has another tree");
}

void parse_with(std::string_view text, const syntax::ParseOptions& options) {
  const Parsed parsed(std::string(text), options);
  ESCDIFF_CHECK(parsed.file.has_value() || !parsed.errors.empty(), "no tree and no error");
  syntax::printed_errors(parsed.sources, syntax::select_printed(parsed.sources, parsed.errors, true));
  if (!parsed.file.has_value()) return;
  check_tree(parsed);
  if (parsed.errors.empty()) check_round_trip(parsed, options);
}

}  // namespace

void parse(std::string_view text) {
  parse_with(text, {});
  parse_with(
      text,
      {.generic_methods = true, .clean_directive_paths = true, .standard_library = true, .runtime = true});
}

}  // namespace escdiff::fuzz
