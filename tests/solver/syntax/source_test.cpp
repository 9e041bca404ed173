#include "solver/syntax/source.h"

#include <catch2/catch_test_macros.hpp>

#include "solver/syntax/symbol.h"
#include "tests/solver/syntax/parsed.h"

namespace escdiff::syntax {

namespace {

// Where gc reports the errors of `text`, one line each.
std::vector<std::string> places(const std::string& text, const ParseOptions& options = {}) {
  return Parsed(text, options, "dir/x.go").messages();
}

}  // namespace

TEST_CASE("positions of several files") {
  SourceSet sources;
  const FileId a = sources.add("a.go", "one\ntwo");
  const FileId b = sources.add("b.go", "");
  const FileId c = sources.add("c.go", "\nx");
  CHECK(sources.file_of(sources.position(a, 7)) == a);
  CHECK(sources.file_of(sources.position(b, 0)) == b);
  CHECK(sources.file_of(sources.position(c, 0)) == c);
  const LineColumn two = sources.resolve(sources.position(a, 5));
  CHECK(two.file == "a.go");
  CHECK(two.line == 2);
  CHECK(two.column == 2);
  CHECK(sources.resolve(sources.position(c, 2)).line == 2);
  CHECK(sources.offset_in_file(sources.position(c, 2)) == 2);
}

TEST_CASE("columns end where gc's do") {
  SourceSet sources;
  const FileId file = sources.add("a.go", std::string(300, 'x'));
  CHECK(sources.resolve(sources.position(file, 253)).column == 254);
  CHECK(sources.resolve(sources.position(file, 254)).column == 0);
  CHECK(sources.resolve_physical(sources.position(file, 254)).column == 255);
}

TEST_CASE("//line directives in all forms") {
  const std::string code = "func f() { x + }\n";
  const std::string error = ": syntax error: unexpected }, expected expression";
  using Lines = std::vector<std::string>;
  CHECK(places("package p\n//line y.go:10\n" + code) == Lines{"y.go:10" + error});
  CHECK(places("package p\n//line y.go:10:3\n" + code) == Lines{"y.go:10:18" + error});
  CHECK(places("package p\n//line y.go:10:3\n\n" + code) == Lines{"y.go:11:16" + error});
  CHECK(places("package p\n//line :20\n" + code) == Lines{":20" + error});
  CHECK(places("package p\n//line y.go:7\n//line :20:1\n" + code) == Lines{"y.go:20:16" + error});
  CHECK(places("package p\n/*line y.go:30:5*/" + code) == Lines{"y.go:30:20" + error});
  CHECK(places("package p\n//line C:y.go:7\r\n" + code) == Lines{"C:y.go:7" + error});
  CHECK(places("package p\n //line y.go:10\n" + code) == Lines{"dir/x.go:3:16" + error});
  CHECK(places("package p\n//line y.go\n" + code) == Lines{"dir/x.go:3:16" + error});
  CHECK(places("package p\n//line a/../y.go:10\n" + code) == Lines{"a/../y.go:10" + error});
  CHECK(places("package p\n//line a/../y.go:10\n" + code, {.clean_directive_paths = true}) ==
        Lines{"dir/y.go:10" + error});
  CHECK(places("package p\n//line /z/./y.go:10\n" + code, {.clean_directive_paths = true}) ==
        Lines{"/z/y.go:10" + error});
}

TEST_CASE("//line directives that are wrong") {
  using Lines = std::vector<std::string>;
  CHECK(places("package p\n//line y.go:0\n") == Lines{"dir/x.go:2:13: invalid line number: 0"});
  CHECK(places("package p\n//line y.go:x\n") == Lines{"dir/x.go:2:13: invalid line number: x"});
  CHECK(places("package p\n//line y.go:1:0\n") == Lines{"dir/x.go:2:15: invalid column number: 0"});
  CHECK(places("package p\n//line y.go:1073741825\n") ==
        Lines{"dir/x.go:2:13: invalid line number: 1073741825"});
  CHECK(places("package p\n/*line y.go:0:1*/\n") == Lines{"dir/x.go:2:13: invalid line number: 0"});
}

TEST_CASE("printed errors: one syntax error a line, ten at most") {
  std::string text = "package p\n";
  for (int i = 0; i < 12; ++i) text += "x y z\n";
  const std::vector<std::string> lines = Parsed("package p\nfunc f() {\n\tx + }\n\ty + }\n").messages();
  CHECK(lines.size() == 2);
  std::string broken = "package p\nfunc f() {\n";
  for (int i = 0; i < 12; ++i) broken += "\tx = )\n";
  const std::vector<std::string> many = Parsed(broken).messages();
  REQUIRE(many.size() == 11);
  CHECK(many[10] == "x.go:12:6: too many errors");
}

TEST_CASE("symbols") {
  SymbolTable symbols;
  const Symbol empty = symbols.intern("");
  std::vector<Symbol> ids;
  for (int i = 0; i < 5000; ++i)
    ids.push_back(symbols.intern("name" + std::to_string(i) + std::string(i % 40, 'x')));
  CHECK(symbols.size() == 5001);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = "name" + std::to_string(i) + std::string(i % 40, 'x');
    CHECK(symbols.intern(text) == ids[i]);
    CHECK(symbols.text(ids[i]) == text);
  }
  CHECK(symbols.text(empty).empty());
  CHECK(ids[0].index == 1);
}

}  // namespace escdiff::syntax
