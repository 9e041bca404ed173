// Answers kept on disk between runs. Entries are files below one folder, written beside and renamed over,
// with a checksum: several processes may share the folder, and a damaged entry is none. When the folder takes
// more than the limit, the entries that were used longest ago go.
//
// A cache never decides an answer: what cannot be read is computed, what cannot be written is said once.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff {

class DiskCache {
 public:
  static constexpr uint64_t kDefaultLimit = uint64_t{512} << 20;

  DiskCache(std::filesystem::path folder, std::function<void(const std::string&)> warn,
            uint64_t limit = kDefaultLimit);
  // Removes old entries when this object has written some and the folder is too large.
  ~DiskCache();
  DiskCache(const DiskCache&) = delete;
  DiskCache& operator=(const DiskCache&) = delete;

  std::optional<std::string> find(const std::string& key) const;
  bool contains(const std::string& key) const;
  void store(const std::string& key, std::string_view text);

  // An answer that holds as long as files and folders are as they were: nothing when one has changed.
  // `state`, if given, becomes a hash of how they are.
  std::optional<std::string> find_stamped(const std::string& key, std::string* state = nullptr) const;
  // Keeps the answer, unless a file was changed after `started` or shortly before it. Call stamp_clock()
  // before the files are read.
  void store_stamped(const std::string& key, const std::vector<std::string>& paths, std::string_view text,
                     int64_t started);

  // Removes the entries that were used longest ago until the others take at most 3/4 of the limit.
  void trim();

 private:
  std::filesystem::path path_of(const std::string& key) const;
  std::filesystem::path folder_;
  std::function<void(const std::string&)> warn_;
  uint64_t limit_;
  std::atomic<bool> warned_ = false;
  std::atomic<bool> written_ = false;
};

}  // namespace escdiff
