#include "solver/syntax/walk.h"

namespace escdiff::syntax {

SourcePos start_position(const Tree& tree, NodeId node) {
  for (;;) {
    switch (tree.kind(node)) {
      case NodeKind::kKeyValue:
      case NodeKind::kSelector:
      case NodeKind::kIndex:
      case NodeKind::kTypeAssert:
      case NodeKind::kBinary:
      case NodeKind::kCall:
      case NodeKind::kSendStmt:
      case NodeKind::kAssign:
      case NodeKind::kIncDec:
      case NodeKind::kCompositeLit:
      case NodeKind::kList:
        if (tree.children(node).empty() || !tree.child(node, 0).has_value()) return tree.pos(node);
        node = tree.child(node, 0);
        break;
      default: return tree.pos(node);
    }
  }
}

bool equal_trees(const Tree& a, const SymbolTable& symbols_a, NodeId x, const Tree& b,
                 const SymbolTable& symbols_b, NodeId y) {
  struct Pair {
    NodeId x, y;
  };
  std::vector<Pair> waiting{{x, y}};
  while (!waiting.empty()) {
    const Pair pair = waiting.back();
    waiting.pop_back();
    if (pair.x.has_value() != pair.y.has_value()) return false;
    if (!pair.x.has_value()) continue;
    const Node& p = a[pair.x];
    const Node& q = b[pair.y];
    if (p.kind != q.kind || p.op != q.op || p.flags != q.flags) return false;
    if (((a.pragmas(pair.x) ^ b.pragmas(pair.y)) & ~kPragmaLinkname) != 0) return false;
    if (p.kind == NodeKind::kName || p.kind == NodeKind::kBasicLit) {
      if (symbols_a.text(a.symbol(pair.x)) != symbols_b.text(b.symbol(pair.y))) return false;
      continue;
    }
    if (p.count != q.count) return false;
    for (uint32_t i = 0; i < p.count; ++i) waiting.push_back({a.child(pair.x, i), b.child(pair.y, i)});
  }
  return true;
}

}  // namespace escdiff::syntax
