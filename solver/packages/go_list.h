// What `go list` says about the packages of a build: its JSON stream as data.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace escdiff::packages {

// Why the go command cannot load a package (load.PackageError of cmd/go).
struct ListedError {
  std::vector<std::string> import_stack;  // from a root to the package at fault
  std::string position;                   // "dir/file.go:3:8", or empty
  std::string text;                       // without the position; more lines start with a tab
};

// One package of the list.
struct ListedPackage {
  std::string import_path;
  std::string folder;                      // absolute
  std::string name;                        // of the package clause
  std::vector<std::string> go_files;       // in `folder`; build constraints are applied, tests left out
  std::vector<std::string> cgo_files;      // those of them that import "C"
  std::vector<std::string> foreign_files;  // assembly, C and objects: they may hold bodies of Go functions
  std::vector<std::string> imports;        // import paths of packages, import_map applied
  std::map<std::string, std::string>
      import_map;                    // path as the source spells it -> import path (vendor folders)
  std::vector<std::string> matches;  // the arguments that name this package; none: a dependency only
  std::optional<ListedError> error;
  bool standard = false;  // in GOROOT
  bool in_module = false;
  bool embeds = false;          // files by //go:embed
  std::string module_language;  // the module's go line ("1.21", "1.22.3"), may be empty
};

// What a run of the go command left.
struct GoOutput {
  int status = 0;
  std::string output;  // standard output
  std::string error;   // standard error
  // Of a kept list: a hash of how all files are that it depends on, sources among them; else empty.
  std::string state{};
};

// Runs the go command of the toolchain in question with these arguments, in the folder that the request
// names. The environment must hold CGO_ENABLED=0, GOENV=off, GOFLAGS= and GOTOOLCHAIN=local, and a cache of
// escdiff's own.
using RunGo = std::function<Result<GoOutput>(const std::vector<std::string>& arguments)>;

// Go 1.21 is the first that uses a program's default.pgo unasked.
inline constexpr int kFirstWithProfiles = 21;

// The arguments of the go command of Go 1.`go_minor` that list `arguments` and all that they import.
std::vector<std::string> list_arguments(const std::vector<std::string>& arguments, int go_minor);

// Reads what `go list -json` printed; packages stay in its order: dependencies first.
Result<std::vector<ListedPackage>> read_list(std::string_view output);

}  // namespace escdiff::packages
