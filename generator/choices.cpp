#include "generator/choices.h"

#include <algorithm>

namespace escdiff::generator {

uint64_t Choices::next() {
  state_ += 0x9E3779B97F4A7C15ull;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

uint32_t Choices::draw(uint32_t n) {
  if (n < 2) return 0;
  uint32_t value = 0;
  if (!replaying_) {
    value = static_cast<uint32_t>(((next() >> 32) * n) >> 32);
  } else if (at_ < replay_.size()) {
    value = std::min(replay_[at_++], n - 1);
  }
  taken_.push_back(value);
  return value;
}

void Choices::close(uint32_t mark, uint32_t group) {
  const uint32_t end = open();
  if (end > mark) spans_.push_back({mark, end, group});
}

}  // namespace escdiff::generator
