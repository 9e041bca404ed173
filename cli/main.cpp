#ifdef ESCDIFF_MIMALLOC
#include <mimalloc.h>
#endif

#include <csignal>
#include <string>
#include <vector>

#include "cli/command_line.h"

#ifdef ESCDIFF_MIMALLOC
namespace {

// Pages that are not given back to the kernel need not be cleared again: the allocator keeps what it has had,
// and blocks of any size come from one range of addresses, which costs nothing before it is used. Large pages
// would be cleared faster, but in a virtual machine that reports its free memory to the host these are the
// pages that the host has taken away: cmd/compile/internal/ssa then takes 0.4 s of system time, of 0.1 s with
// small pages. The allocator takes its first memory before main, while libraries are initialized: this is
// called before that.
void set_up_memory() {
  constexpr long kRange = 8L << 20;  // KiB; behind it blocks of more than 16 MiB are given back
  mi_option_set(mi_option_reserve_os_memory, kRange);
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
