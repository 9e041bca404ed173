// From the arguments of a build to its packages, or to the messages that `go build` prints instead of
// building.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "solver/packages/go_list.h"

namespace escdiff::packages {

// The packages that `arguments` (PACKAGES patterns, or the FILES of one package) name, and all that they
// import: dependencies first, each once, in an order that depends on the input alone. Packages that only a
// wildcard names and that have nothing but tests are left out, as `go build` does. An input error, in the
// words of `go build` and one line a problem, when something is missing, in a cycle or not loadable; cgo is
// refused.
// `without_go_command`: see Request.
Result<std::vector<ListedPackage>> resolve(const std::vector<std::string>& arguments, int go_minor,
                                           const RunGo& run_go, bool without_go_command = false);

// The language version that `go build` compiles `package` for ("1.21"), by a toolchain whose own is
// `toolchain`.
std::string language_of(const ListedPackage& package, const std::string& toolchain);

// The N of "1.N", "1.N.3", "go1.Nrc1"; -1 when it is no version.
int minor_of(std::string_view language);

}  // namespace escdiff::packages
