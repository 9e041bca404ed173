// The choice sequence that a program is a function of: drawn at random, or replayed from an earlier (shrunk)
// one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace escdiff::generator {

// A stretch of choices that built one thing; stretches of the same non-zero group belong together
// (a function's signature and its body).
struct Span {
  uint32_t begin;
  uint32_t end;
  uint32_t group;
};

// Draws numbers and records what it drew. Smaller numbers mean simpler programs; past its end a replay draws
// 0.
class Choices {
 public:
  // Random choices from SplitMix64 (Steele, Lea, Flood 2014).
  explicit Choices(uint64_t seed) : state_(seed) {}
  // The given choices, each lowered to what its place allows, then zeros.
  explicit Choices(std::vector<uint32_t> replay) : replaying_(true), replay_(std::move(replay)) {}

  // A number in [0, n); 0 without a choice when n < 2.
  uint32_t draw(uint32_t n);
  // True with probability permille/1000; the choice 0 is false unless permille >= 1000.
  bool chance(uint32_t permille) {
    if (permille == 0) return false;
    return permille >= 1000 || draw(1000) >= 1000 - permille;
  }

  // Marks the start of a span; give the mark to close().
  uint32_t open() const { return static_cast<uint32_t>(taken_.size()); }
  void close(uint32_t mark, uint32_t group = 0);

  // What was drawn so far: replaying it draws the same again.
  const std::vector<uint32_t>& taken() const { return taken_; }
  const std::vector<Span>& spans() const { return spans_; }

 private:
  uint64_t next();

  uint64_t state_ = 0;
  bool replaying_ = false;
  size_t at_ = 0;
  std::vector<uint32_t> replay_;
  std::vector<uint32_t> taken_;
  std::vector<Span> spans_;
};

// Closes its span when it goes out of scope.
class SpanScope {
 public:
  explicit SpanScope(Choices& choices, uint32_t group = 0)
      : choices_(choices), mark_(choices.open()), group_(group) {}
  ~SpanScope() { choices_.close(mark_, group_); }
  SpanScope(const SpanScope&) = delete;
  SpanScope& operator=(const SpanScope&) = delete;

 private:
  Choices& choices_;
  uint32_t mark_;
  uint32_t group_;
};

}  // namespace escdiff::generator
