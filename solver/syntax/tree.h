// The syntax tree of a package: nodes in one arena, addressed by 4-byte ids, immutable once parsed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/check.h"
#include "base/id.h"
#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/token.h"

namespace escdiff::syntax {

enum class NodeKind : uint8_t {
#define NODE(name, children, meaning) k##name,
#include "solver/syntax/node_kinds.def"
#undef NODE
};

// "Name", "BasicLit", ...
std::string_view kind_name(NodeKind kind);

using NodeId = Id<struct NodeTag>;

// What a node has beside its kind; which kinds use which flag is said in node_kinds.def. A bit has one
// meaning a kind, so has_flag(id, kKeyed) asks nothing useful of a node that is no CompositeLit.
enum NodeFlag : uint8_t {
  kKeyed = 1,
  kFullSlice = 1,
  kHasDots = 1,
  kEmbedded = 1,
  kDefault = 1,
  kGrouped = 1,
  kAlias = 1,
  kBadLiteral = 1,
};

// //go: directives of a function, a bit each.
enum Pragma : uint16_t {
  kPragmaNoinline = 1,
  kPragmaNoescape = 2,
  kPragmaNosplit = 4,
  kPragmaLinkname = 8,
  kPragmaUintptrEscapes = 16,
  kPragmaUintptrKeepAlive = 32,
  kPragmaNotInHeap = 64,
  kPragmaNorace = 128,
  kPragmaNocheckptr = 256,
  kPragmaSystemstack = 512,
  kPragmaNowritebarrier = 1024,
  kPragmaYeswritebarrier = 2048,  // go:yeswritebarrierrec
  kPragmaNowritebarrierRec = 4096,
  kPragmaCgoUnsafeArgs = 8192,
};

// Node::pos is the place that gc's messages name (measured; cmd/compile/internal/syntax keeps the same one):
//   the operator       Binary, Assign, SendStmt, IncDec
//   the '('            Call; FuncType (its '[' when it has type parameters): `func` itself is Tree::begin
//   the '['            Index, Slice
//   the '.'            Selector, TypeAssert, TypeSwitch (the one before `(type)`)
//   the ':'            KeyValue, Labeled
//   the '{'            CompositeLit
//   `range`            Range
//   `chan`             ChanType in an expression, `<-` of a <-chan type elsewhere
//   behind `func`      FuncDecl: the receiver's '(' or the name
//   its expression's   ExprStmt; List: its first element's
//   the first byte     all others (Unary, Star, Paren, FuncLit, Name, types, Field, Block, If, For ...)
struct Node {
  NodeKind kind = NodeKind::kBadExpr;
  Token op = Token::kNone;
  uint8_t flags = 0;
  SourcePos pos;       // where gc reports this node, see above
  uint32_t first = 0;  // Name, BasicLit: the symbol; else index of the first child
  uint32_t count = 0;  // Name, BasicLit: their end; else the number of children
};

// The nodes of one package (all of its files), children before parents. Not every node is part of a file: the
// parser leaves some behind when it learns late what it read (`<-chan T`, type parameters). Start from
// files().
class Tree {
 public:
  const Node& operator[](NodeId id) const { return nodes_[id.index]; }
  NodeKind kind(NodeId id) const { return nodes_[id.index].kind; }
  bool is(NodeId id, NodeKind k) const { return id.has_value() && kind(id) == k; }
  Token op(NodeId id) const { return nodes_[id.index].op; }
  bool has_flag(NodeId id, NodeFlag flag) const { return (nodes_[id.index].flags & flag) != 0; }
  SourcePos pos(NodeId id) const { return nodes_[id.index].pos; }
  // Source extent: first byte, and one behind the last byte; the text between is the node's source. A List
  // reaches from its first to its last element (parentheses, separators outside not included); an empty one,
  // like EmptyStmt, has begin == end where an element would stand.
  SourcePos begin(NodeId id) const {
    const Node& node = nodes_[id.index];
    return is_leaf(node) ? node.pos : SourcePos{children_[node.first - 2].index};
  }
  SourcePos end(NodeId id) const {
    const Node& node = nodes_[id.index];
    return SourcePos{is_leaf(node) ? node.count : children_[node.first - 1].index};
  }
  // Child slots in the order of node_kinds.def; absent ones are NodeId().
  std::span<const NodeId> children(NodeId id) const {
    const Node& node = nodes_[id.index];
    if (is_leaf(node)) return {};
    return {children_.data() + node.first, node.count};
  }
  NodeId child(NodeId id, uint32_t slot) const { return children(id)[slot]; }
  Symbol symbol(NodeId id) const { return Symbol(nodes_[id.index].first); }
  // The `Pragma` bits of a FuncDecl (or TypeSpec).
  uint16_t pragmas(NodeId id) const;
  size_t size() const { return nodes_.size(); }
  std::span<const NodeId> files() const { return files_; }

  // Builders, for the parser.
  // Room for so many nodes and children in all: until it is used up, spans of children stay valid.
  void reserve(size_t nodes, size_t children) {
    nodes_.reserve(nodes);
    children_.reserve(children + 2 * nodes);
  }
  // Room for the nodes of so many bytes of source, nearly always: more is only memory that nobody touches.
  void reserve_for_text(size_t bytes) { reserve(bytes / 4, bytes / 4); }
  NodeId add(Node node, std::span<const NodeId> children, SourcePos begin, SourcePos end);
  // A leaf begins at its position.
  NodeId add_leaf(Node leaf, Symbol symbol, SourcePos end);
  void set_pragmas(NodeId id, uint16_t bits);
  void add_file(NodeId file) { files_.push_back(file); }
  // Replaces each symbol, in the order of the nodes: for a tree whose table is joined to another one.
  template <class Rename>
  void rename_symbols(Rename&& rename) {
    for (Node& node : nodes_) {
      if (is_leaf(node)) node.first = rename(Symbol(node.first)).index;
    }
  }

 private:
  static bool is_leaf(const Node& node) {
    return node.kind == NodeKind::kName || node.kind == NodeKind::kBasicLit;
  }
  std::vector<Node> nodes_;
  std::vector<NodeId> children_;  // of each node that is no leaf, behind the offsets of its begin and its end
  std::vector<NodeId> files_;
  std::unordered_map<uint32_t, uint16_t> pragmas_;  // looked up by node only, never walked
};

}  // namespace escdiff::syntax
