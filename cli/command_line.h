// Reads the command line and runs the command that it names.
#pragma once

#include <span>
#include <string>

namespace escdiff::cli {

// The program: `arguments` without the program's name; the result is the exit status of README.md's table.
int run(std::span<const std::string> arguments);

}  // namespace escdiff::cli
