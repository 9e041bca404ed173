// What decides how a program can be compiled and analyzed.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace escdiff::comparator {

struct SourceHeader {
  std::string package;
  std::set<std::string> imports;  // but for unsafe, which is the compiler's own
  bool imports_unsafe = false;
  bool lacks_bodies = false;  // of some functions
};

// The imports of a file, unsafe among them.
std::set<std::string> all_imports(std::string_view text);

// Of a program that is formatted as gofmt does it, so that declarations stand at the beginning of a line.
SourceHeader read_header(std::string_view text);

}  // namespace escdiff::comparator
