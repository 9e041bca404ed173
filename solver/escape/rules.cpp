#include "solver/escape/rules.h"

#include <array>
#include <utility>

namespace escdiff::escape {

namespace {

constexpr std::array kRules{
#define RULE(name, flag, meaning) std::pair<std::string_view, Rule>{flag, Rule::k##name},
#include "solver/escape/rules.def"
#undef RULE
};

}  // namespace

std::optional<Rule> rule_from_name(std::string_view name) {
  for (const auto& [flag, rule] : kRules)
    if (flag == name) return rule;
  return std::nullopt;
}

}  // namespace escdiff::escape
