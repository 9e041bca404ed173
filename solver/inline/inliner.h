// The pass itself: calls of a package become the bodies of what they call, and interface calls direct ones.
#pragma once

#include "solver/inline/library.h"
#include "solver/ir/ir.h"
#include "solver/ir/lower.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// What inlining makes of the package `own`, which is in `library`; Module::notes tells what was done, in gc's
// words.
// With `explains` it holds everything that -m=2 speaks of: all method wrappers and why calls stay.
tl::expected<ir::Module, ir::Unsupported> inline_calls(types::Program& program, const PackageBodies& own,
                                                       Library& library, const profile::Profile& profile,
                                                       bool explains);

}  // namespace escdiff::inlining
