// What differs between Go versions, as data: passes ask a profile for a named behaviour, never for a version.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::profile {

// What the inliner goes by: costs are counted in nodes of gc's tree.
struct Inlining {
  int32_t budget;               // a function that costs more is not inlined
  int32_t big_function_nodes;   // a function with so many nodes is big
  int32_t big_function_budget;  // and only functions that cost no more than this are inlined into it
  int32_t only_call_budget;     // of a literal that is called once
  int32_t call_cost;            // a call that stays, beside its operands
  int32_t parameter_call_cost;  // the same, of a parameter or a captured variable
  int32_t panic_cost;           // beside its argument
  int32_t throw_cost;           // of a call that ends the program
  int32_t closure_cost;         // a literal
};

// The rules of one Go release. Source of the figures: measured on the releases themselves.
struct Profile {
  std::string_view release;            // "1.26"
  uint64_t explicit_variable_limit;    // bytes; a declared variable larger than this lives on the heap
  uint64_t implicit_allocation_limit;  // bytes; new, &T{}, make, closures larger than this
  uint64_t capture_by_value_limit;     // bytes; a larger variable is captured by reference
  uint32_t tagged_results;             // how many results a parameter tag can name
  uint32_t max_tagged_derefs;          // the largest dereference count that a tag can hold
  bool propagates_constants;  // variables that are constant count as constants in make and conversions
  Inlining inlining;
};

// The same under -l=4: calls that stay cost next to nothing.
Profile with_cheap_calls(const Profile& profile);

// The profile for "1.26" or "1.26.8"; null when the solver does not imitate that release.
const Profile* find_profile(std::string_view version);
// The releases that it does imitate, oldest first.
std::vector<std::string_view> known_releases();

}  // namespace escdiff::profile
