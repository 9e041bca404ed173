#include "solver/syntax/unicode.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace escdiff::syntax {

namespace {

struct CodeRange {
  char32_t first, last;
};

#include "solver/syntax/unicode_tables.inc"

template <size_t N>
bool contains(const CodeRange (&ranges)[N], char32_t code) {
  const CodeRange* above =
      std::upper_bound(std::begin(ranges), std::end(ranges), code,
                       [](char32_t c, const CodeRange& range) { return c < range.first; });
  return above != std::begin(ranges) && code <= above[-1].last;
}

// Valid lead bytes, and the limits of the byte behind them (the Unicode standard, table 3-7).
struct Utf8Form {
  unsigned char first_lead, last_lead, width, second_low, second_high;
};
constexpr Utf8Form kUtf8Forms[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

}  // namespace

Rune decode_rune(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  for (const Utf8Form& form : kUtf8Forms) {
    if (lead < form.first_lead || lead > form.last_lead) continue;
    if (text.size() < form.width || byte(1) < form.second_low || byte(1) > form.second_high) break;
    char32_t code = lead & (0x7F >> form.width);
    for (size_t i = 1; i < form.width; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return {kInvalidRune, 1};
      code = code << 6 | (byte(i) & 0x3F);
    }
    return {code, form.width};
  }
  return {kInvalidRune, 1};
}

bool is_letter(char32_t code) {
  if (code < 0x80) return ('a' <= (code | 0x20) && (code | 0x20) <= 'z');
  return contains(kLetterRanges, code);
}

bool is_digit(char32_t code) {
  if (code < 0x80) return '0' <= code && code <= '9';
  return contains(kDigitRanges, code);
}

bool is_printable(char32_t code) {
  if (code < 0x80) return 0x20 <= code && code < 0x7F;
  return contains(kPrintableRanges, code);
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto tail = [&](int shift) { put(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6), tail(0);
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12), tail(6), tail(0);
  } else {
    put(0xF0 | code >> 18), tail(12), tail(6), tail(0);
  }
}

std::string describe_rune(char32_t code) {
  std::string text = fmt::format("U+{:04X}", static_cast<uint32_t>(code));
  if (is_printable(code)) {
    text += " '";
    append_utf8(text, code);
    text += '\'';
  }
  return text;
}

std::string quote_rune(char32_t code) {
  constexpr std::string_view kNamed = "\a\b\f\n\r\t\v\\'";
  constexpr std::string_view kLetters = "abfnrtv\\'";
  std::string text = "'";
  const size_t named = code < 0x80 ? kNamed.find(static_cast<char>(code)) : std::string_view::npos;
  const auto number = static_cast<uint32_t>(code);
  if (named != std::string_view::npos) {
    text += '\\';
    text += kLetters[named];
  } else if (is_printable(code)) {
    append_utf8(text, code);
  } else if (code < 0x80) {
    text += fmt::format("\\x{:02x}", number);
  } else {
    text += code < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
  }
  return text + '\'';
}

}  // namespace escdiff::syntax
