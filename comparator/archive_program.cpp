#include "comparator/archive_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/file.h"
#include "comparator/reduce/archive.h"
#include "comparator/source_header.h"
#include "generator/two_packages.h"

namespace escdiff::comparator {

namespace {

constexpr std::string_view kWant = "want";

}  // namespace

std::string file_text(const std::string& program, std::string_view file) {
  if (!is_archive(program)) return program;
  if (file.starts_with("./")) file.remove_prefix(2);
  for (reduce::ArchiveFile& one : reduce::parse_archive(program).files) {
    if (one.path == file) return std::move(one.text);
  }
  return {};
}

std::string to_text(const ArchiveCase& recorded) {
  reduce::Archive archive = reduce::parse_archive(recorded.program);
  archive.comment = recorded.header + "\n\n";
  if (recorded.lines) {
    std::string want;
    for (const std::string& line : *recorded.lines) want += line + "\n";
    archive.files.push_back({std::string(kWant), want});
  }
  return reduce::to_text(archive);
}

ArchiveCase parse_archive_case(std::string_view text) {
  reduce::Archive archive = reduce::parse_archive(text);
  ArchiveCase recorded{.header = std::move(archive.comment), .program = {}, .lines = {}};
  archive.comment.clear();
  const auto want = std::ranges::find(archive.files, kWant, &reduce::ArchiveFile::path);
  if (want != archive.files.end()) {
    std::istringstream lines(want->text);
    recorded.lines.emplace();
    for (std::string line; std::getline(lines, line);) {
      const bool continues = line.starts_with(' ') && !recorded.lines->empty();  // an explanation
      if (continues)
        recorded.lines->back() += "\n" + line;
      else
        recorded.lines->push_back(line);
    }
    archive.files.erase(want);
  }
  recorded.program = reduce::to_text(archive);
  return recorded;
}

Result<void> write_archive(const std::filesystem::path& folder, const std::string& archive) {
  for (const reduce::ArchiveFile& file : reduce::parse_archive(archive).files) {
    const std::filesystem::path path = folder / file.path;
    std::error_code code;
    std::filesystem::create_directories(path.parent_path(), code);
    if (code)
      return failure(ErrorKind::kEnvironment,
                     fmt::format("cannot make {}: {}", path.parent_path().string(), code.message()));
    if (auto written = write_file(path, file.text); !written) return written;
  }
  return {};
}

std::optional<TwoPackages> two_packages_of(std::string_view text) {
  if (!is_archive(text)) return std::nullopt;
  reduce::Archive archive = reduce::parse_archive(text);
  if (archive.files.size() != 3 || !archive.files[0].text.starts_with("module m\n")) return std::nullopt;
  TwoPackages program{std::move(archive.files[1].text), std::move(archive.files[2].text)};
  const bool fits = archive.files[0].path == "go.mod" && archive.files[1].path == "q/q.go" &&
                    archive.files[2].path == "p.go" &&
                    read_header(program.library).package == generator::kLibrary &&
                    read_header(program.importing).package == "p";
  return fits ? std::optional(std::move(program)) : std::nullopt;
}

}  // namespace escdiff::comparator
