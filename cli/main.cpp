#ifdef ESCDIFF_MIMALLOC
#include <mimalloc.h>
#endif

#include <csignal>
#include <string>
#include <vector>

#include "cli/command_line.h"

#ifdef ESCDIFF_MIMALLOC
namespace {

// Clearing the kernel's pages is the largest single cost of a run: large ones are cleared and found faster,
// and those that are not given back need not be cleared again. The allocator takes its first memory before
// main, while libraries are initialized: this is called before that.
void set_up_memory() {
  mi_option_enable(mi_option_large_os_pages);
  mi_option_disable(mi_option_allow_decommit);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const at_start)() = set_up_memory;

}  // namespace
#endif

int main(int argc, char** argv) {
  // A closed pipe or a file that may not grow is a failed write, not a death.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  return escdiff::cli::run(arguments);
}
