#include "generator/exhaustive.h"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <string>

using namespace escdiff::generator;

namespace {

Policy exhaustive(int lang) {
  Policy policy;
  policy.lang = lang;
  policy.exhaustive = true;
  return policy;
}

// The text without the number that makes names unique.
std::string anonymous(const Program& program) {
  std::string text = program.text;
  const std::string number = std::to_string(program.index);
  for (size_t at = text.find(number); at != std::string::npos; at = text.find(number, at + 1))
    text.replace(at, number.size(), "#");
  return text;
}

}  // namespace

TEST_CASE("exhaustive programs say different things, each statement occurs as often as any other") {
  const Policy policy = exhaustive(18);
  const uint32_t count = exhaustive_count(policy);
  // A seed and the probabilities do not matter.
  CHECK(generate(1, 77, policy).text == generate(2, 77, policy).text);
  std::set<std::string> texts;
  std::map<std::string_view, int> kinds;
  const uint32_t singles = [&] {
    uint32_t index = 0;
    while (exhaustive_program(index, policy).features.size() == 1) ++index;
    return index;
  }();
  for (uint32_t index = 0; index < singles; ++index) {
    const Program program = exhaustive_program(index, policy);
    ++kinds[program.features[0]];
    texts.insert(anonymous(program));
  }
  // A copy of the source is a copy of the value where the value is the source itself.
  CHECK(texts.size() > singles * 98 / 100);
  CHECK(kinds.size() > 70);
  // 204: the ways from one of nine sources to one of twelve targets
  for (const auto& [kind, times] : kinds) CHECK(times == 204);
  CHECK(singles < count / 20);
  CHECK(exhaustive_program(count - 1, policy).features.size() == 2);
  CHECK(exhaustive_count(exhaustive(26)) > count);
}
