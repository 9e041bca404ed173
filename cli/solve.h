// The solver's answers for the arguments of a command line.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <vector>

#include "base/result.h"
#include "cli/options.h"
#include "comparator/reduce/import_source.h"
#include "oracle/toolchain.h"
#include "solver/solver.h"

namespace escdiff::cli {

// One answer a package that the arguments name. FILES that import nothing need no toolchain; everything else
// asks the go command of --go which files belong to the packages. `toolchain`: that of --go, when somebody
// has resolved it already; here and below.
Result<std::vector<solver::PackageAnswer>> solve(const Options& options,
                                                 const oracle::Toolchain* toolchain = nullptr);

// The answer for one package of `files` ("./x.go") that need not lie anywhere. Functions may lack bodies when
// the options say so; then internal packages may be imported as well, as the compiler itself allows.
Result<solver::Answer> solve_sources(const Options& options, const solver::Options& solver_options,
                                     const std::vector<types::SourceFile>& files,
                                     const oracle::Toolchain* toolchain = nullptr);

// Runs the toolchain's go command in `folder` (empty: this process's).
packages::RunGo go_of(const oracle::Toolchain& toolchain, std::filesystem::path folder = {});

// What is asked about packages or files in a folder, for the language of the toolchain; nothing is kept yet.
packages::Request request_in(std::string folder, std::vector<std::string> arguments,
                             const oracle::Toolchain& toolchain);

// The answer where the request was for one package.
Result<solver::Answer> only_answer(Result<std::vector<solver::PackageAnswer>> answers);

// The packages of the toolchain and of the modules at hand, for programs of its language.
reduce::ImportSource imports_from(const oracle::Toolchain& toolchain);

}  // namespace escdiff::cli
