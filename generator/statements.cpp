// The choice of the next statement.
#include "generator/statements.h"

#include "generator/expressions.h"

namespace escdiff::generator {
namespace {

enum class Family : uint8_t { kAssignment, kEffect, kLoop, kBranch };

struct StatementKind {
  Feature feature;
  Family family;
  bool declares;  // adds a variable to the block it stands in
  bool nests;     // has a block of its own
};

using enum Feature;
constexpr StatementKind kKinds[] = {
    {kDefine, Family::kAssignment, true, false},
    {kDefinePair, Family::kAssignment, true, false},
    {kVarDecl, Family::kAssignment, true, false},
    {kConstDecl, Family::kAssignment, true, false},
    {kShadow, Family::kAssignment, true, false},
    {kCommaOk, Family::kAssignment, true, false},
    {kAssign, Family::kAssignment, false, false},
    {kStoreGlobal, Family::kAssignment, false, false},
    {kStoreThroughParam, Family::kAssignment, false, false},
    {kAssignPair, Family::kAssignment, false, false},
    {kAssignCall, Family::kAssignment, true, false},
    {kAssignOp, Family::kAssignment, false, false},
    {kIncDec, Family::kAssignment, false, false},
    {kSelfAssign, Family::kAssignment, false, false},
    {kDiscard, Family::kAssignment, false, false},
    {kBindMethod, Family::kAssignment, true, false},
    {kAppendStmt, Family::kAssignment, false, false},
    {kCallStmt, Family::kEffect, false, false},
    {kVarGroup, Family::kAssignment, true, false},
    {kTypeDecl, Family::kAssignment, true, false},
    {kHeaderStore, Family::kAssignment, false, false},
    {kHugeClosure, Family::kEffect, true, true},
    {kBigMethodValue, Family::kEffect, true, false},
    {kRangeSequence, Family::kLoop, false, true},
    {kBenchLoop, Family::kLoop, false, true},
    {kBlankLabel, Family::kLoop, false, true},
    {kGotoEnd, Family::kLoop, false, true},
    {kCallStandardStmt, Family::kEffect, false, false},
    {kCallGenericStmt, Family::kEffect, false, false},
    {kCallMethodStmt, Family::kEffect, false, false},
    {kCallLiteralStmt, Family::kEffect, false, true},
    {kCallValueStmt, Family::kEffect, false, false},
    {kClosureDefine, Family::kEffect, true, true},
    {kRecursiveClosure, Family::kEffect, true, true},
    {kCopyStmt, Family::kEffect, false, false},
    {kDeleteStmt, Family::kEffect, false, false},
    {kClearStmt, Family::kEffect, false, false},
    {kCloseStmt, Family::kEffect, false, false},
    {kSendStmt, Family::kEffect, false, false},
    {kReceiveStmt, Family::kEffect, false, false},
    {kDefer, Family::kEffect, false, true},
    {kGo, Family::kEffect, false, true},
    {kPanic, Family::kEffect, false, true},
    {kRecover, Family::kEffect, false, true},
    {kPrint, Family::kEffect, false, false},
    {kForClause, Family::kLoop, false, true},
    {kForCond, Family::kLoop, false, true},
    {kForEver, Family::kLoop, false, true},
    {kRangeSlice, Family::kLoop, false, true},
    {kRangeArray, Family::kLoop, false, true},
    {kRangeArrayPointer, Family::kLoop, false, true},
    {kRangeMap, Family::kLoop, false, true},
    {kRangeChan, Family::kLoop, false, true},
    {kRangeString, Family::kLoop, false, true},
    {kRangeInt, Family::kLoop, false, true},
    {kRangeFunc, Family::kLoop, true, true},
    {kLoopCarried, Family::kLoop, true, true},
    {kLabelled, Family::kLoop, false, true},
    {kGotoBack, Family::kLoop, true, true},
    {kGotoForward, Family::kLoop, false, true},
    {kReturnEarly, Family::kBranch, false, true},
    {kIf, Family::kBranch, false, true},
    {kIfElse, Family::kBranch, false, true},
    {kIfInit, Family::kBranch, false, true},
    {kSwitch, Family::kBranch, false, true},
    {kSwitchTrue, Family::kBranch, false, true},
    {kTypeSwitch, Family::kBranch, false, true},
    {kSelect, Family::kBranch, false, true},
    {kBlock, Family::kBranch, false, true},
    {kDeadCode, Family::kBranch, false, true},
};

Family family_of(Feature feature) {
  for (const StatementKind& kind : kKinds)
    if (kind.feature == feature) return kind.family;
  return Family::kAssignment;
}

bool build(Context& context, Feature feature, NodeId block) {
  switch (family_of(feature)) {
    case Family::kAssignment: return assignment(context, feature, block);
    case Family::kEffect: return effect(context, feature, block);
    case Family::kLoop: return loop(context, feature, block);
    case Family::kBranch: return branching(context, feature, block);
  }
  return false;
}

// How often to try another kind when the program lacks what the drawn one needs.
constexpr int kTries = 4;

}  // namespace

void statement(Context& context, NodeId block) {
  const bool may_nest = context.block_depth < context.policy.max_block_depth && context.lines_left > 1;
  const bool may_declare = context.frame().declarations;
  Options options(context);
  for (const StatementKind& kind : kKinds)
    if ((may_nest || !kind.nests) && (may_declare || !kind.declares)) options.add(kind.feature);
  for (int i = 0; i < kTries; ++i) {
    const Feature feature = options.pick();
    if (build(context, feature, block)) return context.note(feature);
  }
  const Feature last = may_declare ? Feature::kDefine : Feature::kDiscard;
  assignment(context, last, block);
  context.note(last);
}

}  // namespace escdiff::generator
