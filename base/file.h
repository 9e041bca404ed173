// Files: reading whole, writing so that a crash or a full disk never leaves half a file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace escdiff {

// The bytes of `path`; an environment error that names the path when it cannot be read.
Result<std::string> read_file(const std::filesystem::path& path);

// Writes `text` beside `path` and renames it over; on failure the old file is as it was.
Result<void> write_file(const std::filesystem::path& path, std::string_view text);

// A fresh folder that is removed, with all that is in it, when the object dies.
class TempDir {
 public:
  // Below $TMPDIR (or the system's folder); an environment error when it cannot be made.
  static Result<TempDir> create(std::string_view prefix);
  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&& other) noexcept;
  ~TempDir();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TempDir(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// $XDG_CACHE_HOME/escdiff, or ~/.cache/escdiff; ESCDIFF_CACHE overrides both, unless it is `off`.
std::filesystem::path cache_folder();
// ESCDIFF_CACHE=off: nothing of earlier runs is used, nothing is kept.
bool cache_is_off();

}  // namespace escdiff
