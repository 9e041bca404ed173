// Policies as JSON: what differs from the defaults, by name.
#pragma once

#include <string>

#include "base/result.h"
#include "generator/policy.h"

namespace escdiff::generator {

// {"numbers": {"max_lines": 100}, "weights": {"method-value": 240}}
std::string policy_text(const Policy& policy);

// `base` with what the text says; a usage error, which does not name the file, for text that is no policy.
Result<Policy> policy_from_text(const std::string& text, const Policy& base);

}  // namespace escdiff::generator
