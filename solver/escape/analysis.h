// Escape analysis of one package: the IR in, facts out. Messages are another layer (messages.h).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "solver/escape/explanation.h"
#include "solver/escape/leaks.h"
#include "solver/escape/reached.h"
#include "solver/escape/rules.h"
#include "solver/escape/summary.h"
#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::escape {

// Storage that an expression asks for.
struct AllocationFact {
  ir::InstId inst;
  bool escapes = false;
  bool is_never_written = false;  // nothing writes to what it holds
};

struct VariableFact {
  ir::LocalId local;
  bool escapes = false;
};

enum class ParameterKind : uint8_t {
  kAnalyzed,          // `leaks` tells
  kMovedToHeap,       // its own storage is on the heap: callers see a leak
  kNoPointers,        // nothing to tell
  kUnused,            // unnamed
  kBodyless,          // of a function without a body: leaks
  kNoescape,          // of a function without a body, with //go:noescape
  kUnsafeUintptr,     // an integer of a function without a body: may be a pointer in disguise
  kEscapingUintptr,   // likewise, under //go:uintptrescapes
  kEscapingUintptrs,  // the same, variadic
};

struct ParameterFact {
  ir::FunctionId function;
  uint32_t number = 0;  // receiver first
  ParameterKind kind = ParameterKind::kAnalyzed;
  Leaks leaks;
};

struct SelfAssignmentFact {
  ir::FunctionId function;
  ir::InstId statement;
};

// How a literal captures a variable; in the order of literals.
struct CaptureFact {
  ir::LocalId variable;
  bool by_value = false;
  bool is_address_taken = false;
  bool is_reassigned = false;
  uint64_t size = 0;
};

// Everything the analysis found out, in the order of call groups, callees first.
struct Facts {
  std::vector<AllocationFact> allocations;
  std::vector<VariableFact> variables;  // parameters and results included
  std::vector<ParameterFact> parameters;
  std::vector<SelfAssignmentFact> self_assignments;
  // When asked for.
  std::vector<Explanation> explanations;
  std::vector<CaptureFact> captures;
};

struct AnalyzeOptions {
  bool explains = false;            // fill in why
  Rule wrong_rule = Rule::kNone;    // for tests: that rule is applied wrongly
  ReachedRules* reached = nullptr;  // gets what the analysis comes by; null: nobody asks
};

// `summaries` holds those of all packages that this one imports; its own are added.
Facts analyze(types::Program& program, types::PackageId package, const ir::Module& module,
              const profile::Profile& profile, ProgramSummaries& summaries,
              const AnalyzeOptions& options = {});

}  // namespace escdiff::escape
