#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>

#include "base/stale_folders.h"

namespace escdiff {

namespace fs = std::filesystem;

namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

tl::unexpected<Error> file_failure(std::string_view what, const fs::path& path, int error) {
  return failure(ErrorKind::kEnvironment,
                 fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(error)));
}

struct Descriptor {
  explicit Descriptor(int number) : fd(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  const int fd;
};

// The temporary folders of this process, locked: a sign of life for remove_stale_folders().
class FolderLocks {
 public:
  // Outlives every TempDir.
  static FolderLocks& instance() {
    static auto* locks = new FolderLocks;
    return *locks;
  }
  void take(const std::string& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::flock(fd, LOCK_EX | LOCK_NB);
    std::lock_guard lock(mutex_);
    descriptors_[folder] = fd;
  }
  void release(const std::string& folder) {
    std::lock_guard lock(mutex_);
    auto found = descriptors_.find(folder);
    if (found == descriptors_.end()) return;
    ::close(found->second);
    descriptors_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, int> descriptors_;
};

// Appends up to `room` bytes; how many, 0 at the end, -1 for an error.
ssize_t read_some(int fd, std::string& text, size_t room) {
  const size_t size = text.size();
  text.resize(size + room);
  ssize_t count = 0;
  do {
    count = ::read(fd, text.data() + size, room);
  } while (count < 0 && errno == EINTR);
  text.resize(size + static_cast<size_t>(std::max<ssize_t>(count, 0)));
  return count;
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (file.fd < 0 || ::fstat(file.fd, &status) != 0) return file_failure("read", path, errno);
  if (S_ISDIR(status.st_mode)) return file_failure("read", path, EISDIR);
  // One byte more than a file has shows that it ends there.
  constexpr size_t kBlock = 1 << 16;
  const size_t expected = S_ISREG(status.st_mode) ? static_cast<size_t>(status.st_size) : 0;
  std::string text;
  ssize_t count = read_some(file.fd, text, expected > 0 ? expected + 1 : kBlock);
  while (count > 0 && (expected == 0 || text.size() > expected)) count = read_some(file.fd, text, kBlock);
  if (count < 0) return file_failure("read", path, errno);
  return text;
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  static std::atomic<unsigned> counter{0};
  std::error_code ignored;
  // Renaming over a device would replace it.
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
    return file_failure("write", path, EEXIST);
  fs::path temporary = path;
  temporary += fmt::format(".{}-{}.tmp", ::getpid(), counter.fetch_add(1));
  FilePtr file(std::fopen(temporary.c_str(), "wbe"));
  if (!file) return file_failure("write", path, errno);
  bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  written = std::fflush(file.get()) == 0 && written;
  int error = errno;
  file.reset();
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return {};
  if (written) error = errno;
  std::remove(temporary.c_str());
  return file_failure("write", path, error);
}

Result<TempDir> TempDir::create(std::string_view prefix) {
  std::error_code code;
  fs::path parent = fs::temp_directory_path(code);
  if (code)
    return failure(ErrorKind::kEnvironment, fmt::format("no folder for temporary files: {}", code.message()));
  static std::once_flag swept;
  std::call_once(swept, remove_stale_folders, parent);
  std::string pattern = (parent / fmt::format("{}-{}-XXXXXX", prefix, ::getpid())).string();
  if (!::mkdtemp(pattern.data())) return file_failure("make a folder in", parent, errno);
  FolderLocks::instance().take(pattern);
  return TempDir(fs::path(pattern));
}

TempDir::TempDir(TempDir&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TempDir& TempDir::operator=(TempDir&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TempDir::~TempDir() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  FolderLocks::instance().release(path_.string());
}

bool cache_is_off() {
  const char* own = std::getenv("ESCDIFF_CACHE");
  return own != nullptr && std::string_view(own) == "off";
}

fs::path cache_folder() {
  if (const char* own = std::getenv("ESCDIFF_CACHE"); own && *own && !cache_is_off()) return own;
  if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg && *xdg) return fs::path(xdg) / "escdiff";
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : "/tmp") / ".cache" / "escdiff";
}

}  // namespace escdiff
