// Programs of several files: txtar archives of a module.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace escdiff::comparator {

// Whether a program's text is an archive (without a comment) instead of one Go file.
inline bool is_archive(std::string_view text) { return text.starts_with("-- "); }

// The text of the file that messages call `file` ("./p.go", "q/q.go"); of one file always all.
std::string file_text(const std::string& program, std::string_view file);

// A recorded case: before its files the archive says how the compiler runs, as errorcheck files do, and its
// file `want` has the lines that must come, sorted.
struct ArchiveCase {
  std::string header;  // "// errorcheck -0 -m -l"
  std::string program;
  std::optional<std::vector<std::string>> lines;  // nothing: it must compile
};
std::string to_text(const ArchiveCase& recorded);
ArchiveCase parse_archive_case(std::string_view text);

// Writes the archive's files below a folder that is there. An environment error when that cannot be done.
Result<void> write_archive(const std::filesystem::path& folder, const std::string& archive);

// The form of generator/two_packages.h: many programs of it can be compiled together.
struct TwoPackages {
  std::string library;    // q/q.go, of package m/q
  std::string importing;  // p.go, of package m
};
// Nothing when the program has another form.
std::optional<TwoPackages> two_packages_of(std::string_view text);

}  // namespace escdiff::comparator
