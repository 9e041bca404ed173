// A checked package as a summary: what importers need, in a form that restores without its source.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::cache {

struct SummaryContents {
  std::vector<types::ObjectId> bodies;  // functions whose syntax and facts are kept, in source order
  // What later passes keep for a function, a method ...: bytes that only they understand; may be empty.
  std::function<std::string(types::ObjectId)> record;
  std::string package_record;  // the same for the package
};

// The functions of `package` whose bodies importers may need: generic ones, methods of generic types, and
// those of which `also` says so. In source order; the package was checked from source.
std::vector<types::ObjectId> kept_functions(const types::Program& program, types::PackageId package,
                                            const std::function<bool(types::ObjectId)>& also);

// The summary of a package that was checked from source without errors. The bytes depend on the package
// alone, not on what else is in the program.
std::string write_summary(types::Program& program, types::PackageId package, const SummaryContents& contents);

}  // namespace escdiff::cache
