// The go command's answers to `go list`, kept between runs.
#pragma once

#include <string>
#include <vector>

#include "base/disk_cache.h"
#include "solver/packages/go_list.h"

namespace escdiff::packages {

// What an answer of the go command depends on beside its arguments and the packages' own files.
struct ListContext {
  std::string working_folder;                // absolute
  std::vector<std::string> environment;      // the variables that matter to it, with their values
  std::vector<std::string> toolchain_files;  // that change when the toolchain does
};

// `run_go` with a memory: the list of the same arguments is not asked for again while no file that it depends
// on has changed: those of each package's folder, the folders themselves, go.mod, go.sum, vendor/modules.txt,
// and the places where a go.mod or go.work would count. Where more may matter the go command is always asked:
// wildcards, workspaces, replaced modules, embedded files, errors.
RunGo keep_lists(RunGo run_go, DiskCache& cache, ListContext context);

}  // namespace escdiff::packages
