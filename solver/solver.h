// The independent escape analysis: source in, the compiler's `-m` lines out. It never asks a Go tool for an
// answer.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "diagnostic/message.h"
#include "solver/escape/rules.h"
#include "solver/packages/load.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::solver {

// The import path that `go build` gives to the files of a command line.
inline constexpr const char* kLooseFilesPath = "command-line-arguments";

struct Options {
  const profile::Profile* profile = nullptr;  // required
  bool inlining = true;                       // false: -l
  bool cheap_calls = false;                   // -l=4
  bool optimizing = true;                     // false: -N
  bool mutation_messages = false;             // -d=escapemutationscalls
  bool interface_words = false;               // -d=escapedebug
  int level = 1;  // -m=N: 1, or 2: with the paths along which values escape; 0: interface_words alone
  bool has_assembly = false;  // functions may lack a body
  // Not empty: asks only whether functions of this name ("f", "T.M", "(*T).M", "f.func1"; "..." is any) can
  // be inlined, and why not.
  std::string inlining_of;
  escape::Rule wrong_rule = escape::Rule::kNone;  // tests only: this one rule is applied wrongly
  // Not null: gets the names of the rules of inlining and escape analysis that the package reached, in order.
  std::vector<std::string>* reached = nullptr;
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

struct PackageAnswer {
  std::string import_path;
  Answer answer;
};

// Predicts the lines of the packages that the request's arguments name, and analyzes all that they import
// for that. One answer a named package, in the order of their dependencies; when something does not compile,
// one answer with all errors. An input error when `go build` would stop before compiling.
Result<std::vector<PackageAnswer>> analyze_packages(const packages::Request& request,
                                                    const packages::RunGo& run_go, const Options& options);

}  // namespace escdiff::solver
