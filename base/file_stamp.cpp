#include "base/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>

namespace escdiff {

namespace {

int64_t nanoseconds(const timespec& time) { return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

}  // namespace

FileStamp stamp_of(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {true, S_ISDIR(status.st_mode) ? 0 : static_cast<uint64_t>(status.st_size),
          nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), static_cast<uint64_t>(status.st_ino)};
}

int64_t stamp_clock() {
  timespec now = {};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return nanoseconds(now);
}

bool is_settled(const FileStamp& stamp, int64_t now) {
  constexpr int64_t kStep = 2'000'000'000;
  return std::max(stamp.modified, stamp.changed) < now - kStep;
}

}  // namespace escdiff
