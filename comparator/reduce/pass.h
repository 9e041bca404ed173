// A pass is one idea of what can become smaller: it lists the edits that a program offers.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "comparator/reduce/edit.h"
#include "comparator/reduce/repair.h"
#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// One thing to try: the first of the alternatives that gives a valid, smaller program.
struct Proposal {
  std::vector<Edit> alternatives;

  Proposal() = default;
  Proposal(Edit edit) { alternatives.push_back(std::move(edit)); }
};
using Proposals = std::vector<Proposal>;

// One way to apply a proposal.
struct Attempt {
  const Edit* edit;
  Mending mending;
};
// What to try for a proposal, in order: an alternative that needs no cascade comes before all that do.
std::vector<Attempt> attempts(const Proposal& proposal, Mending mending);

// How the proposals of a pass are tried.
enum class Order : uint8_t {
  kSingly,  // one after the other
  kChunks,  // halves of all of them together first, then quarters, ... (Zeller and Hildebrandt's ddmin,
            // without its complements)
};

struct Pass {
  std::string_view name;
  std::string_view meaning;
  Order order = Order::kSingly;
  Mending mending = Mending::kTidy;
  bool needs_types = false;
  Proposals (*propose)(const Snapshot& program) = nullptr;
};

// All passes, from the big steps to the small ones.
std::span<const Pass> all_passes();

// The functions behind passes.def.
#define PASS(function, name, order, mending, needs_types, meaning) \
  Proposals function(const Snapshot& program);
#include "comparator/reduce/passes.def"
#undef PASS

}  // namespace escdiff::reduce
