#include "diagnostic/fate.h"

namespace escdiff::diagnostic {

bool tells_fate(Kind kind) {
  switch (kind) {
    case Kind::kMovedToHeap:
    case Kind::kEscapesToHeap:
    case Kind::kDoesNotEscape:
    case Kind::kLeakingParam:
    case Kind::kLeakingParamContent:
    case Kind::kLeakingParamToResult: return true;
    default: return false;
  }
}

}  // namespace escdiff::diagnostic
