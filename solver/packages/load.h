// The package loader: from the arguments of a build to a checked program, every import read from source.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/disk_cache.h"
#include "base/result.h"
#include "solver/cache/restored_packages.h"
#include "solver/packages/go_list.h"
#include "solver/syntax/parser.h"
#include "solver/types/program.h"

namespace escdiff::packages {

struct Request {
  std::vector<std::string>
      arguments;               // PACKAGES patterns, or the FILES of one package, as `go build` takes them
  std::string working_folder;  // where the go command runs, in its spelling (current_folder())
  std::string language =
      "1.26";                   // the toolchain's: of packages without a module, and the newest that there is
  syntax::ParseOptions syntax;  // what the toolchain's parser knows; what depends on a package is set here
  unsigned jobs = 1;            // threads
  bool all_errors = false;      // else at most 10 a package
  // FILES go to the compiler itself, not through `go build`: functions may lack bodies, and internal packages
  // may be imported. Go's own tests are compiled so.
  bool without_go_command = false;
  DiskCache* cache = nullptr;  // summaries of packages, kept between runs; none: all is read from source
  std::string kept_facts;      // what the later passes' part of a summary depends on
  std::string root_facts;      // the same, of packages that arguments name
};

// A package that was checked without errors.
struct LoadedPackage {
  types::PackageId id;
  std::string import_path;
  std::string folder;     // absolute
  bool root = false;      // an argument names it; else it is only imported
  bool standard = false;  // in GOROOT
  bool restored = false;  // from a summary: Program::lazy has what later passes kept
  std::string key;        // of its summary; empty when none may be kept
  // A program with a default.pgo: `go build` optimizes it and what it imports by that profile, which nothing
  // here reads.
  bool profiled = false;
};

// A package that does not compile, or a program that does not link for want of a function main. Those that
// import it are not checked at all.
struct FailedPackage {
  std::string import_path;
  std::vector<types::CheckError> errors;  // positions in the program's sources
};

struct Loaded {
  types::Program program;
  std::vector<LoadedPackage> packages;  // imported ones before their importers
  std::vector<FailedPackage> failures;  // in the same order; none: all is well
};

// The packages that came from summaries; null when there are none.
cache::RestoredPackages* restored_packages(Loaded& loaded);

// What later passes know of a package, for its summary.
struct KeptFacts {
  std::function<std::string(types::ObjectId)> record;  // of a function
  std::function<bool(types::ObjectId)> has_body;       // importers need this function's body
  std::string package_record;
};
// Keeps the summary of a package that was read from source, unless that must not or need not be.
void keep(const Request& request, Loaded& loaded, const LoadedPackage& package, const KeptFacts& facts);

// Resolves the arguments with one run of `go list`, then reads, parses and checks all packages. An input
// error holds the messages of `go build` when it would stop before compiling (one problem a line, see
// resolve.h); an environment error says which file cannot be read. The result depends on the input alone, not
// on `jobs`.
Result<Loaded> load(const Request& request, const RunGo& run_go);

}  // namespace escdiff::packages
