// What the tests of Go's own type checker need beyond what gc prints.
#pragma once

#include <string>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// Predeclares assert(c) for packages that are checked from now on: an error unless the constant c is true.
void declare_assert(Program& program);

// check_package with all errors in the order in which they are found, also those that gc leaves out because
// the one before says the same.
PackageId check_package_unfiltered(Program& program, std::string path, std::vector<SourceFile> files,
                                   const CheckOptions& options, std::vector<CheckError>& errors);

}  // namespace escdiff::types
