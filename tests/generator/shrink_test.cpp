#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "generator/gen.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::generator;

namespace {

size_t lines(const Program& program) {
  return static_cast<size_t>(std::count(program.text.begin(), program.text.end(), '\n'));
}

// Walks down the tree as long as the text still contains `needle`.
Program minimal(Program program, const std::string& needle, const Policy& policy) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    Shrinks shrinks(program, policy);
    while (std::optional<Program> next = shrinks.next()) {
      if (next->text.find(needle) == std::string::npos) continue;
      program = std::move(*next);
      smaller = true;
      break;
    }
  }
  return program;
}

}  // namespace

TEST_CASE("any choice sequence is a program, and shrinks are simpler ones") {
  Policy policy;
  policy.lang = 27;
  tests::require_property("shrinks", [&] {
    const Program program = *programs(policy);
    Shrinks shrinks(program, policy);
    for (int i = 0; i < 40; ++i) {
      const std::optional<Program> smaller = shrinks.next();
      if (!smaller) break;
      RC_ASSERT(smaller->text.find("package p\n") != std::string::npos);
      RC_ASSERT(smaller->text != program.text);
      RC_ASSERT(smaller->choices.size() <= program.choices.size());
      RC_ASSERT(rebuild(*smaller, smaller->choices, policy).text == smaller->text);
    }
  });
}

TEST_CASE("random choice sequences build programs") {
  const Policy policy;
  tests::require_property("choices", [&](const std::vector<uint16_t>& numbers) {
    const std::vector<uint32_t> choices(numbers.begin(), numbers.end());
    const Program built = rebuild(Program(), choices, policy);
    RC_ASSERT(rebuild(Program(), built.choices, policy).text == built.text);
  });
}

TEST_CASE("the shrink tree is RapidCheck's") {
  const Policy policy;
  const Program program = generate(11, 4, policy);
  const auto root = shrinkable(program, policy);
  CHECK(root.value().text == program.text);
  auto branches = root.shrinks();
  const auto first = branches.next();
  REQUIRE(first);
  CHECK(first->value().text != program.text);
  CHECK(first->shrinks().next());
}

TEST_CASE("shrinking reaches small programs") {
  const Policy policy;
  for (const std::string needle : {"append(", "&", "defer ", "range "}) {
    uint32_t tried = 0;
    for (uint32_t i = 0; tried < 5; ++i) {
      const Program program = generate(9, i, policy);
      if (program.text.find(needle) == std::string::npos || lines(program) < 20) continue;
      ++tried;
      const Program small = minimal(program, needle, policy);
      INFO(small.text);
      CHECK(lines(small) <= 24);
    }
  }
}
