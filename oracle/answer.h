// What a real compiler said, or why it said nothing that can be compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnostic/message.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"

namespace escdiff::oracle {

enum class AnswerKind : uint8_t {
  kAnswered,        // it compiles, and every line is understood
  kDoesNotCompile,  // the compiler says why not
  kCrashed,         // an internal compiler error, a panic, death by a signal, an exit without a word
  kTimedOut,
  kTooMuchOutput,
  kTooMuchMemory,
  kUnparsable,  // it succeeded, and printed lines that have no position
  kCancelled,   // a stop was requested: nothing is known
};

// As JSON output and cache entries spell it: "answered", "does-not-compile", ...
std::string_view answer_kind_name(AnswerKind kind);

// Only kAnswered can agree with anything; every other kind keeps what was printed.
struct Answer {
  AnswerKind kind = AnswerKind::kCancelled;
  int status = 0;                   // the exit status, or the number of the signal
  diagnostic::Report report;        // kAnswered
  std::vector<std::string> errors;  // kDoesNotCompile: the error lines; kUnparsable: what could not be read
  std::string output;               // what was printed
};

// The wording in which the toolchain's messages are read.
diagnostic::Wording wording_of(const Toolchain& toolchain);

// Judges what a compiler's or a go command's run printed (`output`: of both streams, in the form of `go
// build`).
Answer judge(Ending ending, int status, std::string output, const diagnostic::Wording& wording);

// Splits the words of a -gcflags value as the go command does: at spaces; quotes hold a whole word together.
// A usage error for an unfinished quote.
Result<std::vector<std::string>> split_flags(std::string_view flags);

}  // namespace escdiff::oracle
