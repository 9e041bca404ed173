// The packages that were looked at so far, for those that import them: bodies to inline, and what they cost.
#pragma once

#include <deque>
#include <vector>

#include "solver/inline/can_inline.h"
#include "solver/ir/ir.h"

namespace escdiff::inlining {

// A package in the front end's form: inlined bodies are copies of what is here, never of what inlining made
// of it.
struct PackageBodies {
  types::PackageId package;
  ir::Module module;
  std::vector<Verdict> verdicts;  // by FunctionId
};

// Where a function's body is.
struct Origin {
  const PackageBodies* package = nullptr;
  ir::FunctionId function;

  const ir::Function& operator*() const { return package->module.functions[function]; }
  const Verdict& verdict() const { return package->verdicts[function.index]; }
  bool operator==(const Origin&) const = default;
};

class Library {
 public:
  KnownFunctions known;

  // Adds a package, whose imports are here already, and decides about its functions.
  const PackageBodies& add(types::Program& program, types::PackageId package, ir::Module module,
                           const profile::Profile& profile);
  // No package for functions that are not known.
  Origin find(ir::ObjectId object) const {
    return object.index < declared_.size() ? declared_[object.index] : Origin();
  }

 private:
  std::deque<PackageBodies> packages_;
  std::vector<Origin> declared_;  // by ObjectId
};

}  // namespace escdiff::inlining
