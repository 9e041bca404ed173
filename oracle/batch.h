// The fast path: the compiler itself, many one-file programs to a run.
#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "oracle/answer.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"

namespace escdiff::oracle {

// One file that is a package for itself. All programs of a batch have the same package clause, and no two of
// them declare the same package-level name or a predeclared one: they are compiled together as one package.
struct Program {
  std::string name;  // its file's name, as messages print it after "./": "p17.go"
  std::string text;
};

struct BatchOptions {
  std::string flags = "-m -l";                         // as for -gcflags
  std::string package_name = "p";                      // of the programs' package clauses
  std::string import_path = "command-line-arguments";  // what the go command calls a package of FILES
  std::string folder = ".";                            // where messages say the programs are
  // Where messages say that files are which the programs import, each called like its program; empty:
  // nowhere.
  std::string imported_folder;
  std::string language;                 // -lang, "go1.21"; empty: the toolchain's own
  std::filesystem::path import_config;  // of the imported packages, if any
  bool lacks_bodies = false;            // functions may be declared without a body
  unsigned jobs = 1;                    // threads
  size_t programs_per_run = 100;
  Limits limits{.time = std::chrono::seconds(30), .memory = uint64_t{2} << 30, .output = uint64_t{32} << 20};
  // Compile to the end, although every message has been printed: takes three times as long, and sees what
  // only the passes behind escape analysis find: their crashes, and errors such as "stack frame too large".
  bool whole_compile = false;
};

// Compiles `programs` into one package with the options' import path, for programs that import it; the object
// file goes to `output`. Nothing is said of the programs but whether all compile: an input error when they do
// not.
Result<void> compile_library(const Toolchain& toolchain, std::span<const Program> programs,
                             const BatchOptions& options, const std::filesystem::path& output,
                             std::stop_token stop = {});

// What `go build -gcflags=FLAGS NAME` would print of each program alone, in the programs' order. Where the
// common run fails, or says what cannot be attributed to one program, the run is split, in the end down to
// single programs. An environment error when the compiler cannot run at all.
Result<std::vector<Answer>> compile_batch(const Toolchain& toolchain, std::span<const Program> programs,
                                          const BatchOptions& options, std::stop_token stop = {});

}  // namespace escdiff::oracle
