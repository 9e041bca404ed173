#include "comparator/reduce/neighbours.h"

#include <set>

#include "comparator/reduce/alterations.h"
#include "comparator/reduce/canonical.h"
#include "comparator/reduce/likeness.h"
#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

std::vector<std::string> neighbours(const std::string& program, const Context& context) {
  auto start = Snapshot::create(program, context);
  std::vector<std::string> result;
  if (!start || !start->typed()) return result;
  std::set<std::string> seen{program};
  Likeness likeness(*start);
  auto add = [&](const Proposals& proposals, Mending mending) {
    for (const Proposal& proposal : proposals) {
      if (likeness.repeats(proposal)) continue;
      for (const Attempt& attempt : attempts(proposal, mending)) {
        auto repaired = repair(attempt.edit->apply(program), context, attempt.mending);
        if (!repaired || !repaired->typed()) continue;
        std::string text = canonical_form(*repaired, context);
        if (seen.insert(text).second) result.push_back(std::move(text));
        break;
      }
    }
  };
  for (const Pass& pass : all_passes()) add(pass.propose(*start), pass.mending);
  add(alterations(*start), Mending::kTidy);
  return result;
}

}  // namespace escdiff::reduce
