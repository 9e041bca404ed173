#include "comparator/reduce/reduce.h"

#include <algorithm>

#include "tests/comparator/reduce/reduce_support.h"

using namespace escdiff;
using namespace escdiff::reduce;
using namespace escdiff::reduce::tests;
using syntax::NodeKind;

namespace {

// A program of some size with closures, methods, interfaces, loops and switches.
constexpr const char* kProgram = R"(package main

import "unsafe"

type Node struct {
	value       int
	left, right *Node
	name        string
	hook        func(int) int
}

type Visitor interface {
	visit(n *Node, depth int) bool
}

type counter struct {
	total int
	seen  map[string]*Node
}

var root *Node
var sink interface{}

const limit = 64

func (c *counter) visit(n *Node, depth int) bool {
	c.total += n.value
	if c.seen == nil {
		c.seen = make(map[string]*Node)
	}
	c.seen[n.name] = n
	return depth < limit
}

func walk(n *Node, v Visitor, depth int) (count int) {
	if n == nil {
		return 0
	}
	if !v.visit(n, depth) {
		return 1
	}
	for i, child := range []*Node{n.left, n.right} {
		count += walk(child, v, depth+i)
	}
	return count + 1
}

func insert(n *Node, value int, name string) (*Node, bool) {
	if n == nil {
		fresh := &Node{value: value, name: name}
		fresh.hook = func(delta int) int {
			fresh.value += delta
			return fresh.value + value
		}
		return fresh, true
	}
	var added bool
	switch {
	case value < n.value:
		n.left, added = insert(n.left, value, name)
	case value > n.value:
		n.right, added = insert(n.right, value, name)
	default:
		sink = name
	}
	return n, added
}

func size(n *Node) uintptr { return unsafe.Sizeof(*n) }

func classify(x interface{}) string {
	switch y := x.(type) {
	case int:
		return "int"
	case *Node:
		return y.name
	case nil:
		return ""
	}
	return "other"
}

func main() {
	words := []string{"one", "two", "three"}
	done := make(chan bool, len(words))
	for i, word := range words {
		root, _ = insert(root, i*3, word)
		go func(n int) {
			defer close(done)
			done <- n > 1
		}(i)
	}
	select {
	case ok := <-done:
		sink = ok
	default:
	}
	c := &counter{}
	println(walk(root, c, 0), c.total, classify(root), size(root))
	keep := append(words[:1], words[2:]...)
	sink = keep
}
)";

using TreePredicate = std::function<bool(const Snapshot&)>;

Predicate typed_predicate(const TreePredicate& predicate) {
  return [predicate](const std::string& text) {
    auto program = Snapshot::create(text, Checking::kTyped);
    INFO(text);
    REQUIRE(program);
    REQUIRE(program->typed());  // no run is wasted
    return predicate(*program);
  };
}

bool any_node(const Snapshot& program, const std::function<bool(syntax::NodeId)>& wanted) {
  return std::any_of(program.nodes().begin(), program.nodes().end(), wanted);
}

bool captures_variable(const Snapshot& program) {
  auto& captures = program.info().captures;
  return std::any_of(captures.begin(), captures.end(),
                     [](const auto& entry) { return !entry.second.empty(); });
}
bool calls(const Snapshot& program, std::string_view name) {
  return any_node(program, [&](syntax::NodeId node) {
    return program.is(node, NodeKind::kCall) &&
           program.is_name(program.view<syntax::Call>(node).function, name);
  });
}
bool has_kind(const Snapshot& program, NodeKind kind) {
  return any_node(program, [&](syntax::NodeId node) { return program.is(node, kind); });
}
bool calls_interface_method(const Snapshot& program) {
  return any_node(program, [&](syntax::NodeId node) {
    const types::Selection* selection = program.info().selections.find(node);
    return selection != nullptr && selection->interface_method.has_value();
  });
}

struct Aim {
  const char* name;
  TreePredicate predicate;
  size_t most_tokens;  // what the result may have
};

const std::vector<Aim>& aims() {
  static const std::vector<Aim> kAims{
      {"a func literal captures a variable", captures_variable, 26},
      {"append is called", [](const Snapshot& p) { return calls(p, "append"); }, 18},
      {"an interface method is called", calls_interface_method, 26},
      {"something is sent", [](const Snapshot& p) { return has_kind(p, NodeKind::kSendStmt); }, 16},
      {"a type switch", [](const Snapshot& p) { return has_kind(p, NodeKind::kTypeSwitch); }, 20},
      {"a range over something", [](const Snapshot& p) { return has_kind(p, NodeKind::kRange); }, 17},
      {"a map is made", [](const Snapshot& p) { return calls(p, "make") && has_kind(p, NodeKind::kMapType); },
       20},
      {"a composite literal's address",
       [](const Snapshot& p) {
         return any_node(p, [&](syntax::NodeId node) {
           return p.is(node, NodeKind::kUnary) &&
                  p.is(p.view<syntax::Unary>(node).x, NodeKind::kCompositeLit);
         });
       },
       18},
  };
  return kAims;
}

}  // namespace

TEST_CASE("results satisfy the predicate, check, are small, and are fixed points") {
  for (const Aim& aim : aims()) {
    INFO(aim.name);
    Predicate predicate = typed_predicate(aim.predicate);
    REQUIRE(predicate(kProgram));
    Reduction first = reduce::reduce(kProgram, predicate);
    INFO(first.text);
    CHECK(first.finished);
    CHECK(first.typed);
    CHECK(predicate(first.text));
    CHECK(first.tokens_after == cost_of(first.text).tokens);
    CHECK(first.tokens_after <= aim.most_tokens);
    CHECK(first.runs <= 100);
    Reduction second = reduce::reduce(first.text, predicate);
    CHECK(second.text == first.text);
    CHECK(second.finished);
  }
}

TEST_CASE("the result depends neither on the size of batches nor on the time of day") {
  for (const Aim& aim : aims()) {
    INFO(aim.name);
    Predicate predicate = typed_predicate(aim.predicate);
    Reduction one = reduce::reduce(kProgram, predicate);
    BatchPredicate batch = [&](std::span<const std::string> candidates) -> std::optional<size_t> {
      CHECK(candidates.size() <= 7);
      for (size_t i = 0; i < candidates.size(); ++i) {
        if (predicate(candidates[i])) return i;
      }
      return std::nullopt;
    };
    ReduceOptions options;
    options.batch = 7;
    Reduction many = reduce::reduce(kProgram, batch, options);
    CHECK(many.text == one.text);
    CHECK(many.runs == one.runs);
  }
}

TEST_CASE("no program is shown twice") {
  std::vector<std::string> shown;
  Predicate predicate = typed_predicate(captures_variable);
  reduce::reduce(kProgram, Predicate([&](const std::string& text) {
                   shown.push_back(text);
                   return predicate(text);
                 }));
  std::sort(shown.begin(), shown.end());
  CHECK(std::adjacent_find(shown.begin(), shown.end()) == shown.end());
}

TEST_CASE("limits end the work with the best so far") {
  Predicate predicate = typed_predicate(captures_variable);
  ReduceOptions options;
  options.max_runs = 5;
  Reduction result = reduce::reduce(kProgram, predicate, options);
  CHECK_FALSE(result.finished);
  CHECK(result.runs == 5);
  CHECK(result.tokens_after < result.tokens_before);
  CHECK(predicate(result.text));

  std::stop_source source;
  unsigned runs = 0;
  options = {};
  options.stop = source.get_token();
  options.observer = [&](const Progress& progress) {
    runs = progress.runs;
    if (runs == 3) source.request_stop();
  };
  result = reduce::reduce(kProgram, predicate, options);
  CHECK_FALSE(result.finished);
  CHECK(result.runs == 3);
  CHECK(predicate(result.text));

  options = {};
  options.max_time = std::chrono::milliseconds(0);
  result = reduce::reduce(kProgram, predicate, options);
  CHECK_FALSE(result.finished);
  CHECK(result.runs == 0);
  CHECK(result.text == kProgram);
}

TEST_CASE("the observer gets every best program") {
  std::string best;
  ReduceOptions options;
  options.observer = [&](const Progress& progress) {
    if (progress.best) best = *progress.best;
  };
  Reduction result = reduce::reduce(kProgram, typed_predicate(captures_variable), options);
  CHECK(best == result.text);
}

TEST_CASE("when nothing smaller is interesting the program stays as it is") {
  Reduction result = reduce::reduce(kProgram, Predicate([](const std::string&) { return false; }));
  CHECK(result.text == kProgram);
  CHECK(result.finished);
  CHECK(result.tokens_after == result.tokens_before);
}

TEST_CASE("a program that does not parse is its own result") {
  Reduction result = reduce::reduce("package p\nfunc (", Predicate([](const std::string&) { return true; }));
  CHECK(result.text == "package p\nfunc (");
  CHECK(result.runs == 0);
}

TEST_CASE("a predicate that wants a name keeps it") {
  Reduction result = reduce::reduce(kProgram, Predicate([](const std::string& text) {
                                      return text.find("fresh := ") != std::string::npos;
                                    }));
  INFO(result.text);
  CHECK(result.text.find("fresh := ") != std::string::npos);
  CHECK(result.tokens_after <= 20);
}

TEST_CASE("known lines are tried first") {
  Predicate predicate = typed_predicate(captures_variable);
  ReduceOptions options;
  options.focus_lines = {53};  // the func literal in insert
  Reduction focused = reduce::reduce(kProgram, predicate, options);
  Reduction plain = reduce::reduce(kProgram, predicate);
  CHECK(predicate(focused.text));
  INFO(focused.text);
  CHECK(focused.tokens_after <= plain.tokens_after);
}

TEST_CASE("a pass can be left out") {
  ReduceOptions options;
  for (const PassDescription& pass : passes()) options.skipped_passes.emplace(pass.name);
  Reduction result = reduce::reduce(kProgram, Predicate([](const std::string&) { return true; }), options);
  CHECK(result.runs == 1);  // the layout alone
  CHECK(result.text.find("func main()") != std::string::npos);
}

TEST_CASE("a program that the checker refuses is reduced on its syntax") {
  std::string program =
      "package p\n\nimport \"no/such\"\n\nfunc g[T any](x T) T { return x }\n\nfunc h() { such.F() }\n\n"
      "func f(n int) []int {\n\ts := make([]int, n)\n\th()\n\tif n > 1 {\n\t\ts[0] = g(1)\n\t}\n\treturn "
      "s\n}\n";
  Reduction result = reduce::reduce(
      program, Predicate([](const std::string& text) { return text.find("make(") != std::string::npos; }));
  INFO(result.text);
  CHECK_FALSE(result.typed);
  CHECK(result.finished);
  CHECK(result.text.find("such") == std::string::npos);
  CHECK(result.tokens_after <= 25);
}

TEST_CASE("programs that import packages are checked beside them") {
  // Package q, checked once; candidates in the same program.
  auto program = std::make_shared<types::Program>();
  std::vector<types::CheckError> errors;
  const std::string q =
      "package q; type Reader interface { Read(b []byte) int }; func Use(r Reader) *int { return nil }";
  REQUIRE(types::check_package(*program, "q", {{"q.go", q}}, {}, errors).has_value());
  int loads = 0;
  Imports imports("1.20", [&] {
    ++loads;
    return program;
  });
  const std::string text =
      "package p; import \"q\"; type file struct{ n int }; func (f *file) Read(b []byte) int { return len(b) "
      "+ f.n }\n"
      "func open(n int) *int { var x file; x.n = n; if n > 3 { return q.Use(&x) }; return nil }\n";
  ReduceOptions options;
  options.imports = &imports;
  Reduction result = reduce::reduce(
      text, [](const std::string& candidate) { return candidate.find("q.Use(&") != std::string::npos; },
      options);
  CHECK(result.typed);
  CHECK(result.text ==
        "package p\n\nimport \"q\"\n\ntype T struct{}\n\nfunc (T) Read([]byte) int {\n\treturn 0\n}\n\n"
        "func f() {\n\tq.Use(&T{})\n}\n");
  CHECK(loads == 1);
}

TEST_CASE("the function that matters stays in the first round") {
  auto has_make = [](const std::string& candidate) { return candidate.find("make(") != std::string::npos; };
  const std::string text =
      "package p\n\nfunc f() { _ = make([]int, 3) }\n\nfunc g() { _ = make([]int, 4) }\n";
  ReduceOptions options;
  options.focus_lines = {5};
  CHECK(reduce::reduce(text, has_make, options).text == "package p\n\nfunc f() {\n\t_ = make([]int, 0)\n}\n");
}
