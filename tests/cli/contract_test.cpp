// The command line as README.md promises it: exit statuses, where output goes, clear errors.
#include "tests/cli/command_line.h"

#include <fstream>

using namespace escdiff;
using tests::check_one_line_error;
using tests::CommandLineTest;

namespace {

constexpr const char* kAgree =
    "package p\n\ntype point struct{ x, y int }\n\nfunc f() *point {\n\tp := point{1, 2}\n\treturn &p\n}\n";

}  // namespace

TEST_CASE_METHOD(CommandLineTest, "wrong usage exits with 2") {
  check_one_line_error(run({}), 2, "subcommand");
  check_one_line_error(run({"nonsense"}), 2, "nonsense");
  check_one_line_error(run({"analyze"}), 2, "arguments");
  check_one_line_error(run({"fuzz", "--count", "many"}), 2, "--count");
  check_one_line_error(run({"fuzz", "--time", "soon"}), 2, "bad time");
  check_one_line_error(run({"fuzz", "--gcflags", "-m -l", "--wrong-rule", "nonsense"}), 2, "no such rule");
  check_one_line_error(run({"analyze", "--gcflags", "-N", write("x.go", kAgree)}), 2, "-N");
}

TEST_CASE_METHOD(CommandLineTest, "every command has help with an example") {
  for (const char* command : {"analyze", "oracle", "compare", "generate", "coverage", "fuzz", "minimize",
                              "check", "track", "toolchain"}) {
    oracle::Finished finished = run({command, "--help"});
    CHECK(finished.status == 0);
    CHECK(finished.output.find("example") != std::string::npos);
  }
}

TEST_CASE_METHOD(CommandLineTest, "a broken environment exits with 3") {
  std::string file = write("x.go", kAgree);
  check_one_line_error(run({"analyze", "--gcflags", "-m -l", path("absent.go").string()}), 3, "absent.go");
  check_one_line_error(run({"oracle", "--go", "1.8.7", file}), 3, "1.8.7");
  check_one_line_error(run({"oracle", "--go", path("").string(), file}), 3, path("").string());
  check_one_line_error(run({"compare", "--gcflags", "-m -l", "--profile", "1.12", file}), 3, "1.12");
  check_one_line_error(run({"toolchain", "where", "1.8.7"}), 3, "1.8.7");
}

TEST_CASE_METHOD(CommandLineTest, "input that does not compile exits with 1 and prints the errors") {
  std::string syntax = write("syntax.go", "package p\n\nfunc f( {\n");
  std::string unused = write("unused.go", "package p\n\nfunc f() {\n\tx := 1\n}\n");
  for (const char* command : {"analyze", "oracle"}) {
    check_one_line_error(run({command, "--gcflags", "-m -l", syntax}), 1, "./syntax.go:3:9: syntax error: ");
    check_one_line_error(run({command, "--gcflags", "-m -l", unused}), 1,
                         "./unused.go:4:2: declared and not used: x");
  }
  CHECK(run({"compare", "--gcflags", "-m -l", unused}).status == 1);
}

TEST_CASE_METHOD(CommandLineTest, "analyze and oracle print the same, and compare agrees") {
  std::string file = write("x.go", kAgree);
  oracle::Finished analyze = run({"analyze", "--gcflags", "-m -l", file});
  CHECK(analyze.status == 0);
  CHECK(analyze.output == "# command-line-arguments\n./x.go:6:2: moved to heap: p\n");
  CHECK(run({"oracle", "--gcflags", "-m -l", file}).output == analyze.output);
  CHECK(run({"compare", "--gcflags", "-m -l", file}).status == 0);
  CHECK(run({"analyze", "--gcflags", "-m -l", "--format", "json", file}).output.find("\"MovedToHeap\"") !=
        std::string::npos);
  CHECK(run({"analyze", "--gcflags", "-m -l", "--format", "sarif", file}).output.find("\"2.1.0\"") !=
        std::string::npos);
}

TEST_CASE_METHOD(CommandLineTest, "explanations come as text and as data, and compare agrees") {
  std::string file = write("x.go", kAgree);
  oracle::Finished analyze = run({"analyze", "--gcflags", "-m=2 -l", file});
  CHECK(analyze.status == 0);
  CHECK(analyze.output.find("./x.go:6:2: p escapes to heap in ") != std::string::npos);
  CHECK(analyze.output.find("./x.go:6:2:     from &p (address-of) at ./x.go:") != std::string::npos);
  CHECK(run({"compare", "--gcflags", "-m=2 -l", file}).status == 0);
  std::string json = run({"analyze", "--gcflags", "-m=2 -l", "--format", "json", file}).output;
  CHECK(json.find("\"reason\": \"address-of\"") != std::string::npos);
  check_one_line_error(run({"analyze", "--gcflags", "-m=3 -l", file}), 2, "-m=3");
}

TEST_CASE_METHOD(CommandLineTest, "with inlining: answers") {
  CHECK(run({"compare", "--gcflags", "-m", write("x.go", kAgree)}).status == 0);
  const std::string generic =
      write("g.go", "package p\n\nfunc f[T any](x T) T { return x }\n\nvar v = f(1)\n");
  CHECK(run({"compare", "--gcflags", "-m", generic}).status == 0);
  const std::string initialized =
      write("v.go", "package p\n\nfunc f() *int { return new(int) }\n\nvar v = f()\n");
  CHECK(run({"compare", "--gcflags", "-m", initialized}).status == 0);
  CHECK(run({"compare", "--gcflags", "-m=2", initialized}).status == 0);
}

TEST_CASE_METHOD(CommandLineTest, "where the values of a line go") {
  const std::string file = write("w.go", R"(package p

func f(a *int, t **int) *int {
	x := 1
	p := &x
	sink = *t
	return p
}

var sink any
)");
  const auto ask = [&](const std::string& line, const std::string& flags) {
    return run({"analyze", "--why-escapes", line, "--gcflags", flags, file}).output;
  };
  for (const std::string flags : {"-m", "-m=2 -l"}) {
    CHECK(ask("w.go:4", flags) ==
          "./w.go:4:2: x in f is on the heap, because its address goes\n"
          "  to p, by p := &x (assign) at ./w.go:5:4\n"
          "  to ~r0, by return p (return) at ./w.go:7:2\n");
    CHECK(ask("w.go:3", flags) ==
          "./w.go:3:8: a does not escape\n"
          "./w.go:3:16: what t points to leaves f, because it goes\n"
          "  to the heap, by sink = *t (assign) at ./w.go:6:7\n");
  }
  CHECK(run({"analyze", "--why-escapes", file + ":4", "--format", "json", file})
            .output.find("\"kind\": \"EscapePath\"") != std::string::npos);
  check_one_line_error(run({"analyze", "--why-escapes", "w.go:1", file}), 1, "no value is made here");
  check_one_line_error(run({"analyze", "--why-escapes", "other.go:4", file}), 1, "no value is made here");
  for (const std::string wrong : {"w.go", "w.go:", "w.go:0", ":4", "w.go:4x"})
    check_one_line_error(run({"analyze", "--why-escapes", wrong, file}), 2, "is not FILE:LINE");
}

TEST_CASE_METHOD(CommandLineTest, "why a function is not inlined") {
  const std::string file = write("w.go", "package p\n\nfunc f() { defer g() }\n\nfunc g() {}\n");
  CHECK(run({"analyze", "--why-not-inlined", "f", file})
            .output.find("w.go:3:6: cannot inline f: unhandled op DEFER\n") != std::string::npos);
  CHECK(
      run({"analyze", "--why-not-inlined", "g", file}).output.find("w.go:5:6: can inline g with cost 0\n") !=
      std::string::npos);
  check_one_line_error(run({"analyze", "--why-not-inlined", "h", file}), 1, "no function is called h");
  check_one_line_error(run({"analyze", "--gcflags", "-m -l", "--why-not-inlined", "f", file}), 2,
                       "--why-not-inlined");
}

TEST_CASE_METHOD(CommandLineTest, "generate gives the same programs again") {
  oracle::Finished first = run({"generate", "--seed", "5", "--count", "3"});
  CHECK(first.status == 0);
  CHECK(first.output.find("package p") != std::string::npos);
  CHECK(run({"generate", "--seed", "5", "--count", "3"}).output == first.output);
  CHECK(run({"generate", "--seed", "6", "--count", "3"}).output != first.output);
  CHECK(run({"generate", "--seed", "5", "--count", "3", "--out", path("out").string()}).status == 0);
  CHECK(std::filesystem::exists(path("out") / "p2.go"));
}

TEST_CASE_METHOD(CommandLineTest, "a write that fails is one clear line, and what was there stays") {
  std::string file = write("x.go", kAgree);
  std::string kept = write("kept.go", "package kept\n");
  // No file may grow: the nearest thing to a full disk that needs no rights.
  check_one_line_error(shell("ulimit -f 0; \"$0\" generate --count 3 --out out"), 3, "cannot write out");
  check_one_line_error(
      shell("ulimit -f 0; \"$0\" minimize --while 'ulimit -f unlimited; true' --out kept.go x.go"), 3,
      "cannot write");
  CHECK(read_file(kept).value() == "package kept\n");
}

TEST_CASE_METHOD(CommandLineTest, "check counts and names what fails") {
  write("good.go",
        std::string("// errorcheck -0 -m -l\n\n") +
            "package p\n\nfunc f() *int {\n\tx := 1 // ERROR \"moved to heap: x$\"\n\treturn &x\n}\n");
  oracle::Finished good = run({"check", path("good.go").string()});
  CHECK(good.status == 0);
  CHECK(good.output.ends_with("1 passed, 0 failed\n"));
  CHECK(run({"check", "--against", "oracle", path("good.go").string()})
            .output.ends_with("1 passed, 0 failed\n"));
  write("bad.go", "// errorcheck -0 -m -l\n\npackage p // ERROR \"never\"\n");
  oracle::Finished bad = run({"check", path("").string()});
  CHECK(bad.status == 1);
  CHECK(bad.output.ends_with("1 passed, 1 failed\n"));
  CHECK(run({"check", path("absent").string()}).status == 1);
}

TEST_CASE_METHOD(CommandLineTest, "fuzzing takes programs of two packages") {
  const std::string policy = write("policy.json", "{\"weights\": {\"packages\": 1000}}");
  const oracle::Finished finished = run({"fuzz", "--quiet", "--gcflags", "-m -l", "--seed", "5", "--count",
                                         "60", "--policy", policy, "--out", path("found").string()});
  INFO(finished.output << finished.error);
  CHECK(finished.status == 0);
  const oracle::Finished made = run({"generate", "--seed", "5", "--count", "60", "--policy", policy});
  CHECK(made.output.find("-- q/q.go --") != std::string::npos);
}

TEST_CASE_METHOD(CommandLineTest, "archives are minimized by what the compiler says") {
  const std::string file =
      write("x.txtar",
            "-- go.mod --\nmodule m\n\ngo 1.26\n-- q/q.go --\npackage q\n\nvar Sink any\nvar Other int\n\n"
            "func Keep(p *int) {\n\tSink = p\n}\n-- p.go --\npackage p\n\nimport \"m/q\"\n\n"
            "func f(p *int) {\n\tq.Other++\n\tq.Keep(p)\n}\n");
  const oracle::Finished finished =
      run({"minimize", file, "--message", "leaking param: p$", "--gcflags", "-m -l"});
  INFO(finished.output << finished.error);
  CHECK(finished.status == 0);
  CHECK(finished.output.find("Other") == std::string::npos);
  CHECK(finished.output.size() < 150);
}

TEST_CASE_METHOD(CommandLineTest,
                 "files whose functions lack bodies are compared as a package with assembly") {
  const std::string file =
      write("x.go", "package p\n\nfunc outside(p *int)\n\nfunc f() {\n\tx := 1\n\toutside(&x)\n}\n");
  const oracle::Finished finished = run({"compare", "--gcflags", "-m -l", file});
  INFO(finished.output << finished.error);
  CHECK(finished.status == 0);
  CHECK(finished.output.empty());
}
