// What a program is asked while it shrinks: does it still do so?
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "comparator/difference.h"
#include "comparator/side.h"
#include "oracle/toolchain.h"

namespace escdiff::comparator {

class Question {
 public:
  virtual ~Question() = default;
  // Thread-safe. An error says that the set-up is broken: no answer can be trusted any more.
  virtual Result<bool> holds(const std::string& program) = 0;
  // Names the question: equal texts ask the same.
  virtual std::string text() const = 0;
};

// The two sides disagree so (see signature()).
std::unique_ptr<Question> ask_difference(Side& left, Side& right, std::string wanted);
// The side prints a line whose words (without the position) match this RE2 pattern; a usage error when it is
// none.
Result<std::unique_ptr<Question>> ask_message(Side& side, const std::string& pattern);
// The compiler crashes with this first line of its own (see crash_line()).
std::unique_ptr<Question> ask_crash(Side& side, std::string wanted);
// The program, a whole command, runs under both toolchains and prints something else or ends with another
// status; both runs last at most ten seconds each and say the same twice.
std::unique_ptr<Question> ask_output(oracle::Toolchain older, oracle::Toolchain newer, std::stop_token stop);

// What distinguishes a crash from others: the line that tells it, without addresses, numbers and positions;
// empty when the verdict is no crash.
std::string crash_line(const Verdict& verdict);

}  // namespace escdiff::comparator
