// Where each package of a program comes from: a summary of an earlier run, or its source files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "solver/cache/summary_file.h"
#include "solver/packages/load.h"
#include "solver/packages/read_sources.h"

namespace escdiff::packages {

struct Gathered {
  std::optional<cache::SummaryFile> summary;
  PackageTexts texts;  // when there is no summary
  std::string key;     // empty when no summary may be kept
};

// One a package, in their order. Named packages are always read; the others where no summary is known. An
// environment error names a file that cannot be read, an input error says that there is more text than
// positions can address.
// `state`: GoOutput's.
Result<std::vector<Gathered>> gather(const std::vector<ListedPackage>& packages, const Request& request,
                                     const std::string& state);

}  // namespace escdiff::packages
