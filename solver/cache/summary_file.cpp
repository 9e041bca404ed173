#include "solver/cache/summary_file.h"

#include <xxhash.h>

#include "base/bytes.h"

namespace escdiff::cache {

namespace {

// Magic, version, checksum of what follows, then offset and size of each section, then the sections.
constexpr size_t kChecksumAt = kSummaryMagic.size() + 4;
constexpr size_t kHeaderSize = kChecksumAt + 8;

uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

uint32_t load32(const char* at) {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value |= static_cast<uint32_t>(static_cast<unsigned char>(at[i])) << (8 * i);
  return value;
}

}  // namespace

std::optional<Table> Table::open(std::string_view bytes) {
  Table table;
  if (bytes.size() < 4) return std::nullopt;
  table.count_ = load32(bytes.data());
  const uint64_t directory = 4 + uint64_t{4} * table.count_;
  if (directory > bytes.size()) return std::nullopt;
  table.ends_ = bytes.data() + 4;
  table.rows_ = bytes.substr(directory);
  return table;
}

uint32_t Table::end_of(uint32_t row) const { return load32(ends_ + size_t{4} * row); }

std::string_view Table::operator[](uint32_t row) const {
  if (row >= count_) return {};
  const uint32_t begin = row == 0 ? 0 : end_of(row - 1);
  const uint32_t end = end_of(row);
  if (begin > end || end > rows_.size()) return {};
  return rows_.substr(begin, end - begin);
}

std::string table_bytes(const std::vector<std::string>& rows) {
  ByteWriter out;
  out.fixed32(static_cast<uint32_t>(rows.size()));
  uint32_t end = 0;
  for (const std::string& row : rows) out.fixed32(end += static_cast<uint32_t>(row.size()));
  for (const std::string& row : rows) out.raw(row);
  return out.take();
}

std::string summary_bytes(const std::array<std::string, kSectionCount>& sections) {
  ByteWriter body;
  uint32_t offset = 0;
  for (const std::string& section : sections) {
    body.fixed32(offset);
    body.fixed32(static_cast<uint32_t>(section.size()));
    offset += static_cast<uint32_t>(section.size());
  }
  for (const std::string& section : sections) body.raw(section);
  ByteWriter out;
  out.raw(kSummaryMagic);
  out.fixed32(kSummaryVersion);
  out.fixed64(checksum(body.bytes()));
  out.raw(body.bytes());
  return out.take();
}

std::optional<SummaryFile> SummaryFile::open(std::string bytes) {
  if (bytes.size() < kHeaderSize) return std::nullopt;
  ByteReader stored(std::string_view(bytes).substr(kChecksumAt));
  if (stored.fixed64() != checksum(std::string_view(bytes).substr(kHeaderSize))) return std::nullopt;
  return open_unchecked(std::move(bytes));
}

std::optional<SummaryFile> SummaryFile::open_unchecked(std::string bytes) {
  ByteReader header(bytes);
  if (header.raw(kSummaryMagic.size()) != kSummaryMagic || header.fixed32() != kSummaryVersion)
    return std::nullopt;
  std::optional<SummaryFile> file(std::in_place);
  file->bytes_ = std::move(bytes);
  if (!file->read_sections() || !file->read_meta() || !file->read_files()) return std::nullopt;
  return file;
}

std::string_view SummaryFile::section(Section section) const {
  const auto [offset, size] = places_[static_cast<size_t>(section)];
  return std::string_view(bytes_).substr(offset, size);
}

bool SummaryFile::read_sections() {
  if (bytes_.size() < kHeaderSize) return false;
  ByteReader directory(std::string_view(bytes_).substr(kHeaderSize));
  const uint64_t start = kHeaderSize + 8 * kSectionCount;
  for (auto& [offset, size] : places_) {
    const uint64_t begin = start + directory.fixed32();
    const uint64_t length = directory.fixed32();
    if (directory.failed() || begin + length > bytes_.size()) return false;
    offset = static_cast<uint32_t>(begin);
    size = static_cast<uint32_t>(length);
  }
  const std::pair<Table*, Section> tables[] = {
      {&texts, Section::kTexts},     {&constants, Section::kConstants}, {&types, Section::kTypes},
      {&objects, Section::kObjects}, {&records, Section::kRecords},     {&bodies, Section::kBodies}};
  for (auto [table, where] : tables) {
    const std::optional<Table> opened = Table::open(section(where));
    if (!opened) return false;
    *table = *opened;
  }
  return true;
}

bool SummaryFile::read_meta() {
  ByteReader in(section(Section::kMeta));
  path = in.text();
  name = in.text();
  language = in.text();
  imports.resize(in.count());
  for (std::string& import : imports) import = in.text();
  package_record = in.text();
  ByteReader names(section(Section::kPackages));
  packages.resize(names.count());
  for (std::string& package : packages) package = names.text();
  return !in.failed() && !names.failed();
}

bool SummaryFile::read_files() {
  ByteReader in(section(Section::kFiles));
  const uint32_t count = in.count();
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < count && !in.failed(); ++i) {
    File file;
    file.name = in.text();
    file.size = in.small_number();
    bytes += uint64_t{file.size} + 1;
    files.push_back(std::move(file));
    line_tables.push_back(in.text());
  }
  constexpr uint64_t kMostBytes = uint64_t{1} << 30;  // as positions can address
  return !in.failed() && bytes < kMostBytes;
}

std::optional<SummaryFile::Scope> SummaryFile::scope() const {
  ByteReader in(section(Section::kScope));
  Scope scope;
  const uint32_t count = in.count();
  for (std::vector<uint32_t>* list : {&scope.rows, &scope.by_name}) {
    list->resize(count);
    for (uint32_t& row : *list) row = in.small_number();
  }
  if (in.failed()) return std::nullopt;
  return scope;
}

}  // namespace escdiff::cache
