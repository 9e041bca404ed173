#include "solver/syntax/literal.h"

#include <algorithm>

#include "solver/syntax/unicode.h"

namespace escdiff::syntax {

namespace {

int digit_value(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return 'a' <= lower && lower <= 'f' ? lower - 'a' + 10 : 99;
}

// What an escape stands for.
struct Unit {
  char32_t value;
  bool is_byte;  // written \x41 or \101: a byte, not a character
};

std::optional<Unit> take_number(std::string_view& text, size_t length, int base, bool is_byte) {
  if (text.size() < length) return std::nullopt;
  uint64_t value = 0;
  for (size_t i = 0; i < length; ++i) {
    const int digit = digit_value(text[i]);
    if (digit >= base) return std::nullopt;
    value = value * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit);
  }
  text.remove_prefix(length);
  if (is_byte ? value > 255 : value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
  return Unit{static_cast<char32_t>(value), is_byte};
}

// Takes one escape off the front of `text`, which begins with its backslash.
std::optional<Unit> take_escape(std::string_view& text) {
  constexpr std::string_view kLetters = "abfnrtv\\\"";
  constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\\"";
  if (text.size() < 2) return std::nullopt;
  const char kind = text[1];
  if (const size_t named = kLetters.find(kind); named != std::string_view::npos) {
    text.remove_prefix(2);
    return Unit{static_cast<char32_t>(kValues[named]), false};
  }
  if ('0' <= kind && kind <= '7') {
    text.remove_prefix(1);
    return take_number(text, 3, 8, true);
  }
  text.remove_prefix(2);
  switch (kind) {
    case 'x': return take_number(text, 2, 16, true);
    case 'u': return take_number(text, 4, 16, false);
    case 'U': return take_number(text, 8, 16, false);
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> string_value(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != literal.back()) return std::nullopt;
  std::string_view text = literal.substr(1, literal.size() - 2);
  if (literal[0] == '`') {
    std::string raw(text);
    raw.erase(std::remove(raw.begin(), raw.end(), '\r'), raw.end());
    return raw;
  }
  if (literal[0] != '"') return std::nullopt;
  std::string value;
  while (!text.empty()) {
    // What is not an escape is copied byte by byte, so that only escapes need decoding.
    const size_t plain = std::min(text.find_first_of("\\\"\n"), text.size());
    value += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text[0] != '\\') return std::nullopt;
    const std::optional<Unit> unit = take_escape(text);
    if (!unit) return std::nullopt;
    if (unit->is_byte) {
      value += static_cast<char>(static_cast<unsigned char>(unit->value));
    } else {
      append_utf8(value, unit->value);
    }
  }
  return value;
}

}  // namespace escdiff::syntax
