#include "oracle/answer.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff;
using namespace escdiff::oracle;

namespace {

Answer judged(int status, std::string output, Ending ending = Ending::kExited) {
  return judge(ending, status, std::move(output), diagnostic::wording_of_go(26));
}

}  // namespace

TEST_CASE("answers") {
  Answer a = judged(0, "# p\n./x.go:1:2: leaking param: x\n");
  CHECK(a.kind == AnswerKind::kAnswered);
  CHECK(a.report.at(0).messages.at(0).subject == "x");
  CHECK(judged(0, "").kind == AnswerKind::kAnswered);
}

TEST_CASE("the go command's remarks are no part of a report") {
  Answer a = judged(
      0,
      "go: downloading example.com/m v1.0.0\n# p\n./x.go:1:2: leaking param: x\n"
      "note: module requires Go 1.13# q\n./y.go:1:2: leaking param: y\nnote: module requires Go 1.13\n");
  CHECK(a.kind == AnswerKind::kAnswered);
  REQUIRE(a.report.size() == 2);
  CHECK(a.report[1].import_path == "q");
  CHECK(judged(0, "warning: \"./...\" matched no packages\n").kind == AnswerKind::kAnswered);
}

TEST_CASE("what cannot be read is no answer") {
  Answer a = judged(0, "# p\n./x.go:1:2: leaking param: x\ngibberish\n");
  CHECK(a.kind == AnswerKind::kUnparsable);
  CHECK(a.errors == std::vector<std::string>{"gibberish"});
}

TEST_CASE("what does not compile") {
  Answer a = judged(1, "# p\n./x.go:1:2: can inline f\n./x.go:3:4: undefined: y\n\tsee elsewhere\n");
  CHECK(a.kind == AnswerKind::kDoesNotCompile);
  CHECK(a.errors == std::vector<std::string>{"./x.go:3:4: undefined: y", "\tsee elsewhere"});
  CHECK(a.report.empty());
  CHECK(judged(1, "go: no such directory ./nope\n").errors.size() == 1);
}

TEST_CASE("crashes") {
  CHECK(judged(2, "./x.go:1:2: internal compiler error: boom\n").kind == AnswerKind::kCrashed);
  CHECK(judged(2, "panic: runtime error\n\ngoroutine 1 [running]:\n").kind == AnswerKind::kCrashed);
  CHECK(judged(1, "./x.go:1:2: cannot use \"panic: x\" as int value\n").kind == AnswerKind::kDoesNotCompile);
  CHECK(judged(1, "").kind == AnswerKind::kCrashed);
  CHECK(judged(1, "./x.go:1:2: can inline f\n").kind == AnswerKind::kCrashed);
  CHECK(judged(11, "", Ending::kSignalled).kind == AnswerKind::kCrashed);
  CHECK(judged(1, "go build p: /go/pkg/tool/compile: signal: killed\n").kind == AnswerKind::kCrashed);
}

TEST_CASE("limits") {
  CHECK(judged(9, "", Ending::kTimedOut).kind == AnswerKind::kTimedOut);
  CHECK(judged(9, "x", Ending::kTooMuchOutput).kind == AnswerKind::kTooMuchOutput);
  CHECK(judged(9, "", Ending::kCancelled).kind == AnswerKind::kCancelled);
  CHECK(judged(2, "fatal error: runtime: out of memory\n").kind == AnswerKind::kTooMuchMemory);
  CHECK(judged(2, "fatal error: runtime: cannot allocate memory\n").kind == AnswerKind::kTooMuchMemory);
}

TEST_CASE("names of answers") {
  CHECK(answer_kind_name(AnswerKind::kAnswered) == "answered");
  CHECK(answer_kind_name(AnswerKind::kTooMuchMemory) == "too-much-memory");
  CHECK(answer_kind_name(AnswerKind::kCancelled) == "cancelled");
}

TEST_CASE("flags are split as the go command splits them") {
  using Words = std::vector<std::string>;
  CHECK(split_flags("").value() == Words{});
  CHECK(split_flags(" -m  -l ").value() == Words{"-m", "-l"});
  CHECK(split_flags("'-d=a b' \"-x='\" -m=2").value() == Words{"-d=a b", "-x='", "-m=2"});
  CHECK(split_flags("-d=ssa/prove/off").value() == Words{"-d=ssa/prove/off"});
  auto open = split_flags("-m '-l");
  REQUIRE_FALSE(open);
  CHECK(open.error().kind == ErrorKind::kUsage);
}
