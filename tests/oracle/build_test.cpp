#include "oracle/build.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "tests/oracle/fake_goroot.h"

using namespace escdiff;
using namespace escdiff::oracle;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

class Folder {
 public:
  Folder() : dir_(*TempDir::create("escdiff-test")) {}
  const fs::path& path() const { return dir_.path(); }
  void add(const std::string& name, const std::string& text) {
    fs::create_directories((path() / name).parent_path());
    auto written = write_file(path() / name, text);
    ESCDIFF_CHECK(written, "{}", written.error().message);
  }
  Answer build(const Toolchain& toolchain, std::vector<std::string> arguments,
               const std::string& flags = "-m -l") {
    auto answer = go_build(toolchain, {.flags = flags, .arguments = std::move(arguments), .folder = path()});
    ESCDIFF_CHECK(answer, "{}", answer.error().message);
    return *answer;
  }

 private:
  TempDir dir_;
};

Toolchain machine_go() { return *resolve("", standard_places()); }

}  // namespace

TEST_CASE("the files of a package") {
  Folder folder;
  folder.add("a.go", "package p\n\nfunc F(x int) *int { return &x }\n");
  folder.add("b.go", "package p\n\nfunc G(p *int) *int { return p }\n");
  Answer a = folder.build(machine_go(), {"a.go", "b.go"});
  CHECK(a.kind == AnswerKind::kAnswered);
  CHECK(a.output ==
        "# command-line-arguments\n./a.go:3:8: moved to heap: x\n./b.go:3:8: leaking param: p to result ~r0 "
        "level=0\n");
  CHECK(to_text(a.report) == a.output);
  SECTION("a second time") { CHECK(folder.build(machine_go(), {"a.go", "b.go"}).output == a.output); }
  SECTION("other flags") {
    CHECK(folder.build(machine_go(), {"a.go"}, "-m").output.find("can inline F") != std::string::npos);
  }
}

TEST_CASE("the packages of a module") {
  Folder folder;
  folder.add("go.mod", "module example.com/m\n\ngo 1.20\n");
  folder.add("a/a.go", "package a\n\nfunc F(p *int) *int { return p }\n");
  folder.add("cmd/c.go",
             "package main\n\nimport \"example.com/m/a\"\n\nvar s *int\n\n"
             "func main() {\n\tx := 1\n\ts = a.F(&x)\n}\n");
  Answer all = folder.build(machine_go(), {"./..."});
  CHECK(all.kind == AnswerKind::kAnswered);
  REQUIRE(all.report.size() == 2);
  Answer one = folder.build(machine_go(), {"./cmd"});
  REQUIRE(one.report.size() == 1);
  CHECK(one.report[0].import_path == "example.com/m/cmd");
  CHECK(to_line(one.report[0].messages.at(0)) == "cmd/c.go:8:2: moved to heap: x");
  fs::remove(folder.path() / "a" / "a.go");
  folder.add("cmd/c.go", "package main\n\nfunc main() { println(new(int)) }\n");
  folder.build(machine_go(), {"./..."});
  folder.build(machine_go(), {"./cmd"});
  folder.build(machine_go(), {"cmd/c.go"});
  for (const auto& entry : fs::directory_iterator(folder.path()))  // no executable was left
    CHECK((entry.path().filename() == "go.mod" || entry.is_directory()));
}

TEST_CASE("a package that says nothing") {
  Folder folder;
  folder.add("a.go", "package p\n\nfunc F() {}\n");
  Answer a = folder.build(machine_go(), {"a.go"});
  CHECK(a.kind == AnswerKind::kAnswered);
  CHECK(a.report.empty());
}

TEST_CASE("what does not compile with the real go") {
  Folder folder;
  folder.add("types.go", "package p\n\nfunc F(x int) *int { return &y }\n");
  folder.add("syntax.go", "package p\n\nfunc F(x int) *int { return & }\n");
  Answer a = folder.build(machine_go(), {"types.go"});
  CHECK(a.kind == AnswerKind::kDoesNotCompile);
  CHECK(a.errors == std::vector<std::string>{"./types.go:3:30: undefined: y"});
  a = folder.build(machine_go(), {"syntax.go"});
  CHECK(a.kind == AnswerKind::kDoesNotCompile);
  CHECK(a.errors.at(0).starts_with("./syntax.go:3:31: syntax error"));
  CHECK(folder.build(machine_go(), {"absent.go"}).kind == AnswerKind::kDoesNotCompile);
  CHECK(folder.build(machine_go(), {"./absent"}).kind == AnswerKind::kDoesNotCompile);
}

TEST_CASE("the user's Go settings do not matter") {
  Folder folder;
  folder.add("a.go", "package p\n\nfunc F(x int) *int { return &x }\n");
  ::setenv("GOFLAGS", "-gcflags=-S", 1);
  ::setenv("GOOS", "windows", 1);
  Answer a = folder.build(machine_go(), {"a.go"});
  ::unsetenv("GOFLAGS");
  ::unsetenv("GOOS");
  CHECK(a.output == "# command-line-arguments\n./a.go:3:8: moved to heap: x\n");
}

TEST_CASE("a go command that misbehaves") {
  Folder folder;
  auto fake = [&](const std::string& script) {
    return *open_goroot(fake_goroot(folder.path() / "goroot", "go1.26.2", "exit 0", script));
  };
  auto limited = [&](const Toolchain& toolchain, Limits limits) {
    return go_build(toolchain,
                    {.flags = "-m", .arguments = {"x.go"}, .folder = folder.path(), .limits = limits})
        ->kind;
  };
  CHECK(folder.build(fake("echo 'panic: boom' >&2; exit 2"), {"x.go"}).kind == AnswerKind::kCrashed);
  CHECK(folder.build(fake("kill -SEGV $$"), {"x.go"}).kind == AnswerKind::kCrashed);
  CHECK(folder.build(fake("echo gibberish >&2"), {"x.go"}).kind == AnswerKind::kUnparsable);
  CHECK(limited(fake("sleep 100"), {.time = 200ms}) == AnswerKind::kTimedOut);
  CHECK(limited(fake("yes >&2"), {.output = 10000}) == AnswerKind::kTooMuchOutput);
  Toolchain broken = fake("exit 0");
  fs::remove(broken.go);
  auto answer = go_build(broken, {.flags = "-m", .arguments = {"x.go"}, .folder = folder.path()});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().kind == ErrorKind::kEnvironment);
  auto full = go_build(fake("echo 'write out: no space left on device' >&2; exit 1"),
                       {.flags = "-m", .arguments = {"x.go"}, .folder = folder.path()});
  REQUIRE_FALSE(full);
  CHECK(full.error().kind == ErrorKind::kEnvironment);
}

TEST_CASE("a compiler that eats memory is stopped") {
  Folder folder;
  folder.add("a.go", "package p\n\nfunc F(x int) *int { return &x }\n");
  auto answer = go_build(machine_go(), {.flags = "-m -l -d=gcstart=16",
                                        .arguments = {"a.go"},
                                        .folder = folder.path(),
                                        .limits = {.memory = 40 << 20}});
  REQUIRE(answer);
  CHECK(answer->kind != AnswerKind::kAnswered);
}
