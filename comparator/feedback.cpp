#include "comparator/feedback.h"

#include <algorithm>

#include "comparator/feedback/learn.h"
#include "comparator/feedback/move_to_package.h"
#include "comparator/source_header.h"
#include "generator/generator.h"

namespace escdiff::feedback {

namespace {

// Differs from what the generator draws for the same program.
uint64_t mix(uint64_t seed, uint32_t index) { return (seed + 1) * 0xD1342543DE82EF95ull ^ index; }

}  // namespace

Result<Feedback> Feedback::create(FeedbackOptions options) {
  Feedback feedback(std::move(options));
  auto stored = feedback.corpus_.stored();
  if (!stored) return tl::unexpected(stored.error());
  feedback.stored_ = std::move(*stored);
  std::ranges::reverse(feedback.stored_);
  return feedback;
}

MadeProgram Feedback::next(uint32_t index) {
  while (!stored_.empty()) {
    auto text = renumbered(stored_.back(), index);
    stored_.pop_back();
    if (!text) continue;
    ++counts_.stored;
    return {std::move(*text), false, {}};
  }
  generator::Choices choices(mix(options_.seed, index));
  if (!corpus_.empty() && choices.chance(options_.mutants)) {
    auto mutant = mutate(corpus_.pick(choices, rules_).text, index, choices, counts_.mutations);
    if (mutant) {
      ++counts_.mutants;
      if (choices.chance(options_.moved)) {
        if (auto moved = move_to_package(mutant->text, choices, options_.policy.lang))
          return {std::move(*moved), false, {}};
      }
      return {std::move(mutant->text), false, {}};
    }
  }
  ++counts_.generated;
  generator::Program program = generator::generate(options_.seed, index, policy_);
  const generator::FeatureSet features = generator::features_of(program);
  return {std::move(program.text), true, features};
}

Result<void> Feedback::tell(const MadeProgram& program, std::span<const std::string> reached) {
  if (reached.empty()) return {};
  std::vector<std::string> fresh =
      program.is_generated ? rules_.add(reached, program.features) : rules_.add(reached);
  // What imports packages, or has several, is not mutated: checking it would need them each time.
  const bool is_seed =
      program.text.size() <= options_.most_bytes && comparator::read_header(program.text).imports.empty();
  if (fresh.empty() || !is_seed) return {};
  return corpus_.keep(program.text, std::move(fresh));
}

void Feedback::adapt() { policy_ = learned(options_.policy, rules_); }

}  // namespace escdiff::feedback
