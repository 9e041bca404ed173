#include "solver/inline/copy_body.h"

#include <array>
#include <string>

namespace escdiff::inlining {

using ir::Inst;
using ir::InstId;
using ir::LocalId;
using ir::Op;
using ir::Symbol;

void BodyCopy::inline_at(ir::SourcePos pos, Symbol end, const std::vector<LocalId>& results,
                         bool declares_results) {
  is_inlined_ = true;
  pos_ = pos;
  end_ = end;
  results_ = results;
  declares_results_ = declares_results;
}

std::vector<InstId> BodyCopy::statements(InstId block) {
  std::vector<InstId> list;
  for (const InstId statement : from_.children(block)) {
    if (is_inlined_ && from_[statement].op == Op::kReturn) {
      inlined_return(statement, list);
    } else {
      list.push_back(copy(statement));
    }
  }
  return list;
}

void BodyCopy::inlined_return(InstId id, std::vector<InstId>& list) {
  std::vector<InstId> pairs;
  for (uint32_t i = 0; i < from_[id].count; ++i) {
    const InstId value = copy(from_.child(id, i));
    pairs.push_back(
        to_.add({.op = Op::kAssign, .pos = pos_}, std::array{to_.use(locals[results_[i]], pos_), value}));
  }
  if (!pairs.empty()) {
    const InstId assignment = to_.add({.op = Op::kAssignPairs, .pos = pos_}, pairs);
    for (const LocalId result : results_) {
      if (!declares_results_) break;
      const LocalId variable = locals[result];
      to_.locals[variable].definition = assignment;
      list.push_back(to_.add({.op = Op::kDeclare, .pos = pos_, .payload = variable.index}, {}));
    }
    list.push_back(assignment);
  }
  list.push_back(to_.add({.op = Op::kGoto, .pos = pos_, .payload = end_.index}, {}));
}

Symbol BodyCopy::label(Symbol original) {
  if (!original.has_value() || !is_inlined_) return original;
  return program_.symbols.intern('~' + std::string(program_.symbols.text(original)) +
                                 std::string(program_.symbols.text(end_)));
}

void BodyCopy::set_payload(InstId id, Inst& inst) {
  switch (inst.op) {
    case Op::kLocal:
    case Op::kDeclare: inst.payload = locals[from_.local(id)].index; break;
    case Op::kTypeCase: {
      const LocalId variable = from_.case_local(id);
      if (variable.has_value()) inst.payload = locals[variable].index;
      const std::span<const ir::TypeId> types = from_.case_types(id);
      inst.extra = to_.add_type_list({types.begin(), types.end()});
      break;
    }
    case Op::kClosure: inst.payload = copy_literal_(from_.function(id), locals).index; break;
    case Op::kLabel:
    case Op::kGoto:
    case Op::kBreak:
    case Op::kContinue:
    case Op::kFor: inst.payload = label(Symbol(inst.payload)).index; break;
    default: break;
  }
}

InstId BodyCopy::copy(InstId id) {
  if (!id.has_value()) return id;
  Inst inst = from_[id];
  std::vector<InstId> children;
  if (inst.op == Op::kBlock) {
    children = statements(id);
  } else {
    for (uint32_t slot = 0; slot < inst.count; ++slot) children.push_back(copy(from_.child(id, slot)));
  }
  set_payload(id, inst);
  const ir::SourcePos original = inst.pos;
  if (is_inlined_) inst.pos = pos_;
  const InstId made = to_.add(inst, children);
  switch (inst.op) {
    case Op::kDictionaryMethod:
      if ((inst.flags & ir::kImprecise) != 0) to_.notes.push_back({inst.pos, ir::kImpreciseCall});
      break;
    case Op::kCall:
    case Op::kCallMethod:
    case Op::kCallInterface: calls.emplace(made, original); break;
    case Op::kAssign:
    case Op::kAssignPairs:
    case Op::kAssignCall:
    case Op::kAssignCommaOk:
    case Op::kRange:
    case Op::kTypeSwitch: statements_[id] = made; break;
    default: break;
  }
  return made;
}

void BodyCopy::define(const std::vector<LocalId>& originals) {
  for (const LocalId original : originals) {
    const InstId definition = from_.locals[original].definition;
    if (!definition.has_value() || from_.locals[original].kind == ir::LocalKind::kCaptured) continue;
    const auto copied = statements_.find(definition);
    if (copied != statements_.end()) to_.locals[locals[original]].definition = copied->second;
  }
}

}  // namespace escdiff::inlining
