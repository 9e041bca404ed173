// Sizes and converted values that are known: since Go 1.25 gc puts the constant itself in their place.
#include <array>
#include <set>

#include "solver/ir/passes.h"
#include "solver/ir/static_value.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

namespace {

class Propagator {
 public:
  Propagator(types::Program& program, Module& module) : program_(program), module_(module) {}

  FunctionId hidden;  // the function whose variables are not known where the instruction stands

  void inst(InstId id) {
    if (module_[id].op == Op::kMakeSlice) make_slice(id);
    if (module_[id].op == Op::kConvertInterface) conversion(id);
  }

 private:
  InstId constant(types::ConstantValue value, TypeId type, SourcePos pos) {
    const ConstantId id = program_.constants.add(std::move(value));
    return module_.add({.op = Op::kConstant, .pos = pos, .type = type, .payload = id.index}, {});
  }

  void replace(InstId parent, uint32_t slot, InstId constant) {
    module_.replacements.push_back({constant, module_.child(parent, slot)});
    module_.set_child(parent, slot, constant);
  }

  // One more than the largest index of a slice literal.
  int64_t literal_length(InstId literal) const {
    int64_t next = 0;
    int64_t length = 0;
    for (const InstId element : module_.children(literal)) {
      if (module_[element].op == Op::kElementInit) next = module_.number(element);
      length = std::max(length, ++next);
    }
    return length;
  }

  // The capacity decides where the slice lives; without one the length does.
  void make_slice(InstId id) {
    const uint32_t slot = module_.child(id, 1).has_value() ? 1 : 0;
    const InstId size = module_.child(id, slot);
    if (module_[size].op == Op::kConstant) return;
    const InstId known = static_value(module_, size, hidden);
    const SourcePos at = module_[id].pos;
    if (module_[known].op == Op::kConstant) {
      const std::optional<mpz_class> value = types::as_integer(program_.constants[module_.constant(known)]);
      if (!value || *value < 0) return;
      replace(id, slot, constant(*value, module_[size].type, at));
      if (is_inlined(size)) keep_evaluated(id, size);
      return;
    }
    if (module_[known].op != Op::kBuiltinCall || module_.builtin(known) != types::Builtin::kLen) return;
    const InstId measured = static_value(module_, module_.child(known, 0), hidden);
    if (module_[measured].op != Op::kSliceLit) return;
    const TypeId integer = program_.types.basic(types::BasicKind::kInt);
    replace(id, slot, constant(mpz_class(literal_length(measured)), integer, at));
    bool holds_literal = false;
    visit(module_, size, [&](InstId part) {
      holds_literal = holds_literal || part == measured;
      return true;
    });
    if (holds_literal || is_inlined(size)) keep_evaluated(id, size);
  }

  // Whether what became constant has a body that must stay.
  bool is_inlined(InstId value) const {
    bool found = false;
    visit(module_, value, [&](InstId part) {
      found = found || module_[part].op == Op::kInlinedCall;
      return !found;
    });
    return found;
  }

  void keep_evaluated(InstId make, InstId size) {
    module_.set_children(make, std::array{module_.child(make, 0), module_.child(make, 1), size});
  }

  void conversion(InstId id) {
    const InstId operand = module_.child(id, 0);
    if (module_[operand].op == Op::kConstant || types::is_interface(program_, module_[operand].type)) return;
    const InstId known = static_value(module_, operand, hidden);
    if (module_[known].op != Op::kConstant) return;
    types::ConstantValue value = program_.constants[module_.constant(known)];
    const TypeId type = module_[operand].type;
    InstId replacement = constant(std::move(value), type, module_[id].pos);
    if (is_inlined(operand)) {
      const SourcePos at = module_[operand].pos;
      const InstId evaluated = module_.add({.op = Op::kEvaluate, .pos = at}, std::array{operand});
      const InstId body = module_.add({.op = Op::kBlock, .pos = at}, std::array{evaluated});
      replacement =
          module_.add({.op = Op::kInlinedCall, .pos = at, .type = type}, std::array{body, replacement});
    }
    replace(id, 0, replacement);
  }

  types::Program& program_;
  Module& module_;
};

bool is_initialization(const Function& function) {
  return !function.object.has_value() && !function.parent.has_value();
}

// Package initialization, when `function` is a literal inside: gc looks at such literals on their own.
FunctionId initialization_around(const Module& module, FunctionId function) {
  FunctionId around = function;
  while (module.functions[around].parent.has_value()) around = module.functions[around].parent;
  const bool hides = around != function && is_initialization(module.functions[around]);
  return hides ? around : FunctionId();
}

// The functions of a family that gc can see into from the outermost function around them; a literal that was
// inlined everywhere is none of them, though it is analyzed.
class Reachable {
 public:
  Reachable(const Module& module, const Family& family) : module_(module) {
    for (const FunctionId function : family) {
      if (is_outermost(function)) reach(function);
    }
  }
  bool contains(FunctionId function) const { return reached_.contains(function); }

 private:
  bool is_outermost(FunctionId function) const {
    const FunctionId parent = module_.functions[function].parent;
    if (!parent.has_value()) return true;
    return is_initialization(module_.functions[parent]);
  }

  void reach(FunctionId function) {
    if (!reached_.insert(function).second) return;
    if (module_.functions[function].closures.empty()) return;  // most: nothing to look for
    visit(module_, module_.functions[function].body, [&](InstId id) {
      if (module_[id].op == Op::kClosure) reach(module_.function(id));
      return true;
    });
  }

  const Module& module_;
  std::set<FunctionId> reached_;
};

}  // namespace

void propagate_constants(types::Program& program, Module& module, const Family& family) {
  Propagator propagator(program, module);
  const Reachable reachable(module, family);
  for (const FunctionId function : family) {
    if (!reachable.contains(function)) continue;
    propagator.hidden = initialization_around(module, function);
    visit(module, module.functions[function].body, [&](InstId id) {
      propagator.inst(id);
      return true;
    });
  }
}

}  // namespace escdiff::ir
