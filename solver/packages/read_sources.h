// Source files of packages, read and put into a program.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "solver/packages/go_list.h"
#include "solver/syntax/source.h"

namespace escdiff::packages {

// The texts of a package's Go files, in their order.
using PackageTexts = std::vector<std::string>;

// Reads the Go files of those packages whose place in `wanted` is true, with `jobs` threads; the others'
// texts are left empty. An environment error names a file that cannot be read.
Result<std::vector<PackageTexts>> read_texts(const std::vector<ListedPackage>& packages,
                                             const std::vector<bool>& wanted, unsigned jobs);

// Adds them to `sources` under the names that messages print.
std::vector<syntax::FileId> add_texts(const ListedPackage& package, PackageTexts texts,
                                      const std::string& working_folder, syntax::SourceSet& sources);

}  // namespace escdiff::packages
