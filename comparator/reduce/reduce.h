// The minimizer for Go programs: it works on the syntax tree, knows the types, and mends what an edit breaks,
// so that nearly every program that the predicate sees compiles.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::reduce {

class Imports;

// Whether a program still shows what is looked for. Names, positions and the order of declarations change on
// the way: a predicate pins kinds of messages and constructs, not texts.
using Predicate = std::function<bool(const std::string& candidate)>;

// Asks for several candidates at once; the answer is the index of the first interesting one. Each candidate
// alone decides its answer, so a result depends neither on the number of candidates asked together nor on the
// jobs.
using BatchPredicate = std::function<std::optional<size_t>(std::span<const std::string> candidates)>;

// How far a reduction has come.
struct Progress {
  std::string_view pass;
  size_t tokens = 0;
  unsigned runs = 0;
  const std::string* best = nullptr;  // the smallest program so far; set when it has just changed
};

struct ReduceOptions {
  unsigned max_runs = 10'000;                         // candidates shown to the predicate
  std::chrono::milliseconds max_time{24 * 3600'000};  // wall clock; the time inside the predicate counts
  std::stop_token stop;
  std::function<void(const Progress&)> observer;  // called after every run
  size_t batch = 1;  // at most so many candidates in one call of a BatchPredicate
  std::set<std::string, std::less<>> skipped_passes;  // names of passes.def
  Imports* imports = nullptr;         // what programs that import packages are checked beside; see snapshot.h
  std::vector<uint32_t> focus_lines;  // lines of the input that matter, tried first; may be empty
};

struct Reduction {
  std::string text;
  unsigned runs = 0;      // candidates shown to the predicate, up to the first interesting one of each batch
  bool finished = false;  // no pass makes it smaller; false: a limit or the stop token ended the work
  bool typed = false;     // the checker accepted the input; false: edits were made on the syntax alone
  size_t tokens_before = 0;
  size_t tokens_after = 0;
};

// The smallest program that the passes find and the predicate accepts. The caller knows that `program` itself
// is interesting: it is not tried, and is the result when nothing smaller is interesting or when it does not
// parse.
Reduction reduce(const std::string& program, const Predicate& predicate, const ReduceOptions& options = {});
Reduction reduce(const std::string& program, const BatchPredicate& predicate,
                 const ReduceOptions& options = {});

// The names of all passes, in their order, with what each does.
struct PassDescription {
  std::string_view name;
  std::string_view meaning;
};
std::vector<PassDescription> passes();

}  // namespace escdiff::reduce
