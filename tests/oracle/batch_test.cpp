#include "oracle/batch.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "base/file.h"
#include "oracle/build.h"
#include "oracle/compile_run.h"
#include "tests/oracle/fake_goroot.h"
#include "tests/oracle/sample_programs.h"

using namespace escdiff;
using namespace escdiff::oracle;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

Toolchain machine_go() { return *resolve("", standard_places()); }

std::vector<std::string> sorted_lines(const Answer& answer) {
  std::vector<std::string> lines;
  for (const auto& package : answer.report)
    for (const auto& message : package.messages)
      lines.push_back(package.import_path + " " + to_line(message));
  std::ranges::sort(lines);
  return lines;
}

std::vector<Answer> one_by_one(const Toolchain& toolchain, const std::vector<Program>& programs,
                               const std::string& flags) {
  auto folder = TempDir::create("escdiff-test");
  std::vector<Answer> answers;
  for (const Program& program : programs) {
    REQUIRE(write_file(folder->path() / program.name, program.text));
    answers.push_back(
        *go_build(toolchain, {.flags = flags, .arguments = {program.name}, .folder = folder->path()}));
  }
  return answers;
}

// A compiler in a shell script: prints a line for each file; `behaviour` may look at "$f" and its text.
class FakeCompiler {
 public:
  explicit FakeCompiler(const std::string& behaviour) : dir_(*TempDir::create("escdiff-test")) {
    std::string script = "for f in \"$@\"; do case $f in ./p*.go)\n" + behaviour +
                         "\necho \"$f:1:2: leaking param: x\";; esac; done";
    toolchain = *open_goroot(fake_goroot(dir_.path() / "goroot", "go1.26.2", script));
  }
  std::vector<AnswerKind> kinds(const std::vector<Program>& programs, BatchOptions options = {}) const {
    auto answers = compile_batch(toolchain, programs, options);
    REQUIRE(answers);
    std::vector<AnswerKind> kinds;
    for (const Answer& answer : *answers) kinds.push_back(answer.kind);
    return kinds;
  }
  Toolchain toolchain;

 private:
  TempDir dir_;
};

// `count` programs, those at `bad` with the word BAD in them.
std::vector<Program> plain_programs(size_t count, std::initializer_list<size_t> bad) {
  std::vector<Program> programs;
  for (size_t i = 0; i < count; ++i)
    programs.push_back({.name = "p" + std::to_string(i) + ".go", .text = "package p\n"});
  for (size_t i : bad) programs[i].text += "// BAD\n";
  return programs;
}

std::vector<AnswerKind> expected(size_t count, AnswerKind kind, std::initializer_list<size_t> bad) {
  std::vector<AnswerKind> kinds(count, AnswerKind::kAnswered);
  for (size_t i : bad) kinds[i] = kind;
  return kinds;
}

}  // namespace

TEST_CASE("a batch says what go build says of each program alone") {
  std::vector<Program> programs = sample_programs(21);
  for (const char* flags : {"-m -l", "-m", "-m=2", "-m=2 -l"}) {
    INFO(flags);
    auto alone = one_by_one(machine_go(), programs, flags);
    for (bool whole : {false, true}) {
      auto batch = compile_batch(machine_go(), programs, {.flags = flags, .jobs = 2, .whole_compile = whole});
      REQUIRE(batch);
      for (size_t i = 0; i < programs.size(); ++i) {
        INFO(programs[i].name);
        CHECK((*batch)[i].kind == AnswerKind::kAnswered);
        CHECK(sorted_lines((*batch)[i]) == sorted_lines(alone[i]));
        CHECK(to_text((*batch)[i].report) == (*batch)[i].output);
      }
    }
  }
}

TEST_CASE("a program that does not compile does not harm the others") {
  std::vector<Program> programs = sample_programs(20);
  programs[7].text += "\nfunc wrong() int { return undefined }\n";
  programs[13].text += "\nfunc {\n";
  programs[19].text = programs[0].text;  // declares the names of another one
  auto batch = compile_batch(machine_go(), programs, {});
  REQUIRE(batch);
  for (size_t i = 0; i < programs.size(); ++i) {
    INFO(i);
    CHECK(((*batch)[i].kind == AnswerKind::kAnswered) == (i != 7 && i != 13));
  }
  CHECK((*batch)[7].errors == one_by_one(machine_go(), {programs[7]}, "-m -l")[0].errors);
  CHECK((*batch)[13].kind == AnswerKind::kDoesNotCompile);
  CHECK((*batch)[13].errors.at(0).find("./p13.go:") == 0);
  CHECK(sorted_lines((*batch)[19]).size() == sorted_lines((*batch)[0]).size());
}

TEST_CASE("the language version of a batch") {
  Program program{.name = "x.go",
                  .text =
                      "package p\n\nfunc f() {\n\tvar p *int\n\tfor i := 0; i < 3; i++ {\n"
                      "\t\tp = &i\n\t}\n\t_ = p\n}\n"};
  auto lines = [&](const std::string& language) {
    return sorted_lines(compile_batch(machine_go(), {&program, 1}, {.language = language})->at(0));
  };
  // From Go 1.22 on every turn of a loop has its own variable.
  CHECK(lines("go1.21").empty());
  CHECK(lines("go1.22") == std::vector<std::string>{"command-line-arguments ./x.go:5:6: moved to heap: i"});
  CHECK(lines("") == lines("go1.22"));
  Program newer{.name = "x.go",
                .text =
                    "package p\n\nfunc f() (s []*int) {\n\tfor i := range 3 {\n\t\ts = nil\n\t\t_ = i\n"
                    "\t}\n\treturn\n}\n"};
  CHECK(compile_batch(machine_go(), {&newer, 1}, {.language = "go1.21"})->at(0).kind ==
        AnswerKind::kDoesNotCompile);
  CHECK(compile_batch(machine_go(), {&newer, 1}, {.language = "go1.22"})->at(0).kind ==
        AnswerKind::kAnswered);
}

TEST_CASE("nothing, and more threads than programs") {
  CHECK(compile_batch(machine_go(), {}, {})->empty());
  auto programs = sample_programs(3);
  CHECK(compile_batch(machine_go(), programs, {.jobs = 16})->size() == 3);
}

TEST_CASE("the one program at which the compiler crashes is found") {
  FakeCompiler fake("if grep -q BAD $f; then echo 'panic: boom' >&2; exit 2; fi");
  CHECK(fake.kinds(plain_programs(37, {11, 30})) == expected(37, AnswerKind::kCrashed, {11, 30}));
  CHECK(fake.kinds(plain_programs(37, {0}), {.jobs = 3}) == expected(37, AnswerKind::kCrashed, {0}));
  auto answers = compile_batch(fake.toolchain, plain_programs(2, {1}), {});
  CHECK(answers->at(1).output == "# command-line-arguments\npanic: boom\n");
}

TEST_CASE("an internal error that names its program") {
  FakeCompiler fake("if grep -q BAD $f; then echo \"$f:1:2: internal compiler error: boom\"; exit 2; fi");
  CHECK(fake.kinds(plain_programs(37, {11, 30})) == expected(37, AnswerKind::kCrashed, {11, 30}));
}

TEST_CASE("the one program at which the compiler hangs is found") {
  FakeCompiler fake("if grep -q BAD $f; then sleep 100; fi");
  BatchOptions options{.limits = {.time = 400ms}};
  CHECK(fake.kinds(plain_programs(4, {2}), options) == expected(4, AnswerKind::kTimedOut, {2}));
}

TEST_CASE("the one program at which the compiler does not stop printing is found") {
  FakeCompiler fake("if grep -q BAD $f; then yes \"$f:1:2: leaking param: x\"; fi");
  BatchOptions options{.limits = {.output = 100'000}};
  CHECK(fake.kinds(plain_programs(8, {5}), options) == expected(8, AnswerKind::kTooMuchOutput, {5}));
}

TEST_CASE("the one program about which the compiler says what nobody can read is found") {
  FakeCompiler fake("if grep -q BAD $f; then echo gibberish; fi");
  CHECK(fake.kinds(plain_programs(8, {5})) == expected(8, AnswerKind::kUnparsable, {5}));
}

TEST_CASE("lines without a file, and names that depend on the others") {
  const auto [together, alone] = GENERATE(
      std::pair("init.7", "init.0"), std::pair("glob..func2", "glob..func1"), std::pair("f[T·3]", "f[T·1]"));
  FakeCompiler fake(
      std::string("if grep -q BAD $f; then echo '<autogenerated>:1: inlining call to x'; fi\n") +
      "if [ $# -gt 12 ]; then echo \"$f:3:4: can inline " + together + "\"; else echo \"$f:3:4: can inline " +
      alone + "\"; fi");
  auto programs = plain_programs(4, {2});
  auto answers = compile_batch(fake.toolchain, programs, {});
  REQUIRE(answers);
  for (size_t i = 0; i < 4; ++i) {
    REQUIRE(answers->at(i).report.size() == 1);
    CHECK(answers->at(i).report[0].messages.size() == (i == 2 ? 3 : 2));
    CHECK(answers->at(i).output.find(alone) != std::string::npos);
  }
}

TEST_CASE("the compiler is stopped once it has said everything, and half a line behind that is not read") {
  FakeCompiler fake(":");
  write_script(fake.toolchain.compile,
               "echo './p0.go:1:2: leaking param: x'; echo './p1.go:1:2: leaking param: y'\n"
               "echo './escdiff_end.go:3:52: index bounds check elided'\n"
               "printf './p0.go:1:2: leak'; sleep 100");
  auto start = std::chrono::steady_clock::now();
  auto answers = compile_batch(fake.toolchain, plain_programs(2, {}), {});
  REQUIRE(answers);
  CHECK(std::chrono::steady_clock::now() - start < 20s);
  CHECK(answers->at(0).output == "# command-line-arguments\n./p0.go:1:2: leaking param: x\n");
  CHECK(answers->at(1).output == "# command-line-arguments\n./p1.go:1:2: leaking param: y\n");
}

TEST_CASE("no compiler, no flags that make sense, a requested stop") {
  FakeCompiler fake(":");
  std::stop_source source;
  source.request_stop();
  auto cancelled = compile_batch(fake.toolchain, plain_programs(3, {}), {}, source.get_token());
  REQUIRE(cancelled);
  CHECK(cancelled->at(2).kind == AnswerKind::kCancelled);
  CHECK(compile_batch(fake.toolchain, {}, {.flags = "'-m"}).error().kind == ErrorKind::kUsage);
  fs::remove(fake.toolchain.compile);
  auto failed = compile_batch(fake.toolchain, plain_programs(3, {}), {});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::kEnvironment);
}

TEST_CASE("which programs need the whole compilation") {
  Toolchain go{.version = *parse_version("1.26.8"), .goroot = {}, .go = {}, .compile = {}, .identity = {}};
  std::vector<std::string> no_inlining{"-m", "-l"}, inlining{"-m"}, more{"-m", "-l", "-S"};
  auto early = [&](const std::vector<std::string>& flags, const std::string& text) {
    return prints_early(go, flags, {.name = "x.go", .text = "package p\n" + text});
  };
  const std::string method = "func (t T) m() {}\n";
  CHECK(early(no_inlining, method));
  CHECK_FALSE(early(inlining, method));
  CHECK(early(inlining, "func f(a [4]int) int { return a[i] + a[i+1] }\n"));
  CHECK_FALSE(early(more, "func f() {}\n"));
  for (const char* generic :
       {"func f[T any](x T) {}", "type t[K comparable, V any] struct{}", "type t[T ~int] []T",
        "func f[S []E, E any](s S) {}", "type (\n\tt[\n\t\tT any,\n\t] struct{}\n)"})
    CHECK_FALSE(early(no_inlining, generic));
  for (const char* plain :
       {"type t [4]int", "var m map[string]*int", "var s = x[i : j+1]", "var a = [n]int{1, 2}"})
    CHECK(early(no_inlining, plain));
  go.version = *parse_version("1.19.13");
  CHECK_FALSE(early(no_inlining, "func f() {}\n"));
  go.version = *parse_version("1.99");
  CHECK_FALSE(early(no_inlining, "func f() {}\n"));
}

// Takes minutes; run it with the argument [.versions].
TEST_CASE("batches and go build agree with every installed version", "[.versions]") {
  std::vector<Program> programs = sample_programs(28);
  for (const Toolchain& toolchain : installed_toolchains(standard_places())) {
    for (const char* flags : {"-m -l", "-m", "-m=2", "-m=2 -l"}) {
      INFO(toolchain.identity << " " << flags);
      auto alone = one_by_one(toolchain, programs, flags);
      auto batch = compile_batch(toolchain, programs, {.flags = flags, .jobs = 2});
      REQUIRE(batch);
      for (size_t i = 0; i < programs.size(); ++i) {
        INFO(programs[i].name);
        CHECK(answer_kind_name((*batch)[i].kind) == answer_kind_name(alone[i].kind));
        CHECK(sorted_lines((*batch)[i]) == sorted_lines(alone[i]));
      }
    }
  }
}
