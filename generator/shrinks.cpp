// The shrink candidates of one program, in stages: whole functions, statements and expressions go, then
// single choices get smaller.
#include <algorithm>
#include <functional>

#include "generator/generator.h"
#include "generator/program.h"

namespace escdiff::generator {
namespace {

enum class Stage : uint8_t { kGroups, kSpans, kZeroSpans, kZeroChoices, kHalves, kSteps, kDone };

Stage after(Stage stage) { return static_cast<Stage>(static_cast<uint8_t>(stage) + 1); }

bool simpler(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// The spans of the program, the longest first; those of equal length in their order.
std::vector<Span> spans_of(const Program& program, const Policy& policy) {
  Choices choices(program.choices);
  build_program(choices, policy, program.index, program.size);
  std::vector<Span> spans = choices.spans();
  std::stable_sort(spans.begin(), spans.end(),
                   [](const Span& a, const Span& b) { return a.end - a.begin > b.end - b.begin; });
  return spans;
}

}  // namespace

struct Shrinks::State {
  Program program;
  Policy policy;
  std::vector<Span> spans;
  std::vector<uint32_t> groups;  // each once, those of the last declarations first
  bool scanned = false;
  Stage stage = Stage::kGroups;
  size_t at = 0;

  size_t count() const {
    switch (stage) {
      case Stage::kGroups: return groups.size();
      case Stage::kSpans:
      case Stage::kZeroSpans: return spans.size();
      default: return program.choices.size();
    }
  }

  // The candidate at `at` of the stage; empty when it would change nothing.
  std::vector<uint32_t> candidate() const {
    switch (stage) {
      case Stage::kGroups: return without_group(groups[at]);
      case Stage::kSpans: return without(spans[at]);
      case Stage::kZeroSpans: return zeroed(spans[at]);
      default: return lowered();
    }
  }

  std::vector<uint32_t> without(const Span& span) const {
    std::vector<uint32_t> out = program.choices;
    out.erase(out.begin() + span.begin, out.begin() + span.end);
    return out;
  }

  std::vector<uint32_t> without_group(uint32_t group) const {
    std::vector<bool> gone(program.choices.size(), false);
    for (const Span& span : spans)
      if (span.group == group) std::fill(gone.begin() + span.begin, gone.begin() + span.end, true);
    std::vector<uint32_t> out;
    for (size_t i = 0; i < gone.size(); ++i)
      if (!gone[i]) out.push_back(program.choices[i]);
    return out;
  }

  std::vector<uint32_t> zeroed(const Span& span) const {
    std::vector<uint32_t> out = program.choices;
    std::fill(out.begin() + span.begin, out.begin() + span.end, 0u);
    return out == program.choices ? std::vector<uint32_t>() : out;
  }

  std::vector<uint32_t> lowered() const {
    const uint32_t old = program.choices[at];
    const uint32_t value = stage == Stage::kZeroChoices ? 0 : stage == Stage::kHalves ? old / 2 : old - 1;
    const bool repeats = old == 0 || (stage != Stage::kZeroChoices && value == 0) ||
                         (stage == Stage::kSteps && value == old / 2);
    if (repeats) return {};
    std::vector<uint32_t> out = program.choices;
    out[at] = value;
    return out;
  }
};

Shrinks::Shrinks(Program program, Policy policy) : state_(std::make_unique<State>()) {
  state_->program = std::move(program);
  state_->policy = policy;
}
Shrinks::Shrinks(const Shrinks& other) : state_(std::make_unique<State>(*other.state_)) {}
Shrinks& Shrinks::operator=(const Shrinks& other) {
  *state_ = *other.state_;
  return *this;
}
Shrinks::Shrinks(Shrinks&&) noexcept = default;
Shrinks& Shrinks::operator=(Shrinks&&) noexcept = default;
Shrinks::~Shrinks() = default;

std::optional<Program> Shrinks::next() {
  State& state = *state_;
  if (!state.scanned) {
    state.spans = spans_of(state.program, state.policy);
    for (const Span& span : state.spans) state.groups.push_back(span.group);
    std::sort(state.groups.begin(), state.groups.end(), std::greater<>());
    state.groups.erase(std::unique(state.groups.begin(), state.groups.end()), state.groups.end());
    std::erase(state.groups, 0u);
    state.scanned = true;
  }
  while (state.stage != Stage::kDone) {
    if (state.at >= state.count()) {
      state.stage = after(state.stage);
      state.at = 0;
      continue;
    }
    std::vector<uint32_t> choices = state.candidate();
    ++state.at;
    if (choices.empty()) continue;
    Program smaller = rebuild(state.program, std::move(choices), state.policy);
    if (simpler(smaller.choices, state.program.choices) && smaller.text != state.program.text) return smaller;
  }
  return std::nullopt;
}

}  // namespace escdiff::generator
