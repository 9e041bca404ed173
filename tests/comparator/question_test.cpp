// What programs are asked while they shrink, by sides that answer from a table.
#include "comparator/question.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "comparator/minimize.h"
#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;
using tests::answered;

namespace {

class TableSide : public Side {
 public:
  std::string name() const override { return "table"; }
  std::vector<Verdict> ask(std::span<const Source> programs) override {
    std::vector<Verdict> verdicts;
    for (const Source& program : programs) verdicts.push_back(answers[program.text]);
    return verdicts;
  }
  std::map<std::string, Verdict> answers;  // others: answered, without a line
};

Verdict crashed(const std::string& output) { return {Verdict::Status::kFailed, {}, "crashed", output}; }

}  // namespace

TEST_CASE("a difference is the same while its signature is") {
  TableSide left, right;
  left.answers["a"] = answered({"x.go:1:2: make([]int, n) escapes to heap"});
  right.answers["a"] = answered({"x.go:1:2: make([]int, n) does not escape"});
  left.answers["b"] = answered({"x.go:7:1: make([]T, k) escapes to heap", "x.go:1:1: y escapes to heap"});
  right.answers["b"] = answered({"x.go:7:1: make([]T, k) does not escape"});
  left.answers["c"] = answered({"x.go:7:1: new(T) escapes to heap"});
  right.answers["c"] = answered({"x.go:7:1: new(T) does not escape"});
  const Difference difference = compare(left.answers["a"], right.answers["a"]).front();
  auto question = ask_difference(left, right, signature(difference));
  CHECK(question->holds("a").value());
  CHECK(question->holds("b").value());
  CHECK_FALSE(question->holds("c").value());
  CHECK_FALSE(question->holds("d").value());
  CHECK(lines_of(difference) == std::vector<uint32_t>{1, 1});
}

TEST_CASE("a message is looked for by its words alone") {
  TableSide side;
  side.answers["a"] = answered({"x.go:1:2: moved to heap: x"});
  side.answers["b"] = {
      Verdict::Status::kDoesNotCompile, answered({"x.go:1:2: moved to heap: x"}).report, {}, {}};
  auto question = ask_message(side, "^moved to heap").value();
  CHECK(question->holds("a").value());
  CHECK_FALSE(question->holds("b").value());
  CHECK_FALSE(question->holds("c").value());
  CHECK_FALSE(ask_message(side, "("));
}

TEST_CASE("a crash is known by its telling line, whatever the program's names are") {
  const Verdict one = crashed("# p\n./x.go:3:4: internal compiler error: 'f': bad type 17\n\ngoroutine 1\n");
  const Verdict other = crashed("./y.go:9:9: internal compiler error: 'long': bad type 4\n");
  CHECK(crash_line(one) == "internal compiler error: #: bad type #");
  CHECK(crash_line(one) == crash_line(other));
  CHECK(crash_line(crashed("panic: runtime error: index out of range [3]")) !=
        crash_line(crashed("panic: runtime error: nil dereference")));
  CHECK(crash_line(answered({})).empty());
  CHECK(crash_line({Verdict::Status::kFailed, {}, "timed out", ""}) == "timed out");
}
