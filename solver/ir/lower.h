// From a checked package to its IR.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// A construct that the solver does not support yet: it is refused here, never guessed.
struct Unsupported {
  SourcePos pos;
  std::string reason;
};

// The IR of `package` as a compiler with `profile` sees it just before escape analysis.
tl::expected<Module, Unsupported> lower(types::Program& program, types::PackageId package,
                                        const profile::Profile& profile);

}  // namespace escdiff::ir
