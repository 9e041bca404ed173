// The independent escape analysis: source in, the compiler's `-m` lines out. It never asks a Go tool for an
// answer.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "diagnostic/message.h"
#include "solver/escape/rules.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::solver {

struct Options {
  const profile::Profile* profile = nullptr;      // required
  bool inlining = true;                           // false: -l
  bool has_assembly = false;                      // functions may lack a body
  escape::Rule wrong_rule = escape::Rule::kNone;  // tests only: this one rule is applied wrongly
};

// The solver cannot answer, and says where and why: "unsupported: ...".
struct Refusal {
  diagnostic::Position position;
  std::string reason;
};

// The input is not valid Go: lines `file:line:col: text`, as `go build` prints them.
struct CompileErrors {
  std::vector<diagnostic::Message> messages;
};

using Answer = std::variant<diagnostic::PackageReport, CompileErrors, Refusal>;

// Predicts the lines of one package that imports nothing. Positions use the file names as given.
// Thread-safe: calls share nothing.
Answer analyze(const std::string& import_path, const std::vector<types::SourceFile>& files,
               const Options& options);

}  // namespace escdiff::solver
