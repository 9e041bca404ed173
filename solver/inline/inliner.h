// The pass itself: calls of a package become the bodies of what they call, and interface calls direct ones.
#pragma once

#include "solver/inline/library.h"
#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// What inlining makes of the package `own`, which is in `library`; Module::notes tells what was done, in gc's
// words.
ir::Module inline_calls(types::Program& program, const PackageBodies& own, Library& library,
                        const profile::Profile& profile);

}  // namespace escdiff::inlining
