// Unicode characters as Go sources use them: decoding, classes, and how messages quote them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace escdiff::syntax {

// A decoded character and the number of bytes it takes; invalid UTF-8 gives kInvalidRune of width 1.
struct Rune {
  char32_t code = 0;
  uint32_t width = 0;
};
inline constexpr char32_t kInvalidRune = 0xFFFD;
inline constexpr char32_t kByteOrderMark = 0xFEFF;

// The first character of `text`, which must not be empty. Strict, as Go's: no surrogates, no overlong forms.
Rune decode_rune(std::string_view text);
// Categories Lu, Ll, Lt, Lm, Lo; ASCII letters too, '_' not.
bool is_letter(char32_t code);
// Category Nd.
bool is_digit(char32_t code);
// Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and the ASCII space.
bool is_printable(char32_t code);

void append_utf8(std::string& out, char32_t code);
// Go's %#U: "U+0040 '@'"; without the quoted character when it is not printable.
std::string describe_rune(char32_t code);
// Go's %q of a rune: "'x'", "'\n'", "'\u00a0'".
std::string quote_rune(char32_t code);

}  // namespace escdiff::syntax
