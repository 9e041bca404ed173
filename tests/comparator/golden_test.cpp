#include "comparator/golden.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "comparator/check.h"
#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;
using tests::answered;

namespace {

constexpr const char* kAnswers = R"({
 "-m -l": {
  "1.9.7": ["+ ./x.go:3:1: a", "+ ./x.go:3:1: a"],
  "1.13.15": ["= rejected", "- ./x.go:3:1: a", "+ ./x.go:3:2: b"],
  "1.26.8": ["= compiles"]
 }
})";

// A folder with one golden case, x.go.
TempDir golden_folder() {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  REQUIRE(write_file(dir->path() / "answers.json", kAnswers));
  REQUIRE(write_file(dir->path() / "x.go", "package p\n"));
  REQUIRE(write_file(dir->path() / "x_test.go", "package p\n"));
  return std::move(*dir);
}

}  // namespace

TEST_CASE("each release changes the answer of the one before") {
  TempDir folder = golden_folder();
  auto answers = GoldenAnswers::read(folder.path() / "answers.json");
  REQUIRE(answers);
  CHECK(answers->flags() == std::vector<std::string>{"-m -l"});
  auto at = [&](const char* release) { return answers->answer("-m -l", release).value(); };
  CHECK(at("1.9").lines == std::vector<std::string>{"./x.go:3:1: a", "./x.go:3:1: a"});
  CHECK(at("1.12.17").lines.size() == 2);
  CHECK(at("1.13").lines == std::vector<std::string>{"./x.go:3:1: a", "./x.go:3:2: b"});
  CHECK_FALSE(at("1.25.9").compiles);
  CHECK(at("1.27.3").compiles);
  CHECK_FALSE(answers->answer("-m -l", "nonsense"));
}

TEST_CASE("damaged answers are refused") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  for (const char* text :
       {"{", "[]", R"({"-m": 1})", R"({"-m": {"two": []}})", R"({"-m": {"1.9.7": ["x"]}})"}) {
    REQUIRE(write_file(dir->path() / "answers.json", text));
    CHECK_FALSE(GoldenAnswers::read(dir->path() / "answers.json"));
  }
  REQUIRE(write_file(dir->path() / "answers.json", R"({"-m": {"1.9.7": ["- ./x.go:1:1: never there"]}})"));
  CHECK_FALSE(GoldenAnswers::read(dir->path() / "answers.json")->answer("-m", "1.9"));
}

TEST_CASE("a golden folder is one case, judged by multiset") {
  TempDir folder = golden_folder();
  auto cases = find_cases({folder.path().string()});
  REQUIRE(cases);
  REQUIRE(cases->size() == 1);
  auto run = [&](const std::vector<std::string>& lines) {
    AnswerCase answer = [&](const CasePackage& package, const std::string& flags) {
      CHECK(package.files.size() == 1);
      CHECK(flags == "-m -l");
      return answered(lines);
    };
    return run_case(cases->front(), answer, {.release = "1.12", .only_flags = {}}).at(0);
  };
  CHECK(run({"./x.go:3:1: a", "./x.go:3:1: a"}).passed);
  CHECK(run({"./x.go:3:1: a"}).problems == std::vector<std::string>{"missing: ./x.go:3:1: a"});
  CHECK(run({"./x.go:3:1: a", "./x.go:3:1: a", "./x.go:9:9: z"}).problems ==
        std::vector<std::string>{"unexpected: ./x.go:9:9: z"});
}

TEST_CASE("a case that stands open fails once it passes") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  std::filesystem::path path = dir->path() / "x.go";
  REQUIRE(write_file(path, "// errorcheck -0 -m -l\n\npackage p // ERROR \"a\"\n"));
  AnswerCase right = [](const CasePackage&, const std::string&) { return answered({"./x.go:3:1: a"}); };
  AnswerCase wrong = [](const CasePackage&, const std::string&) { return answered({}); };
  CHECK(run_case(path, right, {}).at(0).passed);
  CHECK_FALSE(run_case(path, wrong, {}).at(0).passed);
  REQUIRE(write_file(dir->path() / "x.json", R"({"fingerprint": "0", "open": "known"})"));
  CHECK_FALSE(run_case(path, right, {}).at(0).passed);
  CHECK(run_case(path, wrong, {}).at(0).passed);
}

TEST_CASE("paths that are not there are an input error") { CHECK_FALSE(find_cases({"no/such/case"})); }
