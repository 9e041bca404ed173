#include "comparator/feedback/mutate.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "comparator/feedback/move_to_package.h"
#include "generator/generator.h"

using namespace escdiff;
using namespace escdiff::feedback;

namespace {

const std::string kProgram =
    "package p\n"
    "\n"
    "type node1 struct {\n\tnext *node1\n\tn    int\n}\n"
    "\n"
    "type outer1 struct {\n\tnode1\n}\n"
    "\n"
    "var last1 *node1\n"
    "\n"
    "func link1(a, b *node1, o outer1) *node1 {\n"
    "\ta.next = b\n"
    "\tc := &node1{n: o.node1.n}\n"
    "\tif a != nil {\n\t\tlast1 = c\n\t}\n"
    "\treturn a.next\n"
    "}\n";

bool checks(const std::string& text) {
  const auto program = reduce::Snapshot::create(text, reduce::Checking::kBodiless);
  return program != nullptr && program->typed();
}

}  // namespace

TEST_CASE("package-level names get another number, selectors of embedded types with them") {
  const auto text = renumbered(kProgram, 42);
  REQUIRE(text);
  CHECK(checks(*text));
  CHECK(text->find("node1") == std::string::npos);
  CHECK(text->find("o.node42.n") != std::string::npos);
  CHECK(text->find("func link42(a, b *node42, o outer42) *node42 {") != std::string::npos);
  CHECK(renumbered(*text, 1) == kProgram);
  CHECK_FALSE(renumbered("package", 1));
}

TEST_CASE("each mutation finds a place and makes another program that checks") {
  for (const Mutation& mutation : mutations()) {
    INFO(mutation.name);
    std::set<std::string> made;
    generator::Choices choices(7);
    const auto program = reduce::Snapshot::create(kProgram, reduce::Checking::kTyped);
    REQUIRE(program);
    for (int i = 0; i < 100; ++i) {
      const auto edit = mutation.propose(*program, choices);
      if (!edit) continue;
      const std::string text = edit->apply(kProgram);
      CHECK(text != kProgram);
      if (checks(text)) made.insert(text);
    }
    CHECK(made.size() >= 5);
  }
}

TEST_CASE("mutants of generated programs check, and few candidates are discarded") {
  const generator::Policy policy;
  MutationCounts counts;
  std::map<std::string_view, int> used;
  int made = 0, tried = 0;
  for (uint32_t i = 0; i < 150; ++i) {
    const generator::Program seed = generator::generate(5, i, policy);
    if (seed.text.find("\nimport ") != std::string::npos) continue;
    ++tried;
    generator::Choices choices(i);
    const auto mutant = mutate(seed.text, 9000 + i, choices, counts);
    if (!mutant) continue;
    ++made;
    for (const std::string_view name : mutant->mutations) ++used[name];
    INFO(mutant->text);
    CHECK(checks(mutant->text));
    generator::Choices same(i);
    MutationCounts again;
    CHECK(mutate(seed.text, 9000 + i, same, again)->text == mutant->text);
  }
  CHECK(made * 10 >= tried * 9);
  CHECK(used.size() == mutations().size());
  CHECK(counts.discarded * 2 < counts.tried);
}

TEST_CASE("a part of a program moves to a package that the rest imports") {
  std::set<std::string> made;
  for (uint32_t i = 0; i < 20; ++i) {
    generator::Choices choices(i);
    if (auto moved = move_to_package(
            kProgram + "\nfunc last1b(o outer1) *node1 {\n\treturn link1(o.next, last1, o)\n}\n", choices,
            26))
      made.insert(*moved);
  }
  // Both functions may stay, or the second one.
  REQUIRE(made.size() == 2);
  CHECK(made.begin()->starts_with(
      "-- go.mod --\nmodule m\n\ngo 1.26\n-- q/q.go --\npackage q\n\ntype Node1 struct {\n"));
  CHECK(std::ranges::any_of(made, [](const std::string& text) {
    return text.ends_with(
        "-- p.go --\npackage p\n\nimport lib \"m/q\"\n\n"
        "func Last1b(o lib.Outer1) *lib.Node1 {\n\treturn lib.Link1(o.Next, lib.Last1, o)\n}\n");
  }));
}

TEST_CASE("most generated programs can be parted") {
  const generator::Policy policy;
  int parted = 0, tried = 0;
  for (uint32_t i = 0; i < 200; ++i) {
    const generator::Program seed = generator::generate(5, i, policy);
    if (seed.is_archive || seed.text.find("\nimport ") != std::string::npos) continue;
    if (seed.text.find("\nfunc ") == seed.text.rfind("\nfunc ")) continue;
    ++tried;
    generator::Choices choices(i);
    parted += move_to_package(seed.text, choices, policy.lang).has_value();
  }
  CHECK(tried > 50);
  CHECK(parted > tried / 2);
}
