// The machine finds what is there: a solver with one wrong rule is caught, and the case that comes out is
// small.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

#include "base/file.h"
#include "comparator/compiler_side.h"
#include "comparator/fuzz.h"
#include "comparator/solver_side.h"
#include "oracle/toolchain.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

constexpr std::string_view kRuleFlags[] = {
#define RULE(name, flag, meaning) flag,
#include "solver/escape/rules.def"
#undef RULE
};
constexpr uint64_t kPrograms = 2000;
constexpr std::ptrdiff_t kLines = 12;

}  // namespace

TEST_CASE("each wrong rule of the solver is found and minimized") {
  std::string_view flag = GENERATE(from_range(kRuleFlags));
  INFO("rule " << flag << "; rerun: escdiff fuzz --gcflags '-m -l' --seed 1 --max-findings 1 --wrong-rule "
               << flag);
  auto folder = TempDir::create("escdiff-test");
  REQUIRE(folder);
  auto toolchain = oracle::resolve("1.26", oracle::standard_places());
  REQUIRE(toolchain);
  CompilerSide compiler(*toolchain, {.jobs = 2}, {});
  SolverSide solver({.profile = profile::find_profile("1.26"),
                     .inlining = false,
                     .wrong_rule = escape::rule_from_name(flag).value()},
                    2);
  auto store = FindingStore::open(folder->path());
  REQUIRE(store);
  FuzzOptions options;
  options.count = kPrograms;
  options.max_findings = 1;
  // Type parameters that a constraint ties to others stay.
  for (generator::Feature generic : {generator::Feature::kGenericFunc, generator::Feature::kGenericType})
    options.policy.weights[static_cast<size_t>(generic)] = 0;
  auto summary = fuzz(solver, compiler, *store, options, {}, {});
  REQUIRE(summary);
  REQUIRE(summary->cases.size() == 1);
  std::string text = read_file(summary->cases.front()).value();
  INFO(text);
  CHECK(std::ranges::count(text, '\n') <= kLines);
}
