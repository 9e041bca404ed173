// The solver on many programs that import packages: of the standard library, or of an archive of their own.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/disk_cache.h"
#include "base/file.h"
#include "cli/options.h"
#include "comparator/side.h"
#include "oracle/toolchain.h"
#include "solver/solver.h"

namespace escdiff::cli {

// Keeps what the go command said of each set of imports, so that it is asked once a set and not once a
// program.
class SourceSolver {
 public:
  // With `tells_reached`, verdicts name the rules that a program reached.
  SourceSolver(const Options& options, solver::Options solver_options, bool tells_reached = false);

  // Thread-safe.
  comparator::Verdict solve(const comparator::Source& program);

 private:
  // What the go command listed, and the folder in which it ran: the list names that.
  struct List {
    std::string folder;
    packages::GoOutput output;
  };

  // Nothing when the environment fails.
  std::optional<std::string> take_folder();
  void give_back(std::string folder);
  Result<std::vector<solver::PackageAnswer>> answers(const comparator::Source& program,
                                                     const std::string& folder,
                                                     std::vector<std::string>& reached);
  Result<std::vector<solver::PackageAnswer>> answers_of_archive(const std::string& text,
                                                                const std::string& folder,
                                                                std::vector<std::string>& reached);
  // `key`: what the list depends on.
  Result<std::vector<solver::PackageAnswer>> analyze(packages::Request request,
                                                     const std::set<std::string>& key,
                                                     solver::Options options,
                                                     std::vector<std::string>& reached);
  Result<packages::GoOutput> list(const std::set<std::string>& key, const std::string& folder,
                                  const std::vector<std::string>& arguments);

  std::string go_;
  solver::Options options_;
  bool tells_reached_;
  DiskCache cache_;
  std::mutex mutex_;
  std::optional<Result<oracle::Toolchain>> toolchain_;  // resolved when there is something to ask
  std::vector<TempDir> folders_;
  std::vector<std::string> free_;                // of them, those that no thread works in
  std::map<std::set<std::string>, List> lists_;  // by all imports, and by who has them
};

}  // namespace escdiff::cli
