#include "comparator/feedback/mutate.h"

#include <set>

#include "comparator/feedback/sites.h"
#include "comparator/reduce/repair.h"
#include "comparator/reduce/uses.h"

namespace escdiff::feedback {

using namespace syntax;

namespace {

constexpr uint32_t kMostMutations = 3;
// Of one mutant: what no attempt achieves is not worth more of them.
constexpr int kMostAttempts = 12;

// Package-level names, those of functions that the language calls left out.
std::set<std::string_view> own_names(const Snapshot& program) {
  std::set<std::string_view> names;
  for (const NodeId name : reduce::declared_names(program)) names.insert(program.spelling(name));
  for (const char* given : {"_", "init", "main"}) names.erase(given);
  return names;
}

}  // namespace

std::vector<Mutation> mutations() {
  return {
#define MUTATION(function, name, meaning) {name, meaning, function},
#include "comparator/feedback/mutations.def"
#undef MUTATION
  };
}

// Fields, methods and labels that are spelled like a package-level name go with it: selectors of embedded
// types need that.
std::optional<std::string> renumbered(const std::string& text, uint32_t index) {
  const auto program = Snapshot::create(text, reduce::Checking::kSyntaxOnly);
  if (!program) return std::nullopt;
  const std::set<std::string_view> names = own_names(*program);
  reduce::Edit edit;
  for (const NodeId node : program->nodes()) {
    if (!program->is(node, NodeKind::kName) || !names.contains(program->spelling(node))) continue;
    std::string_view stem = program->spelling(node);
    while (stem.back() >= '0' && stem.back() <= '9') stem.remove_suffix(1);
    edit.replace(program->begin(node), program->end(node), std::string(stem) + std::to_string(index));
  }
  return edit.apply(text);
}

std::optional<Mutant> mutate(const std::string& text, uint32_t index, generator::Choices& choices,
                             MutationCounts& counts) {
  const reduce::Context context(reduce::Checking::kBodiless);
  auto program = Snapshot::create(text, context);
  if (!program || !program->typed()) return std::nullopt;
  const std::vector<Mutation> all = mutations();
  const uint32_t wanted = 1 + choices.draw(kMostMutations);
  Mutant mutant;
  for (int attempt = 0; attempt < kMostAttempts && mutant.mutations.size() < wanted; ++attempt) {
    const Mutation& mutation = pick(all, choices);
    const auto edit = mutation.propose(*program, choices);
    if (!edit) continue;
    ++counts.tried;
    auto next = reduce::repair(edit->apply(program->text()), context, reduce::Mending::kTidy);
    if (!next || !next->typed() || next->text() == program->text()) {
      ++counts.discarded;
      continue;
    }
    program = std::move(next);
    mutant.mutations.push_back(mutation.name);
  }
  if (mutant.mutations.empty()) return std::nullopt;
  auto named = renumbered(program->text(), index);
  if (!named) return std::nullopt;
  mutant.text = std::move(*named);
  return mutant;
}

}  // namespace escdiff::feedback
