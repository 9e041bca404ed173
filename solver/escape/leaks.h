// Leaks: what a caller must know about one parameter.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace escdiff::escape {

// The least number of dereferences after which a parameter's value reaches each target; absent when it never
// does.
class Leaks {
 public:
  explicit Leaks(uint32_t result_slots = 0) : results_(result_slots, kNever) {}

  std::optional<int> heap() const { return read(heap_); }
  std::optional<int> mutator() const { return read(mutator_); }
  std::optional<int> callee() const { return read(callee_); }
  std::optional<int> result(uint32_t i) const { return read(results_[i]); }
  uint32_t result_slots() const { return static_cast<uint32_t>(results_.size()); }

  void add_heap(int derefs) { lower(heap_, derefs); }
  void add_mutator(int derefs) { lower(mutator_, derefs); }
  void add_callee(int derefs) { lower(callee_, derefs); }
  void add_result(uint32_t i, int derefs) { lower(results_[i], derefs); }

  // Bounds counts by what a tag can hold, and drops the flows that the one to the heap covers: those of its
  // length and longer ones.
  void normalize(int max_derefs) {
    bound(heap_, max_derefs);
    cover(mutator_, max_derefs);
    cover(callee_, max_derefs);
    for (int& slot : results_) cover(slot, max_derefs);
  }
  friend bool operator==(const Leaks&, const Leaks&) = default;

 private:
  static constexpr int kNever = INT32_MAX;

  static std::optional<int> read(int slot) { return slot == kNever ? std::nullopt : std::optional(slot); }
  static void lower(int& slot, int derefs) {
    if (derefs < slot) slot = derefs;
  }
  static void bound(int& slot, int max_derefs) {
    if (slot != kNever && slot > max_derefs) slot = max_derefs;
  }
  void cover(int& slot, int max_derefs) const {
    bound(slot, max_derefs);
    if (slot >= heap_) slot = kNever;
  }

  int heap_ = kNever;
  int mutator_ = kNever;
  int callee_ = kNever;
  std::vector<int> results_;
};

}  // namespace escdiff::escape
