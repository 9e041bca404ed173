#include "comparator/journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file.h"
#include "base/hash.h"

namespace escdiff::comparator {

namespace {

constexpr size_t kHashLength = 32;  // of content_hash()

tl::unexpected<Error> io_failure(const std::filesystem::path& file) {
  return failure(ErrorKind::kEnvironment,
                 fmt::format("cannot write {}: {}", file.string(), std::strerror(errno)));
}

Result<void> write_all(int descriptor, std::string_view text, const std::filesystem::path& file) {
  while (!text.empty()) {
    ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return io_failure(file);
    text.remove_prefix(static_cast<size_t>(written));
  }
  return {};
}

}  // namespace

Journal::Journal(Journal&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      taken_up_(other.taken_up_),
      answers_(std::move(other.answers_)) {}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Journal> Journal::open(std::filesystem::path file, const std::string& heading) {
  std::error_code code;
  std::filesystem::create_directories(file.parent_path(), code);
  Journal journal(std::move(file));
  journal.descriptor_ = ::open(journal.file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (journal.descriptor_ < 0) return io_failure(journal.file_);
  if (::flock(journal.descriptor_, LOCK_EX | LOCK_NB) != 0)
    return failure(
        ErrorKind::kEnvironment,
        fmt::format("another process reduces the same program (it has {})", journal.file_.string()));
  if (auto started = journal.start(heading); !started) return tl::unexpected(started.error());
  return journal;
}

Result<void> Journal::start(const std::string& heading) {
  const std::string first = content_hash(heading) + "\n";
  auto text = read_file(file_);
  if (!text) return tl::unexpected(text.error());
  if (!text->starts_with(first)) {
    if (::ftruncate(descriptor_, 0) != 0) return io_failure(file_);
    return write_all(descriptor_, first, file_);
  }
  // Lines "HASH 1"; a kill may have left half of the last one.
  constexpr size_t kLine = kHashLength + 3;
  size_t at = first.size();
  for (; at + kLine <= text->size() && (*text)[at + kLine - 1] == '\n'; at += kLine)
    answers_[text->substr(at, kHashLength)] = (*text)[at + kHashLength + 1] == '1';
  taken_up_ = answers_.size();
  if (at != text->size() && ::ftruncate(descriptor_, static_cast<off_t>(at)) != 0) return io_failure(file_);
  return {};
}

std::optional<bool> Journal::find(const std::string& program) const {
  auto found = answers_.find(content_hash(program));
  return found == answers_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Journal::record(const std::string& program, bool answer) {
  const std::string hash = content_hash(program);
  if (!answers_.emplace(hash, answer).second) return {};
  return write_all(descriptor_, fmt::format("{} {}\n", hash, answer ? 1 : 0), file_);
}

void Journal::remove() {
  std::error_code ignored;
  std::filesystem::remove(file_, ignored);
}

}  // namespace escdiff::comparator
