// Programs of several files and packages: txtar archives, and their reduction.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/reduce/reduce.h"
#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

struct ArchiveFile {
  std::string path;  // with slashes, relative
  std::string text;
};

// The txtar format: a comment, then files, each behind a line `-- PATH --`.
struct Archive {
  std::string comment;
  std::vector<ArchiveFile> files;
};
Archive parse_archive(std::string_view text);
// The opposite; a text that does not end with a newline gets one.
std::string to_text(const Archive& archive);

// One Go package of an archive: the files of a folder with one package clause, tests apart.
struct ArchivePackage {
  std::string import_path;           // by the archive's go.mod; "p" without one
  std::vector<size_t> files;         // indices
  std::vector<std::string> imports;  // as the files spell them
};
// The packages whose files parse, imported ones first where they import each other.
std::vector<ArchivePackage> packages_of(const Archive& archive);

// Where the packages come from that programs import from elsewhere, and the programs' language.
struct ImportSource {
  std::string language = "1.26";
  // Makes a program that holds these packages, one at least, and all that they import; null when that fails.
  // Empty: no packages are at hand.
  std::function<std::shared_ptr<types::Program>(const std::vector<std::string>& paths)> load;

  // The same for any number of packages.
  std::shared_ptr<types::Program> program(const std::vector<std::string>& paths) const {
    if (paths.empty()) return std::make_shared<types::Program>();
    return load ? load(paths) : nullptr;
  }
};

// The smallest archive that is found: files go, a package becomes a part of the one that imports it, the
// files of a package become one, then each file is reduced beside the others. The predicate gets archives as
// text. Files that import what is not at hand are edited on their names alone.
Reduction reduce_archive(const std::string& text, const BatchPredicate& predicate, const ImportSource& checks,
                         const ReduceOptions& options = {});

}  // namespace escdiff::reduce
