// The files of a generated program.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace escdiff::tests {

// The Go files, with slashes in their paths: of a txtar archive those that it has, of other text "p.go".
std::vector<std::pair<std::string, std::string>> program_files(const std::string& text);

}  // namespace escdiff::tests
