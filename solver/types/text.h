// Small text helpers in the manner of Go's strconv.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escdiff::types {

// strconv.Quote: in double quotes, with escapes for what does not print; bytes that are no UTF-8 as \xNN.
std::string quoted(std::string_view text);
// The value of a Go string literal as written (interpreted or raw), nullopt when it is malformed.
std::optional<std::string> unquoted(std::string_view literal);
// The rune of a Go rune literal, quotes included.
std::optional<char32_t> unquoted_rune(std::string_view literal);
// The name can be used outside its package.
bool is_exported(std::string_view name);

}  // namespace escdiff::types
