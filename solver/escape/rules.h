// The rules of the analysis that a test may break one at a time, to show that fuzzing finds a wrong solver.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace escdiff::escape {

enum class Rule : uint8_t {
  kNone,
#define RULE(name, flag, meaning) k##name,
#include "solver/escape/rules.def"
#undef RULE
};

// The rule of this flag name, as `--wrong-rule` takes it.
std::optional<Rule> rule_from_name(std::string_view name);

// All rules, in the order of rules.def.
std::vector<Rule> all_rules();
// Flag name and meaning of a rule of rules.def.
std::string_view rule_name(Rule rule);
std::string_view rule_meaning(Rule rule);

}  // namespace escdiff::escape
