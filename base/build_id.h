// What tells this build of the program from others.
#pragma once

#include <string>

namespace escdiff {

// The linker's hash of the running program (or, where the linker leaves none, of its file) as hexadecimal
// digits: whatever may change an answer changes it. Empty when it cannot be told.
std::string build_id();

}  // namespace escdiff
