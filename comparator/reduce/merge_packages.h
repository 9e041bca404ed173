// Two packages of an archive become one.
#pragma once

#include <optional>

#include "comparator/reduce/archive.h"

namespace escdiff::reduce {

// The archive in which the files of `inner` belong to `outer`, which imports it: names that both declare get
// another one, and what was `inner.F` is F. Nothing where a file does not parse. Whether the result still
// checks (a method that leaned on its package, a name that is hidden somewhere) is for the caller to find
// out.
std::optional<Archive> merge_packages(const Archive& archive, const ArchivePackage& inner,
                                      const ArchivePackage& outer);

}  // namespace escdiff::reduce
