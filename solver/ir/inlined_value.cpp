#include "solver/ir/inlined_value.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "solver/ir/side_effects.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"

namespace escdiff::ir {

namespace {

class ValueOfCall {
 public:
  ValueOfCall(types::Program& program, Module& module) : program_(program), module_(module) {}

  InstId run(InstId call);

 private:
  bool read_arguments(InstId pairs);
  InstId returned(std::span<const InstId> statements) const;
  bool may_move(InstId result) const;
  bool can_repeat(InstId value) const;
  InstId copy(InstId id);
  InstId put_in(InstId id);
  InstId constant(types::ConstantValue value, const Inst& like);
  InstId truncated(InstId conversion);
  InstId joined(InstId concatenation);
  const std::string* text_of(InstId id) const {
    return module_[id].op == Op::kConstant
               ? std::get_if<std::string>(&program_.constants[module_.constant(id)])
               : nullptr;
  }

  types::Program& program_;
  Module& module_;
  std::map<LocalId, InstId> arguments_;  // by parameter
  bool is_valid_ = true;
};

bool ValueOfCall::read_arguments(InstId pairs) {
  for (const InstId pair : module_.children(pairs)) {
    const InstId left = module_.child(pair, 0);
    if (module_[left].op != Op::kLocal) return false;
    arguments_[module_.local(left)] = module_.child(pair, 1);
  }
  return true;
}

// Declared result, assignment of it, jump to the end, the end: the value that is assigned.
InstId ValueOfCall::returned(std::span<const InstId> statements) const {
  if (statements.size() != 4) return InstId();
  const InstId pairs = statements[1];
  if (module_[statements[0]].op != Op::kDeclare || module_[pairs].op != Op::kAssignPairs ||
      module_[pairs].count != 1 || module_[statements[2]].op != Op::kGoto ||
      module_[statements[3]].op != Op::kLabel) {
    return InstId();
  }
  return module_.child(module_.child(pairs, 0), 1);
}

bool ValueOfCall::can_repeat(InstId value) const {
  if (has_side_effects(program_, module_, value)) return false;
  bool can = true;
  visit(module_, value, [&](InstId id) {
    switch (module_[id].op) {
      case Op::kMakeChan:
      case Op::kMakeMap:
      case Op::kMakeSlice:
      case Op::kMapLit:
      case Op::kNew:
      case Op::kPointerLit:
      case Op::kSliceLit:
      case Op::kStringToBytes:
      case Op::kStringToRunes: can = false; break;
      default: break;
    }
    return can;
  });
  return can;
}

bool ValueOfCall::may_move(InstId result) const {
  for (const auto& [parameter, argument] : arguments_) {
    if (module_.locals[parameter].address_taken || has_side_effects(program_, module_, argument))
      return false;
  }
  std::map<LocalId, int> uses;
  bool captures = false;
  visit(module_, result, [&](InstId id) {
    if (module_[id].op == Op::kLocal) ++uses[module_.local(id)];
    if (module_[id].op == Op::kClosure)
      captures = captures || !module_.functions[module_.function(id)].captures.empty();
    return true;
  });
  if (captures) return false;
  return std::all_of(arguments_.begin(), arguments_.end(), [&](const auto& argument) {
    return uses[argument.first] <= 1 || can_repeat(argument.second);
  });
}

InstId ValueOfCall::copy(InstId id) {
  if (!id.has_value()) return id;
  std::vector<InstId> children;
  for (uint32_t slot = 0; slot < module_[id].count; ++slot) children.push_back(copy(module_.child(id, slot)));
  return module_.add(module_[id], children);
}

InstId ValueOfCall::constant(types::ConstantValue value, const Inst& like) {
  const ConstantId made = program_.constants.add(std::move(value));
  return module_.add({.op = Op::kConstant, .pos = like.pos, .type = like.type, .payload = made.index}, {});
}

// A conversion of what has become a constant.
InstId ValueOfCall::truncated(InstId conversion) {
  const InstId operand = module_.child(conversion, 0);
  if (module_[operand].op != Op::kConstant) return conversion;
  const TypeId from = program_.types.underlying(module_[operand].type);
  const TypeId to = program_.types.underlying(module_[conversion].type);
  const types::ConstantValue value = program_.constants[module_.constant(operand)];
  if (program_.types.identical(from, to)) return constant(value, module_[conversion]);
  const std::optional<mpz_class> integer = types::as_integer(value);
  if (!integer || !types::is_basic(program_, from, types::kIsInteger) ||
      !types::is_basic(program_, to, types::kIsInteger)) {
    is_valid_ = false;
    return conversion;
  }
  const mpz_class range = mpz_class(1) << static_cast<unsigned>(types::size_of(program_, to) * 8);
  mpz_class wrapped;
  mpz_fdiv_r(wrapped.get_mpz_t(), integer->get_mpz_t(), range.get_mpz_t());
  if (!types::is_basic(program_, to, types::kIsUnsigned) && wrapped >= range / 2) wrapped -= range;
  return constant(wrapped, module_[conversion]);
}

// Neighbours that have become constants are one string.
InstId ValueOfCall::joined(InstId concatenation) {
  std::vector<InstId> parts;
  for (uint32_t slot = 0; slot < module_[concatenation].count; ++slot) {
    const InstId part = module_.child(concatenation, slot);
    const std::string* before = parts.empty() ? nullptr : text_of(parts.back());
    const std::string* text = text_of(part);
    if (before != nullptr && text != nullptr) {
      parts.back() = constant(*before + *text, module_[parts.back()]);
    } else {
      parts.push_back(part);
    }
  }
  if (parts.size() == module_[concatenation].count) return concatenation;
  if (parts.size() == 1) return constant(*text_of(parts.front()), module_[concatenation]);
  return module_.add(module_[concatenation], parts);
}

InstId ValueOfCall::put_in(InstId id) {
  if (!id.has_value()) return id;
  if (module_[id].op == Op::kLocal) {
    const auto argument = arguments_.find(module_.local(id));
    return argument == arguments_.end() ? id : copy(argument->second);
  }
  std::vector<InstId> children;
  for (uint32_t slot = 0; slot < module_[id].count; ++slot)
    children.push_back(put_in(module_.child(id, slot)));
  const InstId made = module_.add(module_[id], children);
  if (module_[made].op == Op::kConvert) return truncated(made);
  if (module_[made].op == Op::kConcatenate) return joined(made);
  return made;
}

InstId ValueOfCall::run(InstId call) {
  if (module_[call].count != 2) return InstId();
  const std::span<const InstId> statements = module_.children(module_.child(call, 0));
  size_t next = 0;
  while (next < statements.size() && module_[statements[next]].op == Op::kDeclare &&
         (module_[statements[next]].flags & kDefine) == 0) {
    ++next;
  }
  if (next < statements.size() && module_[statements[next]].op == Op::kAssignPairs &&
      (module_[statements[next]].flags & kDefine) != 0) {
    if (!read_arguments(statements[next])) return InstId();
    ++next;
  } else {
    next = 0;  // no parameters: that was the result
  }
  const InstId result = returned(statements.subspan(next));
  if (!result.has_value() || !may_move(result)) return InstId();
  const InstId made = put_in(result);
  return is_valid_ ? made : InstId();
}

}  // namespace

InstId inlined_value(types::Program& program, Module& module, InstId call) {
  return ValueOfCall(program, module).run(call);
}

}  // namespace escdiff::ir
