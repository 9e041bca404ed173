// Typed mutations: small changes of a program that the checker accepts, most of them at the first attempt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/reduce/edit.h"
#include "comparator/reduce/snapshot.h"
#include "generator/choices.h"

namespace escdiff::feedback {

// One idea of a change; nothing when the program has no place for it.
using Propose = std::optional<reduce::Edit> (*)(const reduce::Snapshot& program, generator::Choices& choices);

struct Mutation {
  std::string_view name;
  std::string_view meaning;
  Propose propose;
};

// All mutations, as mutations.def lists them.
std::vector<Mutation> mutations();

struct Mutant {
  std::string text;
  std::vector<std::string_view> mutations;  // by name, in their order
};

// How candidates fared.
struct MutationCounts {
  uint64_t tried = 0;
  uint64_t discarded = 0;  // the checker did not accept them
};

// A program that `text`, which imports nothing, becomes by one to three mutations, with package-level names
// that end in `index`. Nothing when no attempt of a bounded number made one that checks. `counts` grows.
std::optional<Mutant> mutate(const std::string& text, uint32_t index, generator::Choices& choices,
                             MutationCounts& counts);

// The program with package-level names that end in `index` instead of a number of their own; nothing when it
// does not parse.
std::optional<std::string> renumbered(const std::string& text, uint32_t index);

// The functions behind mutations.def.
#define MUTATION(function, name, meaning) \
  std::optional<reduce::Edit> function(const reduce::Snapshot& program, generator::Choices& choices);
#include "comparator/feedback/mutations.def"
#undef MUTATION

}  // namespace escdiff::feedback
