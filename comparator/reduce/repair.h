// Mends what an edit broke, by the checker's own complaints.
#pragma once

#include <memory>
#include <string>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

enum class Mending : uint8_t {
  // Leftovers only: unused variables, imports, labels and values, missing returns, := without anything new,
  // branches that lost their loop. Anything else condemns the candidate.
  kTidy,
  // Also whatever does not check any more goes, with the statement or declaration around it, until all is
  // well.
  kCascade,
};

// A valid program made from `text`, or null when that cannot be (within 40 rounds of mending).
std::unique_ptr<Snapshot> repair(std::string text, const Context& context, Mending mending);

}  // namespace escdiff::reduce
