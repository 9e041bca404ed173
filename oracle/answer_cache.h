// Answers on disk: what a compiler has said once need not be asked again.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "oracle/answer.h"

namespace escdiff::oracle {

// Holds answered and does-not-compile; whatever else happened may go differently next time. Thread-safe, also
// between processes: entries are written beside and renamed.
class AnswerCache {
 public:
  // `warn` is told once when entries cannot be written (a full disk): that loses speed, never an answer.
  explicit AnswerCache(std::filesystem::path folder, std::function<void(const std::string&)> warn = {});

  // Below escdiff's cache folder.
  static std::filesystem::path standard_folder();

  // `source` is all that the answer depends on beside toolchain and flags.
  static std::string key(const Toolchain& toolchain, std::string_view flags, std::string_view source);

  // Nothing when there is no entry, or one that is damaged.
  std::optional<Answer> find(const std::string& key, const diagnostic::Wording& wording) const;
  void store(const std::string& key, const Answer& answer);

 private:
  std::filesystem::path path_of(const std::string& key) const;

  std::filesystem::path folder_;
  std::function<void(const std::string&)> warn_;
  std::atomic<bool> warned_{false};
};

}  // namespace escdiff::oracle
