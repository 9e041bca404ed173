#include "diagnostic/message.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::diagnostic;

namespace {

// A text that a Go version prints, and the fields that it must have.
struct Example {
  const char* text;
  Kind kind;
  const char* subject;
  const char* function = "";
  const char* result = "";
  int level = 0;
  const char* detail = "";
  unsigned go_minor = 26;
};

const Example kExamples[] = {
    {"moved to heap: x", Kind::kMovedToHeap, "x"},
    {"append escapes to heap", Kind::kEscapesToHeap, "append"},
    {"\"x does not escape\" escapes to heap", Kind::kEscapesToHeap, "\"x does not escape\""},
    {"&T{...} does not escape", Kind::kDoesNotEscape, "&T{...}"},
    {"a + b does not escape", Kind::kDoesNotEscape, "a + b"},
    {"(*T).M x does not escape", Kind::kDoesNotEscape, "x", "(*T).M", "", 0, "", 13},
    {"f a + b does not escape", Kind::kDoesNotEscape, "a + b", "f", "", 0, "", 9},
    {"f ... argument does not escape", Kind::kDoesNotEscape, "... argument", "f", "", 0, "", 9},
    {"(*struct { T }).M t does not escape", Kind::kDoesNotEscape, "t", "(*struct { T }).M", "", 0, "", 10},
    {"leaking param: p", Kind::kLeakingParam, "p"},
    {"leaking param content: s", Kind::kLeakingParamContent, "s"},
    {"leaking param: p to result ~r0 level=2", Kind::kLeakingParamToResult, "p", "", "~r0", 2},
    {"leaking param: x to result ~r1 level=-1", Kind::kLeakingParamToResult, "x", "", "~r1", -1, "", 12},
    {"assuming u is unsafe uintptr", Kind::kAssumingUnsafeUintptr, "u"},
    {"ext assuming u is unsafe uintptr", Kind::kAssumingUnsafeUintptr, "u", "ext", "", 0, "", 13},
    {"marking a as escaping uintptr", Kind::kMarkingEscapingUintptr, "a"},
    {"marking b as escaping ...uintptr", Kind::kMarkingEscapingUintptr, "b", "", "", 0, "..."},
    {"sc marking b as escaping ...uintptr", Kind::kMarkingEscapingUintptr, "b", "sc", "", 0, "...", 12},
    {"f ignoring self-assignment in b.p = b.q", Kind::kIgnoringSelfAssignment, "b.p = b.q", "f"},
    {"f ignoring self-assignment in b.p = b.q", Kind::kIgnoringSelfAssignment, "b.p = b.q", "f", "", 0, "",
     12},
    {"f ignoring self-assignment to b.buf", Kind::kIgnoringSelfAssignment, "b.buf", "f", "", 0, "", 11},
    {"zero-copy string->[]byte conversion", Kind::kZeroCopyConversion, ""},
    {"can inline (*T).M", Kind::kCanInline, "(*T).M"},
    {"can inline f with cost 5 as: func(int) int { return x }", Kind::kCanInline, "f", "", "", 0,
     "with cost 5 as: func(int) int { return x }"},
    {"can inline f as: func(int) int { return x }", Kind::kCanInline, "f", "", "", 0,
     "as: func(int) int { return x }", 9},
    {"inlining call to F[go.shape.struct { X int }]", Kind::kInliningCall, "F[go.shape.struct { X int }]"},
    {"inlining call to f func(int) int { return x }", Kind::kInliningCall, "f", "", "", 0,
     "func(int) int { return x }", 9},
    {"inlining call to f with score 10", Kind::kInliningCall, "f", "", "", 0, "with score 10"},
    {"devirtualizing i.M to *T", Kind::kDevirtualizing, "i.M", "", "*T"},
    {"partially devirtualizing i.M to S", Kind::kDevirtualizing, "i.M", "", "S", 0, "partially"},
    {"PGO devirtualizing interface call i.M to T.M", Kind::kDevirtualizing, "i.M", "", "T.M", 0, "interface"},
    {"PGO devirtualizing function call f to g", Kind::kDevirtualizing, "f", "", "g", 0, "function"},
    {"cannot devirtualize i.M(): shaped receiver go.shape.int", Kind::kCannotDevirtualize, "i.M()", "",
     "go.shape.int", 0, "shaped receiver"},
    {"cannot devirtualize i.M(): shaped interface I[go.shape.int]", Kind::kCannotDevirtualize, "i.M()", "",
     "I[go.shape.int]", 0, "shaped interface"},
    {"failed to devirtualize x.M (OXDOT)", Kind::kCannotDevirtualize, "x.M", "", "OXDOT", 0, "failed", 18},
    {"should not PGO devirtualize f: no function body", Kind::kCannotDevirtualize, "f", "", "", 0,
     "no function body"},
    {"index bounds check elided", Kind::kBoundsCheckElided, "", "", "", 0, "index"},
    {"shift bounds check elided", Kind::kBoundsCheckElided, "", "", "", 0, "shift", 9},
    {"imprecise interface call", Kind::kImpreciseInterfaceCall, ""},
    {"leaking closure reference x", Kind::kLeakingClosureReference, "x", "", "", 0, "", 12},
    {"mark escaped content: s", Kind::kMarkEscapedContent, "s", "", "", 0, "", 10},
    {"f.func1 capturing by ref: n (addr=false assign=true width=8)", Kind::kCapturingVariable, "n", "f.func1",
     "ref", 0, "addr=false assign=true width=8"},
    {"cannot inline f: recursive", Kind::kCannotInline, "f", "", "", 0, "recursive"},
    {"cannot inline f into g: repeated recursive cycle", Kind::kCannotInline, "f", "", "g", 0,
     "repeated recursive cycle"},
    {"cannot inline escaping closure variable f", Kind::kCannotInline, "escaping closure variable f", "", "",
     0, "", 12},
    {"function f considered 'big'; reducing max cost of inlinees", Kind::kBigFunction, "f", "", "", 0,
     "reducing max cost of inlinees"},
    {"x will be kept alive", Kind::kKeptAlive, "x"},
    {"  flow: {heap} \u2190 &x:", Kind::kExplanation, "  flow: {heap} \u2190 &x:"},
    {"    from &x (address-of) at ./x.go:3:4", Kind::kExplanation, "    from &x (address-of) at ./x.go:3:4"},
    {"\tfrom ~r1 (return) at ./x.go:3:4", Kind::kExplanation, "\tfrom ~r1 (return) at ./x.go:3:4", "", "", 0,
     "", 9},
    {"x escapes to heap:", Kind::kEscapePath, "x", "", "", 0, "", 18},
    {"x escapes to heap in f:", Kind::kEscapePath, "x", "f"},
    {"x escapes to heap in f:\n  flow: {heap} \u2190 &x:\n    from &x (address-of) at ./x.go:3:4\n"
     "    from return &x (return) at <autogenerated>:1",
     Kind::kEscapePath, "x", "f"},
    {"x escapes to heap in f:\n  flow: {heap} \u2190 &x:\n"
     "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518",
     Kind::kEscapePath, "x", "f", "", 0,
     "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518"},
    {"parameter p leaks to {heap} for f with derefs=0:", Kind::kLeakPath, "p", "f", "{heap}"},
    {"parameter p leaks to ~r0 for f with derefs=2:\n  flow: ~r0 \u2190 **p:", Kind::kLeakPath, "p", "f",
     "~r0", 2},
    {"parameter p leaks to ~r0 with derefs=2:\n  flow: ~r0 = **p:", Kind::kLeakPath, "p", "", "~r0", 2, "",
     24},
    {"what nobody has printed before", Kind::kOther, "what nobody has printed before"},
};

Message classified(const std::string& text, unsigned go_minor) {
  Message message;
  message.text = text;
  classify(message, wording_of_go(go_minor));
  return message;
}

// Texts put together from what messages are made of, so that rules meet more than one another's words.
rc::Gen<std::string> gen_text() {
  auto piece = rc::gen::elementOf(std::vector<std::string>{"moved to heap: ",
                                                           "leaking param: ",
                                                           "leaking param content: ",
                                                           " to result ",
                                                           " level=",
                                                           "3",
                                                           "-1",
                                                           "007",
                                                           "can inline ",
                                                           "cannot inline ",
                                                           " into ",
                                                           ": ",
                                                           " as: ",
                                                           " with cost ",
                                                           "inlining call to ",
                                                           "devirtualizing ",
                                                           "PGO ",
                                                           " call ",
                                                           "interface",
                                                           "partially ",
                                                           " to ",
                                                           "cannot devirtualize ",
                                                           "shaped receiver ",
                                                           "(",
                                                           ")",
                                                           " ",
                                                           "failed to devirtualize ",
                                                           "should not PGO devirtualize ",
                                                           " escapes to heap",
                                                           " does not escape",
                                                           "index",
                                                           " bounds check elided",
                                                           " will be kept alive",
                                                           "assuming ",
                                                           " is unsafe uintptr",
                                                           "marking ",
                                                           " as escaping ",
                                                           "...",
                                                           "uintptr",
                                                           " ignoring self-assignment in ",
                                                           " ignoring self-assignment to ",
                                                           " capturing by ",
                                                           "x",
                                                           "f",
                                                           "function ",
                                                           " considered 'big'; ",
                                                           "  flow: ",
                                                           "\n  flow: ",
                                                           " \u2190 ",
                                                           " = ",
                                                           "**",
                                                           "&",
                                                           "\n    from ",
                                                           " (",
                                                           ") at ",
                                                           "./x.go:3:4",
                                                           "\n  warning: ",
                                                           "parameter ",
                                                           " leaks to ",
                                                           " for ",
                                                           " with derefs=",
                                                           " in ",
                                                           ":"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& p : pieces) text += p;
                        return text;
                      });
}

}  // namespace

TEST_CASE("every kind has an example, which is read and printed") {
  std::set<Kind> seen;
  for (const Example& e : kExamples) {
    INFO(e.text);
    Message m = classified(e.text, e.go_minor);
    CHECK(kind_name(m.kind) == kind_name(e.kind));
    CHECK(m.subject == e.subject);
    CHECK(m.function == e.function);
    CHECK(m.result == e.result);
    CHECK(m.level == e.level);
    CHECK(m.detail == e.detail);
    CHECK(render(m, wording_of_go(e.go_minor)) == e.text);
    seen.insert(e.kind);
  }
#define KIND(name, level, meaning)       \
  {                                      \
    INFO("no example of " #name);        \
    CHECK(seen.contains(Kind::k##name)); \
  }
#include "diagnostic/kinds.def"
#undef KIND
}

TEST_CASE("names of kinds") {
#define KIND(name, level, meaning)          \
  CHECK(kind_name(Kind::k##name) == #name); \
  CHECK(kind_from_name(#name) == Kind::k##name);
#include "diagnostic/kinds.def"
#undef KIND
  CHECK_FALSE(kind_from_name("Nothing"));
}

TEST_CASE("the words of another version") {
  Message m = classified("f x does not escape", 13);
  CHECK(render(m, wording_of_go(14)) == "x does not escape");
  m = classified("f ignoring self-assignment to b.buf", 11);
  CHECK(render(m, wording_of_go(12)) == "f ignoring self-assignment in b.buf");
}

TEST_CASE("the steps of a path") {
  Message m = classified(
      "parameter p leaks to {heap} for f with derefs=1:\n  flow: {temp} \u2190 p:\n  flow: {heap} \u2190 "
      "*{temp}:\n"
      "    from g(p) (call parameter) at ./x.go:3:4",
      26);
  REQUIRE(m.path.size() == 2);
  CHECK(m.path[0].to == "{temp}");
  CHECK(m.path[0].from == "p");
  CHECK(m.path[0].derefs == 0);
  CHECK(m.path[0].reasons.empty());
  CHECK(m.path[1].from == "{temp}");
  CHECK(m.path[1].derefs == 1);
  REQUIRE(m.path[1].reasons.size() == 1);
  CHECK(m.path[1].reasons[0].expression == "g(p)");
  CHECK(m.path[1].reasons[0].reason == "call parameter");
  CHECK(to_text(m.path[1].reasons[0].position) == "./x.go:3:4");
}

TEST_CASE("nothing of a text gets lost") {
  tests::require_property("render after classify", [] {
    std::string text = *gen_text();
    unsigned go_minor = *rc::gen::inRange(9u, 28u);
    RC_ASSERT(render(classified(text, go_minor), wording_of_go(go_minor)) == text);
  });
}

TEST_CASE("what is rendered is classified as what it was") {
  auto expression = rc::gen::elementOf(std::vector<std::string>{
      "x", "a + b", "&T{...}", "... argument", "func literal", "make([]int, 3)", "\" to result \""});
  auto name = rc::gen::elementOf(std::vector<std::string>{"f", "(*T).M", "f.func1", "glob..func1"});
  tests::require_property("classify after render", [&] {
    Message m;
    m.kind = *rc::gen::element(Kind::kMovedToHeap, Kind::kEscapesToHeap, Kind::kDoesNotEscape,
                               Kind::kLeakingParam, Kind::kLeakingParamContent, Kind::kLeakingParamToResult,
                               Kind::kAssumingUnsafeUintptr, Kind::kMarkingEscapingUintptr,
                               Kind::kIgnoringSelfAssignment);
    m.subject = *expression;
    Wording wording = wording_of_go(*rc::gen::inRange(9u, 28u));
    bool names_function = m.kind == Kind::kIgnoringSelfAssignment ||
                          (wording.function_prefix &&
                           (m.kind == Kind::kDoesNotEscape || m.kind == Kind::kAssumingUnsafeUintptr ||
                            m.kind == Kind::kMarkingEscapingUintptr));
    if (names_function) m.function = *name;
    if (m.kind == Kind::kLeakingParamToResult) {
      m.result = "~r0";
      m.level = *rc::gen::inRange(-1, 300);
    }
    m.text = render(m, wording);
    Message read;
    read.text = m.text;
    classify(read, wording);
    RC_ASSERT(read.kind == m.kind);
    RC_ASSERT(read.subject == m.subject);
    RC_ASSERT(read.function == m.function);
    RC_ASSERT(read.result == m.result);
    RC_ASSERT(read.level == m.level);
  });
}
