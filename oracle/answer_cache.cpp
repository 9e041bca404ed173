#include "oracle/answer_cache.h"

#include <fmt/format.h>

#include <charconv>

#include "base/file.h"
#include "base/hash.h"

namespace escdiff::oracle {

namespace fs = std::filesystem;

namespace {

// An entry: one line "escdiff-answer 1 STATUS HASH", then the output; the hash is of status and output.
constexpr std::string_view kMagic = "escdiff-answer 1 ";

std::string checksum(int status, std::string_view output) {
  return content_hash(fmt::format("{} {}", status, output));
}

}  // namespace

AnswerCache::AnswerCache(fs::path folder, std::function<void(const std::string&)> warn)
    : folder_(std::move(folder)), warn_(std::move(warn)) {}

fs::path AnswerCache::standard_folder() { return cache_folder() / "answers"; }

std::string AnswerCache::key(const Toolchain& toolchain, std::string_view flags, std::string_view source) {
  // Lengths keep "a" + "bc" apart from "ab" + "c".
  return content_hash(fmt::format("{}:{}{}:{}{}", toolchain.identity.size(), toolchain.identity, flags.size(),
                                  flags, source));
}

fs::path AnswerCache::path_of(const std::string& key) const {
  return folder_ / key.substr(0, 2) / key.substr(2);
}

std::optional<Answer> AnswerCache::find(const std::string& key, const diagnostic::Wording& wording) const {
  auto entry = read_file(path_of(key));
  if (!entry || !entry->starts_with(kMagic)) return std::nullopt;
  size_t end = entry->find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::string_view fields = std::string_view(*entry).substr(kMagic.size(), end - kMagic.size());
  int status = 0;
  auto [rest, error] = std::from_chars(fields.data(), fields.data() + fields.size(), status);
  if (error != std::errc()) return std::nullopt;
  std::string output = entry->substr(end + 1);
  if (fields.substr(rest - fields.data()) != " " + checksum(status, output)) return std::nullopt;
  return judge(Ending::kExited, status, std::move(output), wording);
}

void AnswerCache::store(const std::string& key, const Answer& answer) {
  if (answer.kind != AnswerKind::kAnswered && answer.kind != AnswerKind::kDoesNotCompile) return;
  std::error_code code;
  fs::path path = path_of(key);
  fs::create_directories(path.parent_path(), code);
  auto written = write_file(path, fmt::format("{}{} {}\n{}", kMagic, answer.status,
                                              checksum(answer.status, answer.output), answer.output));
  if (written || warned_.exchange(true) || !warn_) return;
  warn_("answers are not cached: " + written.error().message);
}

}  // namespace escdiff::oracle
