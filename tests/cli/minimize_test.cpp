// `escdiff minimize`: questions, bad commands, kills.
#include "tests/cli/command_line.h"

using namespace escdiff;
using tests::check_one_line_error;
using tests::CommandLineTest;

namespace {

constexpr const char* kProgram = R"(package p

import "strings"

type point struct{ x, y int }

func area(p, q *point) int { return (q.x - p.x) * (q.y - p.y) }

func corner(text string) *point {
	p := point{len(text), strings.Count(text, "a")}
	if area(&p, &point{1, 2}) > 4 {
		return nil
	}
	return &p
}
)";

class MinimizeTest : public CommandLineTest {
 public:
  MinimizeTest() : file_(write("x.go", kProgram)) {}
  ~MinimizeTest() { CHECK(read_file(file_).value() == kProgram); }  // whatever happens

 protected:
  std::string file_;
};

}  // namespace

TEST_CASE_METHOD(MinimizeTest, "minimize shrinks while the command agrees, and leaves the input alone") {
  oracle::Finished finished = run({"minimize", file_, "--while", "grep -q '&'"});
  INFO(finished.error);
  CHECK(finished.status == 0);
  CHECK(finished.output.find('&') != std::string::npos);
  CHECK(finished.output.size() < 60);
  CHECK(run({"minimize", file_, "--while", "grep -q '&'", "--jobs", "3"}).output == finished.output);
}

TEST_CASE_METHOD(MinimizeTest, "the result may not be the input, and there is one question") {
  check_one_line_error(run({"minimize", file_, "--while", "true", "--out", file_}), 2, "never changed");
  check_one_line_error(run({"minimize", file_}), 2, "is required");
  check_one_line_error(run({"minimize", file_, "--while", "true", "--crash"}), 2, "is required");
  check_one_line_error(run({"minimize", file_, "--differ", "1.26"}), 2, "OLD,NEW");
  check_one_line_error(run({"minimize", file_, "--message", "("}), 2, "bad pattern");
}

TEST_CASE_METHOD(MinimizeTest,
                 "without time for anything else, the status says whether the input is interesting") {
  for (const auto& [command, status] : {std::pair("grep -q '&'", 0), std::pair("grep -q nothing", 1)}) {
    oracle::Finished finished = run({"minimize", file_, "--while", command, "--time", "0s"});
    CHECK(finished.status == status);
    CHECK(finished.output.empty());
  }
}

TEST_CASE_METHOD(MinimizeTest, "a command that is no use gets a clear error") {
  check_one_line_error(run({"minimize", file_, "--while", "false"}), 1, "is not interesting");
  check_one_line_error(run({"minimize", file_, "--while", "./absent"}), 1, "with 127");
  check_one_line_error(run({"minimize", file_, "--while", "kill -9 $$;"}), 1, "died of signal 9");
  check_one_line_error(run({"minimize", file_, "--while", "yes;"}), 1, "printed more than");
  check_one_line_error(run({"minimize", file_, "--timeout", "1s", "--while", "sleep 100;"}), 1,
                       "did not end within 1 s");
  // Interesting the first time only, and interesting on every second day.
  const std::string once = "if [ -e seen ]; then exit 1; fi; touch seen; true";
  check_one_line_error(run({"minimize", file_, "--while", once}), 1, "flaky");
}

TEST_CASE_METHOD(MinimizeTest, "a question that changes its mind at the end is found out") {
  // Every candidate holds until it was asked twelve times; then nothing does.
  const std::string tiring = "echo >> count; test $(wc -l < count) -lt 12 && grep -q '&'";
  oracle::Finished finished = run({"minimize", file_, "--while", tiring});
  CHECK(finished.status == 1);
  CHECK(finished.error.find("flaky") != std::string::npos);
}

TEST_CASE_METHOD(MinimizeTest, "processes that a command leaves behind are ended, and floods are bounded") {
  const std::string messy =
      "(sleep 300 & echo $! >> pids); grep -q '&' \"$1\" || { yes | head -c 10000000; false; }; grep -q '&'";
  oracle::Finished finished = run({"minimize", file_, "--while", messy});
  INFO(finished.error);
  CHECK(finished.status == 0);
  oracle::Finished left =
      shell("for p in $(cat pids); do grep -s 'State:.*[RSD] ' /proc/$p/status; done; true");
  CHECK(left.output.empty());
}

TEST_CASE_METHOD(MinimizeTest,
                 "after a kill at any moment it takes up its work and ends with the same result") {
  const std::string command = "'sleep 0.01; echo >> asked; grep -q \"&\"'";
  const std::string minimize = "\"$0\" minimize x.go --jobs 1 --while " + command;
  oracle::Finished whole = shell(minimize + " && wc -l < asked");
  REQUIRE(whole.status == 0);
  const std::string result = whole.output.substr(0, whole.output.rfind('\n', whole.output.size() - 2) + 1);
  const int asked = std::stoi(whole.output.substr(result.size()));
  // Twenty kills after up to 0.4 s; then to the end.
  oracle::Finished killed = shell(
      "rm asked; i=0; while [ $i -lt 20 ]; do i=$((i + 1)); timeout -s KILL 0.$((i * 7919 % 30 + 10)) " +
      minimize + " > out 2>/dev/null && break; done; " + minimize + " > out 2>err; cat out; wc -l < asked");
  INFO(killed.error);
  REQUIRE(killed.output.starts_with(result));
  // Each start asks twice whether the input holds, and once more what was cut short; the end asks once.
  CHECK(std::stoi(killed.output.substr(result.size())) <= asked + 20 * 5 + 5);
}

TEST_CASE_METHOD(MinimizeTest, "the best program so far is on the disk") {
  // It is killed as soon as there is something better than the input.
  oracle::Finished finished = shell(
      "\"$0\" minimize x.go --jobs 1 --out best.go --while 'sleep 0.05; grep -q \"&\"' 2>/dev/null & "
      "i=0; while [ $i -lt 600 ] && { [ ! -e best.go ] || cmp -s x.go best.go; }; do sleep 0.05; i=$((i + "
      "1)); done; "
      "kill -9 $!; grep -c '&' best.go");
  CHECK(finished.output != "0\n");
  CHECK(read_file(path("best.go")).value().size() < std::string(kProgram).size());
}

TEST_CASE_METHOD(MinimizeTest, "questions without a command") {
  oracle::Finished moved = run({"minimize", file_, "--message", "^moved to heap", "--gcflags", "-m -l"});
  INFO(moved.error);
  CHECK(moved.status == 0);
  CHECK(moved.output == "package p\n\nfunc f(p any) any {\n\treturn &p\n}\n");
  check_one_line_error(run({"minimize", file_, "--crash"}), 1, "does not crash");
  check_one_line_error(run({"minimize", file_, "--output", "1.26,1.26"}), 1, "does not show");
  check_one_line_error(run({"minimize", file_, "--differ", "1.26,1.26"}), 1, "do not differ");
}

TEST_CASE_METHOD(MinimizeTest, "a disagreement of solver and compiler is pinned to its line") {
  const std::string two = write(
      "two.go",
      "package p\n\nvar sink *int\n\nfunc keep(p *int) { sink = p }\n\nfunc same(p *int, n int) *int {\n\t"
      "if n > 3 {\n\t\tkeep(p)\n\t}\n\tq := p\n\treturn q\n}\n\nfunc id(p, q *int) *int {\n\tkeep(q)\n\t"
      "return p\n}\n");
  const std::vector<std::string> arguments = {"minimize",     two,          "--solver", "--gcflags", "-m -l",
                                              "--wrong-rule", "result-tag", "--at",     "15:9"};
  oracle::Finished finished = run(arguments);
  INFO(finished.error);
  CHECK(finished.status == 0);
  CHECK(finished.output == "package p\n\nfunc f(p any) any {\n\treturn p\n}\n");
  CHECK(finished.error.find("pinned: tag | LeakingParam name | LeakingParamToResult name 0") !=
        std::string::npos);
}

TEST_CASE_METHOD(MinimizeTest, "archives and folders shrink to archives") {
  const std::string archive =
      write("a.txtar",
            "-- go.mod --\nmodule m\n\ngo 1.20\n-- a.go --\npackage m\n\nimport \"m/in\"\n\n"
            "func f() int { return in.G(1) + 2 }\n-- in/in.go --\npackage in\n\n"
            "func G(n int) int { return n }\n\nfunc H() {}\n");
  oracle::Finished finished = run({"minimize", archive, "--while", "grep -q 'in.G('"});
  INFO(finished.error);
  CHECK(finished.status == 0);
  CHECK(finished.output.starts_with(
      "-- go.mod --\nmodule m\n\ngo 1.20\n-- a.go --\npackage m\n\nimport \"m/in\"\n"));
  CHECK(finished.output.find("-- in/in.go --\npackage in\n\nfunc G(int) int {") != std::string::npos);
  CHECK(finished.output.find("H") == std::string::npos);
  CHECK(finished.error.find("not type-checked") == std::string::npos);
  const std::string folder = path("folder").string();
  std::filesystem::create_directories(folder);
  REQUIRE(write_file(folder + "/a.go", "package a\n\nfunc f() { g(3) }\n"));
  REQUIRE(write_file(folder + "/b.go", "package a\n\nfunc g(n int) { print(n) }\n\nfunc h() {}\n"));
  oracle::Finished built = run({"minimize", folder, "--while", "grep -rq 'print('"});
  INFO(built.error);
  CHECK(built.output == "-- b.go --\npackage a\n\nfunc f() {\n\tprint(0)\n}\n");
  check_one_line_error(run({"minimize", folder, "--output", "1.25,1.26"}), 2, "need --while");
  check_one_line_error(run({"minimize", path("cache").string(), "--while", "true"}), 1, "no .go file");
}

TEST_CASE_METHOD(MinimizeTest, "a difference is explained, and made ready for upstream") {
  const std::string tag = write("tag.go", "package p\n\nfunc f(p *int) *int {\n\treturn p\n}\n");
  oracle::Finished issue = run({"minimize", tag, "--solver", "--gcflags", "-m -l", "--wrong-rule",
                                "result-tag", "--upstream", "--explain", "--out", path("small.go").string()});
  INFO(issue.error);
  CHECK(issue.status == 0);
  CHECK(issue.output.starts_with("cmd/compile: escape analysis: leaking param: p to result ~r0 level=0\n"));
  CHECK(issue.output.find("// errorcheck -0 -m -l") != std::string::npos);
  CHECK(read_file(path("small.txt")).value().find("Whom the installed versions agree with: ") !=
        std::string::npos);
  CHECK(read_file(path("small.go")).value().starts_with("package p\n"));
  check_one_line_error(run({"minimize", tag, "--while", "true", "--upstream"}), 2,
                       "need --differ or --solver");
}
