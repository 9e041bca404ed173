// Values of string literals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escdiff::syntax {

// The bytes that a string literal ("..." or `...`, with its quotes) stands for; nothing when it is malformed.
std::optional<std::string> string_value(std::string_view literal);

}  // namespace escdiff::syntax
