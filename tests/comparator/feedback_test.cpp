// Programs that teach what the next ones are, and the rules that they reach.
#include "comparator/feedback.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "comparator/fuzz.h"
#include "comparator/solver_side.h"

using namespace escdiff;
using namespace escdiff::comparator;
using feedback::Feedback;

namespace {

solver::Options solver_options(bool inlining) {
  return {.profile = profile::find_profile("1.26"), .inlining = inlining};
}

std::vector<std::string> reached_by(const std::string& text, bool inlining = false) {
  SolverSide side(solver_options(inlining), 1, {}, true);
  return side.ask_one({"x.go", text}).reached;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// What a run of the solver against itself made and counted.
struct Run {
  std::vector<std::string> texts;
  FuzzProgress progress;
  feedback::FeedbackCounts counts;
  size_t rules = 0;
};

Run run(const std::filesystem::path& seeds, unsigned jobs) {
  // Keeps what it is asked.
  struct Listener : SolverSide {
    using SolverSide::SolverSide;
    std::vector<Verdict> ask(std::span<const Source> programs) override {
      for (const Source& program : programs) texts.push_back(program.text);
      return SolverSide::ask(programs);
    }
    std::vector<std::string> texts;
  };
  auto folder = TempDir::create("escdiff-test");
  auto store = FindingStore::open(folder->path());
  Listener left(solver_options(false), jobs, {}, true);
  SolverSide right(solver_options(false), jobs);
  FuzzOptions options;
  options.count = 600;
  options.chunk = 100;
  options.policy.switch_off(generator::Feature::kStandardLibrary);
  auto made = Feedback::create({.seed = 3, .policy = options.policy, .seeds = seeds});
  REQUIRE(made);
  options.feedback = &*made;
  auto summary = fuzz(left, right, *store, options, {}, {});
  REQUIRE(summary);
  return {std::move(left.texts), summary->progress, made->counts(), made->rules().rules().size()};
}

}  // namespace

TEST_CASE("the solver names the rules that a program reaches, when it is asked to") {
  const std::string text =
      "package p\n\ntype t struct{ n int }\n\nfunc (x *t) self() *t { return x }\n\n"
      "func f() {\n\ty := t{}\n\t_ = y.self\n}\n";
  const auto names = reached_by(text);
  CHECK(has(names, "argument: MethodValue, analyzed, result 0"));
  CHECK(has(names, "variable: variable, heap"));
  CHECK(has(names, "parameter: analyzed, result 0"));
  CHECK(has(names, "group: 1"));
  CHECK(has(names, "statement: Return"));
  CHECK(std::ranges::is_sorted(names));
  CHECK_FALSE(has(names, "inline: note, can inline"));
  CHECK(has(reached_by(text, true), "inline: note, can inline"));
  CHECK(SolverSide(solver_options(false), 1).ask_one({"x.go", text}).reached.empty());
  CHECK(reached_by("package p\n\nfunc f() { x }\n").empty());
}

TEST_CASE("with feedback a run depends on its seed alone, and every program checks") {
  auto seeds = TempDir::create("escdiff-test");
  const Run first = run({}, 1), second = run(seeds->path() / "kept", 2);
  CHECK(first.texts == second.texts);
  CHECK(first.rules == second.rules);
  CHECK(first.progress.programs == 600);
  CHECK(first.progress.agree + first.progress.refused == 600);
  CHECK(first.counts.mutants > 100);
  CHECK(first.counts.generated + first.counts.mutants >= 600);
  CHECK(first.counts.mutations.discarded < first.counts.mutations.tried);
  // What was kept is tried again before anything is generated.
  const Run third = run(seeds->path() / "kept", 2);
  CHECK(third.counts.stored > 50);
  CHECK(third.rules >= first.rules);
}

TEST_CASE("a folder of seeds that cannot be read or written is an error") {
  auto folder = TempDir::create("escdiff-test");
  const auto file = folder->path() / "file";
  REQUIRE(write_file(file, "x"));
  auto made = Feedback::create({.seeds = file});
  if (made) {
    const feedback::MadeProgram program{"package p\n", false, {}};
    const std::vector<std::string> names{"new"};
    CHECK_FALSE(made->tell(program, names));
  }
}
