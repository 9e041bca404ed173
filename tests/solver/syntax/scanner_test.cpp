#include "solver/syntax/scanner.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

namespace escdiff::syntax {

namespace {

struct Scanned : ScanListener {
  std::vector<std::string> tokens;
  std::vector<std::string> errors;  // "offset: text"
  std::vector<std::string> directives;

  explicit Scanned(std::string source) : text(std::move(source)) {
    SymbolTable symbols;
    Scanner scanner(text, symbols, *this);
    for (scanner.next(); scanner.token() != Token::kEndOfFile; scanner.next()) {
      std::string token(spelling(scanner.token()));
      if (scanner.token() == Token::kName) token = symbols.text(scanner.symbol());
      if (is_literal(scanner.token())) token.append(" ").append(symbols.text(scanner.symbol()));
      if (scanner.token() == Token::kSemicolon && scanner.semicolon() == Semicolon::kNewline)
        token = "newline";
      if (scanner.token() == Token::kSemicolon && scanner.semicolon() == Semicolon::kEndOfFile) token = "eof";
      tokens.push_back(token);
    }
  }
  void on_error(uint32_t offset, std::string message) override {
    errors.push_back(std::to_string(offset) + ": " + message);
  }
  void on_directive(uint32_t begin, uint32_t end) override {
    directives.push_back(text.substr(begin, end - begin));
  }

 private:
  std::string text;
};

using Strings = std::vector<std::string>;

Strings errors_of(std::string source) { return Scanned(std::move(source)).errors; }

}  // namespace

TEST_CASE("every token is read back from its spelling") {
  for (auto token = Token::kAdd; token <= Token::kVar;
       token = static_cast<Token>(static_cast<int>(token) + 1)) {
    if (token == Token::kSend) continue;  // chan and <-
    const Scanned scanned(std::string(spelling(token)));
    INFO(spelling(token));
    REQUIRE(!scanned.tokens.empty());
    CHECK(scanned.tokens[0] == spelling(token));
    CHECK(scanned.errors.empty());
  }
}

TEST_CASE("semicolons come by themselves") {
  CHECK(Scanned("a\nb").tokens == Strings{"a", "newline", "b", "eof"});
  CHECK(Scanned("f()\n").tokens == Strings{"f", "(", ")", "newline"});
  CHECK(Scanned("return // c\n}\n").tokens == Strings{"return", "newline", "}", "newline"});
  CHECK(Scanned("x++ /* c \n */ y").tokens == Strings{"x", "++", "newline", "y", "eof"});
  CHECK(Scanned("x /* c */ y").tokens == Strings{"x", "y", "eof"});
  CHECK(Scanned("if\n+\n,\n").tokens == Strings{"if", "+", ","});
  CHECK(Scanned("1\n'a'\n`\n`\n").tokens == Strings{"integer literal 1", "newline", "rune literal 'a'",
                                                    "newline", "string literal `\n`", "newline"});
}

TEST_CASE("literals") {
  CHECK(Scanned("0x1p-2 .5e+1 0b1_0i 07.5 1..2").tokens ==
        Strings{"floating-point literal 0x1p-2", "floating-point literal .5e+1", "imaginary literal 0b1_0i",
                "floating-point literal 07.5", "floating-point literal 1.", "floating-point literal .2",
                "eof"});
  CHECK(errors_of("0x") == Strings{"2: hexadecimal literal has no digits"});
  CHECK(errors_of("0b12") == Strings{"3: invalid digit '2' in binary literal"});
  CHECK(errors_of("089") == Strings{"1: invalid digit '8' in octal literal"});
  CHECK(errors_of("089.5") == Strings{});
  CHECK(errors_of("0o1.5") == Strings{"3: invalid radix point in octal literal"});
  CHECK(errors_of("0x1.5") == Strings{"5: hexadecimal mantissa requires a 'p' exponent"});
  CHECK(errors_of("1p2") == Strings{"1: 'p' exponent requires hexadecimal mantissa"});
  CHECK(errors_of("0b1E2") == Strings{"3: 'E' exponent requires decimal mantissa"});
  CHECK(errors_of("1e+") == Strings{"3: exponent has no digits"});
  CHECK(errors_of("1__2") == Strings{"2: '_' must separate successive digits"});
  CHECK(errors_of("1_") == Strings{"1: '_' must separate successive digits"});
  CHECK(errors_of("0_x1") == Strings{"1: '_' must separate successive digits"});
  CHECK(errors_of("''") == Strings{"1: empty rune literal or unescaped '"});
  CHECK(errors_of("'ab'") == Strings{"0: more than one character in rune literal"});
  CHECK(errors_of("'a\n") == Strings{"2: newline in rune literal"});
  CHECK(errors_of("'a") == Strings{"0: rune literal not terminated"});
  CHECK(errors_of("'ä'") == Strings{});
  CHECK(errors_of("\"a\n") == Strings{"2: newline in string"});
  CHECK(errors_of("\"a") == Strings{"0: string not terminated"});
  CHECK(errors_of("`a") == Strings{"0: string not terminated"});
  CHECK(errors_of("\"\\q\"") == Strings{"2: unknown escape"});
  CHECK(errors_of("\"\\xg\"") == Strings{"3: invalid character 'g' in hexadecimal escape"});
  CHECK(errors_of("\"\\0\n\"") == Strings{"3: invalid character '\\n' in octal escape",
                                          "3: newline in string", "4: string not terminated"});
  CHECK(errors_of("\"\\400\"") == Strings{"5: octal escape value 256 > 255"});
  CHECK(errors_of("\"\\uD800\"") == Strings{"7: escape is invalid Unicode code point U+D800"});
}

TEST_CASE("characters") {
  CHECK(Scanned("\xEF\xBB\xBF"
                "a")
            .tokens == Strings{"a", "eof"});
  CHECK(errors_of("\xEF\xBB\xBF"
                  "a") == Strings{});
  CHECK(errors_of("a \xEF\xBB\xBF") == Strings{"2: invalid BOM in the middle of the file"});
  CHECK(errors_of(std::string("a \0 b", 5)) == Strings{"2: invalid NUL character"});
  CHECK(errors_of("// \xFF\n") == Strings{"3: invalid UTF-8 encoding"});
  CHECK(errors_of("\"\xC3\"") == Strings{"1: invalid UTF-8 encoding"});
  CHECK(errors_of("a # b") == Strings{"2: invalid character U+0023 '#'"});
  CHECK(errors_of("“") == Strings{"0: invalid character U+201C '“' in identifier"});
  CHECK(errors_of("٣a") == Strings{"0: identifier cannot begin with digit U+0663 '٣'"});
  CHECK(Scanned("é٣ 世界 _x").tokens == Strings{"é٣", "世界", "_x", "eof"});
  CHECK(errors_of("/* a") == Strings{"0: comment not terminated"});
}

TEST_CASE("comments that may be directives are told") {
  CHECK(Scanned("//go:noinline\n// go:no\n//line a:1\n/*line b:2*/ /*go:no*/ //line").directives ==
        Strings{"//go:noinline", "//line a:1", "/*line b:2*/"});
}

}  // namespace escdiff::syntax
