// Which import paths gc takes.
#pragma once

#include <string>
#include <string_view>

namespace escdiff::types {

// Why `path` is no import path ("invalid character U+0021 '!'"), or nothing.
std::string import_path_problem(std::string_view path);
// Why no package can have this path although its characters are right, or nothing.
std::string import_form_problem(const std::string& path);
// "c" of "a/b/c": what a package is called that is not there.
std::string last_element(std::string_view path);

}  // namespace escdiff::types
