// What the file system says about a file without reading it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace escdiff {

// Two equal stamps of a path mean the same content, as the go command and ccache take it; a folder's stamp
// changes when a name in it comes or goes.
struct FileStamp {
  bool exists = false;
  uint64_t size = 0;                  // 0 for folders
  int64_t modified = 0, changed = 0;  // nanoseconds
  uint64_t inode = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

FileStamp stamp_of(const std::string& path);

// The clock's time in the unit of the stamps.
int64_t stamp_clock();

// Whether a change after `now` would show: file systems keep times in steps, so a file that was changed
// within the last two seconds may change again without a trace.
bool is_settled(const FileStamp& stamp, int64_t now);

}  // namespace escdiff
