// The rules of the analysis that a test may break one at a time, to show that fuzzing finds a wrong solver.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace escdiff::escape {

enum class Rule : uint8_t {
  kNone,
#define RULE(name, flag, meaning) k##name,
#include "solver/escape/rules.def"
#undef RULE
};

// The rule of this flag name, as `--wrong-rule` takes it.
std::optional<Rule> rule_from_name(std::string_view name);

}  // namespace escdiff::escape
