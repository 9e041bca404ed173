#include "base/stale_folders.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <string>

namespace escdiff {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPrefix = "escdiff-";

// The process in a name like escdiff-run-PROCESS-RANDOM; 0: it is no such name.
pid_t owner_in(const std::string& name) {
  const size_t end = name.rfind('-');
  if (!name.starts_with(kPrefix) || end == std::string::npos || end == 0) return 0;
  const size_t begin = name.rfind('-', end - 1) + 1;
  pid_t process = 0;
  const auto [rest, error] = std::from_chars(name.data() + begin, name.data() + end, process);
  return error == std::errc() && rest == name.data() + end ? process : 0;
}

bool is_own_folder(const fs::path& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::getuid();
}

bool is_gone(pid_t process) { return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH; }

}  // namespace

void remove_stale_folders(const fs::path& parent) {
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, code)) {
    if (!is_gone(owner_in(entry.path().filename().string())) || !is_own_folder(entry.path())) continue;
    // The number may be one of another container that shares the folder: the lock knows better.
    const int folder = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    std::error_code ignored;
    if (folder >= 0 && ::flock(folder, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
    if (folder >= 0) ::close(folder);
  }
}

}  // namespace escdiff
