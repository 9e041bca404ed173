// What a batch of programs teaches about the generator's policy.
#pragma once

#include "comparator/feedback/rule_counts.h"
#include "generator/policy.h"

namespace escdiff::feedback {

// `base` with more weight for what programs say that reached rare rules: a feature gets as many times its
// weight as programs with a rare rule say it more often than others do, on average over the rare rules; up to
// four times. Integers only: the same on every machine.
generator::Policy learned(const generator::Policy& base, const RuleCounts& counts);

}  // namespace escdiff::feedback
