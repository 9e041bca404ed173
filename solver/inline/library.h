// The packages that were looked at so far, for those that import them: bodies to inline, and what they cost.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "solver/inline/can_inline.h"
#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// A package in the front end's form: inlined bodies are copies of what is here, never of what inlining made
// of it. Of a package that an earlier run looked at, one function with its literals.
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

// What an earlier run kept of the packages that this one does not look at.
class KeptBodies : public KeptVerdicts {
 public:
  // The function alone, as the first one of a module, in which Local::reassigned is set. Of a declared
  // function that can be inlined with the verdicts, its literals' too; of an instance of a generic function
  // without: they are to be decided. Nothing when there is no such body.
  virtual std::optional<PackageBodies> bodies(ir::ObjectId function) = 0;
};

class Library {
 public:
  // `kept` may be null.
  Library(types::Program& program, const profile::Profile& profile, KeptBodies* kept = nullptr)
      : known(kept), program_(program), profile_(&profile), kept_(kept) {}

  KnownFunctions known;

  // Adds a package, whose imports are here already, and decides about its functions as a compiler with
  // `profile` does, which must outlive the library.
  const PackageBodies& add(types::PackageId package, ir::Module module, const profile::Profile& profile);
  // No package for functions that are not known. What was found stays where it is.
  Origin find(ir::ObjectId object);

 private:
  void declare(const PackageBodies& bodies);
  void find_instances_in(const ir::Module& module);

  types::Program& program_;
  const profile::Profile* profile_;  // of the package that was added last: also of the instances it makes
  KeptBodies* kept_;
  std::deque<PackageBodies> packages_;
  std::vector<Origin> declared_;  // by ObjectId
};

}  // namespace escdiff::inlining
