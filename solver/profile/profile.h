// What differs between Go versions, as data: passes ask a profile for a named behaviour, never for a version.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::profile {

// The rules of one Go release. Source of the figures: measured on the releases themselves.
struct Profile {
  std::string_view release;            // "1.26"
  uint64_t explicit_variable_limit;    // bytes; a declared variable larger than this lives on the heap
  uint64_t implicit_allocation_limit;  // bytes; new, &T{}, make, closures larger than this
  uint64_t capture_by_value_limit;     // bytes; a larger variable is captured by reference
  uint32_t tagged_results;             // how many results a parameter tag can name
  uint32_t max_tagged_derefs;          // the largest dereference count that a tag can hold
  bool propagates_constants;  // variables that are constant count as constants in make and conversions
};

// The profile for "1.26" or "1.26.8"; null when the solver does not imitate that release.
const Profile* find_profile(std::string_view version);
// The releases that it does imitate, oldest first.
std::vector<std::string_view> known_releases();

}  // namespace escdiff::profile
