#include "comparator/archive_program.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "base/file.h"
#include "comparator/check.h"
#include "comparator/compiler_side.h"
#include "comparator/finding.h"
#include "comparator/minimize.h"
#include "generator/generator.h"
#include "generator/two_packages.h"
#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

const std::string kLibrary = "package q\n\nvar Sink any\n\nfunc Keep(p *int) {\n\tSink = p\n}\n";
const std::string kImporting = "package p\n\nimport \"m/q\"\n\nfunc f(p *int) {\n\tq.Keep(p)\n}\n";

std::string program() { return generator::two_packages(kLibrary, kImporting, 26); }

std::vector<std::string> sorted_lines(const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const diagnostic::Message& message : verdict.report.messages)
    lines.push_back(diagnostic::to_line(message));
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

TEST_CASE("programs of two packages are taken apart") {
  const auto two = two_packages_of(program());
  REQUIRE(two);
  CHECK(two->library == kLibrary);
  CHECK(two->importing == kImporting);
  CHECK_FALSE(two_packages_of(kLibrary));
  CHECK_FALSE(two_packages_of("-- p.go --\n" + kImporting));
  CHECK_FALSE(two_packages_of(program() + "-- r.go --\npackage p\n"));
  CHECK(file_text(program(), "./p.go") == kImporting);
  CHECK(file_text(program(), "q/q.go") == kLibrary);
  CHECK(file_text(kLibrary, "./x.go") == kLibrary);
}

TEST_CASE("a recorded archive has its lines, and those of explanations stay together") {
  const ArchiveCase recorded{.header = "// errorcheck -0 -m",
                             .program = program(),
                             .lines = std::vector<std::string>{"./p.go:5:8: leaking param: p",
                                                               "q/q.go:3:5: x escapes:\n   flow: y"}};
  const std::string text = to_text(recorded);
  CHECK(text.starts_with("// errorcheck -0 -m\n\n-- go.mod --\n"));
  const ArchiveCase again = parse_archive_case(text);
  CHECK(again.program == recorded.program);
  CHECK(again.lines == recorded.lines);
  CHECK_FALSE(parse_archive_case("// compile -m\n\n" + program()).lines);
}

TEST_CASE("programs of two packages that share runs are answered as each alone by go build") {
  const std::string flags = GENERATE(as<std::string>(), "-m -l", "-m");
  const auto toolchain = oracle::resolve("1.26", oracle::standard_places());
  REQUIRE(toolchain);
  generator::Policy policy;
  policy.weights[static_cast<size_t>(generator::Feature::kPackages)] = 1000;
  std::vector<Source> programs{{"first.go", program()}};
  for (uint32_t i = 0; programs.size() < 12; ++i) {
    const generator::Program made = generator::generate(3, i, policy);
    if (made.is_archive) programs.push_back({"p" + std::to_string(i) + ".go", made.text});
  }
  CompilerSide together(*toolchain, {.flags = flags, .jobs = 2}, {});
  const std::vector<Verdict> verdicts = together.ask(programs);
  size_t lines = 0;
  for (size_t i = 0; i < programs.size(); ++i) {
    INFO(programs[i].text);
    const Verdict alone = build_archive(*toolchain, programs[i].text, flags, {});
    CHECK(verdicts[i].status == Verdict::Status::kAnswered);
    CHECK(sorted_lines(verdicts[i]) == sorted_lines(alone));
    lines += verdicts[i].report.messages.size();
  }
  CHECK(lines > programs.size());
}

TEST_CASE("what does not compile in one of two packages is told of its program alone") {
  const auto toolchain = oracle::resolve("1.26", oracle::standard_places());
  REQUIRE(toolchain);
  const std::string wrong = generator::two_packages("package q\n\nvar A int = \"\"\n", kImporting, 26);
  CompilerSide side(*toolchain, {.flags = "-m -l"}, {});
  const std::vector<Source> programs{{"a.go", program()}, {"b.go", wrong}};
  const std::vector<Verdict> verdicts = side.ask(programs);
  CHECK(verdicts[0].status == Verdict::Status::kAnswered);
  REQUIRE(verdicts[1].status == Verdict::Status::kDoesNotCompile);
  CHECK(verdicts[1].report.messages.front().position.file == "q/q.go");
}

TEST_CASE("a disagreement about two packages becomes one about a file where it shows there") {
  tests::LineSide left("./p.go:5:8: leaking param: p", "(p *int)"),
      right("./p.go:5:8: p does not escape", "(p *int)");
  const Difference difference =
      compare(left.ask_one({"x.go", program()}), right.ask_one({"x.go", program()})).front();
  const auto minimized = minimize_difference(left, right, program(), signature(difference), {}, {});
  REQUIRE(minimized);
  CHECK_FALSE(is_archive(minimized->program));
  CHECK(minimized->program == "package p\n\nfunc f(p *int) {}\n");
}

TEST_CASE("a finding of several packages is a case that can be checked") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  auto store = FindingStore::open(dir->path());
  REQUIRE(store);
  Finding finding;
  finding.left = tests::answered({"./p.go:5:8: p does not escape"});
  finding.right = tests::answered({"./p.go:5:8: leaking param: p"});
  finding.difference = compare(finding.left, finding.right).front();
  finding.program = program();
  finding.gcflags = "-m -l";
  const auto path = store->record(finding);
  REQUIRE(path);
  CHECK(path->extension() == ".txtar");
  CHECK(FindingStore::open(dir->path()).value().cases(fingerprint(finding)) == std::vector{*path});
  CHECK(find_cases({dir->path().string()}).value() == std::vector{*path});
  const auto passes = [&](const Verdict& verdict) {
    const AnswerCase answer = [&](const CasePackage& package, const std::string& flags) {
      CHECK(package.files.front().text == program());
      CHECK(flags == "-m -l");
      return verdict;
    };
    return run_case(*path, answer, {}).front().passed;
  };
  CHECK(passes(finding.right));
  CHECK_FALSE(passes(finding.left));
}
