// Functions of the standard library that the compiler treats in ways of its own.
#pragma once

#include <string_view>

#include "solver/profile/profile.h"

namespace escdiff::profile {

enum class SpecialCall {
  kNone,
  kIntrinsic,  // becomes instructions: a call costs no more than any other operation and is never inlined
  kCheap,      // a call costs no more than any other operation, because what is inlined there becomes little
  kThrow,      // ends the program
  kNeverInlined,  // asks for its caller, so that the function with the call cannot be inlined
  kBenchmarkLoop,  // as the condition of a loop, it keeps alive what the loop's statements compute
};

// How `profile` treats calls of a function or method ("F", "T.M", "(*T).M") of the package with this import
// path.
SpecialCall special_call(const Profile& profile, std::string_view package, std::string_view name);

}  // namespace escdiff::profile
