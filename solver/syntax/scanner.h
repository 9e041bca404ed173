// The scanner: bytes of one file to tokens, with Go's automatic semicolons.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "solver/syntax/symbol.h"
#include "solver/syntax/token.h"

namespace escdiff::syntax {

// Who is told about what is not a token. Offsets count bytes of the scanned text.
class ScanListener {
 public:
  virtual void on_error(uint32_t offset, std::string text) = 0;
  // A comment that may be a directive: `//go:...`, `//line ...` or `/*line ...*/`. Told before the next
  // token.
  virtual void on_directive(uint32_t begin, uint32_t end) = 0;

 protected:
  ~ScanListener() = default;
};

// What a semicolon token stands for.
enum class Semicolon : uint8_t { kWritten, kNewline, kEndOfFile };

// Reads one token after the other. `text` must stay in place and be followed by a NUL byte (std::string is).
class Scanner {
 public:
  Scanner(std::string_view text, SymbolTable& symbols, ScanListener& listener);

  // Moves to the next token; at the end it stays at kEndOfFile.
  void next();

  Token token() const { return token_; }
  uint32_t begin() const { return begin_; }
  // One behind the token's last byte; for a semicolon that is not written: its begin.
  uint32_t end() const { return end_; }
  // Of a name or literal.
  Symbol symbol() const { return symbol_; }
  // Of a kSemicolon.
  Semicolon semicolon() const { return semicolon_; }
  // Of a literal: an error in it was reported, its text may be malformed.
  bool is_bad_literal() const { return bad_literal_; }

 private:
  struct Digits {
    bool any = false;
    bool separators = false;
    const char* invalid = nullptr;  // the first digit that the base does not have
  };
  struct NumberState;

  uint32_t offset(const char* p) const { return static_cast<uint32_t>(p - start_); }
  void error(const char* at, std::string text) { listener_->on_error(offset(at), std::move(text)); }
  std::string_view rest(const char* p) const { return {p, static_cast<size_t>(limit_ - p)}; }
  void finish(Token token, const char* end);
  void finish_semicolon(Semicolon kind, const char* begin, const char* end);
  void finish_operator(Token token, int length) { finish(token, start_ + begin_ + length); }

  // Whitespace and comments; true: a semicolon was found there (and is the token).
  bool skip_blanks(bool want_semicolon);
  const char* skip_line_comment(const char* p);
  // `p` at its `/`; behind it, or the end of the text when it is not closed.
  const char* skip_block_comment(const char* p);
  // `p` at a byte that is no plain ASCII inside a comment or literal: reports what is wrong and steps over
  // it.
  const char* skip_special(const char* p);

  void scan_name(const char* p);
  const char* scan_name_slowly(const char* p, bool first);
  void scan_operator(const char* p);
  void scan_number(const char* p);
  const char* scan_digits(const char* p, int base, Digits& digits);
  const char* scan_mantissa(const char* p, NumberState& number);
  const char* scan_exponent(const char* p, NumberState& number);
  void check_separators(const char* begin, const char* end, NumberState& number);
  void scan_string(const char* p);
  void scan_raw_string(const char* p);
  void scan_rune(const char* p);
  // `p` behind the backslash; behind the escape, `ok` false when it was wrong.
  const char* scan_escape(const char* p, char quote, bool& ok);
  void finish_literal(Token kind, const char* end, bool ok);

  const char* start_;
  const char* limit_;
  const char* cursor_;
  SymbolTable* symbols_;
  ScanListener* listener_;
  Token token_ = Token::kNone;
  Semicolon semicolon_ = Semicolon::kWritten;
  bool bad_literal_ = false;
  bool newline_ends_ = false;  // a newline after this token is a semicolon
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
  Symbol symbol_;
};

}  // namespace escdiff::syntax
