#include "solver/syntax/print.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "solver/syntax/columns.h"
#include "solver/syntax/scanner.h"
#include "tests/solver/syntax/parsed.h"
#include "tests/solver/syntax/whole_language.h"
#include "tests/support/rapidcheck_bridge.h"

namespace escdiff::syntax {

namespace {

constexpr NodeKind kAllKinds[] = {
#define NODE(name, children, meaning) NodeKind::k##name,
#include "solver/syntax/node_kinds.def"
#undef NODE
};

std::string format_statement(const std::string& statement) {
  const Parsed parsed("package p\nfunc f() {\n" + statement + "\n}\n");
  const std::string text = format_source(parsed.tree, parsed.symbols, parsed.first(NodeKind::kBlock));
  return text.substr(3, text.size() - 5);  // without "{\n\t" and "\n}"
}

std::string message_of(const std::string& expression) {
  const Parsed parsed("package p\nvar _ = " + expression + "\n");
  REQUIRE(parsed.messages() == std::vector<std::string>{});
  const auto spec = view<VarSpec>(parsed.tree, parsed.first(NodeKind::kVarSpec));
  return print_expression(parsed.tree, parsed.symbols, spec.values);
}

std::vector<std::string> token_texts(const std::string& source) {
  struct Silent : ScanListener {
    void on_error(uint32_t, std::string) override {}
    void on_directive(uint32_t, uint32_t) override {}
  } silent;
  SymbolTable symbols;
  Scanner scanner(source, symbols, silent);
  std::vector<std::string> texts;
  for (scanner.next(); scanner.token() != Token::kEndOfFile; scanner.next()) {
    const std::string text = source.substr(scanner.begin(), scanner.end() - scanner.begin());
    texts.push_back(text.empty() ? "\n" : text);
  }
  return texts;
}

// A change of a source: what is done where, taken modulo the number of tokens.
using Edit = std::tuple<uint32_t, uint32_t, uint32_t>;

std::string edited(std::vector<std::string> tokens, const std::vector<Edit>& edits) {
  const std::vector<std::string> original = tokens;
  for (const auto& [action, place, other] : edits) {
    if (tokens.empty()) break;
    const size_t at = place % tokens.size();
    const std::string& text = original[other % original.size()];
    switch (action % 4) {
      case 0: tokens.erase(tokens.begin() + static_cast<ptrdiff_t>(at)); break;
      case 1: tokens.insert(tokens.begin() + static_cast<ptrdiff_t>(at), text); break;
      case 2: tokens[at] = text; break;
      default: std::swap(tokens[at], tokens[other % tokens.size()]);
    }
  }
  std::string source;
  for (const std::string& token : tokens) source += token + " ";
  return source;
}

}  // namespace

TEST_CASE("every kind of node has a printer") {
  const Parsed parsed(kWholeLanguage);
  std::set<NodeKind> seen{NodeKind::kBadExpr};
  walk_preorder(parsed.tree, parsed.root(), [&](NodeId node, NodeId) {
    seen.insert(parsed.tree.kind(node));
    const bool is_empty_list = parsed.tree.is(node, NodeKind::kList) && parsed.tree.children(node).empty();
    const bool prints_nothing = is_empty_list || parsed.tree.is(node, NodeKind::kEmptyStmt);
    CHECK(format_source(parsed.tree, parsed.symbols, node).empty() == prints_nothing);
    CHECK(print_expression(parsed.tree, parsed.symbols, node).empty() == prints_nothing);
  });
  for (const NodeKind kind : kAllKinds) {
    INFO(kind_name(kind) << " does not occur in whole_language.h");
    CHECK(seen.contains(kind));
  }
}

TEST_CASE("files are laid out as gofmt does it") {
  std::string expected = kWholeLanguage;
  CHECK(Parsed(kWholeLanguage).formatted() == expected);
}

TEST_CASE("blanks around operators") {
  CHECK(format_statement("x=a+b*c") == "x = a + b*c");
  CHECK(format_statement("x=a*b") == "x = a * b");
  CHECK(format_statement("f(a+b,c*d)") == "f(a+b, c*d)");
  CHECK(format_statement("f(a+b)") == "f(a + b)");
  CHECK(format_statement("x=y[a+1:b]") == "x = y[a+1 : b]");
  CHECK(format_statement("x=y[a+1]") == "x = y[a+1]");
  CHECK(format_statement("x=a==b&&c<d+1") == "x = a == b && c < d+1");
  CHECK(format_statement("x=a- -b") == "x = a - -b");
  CHECK(format_statement("f(a- -b*c,1)") == "f(a- -b*c, 1)");
  CHECK(format_statement("x=a/ *p") == "x = a / *p");
  CHECK(format_statement("x=a& ^b") == "x = a & ^b");
  CHECK(format_statement("x=- -y") == "x = - -y");
  CHECK(format_statement("x=(a+b)*c") == "x = (a + b) * c");
  CHECK(format_statement("x&^=a<<1") == "x &^= a << 1");
}

TEST_CASE("what must keep its parentheses or commas") {
  const auto unchanged = [](const std::string& declaration) {
    INFO(declaration);
    CHECK(Parsed("package p\n" + declaration).formatted() == "package p\n\n" + declaration + "\n");
  };
  unchanged("type T[P *C,] int");
  unchanged("type T[P *C | D,] int");
  unchanged("type T[P *[]C] int");
  unchanged("var x chan (<-chan int)");
  unchanged("var x = (func())(nil)");
  unchanged("var x = func() ()(nil)");
  unchanged("var x = []func() func() ()(nil)");
  unchanged("var x = func() () * 10");
  unchanged("var x = 1 - *func() ()*y");
  unchanged("var x = func() ()[1][2:3]");
  unchanged("var x = <-chan int(nil)");
  unchanged("func f() func()");
  unchanged("func f() (A[2])");
  unchanged("func f() A[B, *c.D, []int, E[F]]");
  unchanged("func f() ((func()))");
  unchanged(
      "var x struct {\n\ta, b   int `x`\n\tT      `y`\n\tlonger string\n\t*p.T\n\tc struct {\n\t\td "
      "int\n\t\te T\n\t}\n\te int\n}");
}

TEST_CASE("expressions as messages spell them") {
  CHECK(message_of("a+b*c") == "a + b * c");
  CHECK(message_of("T{1,2}") == "T{…}");
  CHECK(message_of("[]T{}") == "[]T{}");
  CHECK(message_of("func(x,y int)(z string){return}") == "func(x, y int) (z string) {…}");
  CHECK(message_of("func(){}") == "func() {}");
  CHECK(message_of("struct{a,b int; T}{}") == "struct{a, b int; T}{}");
  CHECK(message_of("interface{M(); ~int|string}(nil)") == "interface{M(); ~int | string}(nil)");
  CHECK(message_of("f(&(x),y...)") == "f(&x, y...)");
  CHECK(message_of("[](T)(x).y.(map[(K)]V)[1:2:3]") == "[]T(x).y.(map[K]V)[1:2:3]");
  CHECK(message_of("*p, -(x), <-c") == "*p, -(x), <-c");
  CHECK(message_of("G[int,T](chan<- int)") == "G[int, T](chan<- int)");
}

TEST_CASE("columns align with the lines around them") {
  CHECK(align_columns({{"a", "int", "x"}, {"bcd", "T", "y"}, {"e"}, {"fg", "ü", "z"}}) ==
        std::vector<std::string>{"a   int x", "bcd T   y", "e", "fg ü z"});
  CHECK(align_columns({{"a", "{\n}"}, {"long", "int"}}) == std::vector<std::string>{"a {\n}", "long int"});
  CHECK(align_columns({{"a", "", "= 1"}, {"b", "", "= 2"}}) == std::vector<std::string>{"a = 1", "b = 2"});
}

TEST_CASE("whatever parses prints and parses again to the same tree; nothing else crashes") {
  const std::vector<std::string> tokens = token_texts(kWholeLanguage);
  int accepted = 0;
  tests::require_property("edited sources", [&](const std::vector<Edit>& edits) {
    const std::string source = edited(tokens, edits);
    const Parsed parsed(source);
    if (!parsed.root().has_value()) return;
    const std::string text = parsed.formatted();
    if (!parsed.errors.empty()) return;
    ++accepted;
    const Parsed again(text);
    RC_LOG() << text;
    RC_ASSERT(again.messages() == std::vector<std::string>{});
    RC_ASSERT(
        equal_trees(parsed.tree, parsed.symbols, parsed.root(), again.tree, again.symbols, again.root()));
  });
  CHECK(accepted > 0);
}

}  // namespace escdiff::syntax
