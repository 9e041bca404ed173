// A generated program before it is text: typed declarations over a tree of nodes.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "generator/types.h"

namespace escdiff::generator {

struct NodeTag {};
using NodeId = Id<NodeTag>;
struct SymbolTag {};
using SymbolId = Id<SymbolTag>;

enum class NodeKind : uint8_t {
#define ESCDIFF_NODE(id) k##id,
#include "generator/node_kinds.def"
#undef ESCDIFF_NODE
};

// What the fields and children mean, kind by kind, says node_kinds.def.
struct Node {
  NodeKind kind = NodeKind::kAbsent;
  int32_t value = 0;
  TypeId type;
  SymbolId symbol;
  NodeId first;
  NodeId last;
  NodeId next;
  std::string_view text;
};

enum class SymbolRole : uint8_t { kLocal, kParam, kResult, kGlobal, kFunction, kConst };

struct Symbol {
  std::string_view name;
  TypeId type;
  SymbolRole role = SymbolRole::kLocal;
  bool used = false;    // read somewhere, as the compiler counts it
  bool hidden = false;  // shadowed at the moment
  SymbolId shadows;     // what it hides while it is in scope
};

// A function, a method (with a receiver) or a function literal (without a name).
struct Function {
  std::string_view name;
  TypeId signature;
  std::vector<TypeId> type_params;  // of a function; those of a method are its receiver's, not here
  std::vector<TypeId> own_pool;     // the types that only its body can name
  TypeId receiver_type;             // none: no method
  SymbolId receiver;                // none: unnamed
  std::vector<SymbolId> params;     // all none: unnamed parameters
  std::vector<SymbolId> results;    // empty: unnamed results
  NodeId body;
  bool noinline = false;
  bool no_body = false;
  bool in_library = false;  // see Model::has_library
  std::string_view pragma;  // another one: "//go:nosplit"

  bool generic() const { return !own_pool.empty(); }
};

struct GlobalDecl {
  SymbolId symbol;
  NodeId init;  // none: zero
};

// var name = value
struct Counter {
  std::string_view name;
  uint32_t value;  // 0: not written
};

// Everything the printer needs. Texts are views of `texts` or of static strings.
struct Model {
  std::string_view package = "p";
  // There are two packages: all declarations but for some functions are in package q, which this one imports.
  // Whatever is declared outside of functions is exported then.
  bool has_library = false;
  TypeTable types;
  std::vector<Node> nodes;
  std::vector<Symbol> symbols;
  std::deque<Function> functions;  // declared ones and literals
  std::vector<uint32_t> declared;  // indices of the declared ones, in order
  std::vector<TypeId> type_decls;
  std::vector<GlobalDecl> globals;
  std::vector<Counter> counters;  // integers that no path leads from
  std::vector<std::pair<std::string_view, TypeId>> aliases;
  std::vector<std::string_view> constants;  // of one group, counted by iota
  std::deque<std::string> texts;

  NodeId add(NodeKind kind, TypeId type = TypeId(), std::string_view text = {}) {
    nodes.push_back({});
    nodes.back().kind = kind;
    nodes.back().type = type;
    nodes.back().text = text;
    return NodeId(static_cast<uint32_t>(nodes.size() - 1));
  }
  // Appends `child` to `parent`'s children.
  void append(NodeId parent, NodeId child) {
    Node& node = nodes[parent.index];
    if (node.last) {
      nodes[node.last.index].next = child;
    } else {
      node.first = child;
    }
    node.last = child;
  }
  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
  Node& operator[](NodeId id) { return nodes[id.index]; }
  const Node& operator[](NodeId id) const { return nodes[id.index]; }
  Symbol& operator[](SymbolId id) { return symbols[id.index]; }
  const Symbol& operator[](SymbolId id) const { return symbols[id.index]; }
};

}  // namespace escdiff::generator
