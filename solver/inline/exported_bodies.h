// Which bodies a package hands on to those that import it.
#pragma once

#include <functional>
#include <set>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// The functions of other packages, out of those `inlined` into `package`, whose bodies its importers get:
// gc's export data holds what exported declarations lead to through types, methods, and bodies that can be
// inlined or are generic (cmd/compile/internal/noder/linker.go). `can_inline`: whether a declared function's
// body can be inlined.
std::set<ir::ObjectId> exported_bodies(types::Program& program, types::PackageId package,
                                       const std::set<ir::ObjectId>& inlined,
                                       const std::function<bool(ir::ObjectId)>& can_inline);

}  // namespace escdiff::inlining
