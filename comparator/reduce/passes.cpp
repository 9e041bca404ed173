#include "comparator/reduce/pass.h"

#include "comparator/reduce/reduce.h"

namespace escdiff::reduce {

namespace {

constexpr Pass kPasses[] = {
#define PASS(function, name, order, mending, needs_types, meaning) \
  {name, meaning, Order::order, Mending::mending, needs_types, function},
#include "comparator/reduce/passes.def"
#undef PASS
};

}  // namespace

std::span<const Pass> all_passes() { return kPasses; }

std::vector<Attempt> attempts(const Proposal& proposal, Mending mending) {
  std::vector<Attempt> result;
  if (mending == Mending::kCascade && proposal.alternatives.size() > 1) {
    for (const Edit& edit : proposal.alternatives) result.push_back({&edit, Mending::kTidy});
  }
  for (const Edit& edit : proposal.alternatives) result.push_back({&edit, mending});
  return result;
}

std::vector<PassDescription> passes() {
  std::vector<PassDescription> result;
  for (const Pass& pass : kPasses) result.push_back({pass.name, pass.meaning});
  return result;
}

}  // namespace escdiff::reduce
