// Compiled packages of the standard library, for runs of the compiler itself.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "oracle/toolchain.h"

namespace escdiff::oracle {

// The text of an -importcfg with the given packages and all that they import, compiled where they are not yet
// (with escdiff's own cache). An input error in the words of the go command when there is no such package.
Result<std::string> import_config(const Toolchain& toolchain, const std::vector<std::string>& packages,
                                  std::stop_token stop = {});

}  // namespace escdiff::oracle
