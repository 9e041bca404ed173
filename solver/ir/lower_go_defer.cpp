// go and defer: calls with operands or results move into a wrapper closure.
#include <fmt/core.h>

#include "solver/ir/lowering.h"

namespace escdiff::ir {

void Lowering::lower_go_defer(NodeId statement, Op op) {
  if (op == Op::kDefer) function().has_defer = true;
  InstId called = expression(tree().child(statement, 0));
  if (!is_plain_call(called)) called = wrapped_call(pos(statement), called, op);
  std::vector<InstId> children{called};
  if (op == Op::kDefer && state_->range_body != nullptr) children.push_back(defers_token(pos(statement)));
  emit(add({.op = op, .pos = pos(statement)}, children));
}

// A function value called without operands and results.
bool Lowering::is_plain_call(InstId called) {
  if (module_[called].op != Op::kCall) return false;
  const types::Type& signature = underlying(type_of_inst(module_.child(called, 0)));
  return program_.types[signature.parameters].members.empty() &&
         program_.types[signature.results].members.empty();
}

// The operands below `parent` that are evaluated by the go or defer statement itself.
void Lowering::wrapper_operands(InstId parent, uint32_t slot,
                                std::vector<std::pair<InstId, uint32_t>>& operands) const {
  const InstId operand = module_.child(parent, slot);
  const auto unsafe_pointer = [&](InstId x) {
    const types::Type& type = program_.types[program_.types.underlying(module_[x].type)];
    return type.kind == types::TypeKind::kBasic && type.basic == types::BasicKind::kUnsafePointer;
  };
  const auto is_uintptr = [&](InstId x) {
    const types::Type& type = program_.types[program_.types.underlying(module_[x].type)];
    return type.kind == types::TypeKind::kBasic && type.basic == types::BasicKind::kUintptr;
  };
  switch (module_[operand].op) {
    case Op::kConstant:
    case Op::kNil:
    case Op::kMethodExpression:
    case Op::kNew:
    case Op::kFunctionName: return;
    case Op::kConvertNop:
      if (!is_uintptr(operand) || !unsafe_pointer(module_.child(operand, 0))) break;
      return wrapper_operands(operand, 0, operands);
    case Op::kArrayLit:
    case Op::kSliceLit:
    case Op::kStructLit:
      for (uint32_t i = 0; i < module_[operand].count; ++i) {
        const InstId element = module_.child(operand, i);
        const bool keyed = module_[element].op == Op::kFieldInit || module_[element].op == Op::kElementInit;
        wrapper_operands(keyed ? element : operand, keyed ? 0 : i, operands);
      }
      return;
    default: break;
  }
  operands.emplace_back(parent, slot);
}

InstId Lowering::wrapped_call(SourcePos at, InstId called, Op op) {
  const std::string_view suffix = op == Op::kGo ? ".gowrap" : ".deferwrap";
  Function wrapper;
  wrapper.name = closure_name(suffix, suffix, naming_state().wrappers);
  wrapper.package_prefix = package_prefix(source_);
  wrapper.parent = state_->id;
  wrapper.pos = at;
  wrapper.is_wrapper = true;
  wrapper.is_instance = module_.functions[state_->id].is_instance;
  wrapper.signature = program_.types.signature(program_.types.tuple({}), program_.types.tuple({}), false);
  const TypeId signature = wrapper.signature;
  FunctionState state;
  state.outer = state_;
  state.id = module_.functions.add(std::move(wrapper));
  module_.functions[state_->id].closures.push_back(state.id);

  std::vector<std::pair<InstId, uint32_t>> operands;
  if (module_[called].op == Op::kCallInterface) {
    operands.emplace_back(called, 0);
  } else if (module_[called].count > 0) {
    wrapper_operands(called, 0, operands);
  }
  for (uint32_t slot = 1; slot < module_[called].count; ++slot) wrapper_operands(called, slot, operands);

  std::vector<InstId> pairs;
  std::vector<LocalId> temporaries;
  for (const auto& [parent, slot] : operands) {
    const InstId operand = module_.child(parent, slot);
    const SourcePos place =
        module_[operand].op == Op::kLocal || module_[operand].op == Op::kGlobal ? at : module_[operand].pos;
    const LocalId temporary = add_temporary(place, type_of_inst(operand));
    temporaries.push_back(temporary);
    declare(temporary);
    pairs.push_back(
        add({.op = Op::kAssign, .flags = kDefine, .pos = at}, {use_of_local(temporary, place), operand}));
    Local captured = module_.locals[temporary];
    captured.kind = LocalKind::kCaptured;
    captured.outer = temporary;
    const LocalId inside = add_local(state, std::move(captured));
    module_.functions[state.id].captures.push_back(inside);
    module_.set_child(parent, slot, use_of_local(inside, place));
  }
  if (!pairs.empty()) {
    const InstId statement = add({.op = Op::kAssignPairs, .flags = kDefine, .pos = at}, pairs);
    for (const LocalId temporary : temporaries) module_.locals[temporary].definition = statement;
    emit(statement);
  }
  const InstId statement = add({.op = Op::kEvaluate, .pos = module_[called].pos}, {called});
  module_.functions[state.id].body = block(at, std::span(&statement, 1));
  const InstId closure = add({.op = Op::kClosure, .pos = at, .type = signature, .payload = state.id.index});
  return add({.op = Op::kCall, .pos = module_[called].pos}, {closure});
}

}  // namespace escdiff::ir
