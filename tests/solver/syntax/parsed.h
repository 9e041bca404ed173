// A source text parsed for a test, with everything that its tree needs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/syntax/print.h"
#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"

namespace escdiff::syntax {

struct Parsed {
  SourceSet sources;
  SymbolTable symbols;
  Tree tree;
  std::vector<SyntaxError> errors;
  ParsedFile file;

  explicit Parsed(std::string text, const ParseOptions& options = {}, std::string name = "x.go") {
    const FileId id = sources.add(std::move(name), std::move(text));
    file = parse_file(sources, id, symbols, tree, errors, options);
  }

  NodeId root() const { return file.file; }
  // What gc prints, one string a line.
  std::vector<std::string> messages() const { return printed_errors(sources, errors); }
  std::string source(NodeId node) const {
    const FileId id = sources.file_of(tree.begin(node));
    const uint32_t begin = sources.offset_in_file(tree.begin(node));
    return std::string(sources.text(id).substr(begin, sources.offset_in_file(tree.end(node)) - begin));
  }
  // "line:column" of the node's position.
  std::string position(NodeId node) const {
    const LineColumn at = sources.resolve_physical(tree.pos(node));
    return std::to_string(at.line) + ":" + std::to_string(at.column);
  }
  // The first node of a kind, in source order.
  NodeId first(NodeKind kind) const {
    NodeId found;
    walk_preorder(tree, root(), [&](NodeId node, NodeId) {
      if (!found.has_value() && tree.kind(node) == kind) found = node;
    });
    return found;
  }
  std::string formatted() const { return format_source(tree, symbols, root()); }
};

}  // namespace escdiff::syntax
