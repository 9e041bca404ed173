// The source files of all packages, read into a program.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "solver/packages/go_list.h"
#include "solver/syntax/source.h"

namespace escdiff::packages {

// Adds the Go files of `packages` to `sources`, under the names that messages print, and returns their ids,
// package by package. `jobs` threads read. An environment error names a file that cannot be read, an input
// error says that there is more text than positions can address.
Result<std::vector<std::vector<syntax::FileId>>> read_sources(const std::vector<ListedPackage>& packages,
                                                              const std::string& working_folder,
                                                              unsigned jobs, syntax::SourceSet& sources);

}  // namespace escdiff::packages
