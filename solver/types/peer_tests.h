// What the tests of Go's own type checker need beyond what gc prints.
#pragma once

#include <string>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// Predeclares assert(c) for packages that are checked from now on: an error unless the constant c is true;
// and trace(...), which Go's own prints its arguments.
void declare_test_functions(Program& program);

// check_package with the errors of the type checker alone, in the order in which they are found, also those
// that gc leaves out because the one before says the same. Branches are checked in the type checker's words,
// and not what gc looks for when the type checker is done (anonymous interfaces that hold themselves).
PackageId check_package_unfiltered(Program& program, std::string path, std::vector<SourceFile> files,
                                   const CheckOptions& options, std::vector<CheckError>& errors);

}  // namespace escdiff::types
