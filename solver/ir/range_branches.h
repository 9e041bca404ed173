// Where the branches in the body of a range over a function lead: that body becomes a function of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "solver/syntax/token.h"
#include "solver/syntax/tree.h"

namespace escdiff::ir {

// A jump to a label outside the innermost body: goto, or break or continue of a loop that is no range over a
// function.
struct RangeExit {
  syntax::Token op = syntax::Token::kGoto;
  syntax::Symbol label;
  friend auto operator<=>(const RangeExit&, const RangeExit&) = default;
};

// A branch that leaves the body it stands in. Depths count the ranges over functions around, the outermost
// being 1; 0 is outside of all.
struct RangeBranch {
  RangeExit exit;
  uint32_t depth = 0;    // of the target: of the loop itself, or of the body that holds the label
  bool to_loop = false;  // break or continue of a range over a function
};

// The branches of `loop`, an outermost range over a function with this label or none, that leave a body; func
// literals are not entered.
std::map<syntax::NodeId, RangeBranch> range_branches(
    const syntax::Tree& tree, syntax::NodeId loop, syntax::Symbol label,
    const std::function<bool(syntax::NodeId)>& is_range_function);

}  // namespace escdiff::ir
