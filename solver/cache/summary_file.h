// A package summary as it lies in memory: checked for damage, its parts not decoded yet.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "solver/cache/summary_format.h"

namespace escdiff::cache {

// Rows of bytes, addressed by number.
class Table {
 public:
  Table() = default;
  // Nothing when `bytes` is no table.
  static std::optional<Table> open(std::string_view bytes);
  uint32_t size() const { return count_; }
  // Empty for a row that is not there, or whose bounds make no sense.
  std::string_view operator[](uint32_t row) const;

 private:
  uint32_t end_of(uint32_t row) const;
  const char* ends_ = nullptr;  // 4 bytes a row
  uint32_t count_ = 0;
  std::string_view rows_;
};

// The bytes of a table with these rows.
std::string table_bytes(const std::vector<std::string>& rows);

class SummaryFile {
 public:
  SummaryFile() = default;
  SummaryFile(SummaryFile&&) = default;  // the parts point into the bytes, which stay where they are
  SummaryFile& operator=(SummaryFile&&) = default;

  // Nothing when the bytes are not a summary of this version, complete and undamaged.
  static std::optional<SummaryFile> open(std::string bytes);
  // The same without a look at the checksum: for bytes that somebody has checked, as DiskCache does.
  static std::optional<SummaryFile> open_unchecked(std::string bytes);

  std::string_view section(Section section) const;
  Table texts, constants, types, objects, records, bodies;

  std::string path, name, language;
  std::vector<std::string> imports;  // in the order of the program's packages
  std::string package_record;        // opaque, of later passes
  struct File {
    std::string name;  // in the package's folder
    uint32_t size = 0;
  };
  std::vector<File> files;
  std::vector<std::string_view> line_tables;  // by file: line starts and directives
  std::vector<std::string> packages;          // that references name

  // The package-level objects: rows in the order of their declaration, and the same sorted by name.
  struct Scope {
    std::vector<uint32_t> rows, by_name;
  };
  std::optional<Scope> scope() const;

 private:
  bool read_sections();
  bool read_meta();
  bool read_files();

  std::string bytes_;
  std::array<std::pair<uint32_t, uint32_t>, kSectionCount> places_{};  // offset, size
};

// Puts the sections together.
std::string summary_bytes(const std::array<std::string, kSectionCount>& sections);

}  // namespace escdiff::cache
