#include "solver/syntax/tree.h"

namespace escdiff::syntax {

namespace {

constexpr auto kKindNames = std::to_array<std::string_view>({
#define NODE(name, children, meaning) #name,
#include "solver/syntax/node_kinds.def"
#undef NODE
});

}  // namespace

std::string_view kind_name(NodeKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

uint16_t Tree::pragmas(NodeId id) const {
  const auto found = pragmas_.find(id.index);
  return found == pragmas_.end() ? 0 : found->second;
}

NodeId Tree::add(Node node, std::span<const NodeId> children, SourcePos begin, SourcePos end) {
  node.first = static_cast<uint32_t>(children_.size());
  node.count = static_cast<uint32_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  nodes_.push_back(node);
  extents_.push_back({begin, end});
  return NodeId(static_cast<uint32_t>(nodes_.size() - 1));
}

NodeId Tree::add_leaf(NodeKind kind, Token op, Symbol symbol, SourcePos begin, SourcePos end, uint8_t flags) {
  ESCDIFF_CHECK(kind == NodeKind::kName || kind == NodeKind::kBasicLit, "a leaf of kind {}", kind_name(kind));
  nodes_.push_back(Node{.kind = kind, .op = op, .flags = flags, .pos = begin, .first = symbol.index});
  extents_.push_back({begin, end});
  return NodeId(static_cast<uint32_t>(nodes_.size() - 1));
}

NodeId Tree::add_leaf(Node node, Symbol symbol, SourcePos begin, SourcePos end) {
  node.first = symbol.index;
  node.count = 0;
  nodes_.push_back(node);
  extents_.push_back({begin, end});
  return NodeId(static_cast<uint32_t>(nodes_.size() - 1));
}

void Tree::set_pragmas(NodeId id, uint16_t bits) { pragmas_[id.index] = bits; }

}  // namespace escdiff::syntax
