// Programs run with limits: everything that can happen to them comes back as data.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace escdiff::oracle {

// What to run. The environment is exactly what is given here.
struct Command {
  std::filesystem::path program;  // with a folder: PATH is not searched
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // "NAME=value"
  std::filesystem::path folder;          // working folder; empty: this process's
  std::filesystem::path input;           // standard input; empty: nothing
};

// What a program may use; 0 = no limit.
struct Limits {
  std::chrono::milliseconds time{60'000};  // by the clock
  uint64_t memory = uint64_t{4} << 30;     // bytes of writable memory, per process of the group
  uint64_t output = uint64_t{64} << 20;    // bytes, standard output and error each
};

enum class Ending : uint8_t {
  kExited,         // by itself; `status` is the exit status
  kSignalled,      // by a signal that did not come from here; `status` is its number
  kTimedOut,       // killed at the time limit
  kTooMuchOutput,  // killed at the output limit
  kCancelled,      // killed because a stop was requested
  kStopped,        // killed because `enough` said so
};

struct Finished {
  Ending ending = Ending::kExited;
  int status = 0;
  std::string output;  // standard output, at most the limit
  std::string error;   // standard error, at most the limit
};

// Called with all of standard output whenever some more has come; true ends the program.
using Enough = std::function<bool(std::string_view output)>;

// Runs `command` in a process group of its own, which is gone (killed) when this returns. An environment
// error when the program cannot be started. Thread-safe. The memory limit is RLIMIT_DATA: Go reserves far
// more address space than it uses, so that RLIMIT_AS would stop it at its start.
Result<Finished> run(const Command& command, const Limits& limits, std::stop_token stop = {},
                     const Enough& enough = {});

// This process's environment without the variables whose names begin with one of `prefixes`.
std::vector<std::string> inherited_environment(const std::vector<std::string_view>& prefixes);

}  // namespace escdiff::oracle
