// Loading without the go command, and what toolchains' parsers know.
#pragma once

#include <vector>

#include "solver/packages/load.h"

namespace escdiff::packages {

// load() for packages that are resolved already: all that they import, each in front of its importers.
// `state`: GoOutput's.
Result<Loaded> load_listed(const Request& request, const std::vector<ListedPackage>& packages,
                           const std::string& state = "");

// What the parser of Go 1.`go_minor` knows.
syntax::ParseOptions syntax_of(int go_minor);

}  // namespace escdiff::packages
