// Visiting trees.
#pragma once

#include <type_traits>
#include <vector>

#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// Calls visit(node, parent) for `root` (whose parent is NodeId()) and all nodes below, parents first, in
// source order. A visit that returns bool says whether to go below the node. Uses no recursion, so depth does
// not matter.
template <class Visit>
void walk_preorder(const Tree& tree, NodeId root, Visit&& visit) {
  struct Item {
    NodeId node, parent;
  };
  std::vector<Item> waiting{{root, NodeId()}};
  while (!waiting.empty()) {
    const Item item = waiting.back();
    waiting.pop_back();
    if constexpr (std::is_same_v<decltype(visit(item.node, item.parent)), bool>) {
      if (!visit(item.node, item.parent)) continue;
    } else {
      visit(item.node, item.parent);
    }
    const std::span<const NodeId> children = tree.children(item.node);
    for (size_t i = children.size(); i-- > 0;) {
      if (children[i].has_value()) waiting.push_back({children[i], item.node});
    }
  }
}

// Where gc's type checker reports errors about `node`: its Node::pos, or for kinds that begin with an operand
// (selectors, calls, operators ...) that of the leftmost one (cmd/compile/internal/syntax, StartPos). Slices
// are no such kind. Node::pos of a func type is its '('.
SourcePos start_position(const Tree& tree, NodeId node);

// Whether two trees say the same: kinds, operators, flags, texts, directives and shape; positions may differ,
// and so may go:linkname, which stands apart from the function that it names.
bool equal_trees(const Tree& a, const SymbolTable& symbols_a, NodeId x, const Tree& b,
                 const SymbolTable& symbols_b, NodeId y);

}  // namespace escdiff::syntax
