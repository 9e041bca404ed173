// What names are made of.
#pragma once

#include <cctype>

namespace escdiff {

// A byte of a name or a number in UTF-8.
inline bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80;
}

}  // namespace escdiff
