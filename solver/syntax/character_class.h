// Classes of bytes, for the scanner's inner loops.
#pragma once

#include <array>
#include <cstdint>

namespace escdiff::syntax {

enum CharacterClass : uint8_t {
  kNamePart = 1,    // ASCII letter, digit, '_'
  kDecimal = 2,     // 0-9
  kHexDigit = 4,    // 0-9 a-f A-F
  kBlank = 8,       // space, tab, carriage return
  kSpecial = 16,    // NUL, or a byte above ASCII
  kNameStart = 32,  // ASCII letter, '_'
};

inline constexpr std::array<uint8_t, 256> kCharacterClasses = [] {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    const int lower = c | 0x20;
    const bool letter = c < 0x80 && ((lower >= 'a' && lower <= 'z') || c == '_');
    const bool digit = c >= '0' && c <= '9';
    uint8_t bits = 0;
    if (letter || digit) bits |= kNamePart;
    if (letter) bits |= kNameStart;
    if (digit) bits |= kDecimal;
    if (digit || (c < 0x80 && lower >= 'a' && lower <= 'f')) bits |= kHexDigit;
    if (c == ' ' || c == '\t' || c == '\r') bits |= kBlank;
    if (c == 0 || c >= 0x80) bits |= kSpecial;
    classes[static_cast<size_t>(c)] = bits;
  }
  return classes;
}();

inline bool has_class(char c, int classes) {
  return (kCharacterClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

}  // namespace escdiff::syntax
