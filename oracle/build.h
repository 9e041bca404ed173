// The reference: what `go build -gcflags=FLAGS ARGUMENTS` prints when nothing comes from its cache.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "oracle/answer.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"

namespace escdiff::oracle {

struct BuildRequest {
  std::string flags = "-m";            // the value of -gcflags
  std::vector<std::string> arguments;  // PACKAGES, or the FILES of one package
  std::filesystem::path folder;        // where the go command runs; empty: here
  Limits limits{.time = std::chrono::minutes(10), .output = uint64_t{1} << 30};
};

// Asks the toolchain's go command, without the user's Go settings and with a cache of escdiff's own (from
// which it repeats the messages of packages that it has compiled before). No executable is left behind. An
// environment error when the go command cannot run or a disk is full; whatever the compiler does is an
// Answer.
Result<Answer> go_build(const Toolchain& toolchain, const BuildRequest& request, std::stop_token stop = {});

}  // namespace escdiff::oracle
