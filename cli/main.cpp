#include <csignal>
#include <string>
#include <vector>

#include "cli/command_line.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  std::vector<std::string> arguments(argv + 1, argv + argc);
  return escdiff::cli::run(arguments);
}
