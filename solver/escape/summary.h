// What callers know of a function that has been analyzed.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "solver/escape/leaks.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

struct Summary {
  bool is_known = false;
  std::vector<Leaks> parameters;  // receiver first
  // Arguments uintptr(unsafe.Pointer(p)) keep p alive until the call returns; with //go:uintptrescapes p
  // leaks.
  bool keeps_uintptr_arguments = false;
  bool leaks_uintptr_arguments = false;
};

// By FunctionId.
using Summaries = std::vector<Summary>;

// The summaries of a program's declared functions and methods, package by package as they are analyzed: what
// importers know of them.
class ProgramSummaries {
 public:
  // Gives the summaries of packages that were analyzed in an earlier run; asked once a function.
  using Restore = std::function<std::optional<Summary>(ir::ObjectId)>;
  explicit ProgramSummaries(Restore restore = nullptr) : restore_(std::move(restore)) {}

  // None for a function that was not analyzed.
  const Summary* find(ir::ObjectId function) const {
    if (!function.has_value()) return nullptr;
    if (restore_ && (function.index >= by_object_.size() || !by_object_[function.index].is_known)) {
      if (std::optional<Summary> restored = restore_(function)) set(function, std::move(*restored));
    }
    if (function.index >= by_object_.size()) return nullptr;
    const Summary& summary = by_object_[function.index];
    return summary.is_known ? &summary : nullptr;
  }
  void add(ir::ObjectId function, Summary summary) { set(function, std::move(summary)); }

 private:
  void set(ir::ObjectId function, Summary summary) const {
    if (by_object_.size() <= function.index) by_object_.resize(function.index + 1);
    by_object_[function.index] = std::move(summary);
  }

  Restore restore_;
  mutable std::deque<Summary> by_object_;  // what find() returned stays in its place
};

}  // namespace escdiff::escape
