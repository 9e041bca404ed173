// Holes: where the value of an expression goes.
#pragma once

#include "base/check.h"
#include "solver/escape/trail.h"

namespace escdiff::escape {

// Evaluating p in `x = **p` fills the hole {x, 2}; evaluating v in `x = &v` fills {x, -1}.
struct Hole {
  LocationId to = kBlankLocation;
  int derefs = 0;              // dereferences minus addresses taken; at least -1
  bool takes_address = false;  // the context is &, whether or not the address is kept
  NoteId notes;                // why; none unless somebody asks

  bool is_discarded() const { return to == kBlankLocation; }

  Hole shifted(int delta) const {
    ESCDIFF_CHECK(derefs + delta >= -1, "derefs {} of a hole", derefs + delta);
    return {to, derefs + delta, delta < 0, notes};
  }
  Hole dereferenced() const { return shifted(1); }
  Hole addressed() const { return shifted(-1); }
};

inline constexpr Hole kDiscard{};
inline constexpr Hole kToHeap{kHeapLocation};
inline constexpr Hole kToMutator{kMutatorLocation};
inline constexpr Hole kToCallee{kCalleeLocation};

}  // namespace escdiff::escape
