// The two sides of a comparison: the solver, or a compiler, behind one interface.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diagnostic/message.h"

namespace escdiff::comparator {

// A one-file program. Package-level names are unique among the programs that are asked together.
struct Source {
  std::string name;  // of the file, "x.go": what messages print after ./
  std::string text;
};

// What one side says of one program.
struct Verdict {
  enum class Status : uint8_t {
    kAnswered,
    kDoesNotCompile,  // report: the error lines
    kRefused,         // the solver does not support something: detail
    kFailed,          // crash, time-out, unreadable output: detail, output
  };
  Status status = Status::kAnswered;
  diagnostic::PackageReport report;
  std::string detail;
  std::string output;                // kFailed: what was printed
  std::vector<std::string> reached;  // rules of the solver, when the side was made to tell them
};

// Somebody who can be asked for the `-m` lines of programs.
class Side {
 public:
  virtual ~Side() = default;
  // "solver 1.26", "go 1.26.8"
  virtual std::string name() const = 0;
  // One verdict for each program, in their order, whatever the number of jobs.
  virtual std::vector<Verdict> ask(std::span<const Source> programs) = 0;

  Verdict ask_one(const Source& program) { return ask({&program, 1}).front(); }
};

}  // namespace escdiff::comparator
