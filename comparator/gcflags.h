// The compiler flags that the solver understands.
#pragma once

#include <string_view>

#include "base/result.h"

namespace escdiff::comparator {

struct GcFlags {
  int level = 0;                   // -m: 1, -m=2 or -m -m: 2
  bool inlining = true;            // -l switches it off; -l -l or -l=N with N > 1 on again
  bool cheap_calls = false;        // -l=4: calls cost the inliner next to nothing
  bool optimizing = true;          // -N switches it off
  bool mutation_messages = false;  // -d=escapemutationscalls
  bool interface_words = false;    // -d=escapedebug
};

// Reads `-m -l` and the like; a usage error that names the flag that the solver does not know.
Result<GcFlags> parse_gcflags(std::string_view text);

}  // namespace escdiff::comparator
