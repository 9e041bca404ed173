// Which types gc's export data holds twice.
//
// It is written object by object: the exported ones by name, each with all that it leads to. A type that
// leads to a generic type is still being written when the methods of that are, so their bodies get a second
// copy of it. A package that imports all this and compiles those bodies takes their copies for types of its
// own, and makes method wrappers for them. Source: measured on Go 1.26; cmd/compile/internal/noder/linker.go.
#pragma once

#include <vector>

#include "solver/types/program.h"

namespace escdiff::ir {

// The types from that of `object`, a package-level variable or function, to `generic`, a generic type's name:
// those that `object` has a copy of its own of. Nothing when another object leads to `generic` first.
std::vector<types::TypeId> own_copies(types::Program& program, types::ObjectId object,
                                      types::ObjectId generic);

}  // namespace escdiff::ir
