// What a disagreement is about, told apart from how a program happens to show it: the constructs that no
// program around the minimized one can do without and still make the two sides disagree. Nothing is known of
// the sides but their answers. This is the idea of hierarchical delta debugging's "cause" turned around:
// instead of one smallest program, what all interesting neighbours have in common (compare Zeller,
// "Isolating Cause-Effect Chains from Computer Programs", FSE 2002).
#pragma once

#include <stop_token>
#include <string>

#include "comparator/constructs.h"
#include "comparator/minimize.h"
#include "comparator/side.h"
#include "solver/profile/profile.h"

namespace escdiff::comparator {

// What is asked of the programs around: that the sides disagree in this general way, on what escapes, leaks
// or is allocated; else the signature.
std::string manner_of(const Difference& difference);

struct Cause {
  std::string manner;
  std::string form;       // the smallest program found on which the sides disagree in this manner
  Constructs constructs;  // that matter
};

struct CauseOptions {
  const profile::Profile* profile = nullptr;  // required: under which constructs are seen
  unsigned max_places = 10;                   // programs whose surroundings are looked at
  std::stop_token stop;
};

// The cause of a minimized disagreement.
Cause find_cause(Side& left, Side& right, const Minimized& minimized, const CauseOptions& options);

// One line that names the cause: equal for equal ones.
std::string cause_text(const Cause& cause);

}  // namespace escdiff::comparator
