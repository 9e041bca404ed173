#include "solver/types/text.h"

#include <fmt/core.h>

#include "solver/syntax/unicode.h"

namespace escdiff::types {

namespace {

void append_escaped(std::string& out, char32_t rune) {
  constexpr std::string_view kPlain = "abfnrtv";
  constexpr std::string_view kControl = "\a\b\f\n\r\t\v";
  if (rune < 0x80) {
    const size_t at = kControl.find(static_cast<char>(rune));
    if (rune != 0 && at != std::string_view::npos) {
      out += '\\';
      out += kPlain[at];
      return;
    }
  }
  if (rune < ' ' || rune == 0x7F) {
    out += fmt::format("\\x{:02x}", static_cast<uint32_t>(rune));
  } else if (rune < 0x10000) {
    out += fmt::format("\\u{:04x}", static_cast<uint32_t>(rune));
  } else {
    out += fmt::format("\\U{:08x}", static_cast<uint32_t>(rune));
  }
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// One escape sequence or plain character of a literal; `byte` says that it stands for a byte, not for a
// character.
struct Unit {
  char32_t value = 0;
  bool byte = false;
};

std::optional<Unit> numeric_escape(std::string_view text, size_t& at, int digits, int base, bool byte) {
  char32_t value = 0;
  for (int i = 0; i < digits; ++i, ++at) {
    if (at >= text.size() || digit_value(text[at]) >= base) return std::nullopt;
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit_value(text[at]));
  }
  if (byte ? value > 0xFF : value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return std::nullopt;
  return Unit{value, byte};
}

std::optional<Unit> next_unit(std::string_view text, size_t& at, char quote) {
  if (text[at] != '\\') {
    const syntax::Rune rune = syntax::decode_rune(text.substr(at));
    const bool raw_byte = rune.code == syntax::kInvalidRune && rune.width == 1;
    const Unit unit{raw_byte ? static_cast<unsigned char>(text[at]) : rune.code, raw_byte};
    at += rune.width;
    return unit;
  }
  if (++at >= text.size()) return std::nullopt;
  const char c = text[at++];
  constexpr std::string_view kPlain = "abfnrtv\\";
  constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\";
  if (const size_t i = kPlain.find(c); i != std::string_view::npos)
    return Unit{static_cast<unsigned char>(kValues[i])};
  if (c == quote) return Unit{static_cast<unsigned char>(c)};
  switch (c) {
    case 'x': return numeric_escape(text, at, 2, 16, true);
    case 'u': return numeric_escape(text, at, 4, 16, false);
    case 'U': return numeric_escape(text, at, 8, 16, false);
    default: return numeric_escape(text, --at, 3, 8, true);
  }
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const syntax::Rune rune = syntax::decode_rune(text);
    if (rune.code == syntax::kInvalidRune && rune.width == 1) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else if (rune.code == '"' || rune.code == '\\') {
      out += '\\';
      out += static_cast<char>(rune.code);
    } else if (syntax::is_printable(rune.code)) {
      out += text.substr(0, rune.width);
    } else {
      append_escaped(out, rune.code);
    }
    text.remove_prefix(rune.width);
  }
  out += '"';
  return out;
}

std::optional<std::string> unquoted(std::string_view literal) {
  if (literal.size() < 2) return std::nullopt;
  const std::string_view body = literal.substr(1, literal.size() - 2);
  std::string out;
  if (literal.front() == '`') {
    for (char c : body) {
      if (c != '\r') out += c;
    }
    return out;
  }
  for (size_t at = 0; at < body.size();) {
    const std::optional<Unit> unit = next_unit(body, at, '"');
    if (!unit) return std::nullopt;
    if (unit->byte) {
      out += static_cast<char>(unit->value);
    } else {
      syntax::append_utf8(out, unit->value);
    }
  }
  return out;
}

std::optional<char32_t> unquoted_rune(std::string_view literal) {
  if (literal.size() < 3) return std::nullopt;
  const std::string_view body = literal.substr(1, literal.size() - 2);
  size_t at = 0;
  const std::optional<Unit> unit = next_unit(body, at, '\'');
  if (!unit || at != body.size()) return std::nullopt;
  return unit->value;
}

// Upper-case letters beyond ASCII: the alphabets that identifiers are written in (Latin, Greek, Cyrillic,
// Armenian).
bool is_exported(std::string_view name) {
  if (name.empty()) return false;
  const char32_t c = syntax::decode_rune(name).code;
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
  if (c >= 0x100 && c <= 0x137) return c % 2 == 0;
  if (c >= 0x14A && c <= 0x177) return c % 2 == 0;
  return (c >= 0x391 && c <= 0x3AB) || (c >= 0x400 && c <= 0x42F) || (c >= 0x531 && c <= 0x556);
}

}  // namespace escdiff::types
