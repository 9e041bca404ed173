// Programs of several files and packages: txtar archives, and their reduction.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/reduce/import_source.h"
#include "comparator/reduce/reduce.h"

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

// The smallest archive that is found: files go, a package becomes a part of the one that imports it, the
// files of a package become one, then each file is reduced beside the others. The predicate gets archives as
// text. Files that import what is not at hand are edited on their names alone.
Reduction reduce_archive(const std::string& text, const BatchPredicate& predicate,
                         const ImportSource& imports, const ReduceOptions& options = {});

}  // namespace escdiff::reduce
