// Random Go programs: typed, valid by construction, reproducible. RapidCheck's side of it is in gen.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/policy.h"

namespace escdiff::generator {

// One program. Its package-level names end in `index`, so that the programs of a run can share a package.
struct Program {
  uint64_t seed = 0;
  uint32_t index = 0;
  int size = 100;                          // scales the length: 100 is the policy's own distribution
  std::string text;                        // one file of package p (runnable: main), as gofmt leaves it
  bool is_archive = false;                 // the text is a txtar archive: a module of two packages
  std::vector<std::string_view> features;  // what of features.def it says, in that order
  std::vector<uint32_t> choices;           // what it was built from
};

// What of features.def a program says, as a set.
FeatureSet features_of(const Program& program);

// Program `index` of run `run_seed`: the same on every machine and in every order of calls. Thread-safe.
// Policy::exhaustive: below exhaustive_count().
Program generate(uint64_t run_seed, uint32_t index, const Policy& policy);

// The same, with a size from 0 to 100 that scales the number of lines.
Program generate_sized(uint64_t run_seed, uint32_t index, int size, const Policy& policy);

// The program that a choice sequence describes; any sequence describes one. Its `choices` are those that
// mattered.
Program rebuild(const Program& origin, std::vector<uint32_t> choices, const Policy& policy);

// The smaller programs next to one program, most promising first, each built only when it is asked for.
class Shrinks {
 public:
  Shrinks(Program program, Policy policy);
  Shrinks(const Shrinks& other);
  Shrinks& operator=(const Shrinks& other);
  Shrinks(Shrinks&&) noexcept;
  Shrinks& operator=(Shrinks&&) noexcept;
  ~Shrinks();

  // The next one, different in text and smaller in its choices; none when there are no more.
  std::optional<Program> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace escdiff::generator
