#include "solver/syntax/type_element.h"

namespace escdiff::syntax {

bool is_type_element(const Tree& tree, NodeId x) {
  for (;; x = tree.child(x, 0)) {
    switch (tree.kind(x)) {
      case NodeKind::kArrayType:
      case NodeKind::kStructType:
      case NodeKind::kFuncType:
      case NodeKind::kInterfaceType:
      case NodeKind::kSliceType:
      case NodeKind::kMapType:
      case NodeKind::kChanType: return true;
      case NodeKind::kUnary:
        if (tree.op(x) == Token::kTilde) return true;
        break;
      case NodeKind::kBinary:
        if (is_type_element(tree, tree.child(x, 1))) return true;
        break;
      case NodeKind::kStar:
      case NodeKind::kParen: break;
      default: return false;
    }
  }
}

}  // namespace escdiff::syntax
