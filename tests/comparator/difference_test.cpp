#include "comparator/difference.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/comparator/verdicts.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::comparator;
using tests::answered;

namespace {

DifferenceClass only_class(const Verdict& left, const Verdict& right) {
  std::vector<Difference> differences = compare(left, right);
  REQUIRE(differences.size() == 1);
  return differences.front().kind;
}

}  // namespace

TEST_CASE("equal multisets agree in any order") {
  CHECK(compare(answered({"x.go:1:2: moved to heap: x", "x.go:1:2: moved to heap: x",
                          "x.go:3:1: p does not escape"}),
                answered({"x.go:3:1: p does not escape", "x.go:1:2: moved to heap: x",
                          "x.go:1:2: moved to heap: x"}))
            .empty());
}

TEST_CASE("a missing repeat is a difference") {
  CHECK(only_class(answered({"x.go:1:2: append escapes to heap", "x.go:1:2: append escapes to heap"}),
                   answered({"x.go:1:2: append escapes to heap"})) == DifferenceClass::kOnlyLeft);
}

TEST_CASE("each class of disagreement") {
  CHECK(only_class(answered({"x.go:1:2: new(T) escapes to heap"}),
                   answered({"x.go:1:2: new(T) does not escape"})) == DifferenceClass::kHeapStack);
  CHECK(only_class(answered({"x.go:1:2: new(T) does not escape"}),
                   answered({"x.go:1:2: new(T) escapes to heap"})) == DifferenceClass::kStackHeap);
  CHECK(only_class(answered({"x.go:1:2: moved to heap: x"}), answered({})) == DifferenceClass::kHeapStack);
  CHECK(only_class(answered({}), answered({"x.go:1:2: moved to heap: x"})) == DifferenceClass::kStackHeap);
  CHECK(only_class(answered({"x.go:1:2: leaking param: p"}), answered({"x.go:1:2: p does not escape"})) ==
        DifferenceClass::kTag);
  CHECK(only_class(answered({"x.go:1:2: leaking param: p to result ~r0 level=0"}),
                   answered({"x.go:1:2: leaking param: p to result ~r0 level=1"})) == DifferenceClass::kTag);
  CHECK(only_class(answered({"x.go:1:2: make([]int, n) escapes to heap"}),
                   answered({"x.go:1:2: make([]int, 10) escapes to heap"})) == DifferenceClass::kText);
  CHECK(only_class(answered({"x.go:1:2: x escapes to heap"}), answered({"x.go:1:5: x escapes to heap"})) ==
        DifferenceClass::kPosition);
  CHECK(only_class(answered({}), answered({"x.go:1:2: append escapes to heap"})) ==
        DifferenceClass::kOnlyRight);
  Verdict refused{Verdict::Status::kRefused, {}, "x.go:1:2: unsupported: generics", {}};
  Verdict failed{Verdict::Status::kFailed, {}, "killed by signal 9", "panic: ..."};
  CHECK(only_class(refused, answered({})) == DifferenceClass::kLeftRefuses);
  CHECK(only_class(answered({}), failed) == DifferenceClass::kRightFails);
  CHECK(only_class(failed, failed) == DifferenceClass::kLeftFails);
}

TEST_CASE("a failed compiler never agrees") {
  Verdict failed{Verdict::Status::kFailed, {}, "timed out", {}};
  CHECK_FALSE(compare(answered({}), failed).empty());
  CHECK_FALSE(compare(failed, answered({})).empty());
}

TEST_CASE("a signature keeps the construct and drops names, constants and positions") {
  auto of = [](const char* left, const char* right) {
    return signature(compare(answered({left}), answered({right})).front());
  };
  CHECK(of("x.go:1:2: make([]int, n) escapes to heap", "x.go:1:2: make([]int, n) does not escape") ==
        of("x.go:9:9: make([]T, 0, k) escapes to heap", "x.go:9:9: make([]T, 0, k) does not escape"));
  CHECK(of("x.go:1:2: new(T) escapes to heap", "x.go:1:2: new(T) does not escape") !=
        of("x.go:1:2: &T{...} escapes to heap", "x.go:1:2: &T{...} does not escape"));
  CHECK(of("x.go:1:2: leaking param: p to result ~r0 level=0",
           "x.go:1:2: leaking param: p to result ~r0 level=1") !=
        of("x.go:1:2: leaking param: p to result ~r0 level=0",
           "x.go:1:2: leaking param: p to result ~r0 level=2"));
}

TEST_CASE("a signature says in what way the words differ") {
  auto of = [](const char* left, const char* right) {
    std::string text = signature(compare(answered({left}), answered({right})).front());
    return text.substr(text.rfind("| ") + 2);
  };
  CHECK(of("x.go:1:2: s & 0xff escapes to heap", "x.go:1:2: s & 255 escapes to heap") == "number -> number");
  CHECK(of("x.go:1:2: make([]byte, size) escapes to heap", "x.go:1:2: make([]byte, 4096) escapes to heap") ==
        "name -> number");
  CHECK(of("x.go:1:2: v == 1 escapes to heap", "x.go:1:2: v == int64(1) escapes to heap") ==
        "number -> name ( number )");
  CHECK(of("x.go:1:2: leaking param: y to result ~b1 level=0",
           "x.go:1:2: leaking param: y to result ~r1 level=0") == "~b -> ~r");
  CHECK(of("x.go:1:2: f(1, g(2)) escapes to heap", "x.go:1:2: h([]int{3}, 4) escapes to heap") ==
        "expression -> expression");
  CHECK(of("x.go:1:2: x escapes to heap", "x.go:5:2: x escapes to heap") == "other line");
  CHECK(of("x.go:1:2: x escapes to heap", "x.go:1:2: x does not escape").empty());
}

TEST_CASE("constructs") {
  CHECK(construct("x") == "name");
  CHECK(construct("~r0") == "name");
  CHECK(construct("1000") == "constant");
  CHECK(construct("\"a\"") == "constant");
  CHECK(construct("&T{...}") == "&T{}");
  CHECK(construct("[]int{...}") == "T{}");
  CHECK(construct("make(map[string]int)") == "make(map");
  CHECK(construct("a + b") == "expression");
}

TEST_CASE("every class has a text of its own that reads back") {
  size_t count = 0;
#define CLASS(name, text, meaning)                                                          \
  CHECK(class_from_text(class_text(DifferenceClass::k##name)) == DifferenceClass::k##name); \
  ++count;
#include "comparator/difference_classes.def"
#undef CLASS
  CHECK(count > 0);
  CHECK_FALSE(class_from_text("nonsense"));
}

TEST_CASE("comparing is symmetric up to the sides, and reflexive") {
  const std::vector<std::string> pool = {
      "x.go:1:2: moved to heap: x",        "x.go:1:2: x escapes to heap",
      "x.go:1:2: x does not escape",       "x.go:1:2: leaking param: x",
      "x.go:2:2: leaking param: y",        "x.go:2:2: y does not escape",
      "x.go:2:5: append escapes to heap",  "x.go:2:5: append does not escape",
      "x.go:3:5: devirtualizing i.M to T", "x.go:3:6: devirtualizing i.M to T",
  };
  tests::require_property("compare", [&] {
    auto draw = [&] {
      auto picks = *rc::gen::container<std::vector<size_t>>(rc::gen::inRange<size_t>(0, pool.size()));
      std::vector<std::string> lines;
      for (size_t pick : picks) lines.push_back(pool[pick]);
      return answered(lines);
    };
    Verdict a = draw(), b = draw();
    RC_ASSERT(compare(a, a).empty());
    auto count_lines = [](const std::vector<Difference>& differences) {
      std::ptrdiff_t left = 0, right = 0;
      for (const Difference& d : differences) left += d.left.has_value(), right += d.right.has_value();
      return std::pair(left, right);
    };
    auto [left, right] = count_lines(compare(a, b));
    auto [swapped_left, swapped_right] = count_lines(compare(b, a));
    RC_ASSERT(left == swapped_right);
    RC_ASSERT(right == swapped_left);
    // What is left on each side is what the other lacks: the sizes must add up.
    auto size = [](const Verdict& v) { return static_cast<std::ptrdiff_t>(v.report.messages.size()); };
    RC_ASSERT(size(a) - left == size(b) - right);
  });
}
