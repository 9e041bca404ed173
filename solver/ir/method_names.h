// How the declaration of a method names its parameters: wrappers take the names over.
#pragma once

#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/lookup.h"
#include "solver/types/program.h"

namespace escdiff::ir {

struct ParameterName {
  Symbol name;  // none when unnamed
  SourcePos pos;
  types::PackageId package;  // that declares it
};

struct MethodNames {
  ParameterName receiver;
  std::vector<ParameterName> parameters;
  std::vector<ParameterName> results;
};

// The names of `member`, a method; those of an interface's method are looked up in its syntax.
MethodNames method_names(types::Program& program, const types::Member& member);
// Of the method `name` that an interface type in the source of `package` has.
MethodNames interface_method_names(types::Program& program, types::PackageId package,
                                   syntax::NodeId interface, Symbol name);

}  // namespace escdiff::ir
