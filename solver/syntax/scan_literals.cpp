// The scanner's literals: numbers, runes, strings.
#include <fmt/format.h>

#include "solver/syntax/character_class.h"
#include "solver/syntax/scanner.h"
#include "solver/syntax/unicode.h"

namespace escdiff::syntax {

namespace {

char lower(char c) { return static_cast<char>(c | 0x20); }

std::string_view base_name(int base) {
  switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
  }
}

// The place of the first '_' in a number that is not between two digits (a prefix counts as a digit), or
// null.
const char* misplaced_separator(const char* begin, const char* end) {
  const char* p = begin;
  bool hex = false;
  bool after_digit = false;
  if (end - p >= 2 && *p == '0' && (lower(p[1]) == 'x' || lower(p[1]) == 'o' || lower(p[1]) == 'b')) {
    hex = lower(p[1]) == 'x';
    after_digit = true;
    p += 2;
  }
  for (; p != end; ++p) {
    if (*p == '_') {
      const bool before_digit = p + 1 != end && has_class(p[1], hex ? kHexDigit : kDecimal);
      if (!after_digit || !before_digit) return p + 1 != end && p[1] == '_' && after_digit ? p + 1 : p;
      after_digit = false;
    } else {
      after_digit = has_class(*p, hex ? kHexDigit : kDecimal);
    }
  }
  return nullptr;
}

}  // namespace

struct Scanner::NumberState {
  Token kind = Token::kIntLit;
  int base = 10;
  char prefix = 0;  // 'x', 'o', 'b', or '0': octal by a leading zero
  bool ok = true;
  Digits digits;
};

void Scanner::finish_literal(Token kind, const char* end, bool ok) {
  newline_ends_ = true;
  bad_literal_ = !ok;
  symbol_ = symbols_->intern({start_ + begin_, static_cast<size_t>(end - start_) - begin_});
  finish(kind, end);
}

const char* Scanner::scan_digits(const char* p, int base, Digits& digits) {
  const int allowed = base <= 10 ? kDecimal : kHexDigit;
  for (; has_class(*p, allowed) || *p == '_'; ++p) {
    if (*p == '_') {
      digits.separators = true;
      continue;
    }
    digits.any = true;
    if (base < 10 && *p >= '0' + base && digits.invalid == nullptr) digits.invalid = p;
  }
  return p;
}

void Scanner::scan_number(const char* p) {
  const char* begin = p;
  while (has_class(*p, kDecimal)) ++p;
  if (*begin != '0' && *p != '.' && !has_class(*p, kNamePart)) return finish_literal(Token::kIntLit, p, true);

  NumberState number;
  p = scan_mantissa(begin, number);
  p = scan_exponent(p, number);
  if (*p == 'i') {
    number.kind = Token::kImagLit;
    ++p;
  }
  if (number.kind == Token::kIntLit && number.digits.invalid != nullptr && number.ok) {
    const char* invalid = number.digits.invalid;
    error(invalid, fmt::format("invalid digit '{}' in {} literal", *invalid, base_name(number.base)));
    number.ok = false;
  }
  check_separators(begin, p, number);
  finish_literal(number.kind, p, number.ok);
}

const char* Scanner::scan_mantissa(const char* p, NumberState& number) {
  if (*p == '0') {
    switch (lower(p[1])) {
      case 'x': number.base = 16, number.prefix = 'x', p += 2; break;
      case 'o': number.base = 8, number.prefix = 'o', p += 2; break;
      case 'b': number.base = 2, number.prefix = 'b', p += 2; break;
      default: number.base = 8, number.prefix = '0';
    }
  }
  p = scan_digits(p, number.base, number.digits);
  if (*p == '.') {
    number.kind = Token::kFloatLit;
    if (number.prefix == 'o' || number.prefix == 'b') {
      error(p, fmt::format("invalid radix point in {} literal", base_name(number.base)));
      number.ok = false;
    }
    p = scan_digits(p + 1, number.base, number.digits);
  }
  if (!number.digits.any && number.ok) {
    error(p, fmt::format("{} literal has no digits", base_name(number.base)));
    number.ok = false;
  }
  return p;
}

const char* Scanner::scan_exponent(const char* p, NumberState& number) {
  const char letter = lower(*p);
  if (letter != 'e' && letter != 'p') {
    if (number.prefix == 'x' && number.kind == Token::kFloatLit && number.ok) {
      error(p, "hexadecimal mantissa requires a 'p' exponent");
      number.ok = false;
    }
    return p;
  }
  const bool decimal = number.prefix == 0 || number.prefix == '0';
  if (number.ok && letter == 'e' && !decimal) {
    error(p, fmt::format("'{}' exponent requires decimal mantissa", *p));
    number.ok = false;
  } else if (number.ok && letter == 'p' && number.prefix != 'x') {
    error(p, fmt::format("'{}' exponent requires hexadecimal mantissa", *p));
    number.ok = false;
  }
  number.kind = Token::kFloatLit;
  ++p;
  if (*p == '+' || *p == '-') ++p;
  Digits exponent;
  p = scan_digits(p, 10, exponent);
  number.digits.separators |= exponent.separators;
  if (!exponent.any && number.ok) {
    error(p, "exponent has no digits");
    number.ok = false;
  }
  return p;
}

void Scanner::check_separators(const char* begin, const char* end, NumberState& number) {
  if (!number.digits.separators || !number.ok) return;
  if (const char* wrong = misplaced_separator(begin, end); wrong != nullptr) {
    error(wrong, "'_' must separate successive digits");
    number.ok = false;
  }
}

void Scanner::scan_string(const char* p) {
  bool ok = true;
  for (++p;;) {
    while (*p != '"' && *p != '\\' && *p != '\n' && !has_class(*p, kSpecial)) ++p;
    if (*p == '"') return finish_literal(Token::kStringLit, p + 1, ok);
    if (*p == '\\') {
      p = scan_escape(p + 1, '"', ok);
    } else if (*p == '\n') {
      error(p, "newline in string");
      return finish_literal(Token::kStringLit, p, false);
    } else if (p == limit_) {
      error(start_ + begin_, "string not terminated");
      return finish_literal(Token::kStringLit, p, false);
    } else {
      p = skip_special(p);
    }
  }
}

void Scanner::scan_raw_string(const char* p) {
  for (++p;;) {
    while (*p != '`' && !has_class(*p, kSpecial)) ++p;
    if (*p == '`') return finish_literal(Token::kStringLit, p + 1, true);
    if (p == limit_) {
      error(start_ + begin_, "string not terminated");
      return finish_literal(Token::kStringLit, p, false);
    }
    p = skip_special(p);
  }
}

void Scanner::scan_rune(const char* p) {
  bool ok = true;
  const auto fail = [&](const char* at, const char* text) {
    if (ok) error(at, text);
    ok = false;
  };
  const char* begin = p++;
  for (int count = 0;; ++count) {
    if (*p == '\'') {
      if (count == 0) fail(p, "empty rune literal or unescaped '");
      if (count > 1) fail(begin, "more than one character in rune literal");
      return finish_literal(Token::kCharLit, p + 1, ok);
    }
    if (*p == '\n') {
      fail(p, "newline in rune literal");
      return finish_literal(Token::kCharLit, p, ok);
    }
    if (p == limit_) {
      fail(begin, "rune literal not terminated");
      return finish_literal(Token::kCharLit, p, ok);
    }
    if (*p == '\\') {
      p = scan_escape(p + 1, '\'', ok);
    } else if (has_class(*p, kSpecial)) {
      p = skip_special(p);
    } else {
      ++p;
    }
  }
}

const char* Scanner::scan_escape(const char* p, char quote, bool& ok) {
  if (p == limit_) return p;  // the caller reports the end of the text
  int length = 0;
  uint32_t base = 16;
  uint64_t largest = 0x10FFFF;
  switch (*p) {
    case 'a':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
    case 'v':
    case '\\': return p + 1;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': length = 3, base = 8, largest = 255; break;
    case 'x': ++p, length = 2, largest = 255; break;
    case 'u': ++p, length = 4; break;
    case 'U': ++p, length = 8; break;
    default:
      if (*p == quote) return p + 1;
      error(p, "unknown escape");
      ok = false;
      return p;
  }
  uint64_t value = 0;
  for (; length > 0; --length, ++p) {
    if (p == limit_) return p;
    const bool digit = has_class(*p, base == 8 ? kDecimal : kHexDigit) && (base == 16 || *p < '8');
    if (!digit) {
      const Rune rune = decode_rune(rest(p));
      error(p, fmt::format("invalid character {} in {} escape", quote_rune(rune.code),
                           base_name(static_cast<int>(base))));
      ok = false;
      return p;
    }
    value = value * base + static_cast<uint64_t>(has_class(*p, kDecimal) ? *p - '0' : lower(*p) - 'a' + 10);
  }
  if (base == 8 && value > largest) {
    error(p, fmt::format("octal escape value {} > 255", value));
    ok = false;
  } else if (value > largest || (value >= 0xD800 && value < 0xE000)) {
    error(p, "escape is invalid Unicode code point " + describe_rune(static_cast<char32_t>(value)));
    ok = false;
  }
  return p;
}

}  // namespace escdiff::syntax
