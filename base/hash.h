// Stable content hashes: the same bytes give the same text on every machine.
#pragma once

#include <string>
#include <string_view>

namespace escdiff {

// The 128-bit XXH3 hash of `bytes` as 32 lower-case hexadecimal digits.
std::string content_hash(std::string_view bytes);

}  // namespace escdiff
