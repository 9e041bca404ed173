// The answers that a reduction has had, on the disk as they come: after a kill the same reduction goes
// through its steps again without asking, up to where it was.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/result.h"

namespace escdiff::comparator {

// One file: a heading that says what is reduced and asked, then a line for each answer. Only one process at a
// time has it.
class Journal {
 public:
  // Takes up what the file holds under the same heading; else starts it anew. An environment error when it
  // cannot be written, or when another process has it.
  static Result<Journal> open(std::filesystem::path file, const std::string& heading);
  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&&) = delete;
  ~Journal();

  std::optional<bool> find(const std::string& program) const;
  // On the disk when it returns (for the other processes of this machine; a power failure may lose it).
  Result<void> record(const std::string& program, bool answer);
  // How many answers were there at the beginning.
  size_t taken_up() const { return taken_up_; }
  // The work is done: nothing is kept.
  void remove();

 private:
  explicit Journal(std::filesystem::path file) : file_(std::move(file)) {}
  Result<void> start(const std::string& heading);

  std::filesystem::path file_;
  int descriptor_ = -1;
  size_t taken_up_ = 0;
  std::unordered_map<std::string, bool> answers_;  // by the hash of the program
};

}  // namespace escdiff::comparator
