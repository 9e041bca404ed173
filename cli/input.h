// The Go files that a command is given.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "solver/types/program.h"

namespace escdiff::cli {

// True when all arguments are .go files: then they are the files of one package.
bool are_files(const std::vector<std::string>& arguments);

// Reads them; names are as `go build` prints them: relative to the working folder, "./x.go".
Result<std::vector<types::SourceFile>> read_go_files(const std::vector<std::string>& paths);

// The .go files and go.mod below a folder, as a txtar archive with relative paths in their order; an input
// error when there is no .go file.
Result<std::string> read_folder(const std::string& folder);

// The paths that the files import, sorted, each once.
std::vector<std::string> imported_paths(const std::vector<types::SourceFile>& files);

}  // namespace escdiff::cli
