#include "solver/escape/rules.h"

#include <array>

#include "base/check.h"

namespace escdiff::escape {

namespace {

struct RuleRow {
  Rule rule;
  std::string_view name;
  std::string_view meaning;
};
constexpr std::array kRules{
#define RULE(name, flag, meaning) RuleRow{Rule::k##name, flag, meaning},
#include "solver/escape/rules.def"
#undef RULE
};

const RuleRow& row_of(Rule rule) {
  for (const RuleRow& row : kRules) {
    if (row.rule == rule) return row;
  }
  ESCDIFF_UNREACHABLE("rule {}", static_cast<int>(rule));
}

}  // namespace

std::optional<Rule> rule_from_name(std::string_view name) {
  for (const RuleRow& row : kRules)
    if (row.name == name) return row.rule;
  return std::nullopt;
}

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (const RuleRow& row : kRules) rules.push_back(row.rule);
  return rules;
}

std::string_view rule_name(Rule rule) { return row_of(rule).name; }
std::string_view rule_meaning(Rule rule) { return row_of(rule).meaning; }

}  // namespace escdiff::escape
