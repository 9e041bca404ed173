// Summaries of packages on disk, found by what the packages are made of.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/disk_cache.h"
#include "solver/cache/summary_file.h"
#include "solver/packages/go_list.h"

namespace escdiff::packages {

struct Request;

// Keys of packages. A key says all that a summary depends on: this program, the request's options, the
// package's files (their content, not their place), and the keys of its imports.
class PackageKeys {
 public:
  explicit PackageKeys(const Request& request) : request_(request) {}

  // A hash of the package's source files that needs no look into them, because they are as they were when
  // known() was told; nothing when that cannot be said.
  std::optional<std::string> source_hash(const ListedPackage& package) const;
  // Tells the hash for later runs. `started`: the time before the files were read.
  void known(const ListedPackage& package, const std::string& hash, int64_t started) const;

  // The same for all packages of a kept list at once, by import path. `state`: GoOutput's; while a list
  // holds, so do the hashes that were told under its state. Empty when there are none.
  std::unordered_map<std::string, std::string> source_hashes(const std::string& state) const;
  // Tells them, if each dependency has one.
  void known(const std::string& state, const std::vector<ListedPackage>& packages,
             const std::vector<std::optional<std::string>>& hashes) const;

  static std::string hash_of(const std::vector<std::string>& texts);

  // The key of a package whose imports were asked for before; empty when one of them has none.
  const std::string& key(const ListedPackage& package, const std::string& source_hash);
  // The package cannot be kept, and so neither can its importers.
  void forbid(const std::string& import_path) { keys_[import_path] = ""; }

 private:
  const Request& request_;
  std::unordered_map<std::string, std::string> keys_;  // by import path
};

}  // namespace escdiff::packages
