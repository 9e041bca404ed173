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
  children_.push_back(NodeId(begin.offset));
  children_.push_back(NodeId(end.offset));
  node.first = static_cast<uint32_t>(children_.size());
  node.count = static_cast<uint32_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  nodes_.push_back(node);
  return NodeId(static_cast<uint32_t>(nodes_.size() - 1));
}

NodeId Tree::add_leaf(Node leaf, Symbol symbol, SourcePos end) {
  ESCDIFF_CHECK(is_leaf(leaf), "a leaf of kind {}", kind_name(leaf.kind));
  leaf.first = symbol.index;
  leaf.count = end.offset;
  nodes_.push_back(leaf);
  return NodeId(static_cast<uint32_t>(nodes_.size() - 1));
}

void Tree::set_pragmas(NodeId id, uint16_t bits) { pragmas_[id.index] = bits; }

}  // namespace escdiff::syntax
