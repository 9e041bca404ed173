// Which build tags hold on this machine.
#pragma once

#include <set>
#include <string>

#include "base/result.h"
#include "oracle/toolchain.h"

namespace escdiff::conformance {

// The operating system, the architecture, and what the toolchain was built with: its experiments.
Result<std::set<std::string, std::less<>>> build_tags(const oracle::Toolchain& toolchain);

}  // namespace escdiff::conformance
