#include "base/disk_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "base/file_stamp.h"
#include "base/hash.h"

namespace escdiff {

namespace fs = std::filesystem;

namespace {

// An entry: the text, and this behind it, where it can be cut off without moving the text.
std::string ending_of(std::string_view text) {
  return fmt::format("\nescdiff-cache 2 {:016x}\n", XXH3_64bits(text.data(), text.size()));
}

// One line a path of a stamped entry; a line "-" ends them.
std::string stamp_line(const FileStamp& stamp, const std::string& path) {
  return fmt::format("{} {} {} {} {} {}\n", stamp.exists ? 1 : 0, stamp.size, stamp.modified, stamp.changed,
                     stamp.inode, path);
}

template <class Number>
bool take_number(std::string_view& line, Number& number) {
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc() || end == line.data() + line.size() || *end != ' ') return false;
  line.remove_prefix(static_cast<size_t>(end - line.data()) + 1);
  return true;
}

bool still_holds(std::string_view line) {
  FileStamp stamp;
  int exists = 0;
  if (!take_number(line, exists) || !take_number(line, stamp.size) || !take_number(line, stamp.modified) ||
      !take_number(line, stamp.changed) || !take_number(line, stamp.inode))
    return false;
  stamp.exists = exists != 0;
  return stamp_of(std::string(line)) == stamp;
}

}  // namespace

DiskCache::DiskCache(fs::path folder, std::function<void(const std::string&)> warn, uint64_t limit)
    : folder_(std::move(folder)), warn_(std::move(warn)), limit_(limit) {}

DiskCache::~DiskCache() {
  if (written_) trim();
}

fs::path DiskCache::path_of(const std::string& key) const {
  const std::string name = content_hash(key);
  return folder_ / name.substr(0, 2) / name.substr(2);
}

std::optional<std::string> DiskCache::find(const std::string& key) const {
  const fs::path path = path_of(key);
  Result<std::string> entry = read_file(path);
  static const size_t ending_size = ending_of("").size();
  if (!entry || entry->size() < ending_size) return std::nullopt;
  const size_t size = entry->size() - ending_size;
  const std::string_view bytes = *entry;
  if (bytes.substr(size) != ending_of(bytes.substr(0, size))) return std::nullopt;
  // The time of the last use, for trim(); once a day is enough.
  constexpr int64_t kDay = int64_t{86400} * 1'000'000'000;
  if (stamp_of(path.string()).modified < stamp_clock() - kDay)
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
  entry->resize(size);
  return std::move(*entry);
}

bool DiskCache::contains(const std::string& key) const { return stamp_of(path_of(key).string()).exists; }

void DiskCache::store(const std::string& key, std::string_view text) {
  std::error_code code;
  const fs::path path = path_of(key);
  fs::create_directories(path.parent_path(), code);
  const Result<void> written = write_file(path, fmt::format("{}{}", text, ending_of(text)));
  if (written) {
    written_ = true;
  } else if (!warned_.exchange(true) && warn_) {
    warn_("nothing is kept for the next run: " + written.error().message);
  }
}

std::optional<std::string> DiskCache::find_stamped(const std::string& key, std::string* state) const {
  std::optional<std::string> entry = find(key);
  if (!entry) return std::nullopt;
  std::string_view rest = *entry;
  while (!rest.starts_with("-\n")) {
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos || !still_holds(rest.substr(0, end))) return std::nullopt;
    rest.remove_prefix(end + 1);
  }
  if (state != nullptr) *state = content_hash(entry->substr(0, entry->size() - rest.size()));
  entry->erase(0, entry->size() - rest.size() + 2);
  return entry;
}

void DiskCache::store_stamped(const std::string& key, const std::vector<std::string>& paths,
                              std::string_view text, int64_t started) {
  std::string entry;
  for (const std::string& path : paths) {
    const FileStamp stamp = stamp_of(path);
    if ((stamp.exists && !is_settled(stamp, started)) || path.find('\n') != std::string::npos) return;
    entry += stamp_line(stamp, path);
  }
  entry += "-\n";
  entry += text;
  store(key, entry);
}

void DiskCache::trim() {
  struct Entry {
    fs::path path;
    uint64_t size;
    fs::file_time_type used;
  };
  std::vector<Entry> entries;
  uint64_t total = 0;
  std::error_code code;
  for (fs::recursive_directory_iterator i(folder_, code), end; !code && i != end; i.increment(code)) {
    std::error_code ignored;
    if (!i->is_regular_file(ignored)) continue;
    const uint64_t size = i->file_size(ignored);
    if (ignored) continue;
    entries.push_back({i->path(), size, i->last_write_time(ignored)});
    total += size;
  }
  if (total <= limit_) return;
  std::ranges::sort(entries, {}, &Entry::used);
  for (const Entry& entry : entries) {
    if (total <= limit_ / 4 * 3) break;
    std::error_code ignored;
    fs::remove(entry.path, ignored);
    total -= entry.size;
  }
}

}  // namespace escdiff
