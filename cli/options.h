// What a command line says, free of the library that reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace escdiff::cli {

enum class Format : uint8_t { kText, kJson, kSarif };

// Flags of all commands; each command uses those that its --help shows. See the contract in README.md.
struct Options {
  std::string go;       // --go: version or GOROOT; empty: the go on PATH
  std::string profile;  // --profile: empty: the version of --go
  std::string gcflags = "-m";
  bool gcflags_given = false;
  std::string cache;  // --cache: a folder, or off; empty: of the environment
  Format format = Format::kText;
  unsigned jobs = 1;
  std::vector<std::string> arguments;  // PACKAGES, FILES, cases, versions

  uint64_t seed = 1;
  std::optional<uint64_t> count;
  std::string time;  // "90s", "10m", "2h"
  std::string out;
  std::string wrong_rule;        // tests only
  uint64_t first = 0;            // generate: index of the first program
  std::string lang;              // --lang: generated programs keep to this language version
  std::string without;           // --without: features of generated programs, separated by commas
  bool extract_returns = false;  // --extract-returns
  bool runnable = false;         // --runnable: generated programs run to their end and print a checksum
  bool exhaustive = false;       // --exhaustive: every program of a small grammar instead of random ones
  bool no_swarm = false;         // --no-swarm: every program may say everything
  std::string policy;            // --policy: file of weights and other numbers
  bool feedback = false;         // fuzz: what programs reach decides what the next ones are
  std::string seeds;             // fuzz --feedback: folder of the programs that reached something new
  std::string reached;           // coverage: file that says what programs reached
  std::string lines;             // --lines: of generated programs, "N" or "MIN:MAX"
  uint64_t max_findings = 100;
  std::string why_not_inlined;     // analyze: a function's name
  std::string why_escapes;         // analyze: FILE:LINE
  std::string while_command;       // minimize: the question, one of these
  std::string differ;              // OLD,NEW: their answers differ
  bool differ_solver = false;      // the solver's answer differs from the compiler's
  std::string message;             // the compiler prints a line like this
  bool crash = false;              // the compiler crashes
  std::string differ_output;       // OLD,NEW: the running program's outputs differ
  std::string at;                  // LINE[:COLUMN] of the difference that is meant
  std::string timeout;             // of a run of while_command
  bool explain = false;            // beside the result: what decides, and who says what
  bool upstream = false;           // an issue text instead of the program
  bool fresh = false;              // do not take up an interrupted reduction
  std::string against = "solver";  // check
  std::string suite;               // check: of Go's own tests
  std::string known_failures = "tests/conformance/known_failures.txt";  // check --suite
  bool whole_compile = false;  // fuzz: let the compiler run to its end
  bool each = false;           // compare: one argument after the other
  bool quiet = false;          // no progress bar
};

}  // namespace escdiff::cli
