// What the fuzzers run on an input: the front end, and the invariants that hold for any input. A broken one
// aborts. The same functions replay recorded inputs as tests.
#pragma once

#include <string_view>

namespace escdiff::fuzz {

// Scans `text` to its end.
void scan(std::string_view text);
// Parses `text` as one file, as an ordinary package and as one that may do everything.
void parse(std::string_view text);
// Parses and checks `text` as a package of one file that can import nothing but unsafe.
void check(std::string_view text);

}  // namespace escdiff::fuzz
