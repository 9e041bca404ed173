// The one text of all programs that differ only in names, layout and the order of declarations; and its cost.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// What a reduction makes smaller: tokens first (a directive counts as one; semicolons that nobody writes do
// not), then bytes, then the alphabet, so that every step goes down and none comes back.
struct Cost {
  size_t tokens = 0;
  size_t bytes = 0;
  std::string text;
  friend auto operator<=>(const Cost&, const Cost&) = default;
};
Cost cost_of(const std::string& text);

// The program as gofmt lays it out, without comments other than //go: directives above declarations.
std::string laid_out(const Snapshot& program);
// The same with the declarations sorted: imports, constants, types, variables, functions, else as they were.
std::string laid_out_sorted(const Snapshot& program);

// The same program (typed) with names that a person would give: f, g for functions, p, q for parameters, x, y
// for variables, T, U for types, in the order of their declarations. Without `members` fields and methods
// keep their names, which packages outside may want.
std::string with_short_names(const Snapshot& program, bool members = true);

// All of it: declarations sorted, short names, gofmt's layout. Where short names break a program (a package
// outside wants members by their names), as few of them as that takes.
std::string canonical_form(const Snapshot& program, const Context& context);

}  // namespace escdiff::reduce
