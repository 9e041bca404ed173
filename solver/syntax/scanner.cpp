#include "solver/syntax/scanner.h"

#include <array>
#include <cstring>

#include "solver/syntax/character_class.h"
#include "solver/syntax/unicode.h"

namespace escdiff::syntax {

namespace {

struct Keyword {
  std::string_view spelling;
  Token token = Token::kNone;
};

constexpr size_t kKeywordSlots = 64;

// Without collisions over the keywords; the table's construction checks it.
constexpr size_t keyword_slot(const char* p, size_t size) {
  return (static_cast<unsigned char>(p[0]) + static_cast<unsigned char>(p[1]) * 6u +
          static_cast<unsigned char>(p[size - 1]) * 15u + size * 3u) %
         kKeywordSlots;
}

constexpr std::array<Keyword, kKeywordSlots> make_keywords() {
  constexpr Keyword kAll[] = {
#define TOKEN(name, spelling) {spelling, Token::k##name},
#include "solver/syntax/tokens.def"
#undef TOKEN
  };
  std::array<Keyword, kKeywordSlots> table{};
  for (const Keyword& keyword : kAll) {
    if (!is_keyword(keyword.token)) continue;
    Keyword& slot = table[keyword_slot(keyword.spelling.data(), keyword.spelling.size())];
    if (slot.token != Token::kNone) throw "two keywords in one slot";
    slot = keyword;
  }
  return table;
}

constexpr std::array<Keyword, kKeywordSlots> kKeywords = make_keywords();

Token keyword_of(const char* p, size_t size) {
  if (size < 2) return Token::kNone;
  const Keyword& keyword = kKeywords[keyword_slot(p, size)];
  return keyword.spelling == std::string_view(p, size) ? keyword.token : Token::kNone;
}

bool ends_statement(Token keyword) {
  return keyword == Token::kBreak || keyword == Token::kContinue || keyword == Token::kFallthrough ||
         keyword == Token::kReturn;
}

}  // namespace

Scanner::Scanner(std::string_view text, SymbolTable& symbols, ScanListener& listener)
    : start_(text.data()),
      limit_(text.data() + text.size()),
      cursor_(start_),
      symbols_(&symbols),
      listener_(&listener) {}

void Scanner::finish(Token token, const char* end) {
  token_ = token;
  cursor_ = end;
  end_ = offset(end);
}

void Scanner::finish_semicolon(Semicolon kind, const char* begin, const char* end) {
  semicolon_ = kind;
  begin_ = end_ = offset(begin);
  token_ = Token::kSemicolon;
  cursor_ = end;
}

void Scanner::next() {
  const bool want_semicolon = newline_ends_;
  newline_ends_ = false;
  for (;;) {
    if (skip_blanks(want_semicolon)) return;
    const char* p = cursor_;
    begin_ = offset(p);
    const char c = *p;
    if (has_class(c, kNameStart)) return scan_name(p);
    if (has_class(c, kDecimal) || (c == '.' && has_class(p[1], kDecimal))) return scan_number(p);
    if (p == limit_) {
      if (want_semicolon) return finish_semicolon(Semicolon::kEndOfFile, p, p);
      return finish(Token::kEndOfFile, p);
    }
    if (has_class(c, kSpecial)) return scan_name(p);
    switch (c) {
      case '"': return scan_string(p);
      case '`': return scan_raw_string(p);
      case '\'': return scan_rune(p);
      default: scan_operator(p);
    }
    if (token_ != Token::kNone) return;
    error(p, "invalid character " + describe_rune(static_cast<unsigned char>(c)));
    cursor_ = p + 1;
  }
}

bool Scanner::skip_blanks(bool want_semicolon) {
  const char* p = cursor_;
  for (;;) {
    while (has_class(*p, kBlank)) ++p;
    if (*p == '\n') {
      if (want_semicolon) return finish_semicolon(Semicolon::kNewline, p, p + 1), true;
      ++p;
    } else if (*p == '/' && p[1] == '/') {
      p = skip_line_comment(p);
    } else if (*p == '/' && p[1] == '*') {
      const char* end = skip_block_comment(p);
      if (want_semicolon && std::memchr(p, '\n', end - p) != nullptr) {
        return finish_semicolon(Semicolon::kNewline, p, end), true;
      }
      p = end;
    } else if (has_class(*p, kSpecial) && p != limit_) {
      const Rune rune = decode_rune(rest(p));
      if (rune.code != 0 && rune.code != kByteOrderMark && !(rune.code == kInvalidRune && rune.width == 1))
        break;
      p = skip_special(p);
    } else {
      break;
    }
  }
  cursor_ = p;
  return false;
}

const char* Scanner::skip_special(const char* p) {
  if (*p == 0) {
    error(p, "invalid NUL character");
    return p + 1;
  }
  const Rune rune = decode_rune(rest(p));
  if (rune.code == kInvalidRune && rune.width == 1) error(p, "invalid UTF-8 encoding");
  if (rune.code == kByteOrderMark && p != start_) error(p, "invalid BOM in the middle of the file");
  return p + rune.width;
}

const char* Scanner::skip_line_comment(const char* p) {
  const char* begin = p;
  p += 2;
  for (;;) {
    while (*p != '\n' && !has_class(*p, kSpecial)) ++p;
    if (*p == '\n' || p == limit_) break;
    p = skip_special(p);
  }
  const std::string_view text(begin + 2, p - begin - 2);
  if (text.starts_with("go:") || text.starts_with("line ")) {
    cursor_ = p;
    listener_->on_directive(offset(begin), offset(p));
  }
  return p;
}

const char* Scanner::skip_block_comment(const char* p) {
  const char* begin = p;
  p += 2;
  for (;;) {
    while (*p != '*' && !has_class(*p, kSpecial)) ++p;
    if (*p == '*') {
      if (*++p == '/') break;
    } else if (p == limit_) {
      error(begin, "comment not terminated");
      return p;
    } else {
      p = skip_special(p);
    }
  }
  ++p;
  if (std::string_view(begin + 2, p - begin - 2).starts_with("line ")) {
    listener_->on_directive(offset(begin), offset(p));
  }
  return p;
}

void Scanner::scan_name(const char* p) {
  const char* begin = p;
  while (has_class(*p, kNamePart)) ++p;
  if (has_class(*p, kSpecial) && p != limit_) p = scan_name_slowly(p, p == begin);
  const auto size = static_cast<size_t>(p - begin);
  if (const Token keyword = keyword_of(begin, size); keyword != Token::kNone) {
    newline_ends_ = ends_statement(keyword);
    return finish(keyword, p);
  }
  newline_ends_ = true;
  symbol_ = symbols_->intern({begin, size});
  finish(Token::kName, p);
}

const char* Scanner::scan_name_slowly(const char* p, bool first) {
  for (; p != limit_; first = false) {
    if (has_class(*p, kNamePart)) {
      ++p;
      continue;
    }
    if (!has_class(*p, kSpecial)) break;
    const Rune rune = decode_rune(rest(p));
    if (rune.code == 0 || rune.code == kByteOrderMark || (rune.code == kInvalidRune && rune.width == 1)) {
      p = skip_special(p);
      continue;
    }
    if (is_digit(rune.code)) {
      if (first) error(p, "identifier cannot begin with digit " + describe_rune(rune.code));
    } else if (!is_letter(rune.code)) {
      error(p, "invalid character " + describe_rune(rune.code) + " in identifier");
    }
    p += rune.width;
  }
  return p;
}

// Leaves kNone when no operator begins at `p`.
void Scanner::scan_operator(const char* p) {
  using enum Token;
  const char second = p[1];
  // `op` or `op=`.
  const auto with_assign = [&](Token plain, Token assign, int length) {
    return p[length] == '=' ? finish_operator(assign, length + 1) : finish_operator(plain, length);
  };
  const auto closing = [&](Token token, int length) {
    newline_ends_ = true;
    finish_operator(token, length);
  };
  switch (*p) {
    case '(': return finish_operator(kLeftParen, 1);
    case '[': return finish_operator(kLeftBracket, 1);
    case '{': return finish_operator(kLeftBrace, 1);
    case ')': return closing(kRightParen, 1);
    case ']': return closing(kRightBracket, 1);
    case '}': return closing(kRightBrace, 1);
    case ',': return finish_operator(kComma, 1);
    case ';': semicolon_ = Semicolon::kWritten; return finish_operator(kSemicolon, 1);
    case ':': return with_assign(kColon, kDefine, 1);
    case '.': return second == '.' && p[2] == '.' ? finish_operator(kDotDotDot, 3) : finish_operator(kDot, 1);
    case '+': return second == '+' ? closing(kInc, 2) : with_assign(kAdd, kAddAssign, 1);
    case '-': return second == '-' ? closing(kDec, 2) : with_assign(kSub, kSubAssign, 1);
    case '*': return with_assign(kMul, kMulAssign, 1);
    case '/': return with_assign(kDiv, kDivAssign, 1);
    case '%': return with_assign(kRem, kRemAssign, 1);
    case '^': return with_assign(kXor, kXorAssign, 1);
    case '~': return finish_operator(kTilde, 1);
    case '=': return with_assign(kAssign, kEql, 1);
    case '!': return with_assign(kNot, kNeq, 1);
    case '&':
      if (second == '&') return finish_operator(kAndAnd, 2);
      return second == '^' ? with_assign(kAndNot, kAndNotAssign, 2) : with_assign(kAnd, kAndAssign, 1);
    case '|': return second == '|' ? finish_operator(kOrOr, 2) : with_assign(kOr, kOrAssign, 1);
    case '<':
      if (second == '<') return with_assign(kShl, kShlAssign, 2);
      return second == '-' ? finish_operator(kArrow, 2) : with_assign(kLss, kLeq, 1);
    case '>': return second == '>' ? with_assign(kShr, kShrAssign, 2) : with_assign(kGtr, kGeq, 1);
    default: token_ = kNone;
  }
}

}  // namespace escdiff::syntax
