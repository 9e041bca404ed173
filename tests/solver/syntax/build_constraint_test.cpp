#include "solver/syntax/build_constraint.h"

#include <catch2/catch_test_macros.hpp>

#include "solver/syntax/literal.h"
#include "solver/syntax/unicode.h"

namespace escdiff::syntax {

namespace {

std::string text_of(std::string_view expression) {
  const auto constraint = BuildConstraint::parse("//go:build " + std::string(expression));
  return constraint ? constraint->text() : "error: " + constraint.error().message;
}

std::string version_of(std::string_view expression) {
  return BuildConstraint::parse("//go:build " + std::string(expression))->go_version();
}

bool linux_builds(std::string_view file) {
  const auto constraint = BuildConstraint::of_file(file);
  REQUIRE(constraint);
  return !*constraint || (*constraint)->evaluate([](std::string_view tag) { return tag == "linux"; });
}

}  // namespace

TEST_CASE("//go:build expressions") {
  CHECK(text_of("linux") == "linux");
  CHECK(text_of("a||b&&!c") == "a || b && !c");
  CHECK(text_of("(a||b)&&!(c&&d)") == "(a || b) && !(c && d)");
  CHECK(text_of("") == "error: unexpected end of expression");
  CHECK(text_of("(a") == "error: missing close paren");
  CHECK(text_of("a b") == "error: unexpected token b");
  CHECK(text_of("a &") == "error: invalid syntax at &");
  CHECK(text_of("!!a") == "error: double negation not allowed");
  CHECK(text_of("a-b") == "error: invalid syntax at -");
  CHECK_FALSE(BuildConstraint::parse("//go:buildx a"));
  CHECK_FALSE(BuildConstraint::parse("// go:build a"));
  CHECK_FALSE(BuildConstraint::parse("//go:build " + std::string(100'000, '(')));
}

TEST_CASE("language versions of constraints") {
  CHECK(version_of("linux && go1.22") == "go1.22");
  CHECK(version_of("(linux && go1.22) || (windows && go1.20)") == "go1.20");
  CHECK(version_of("linux") == "");
  CHECK(version_of("linux || (windows && go1.22)") == "");
  CHECK(version_of("!go1.22") == "");
  CHECK(version_of("!(!go1.22 || linux)") == "go1.22");
  CHECK(version_of("go1") == "go1");
}

TEST_CASE("constraints of files") {
  CHECK(linux_builds("package p\n"));
  CHECK(linux_builds("//go:build linux\n\npackage p\n"));
  CHECK_FALSE(linux_builds("// Copyright\n\n//go:build windows\npackage p\n"));
  CHECK_FALSE(linux_builds("/* a\nb */ //x\n//go:build !linux\npackage p\n"));
  CHECK(linux_builds("package p\n//go:build windows\n"));
  CHECK(linux_builds("/*\n//go:build windows\n*/\npackage p\n"));
  CHECK_FALSE(linux_builds("// +build windows\n\npackage p\n"));
  CHECK(linux_builds("// +build windows\npackage p\n"));
  CHECK(linux_builds("// +build windows linux,!cgo\n\npackage p\n"));
  CHECK_FALSE(linux_builds("// +build linux\n// +build cgo\n\npackage p\n"));
  CHECK(linux_builds("//go:build linux\n// +build windows\n\npackage p\n"));
  CHECK_FALSE(BuildConstraint::of_file("//go:build a\n//go:build b\n\npackage p\n"));
  CHECK(BuildConstraint::of_file("//go:build a b\n\npackage p\n").error().message ==
        "parsing //go:build line: unexpected token b");
}

TEST_CASE("values of literals") {
  CHECK(string_value(R"("a\n\x41\101\u00e9\"")") == "a\nAA\u00e9\"");
  CHECK(string_value("`a\r\n\\n`") == "a\n\\n");
  CHECK(string_value("\"\\xff\"") == "\xff");
  CHECK_FALSE(string_value("\"\\q\""));
  CHECK_FALSE(string_value("\"a"));
  CHECK_FALSE(string_value("\"\\'\""));
}

TEST_CASE("Unicode") {
  CHECK(decode_rune("é").code == U'é');
  CHECK(decode_rune("\xED\xA0\x80").width == 1);
  CHECK(decode_rune("\xF4\x90\x80\x80").code == kInvalidRune);
  CHECK(decode_rune("\xC0\x80").code == kInvalidRune);
  CHECK(decode_rune("\xE4\xB8").code == kInvalidRune);
  CHECK(is_letter(U'ß'));
  CHECK_FALSE(is_letter(U'€'));
  CHECK(is_digit(U'٣'));
  CHECK_FALSE(is_printable(0xAD));
  CHECK(describe_rune(7) == "U+0007");
  CHECK(describe_rune(U'€') == "U+20AC '€'");
  CHECK(quote_rune(U'\n') == "'\\n'");
  CHECK(quote_rune(1) == "'\\x01'");
  CHECK(quote_rune(0xAD) == "'\\u00ad'");
  for (const char32_t code : {U'a', U'é', U'世', U'\U0001F600'}) {
    std::string text;
    append_utf8(text, code);
    CHECK(decode_rune(text).code == code);
  }
}

}  // namespace escdiff::syntax
