// Loops of the form `for b.Loop()` with b a *testing.B: what their statements compute is kept alive, so that
// a benchmark measures it. Behind a statement stand calls runtime.KeepAlive(&x) for each variable x that it
// assigns; results and arguments of a call that is a statement get temporaries of their own for that. The
// same holds for all statement lists inside such a loop, but not for literals. Source: Go 1.26's release
// notes on testing.B.Loop, and what `-m=2` says ("will be kept alive").
#include <array>

#include "solver/ir/passes.h"
#include "solver/ir/print.h"
#include "solver/ir/special_calls.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

bool imports_testing(const types::Program& program, types::PackageId package) {
  for (const types::PackageId imported : program.packages[package].imports) {
    if (program.packages[imported].path == "testing") return true;
  }
  return false;
}

// What assigning to `x`, or passing it on, keeps alive: the variable at its end. None for what lies behind an
// explicit or implied dereference of an array, what a call gives, constants.
InstId variable_in(const Module& module, InstId x) {
  for (;;) {
    switch (module[x].op) {
      case Op::kLocal:
      case Op::kGlobal: return x;
      case Op::kDictionary: return (module[x].flags & kDynamicType) == 0 ? x : InstId();
      case Op::kSliceSlice:
      case Op::kDot:
      case Op::kDotPointer:
      case Op::kConvert:
      case Op::kConvertNop:
      case Op::kConvertInterface:
      case Op::kAddress:
      case Op::kIndexArray:
      case Op::kIndexSlice:
      case Op::kIndexString:
      case Op::kIndexMap: x = module.child(x, 0); break;
      default: return InstId();
    }
  }
}

class Keeper {
 public:
  Keeper(types::Program& program, Module& module, const profile::Profile& profile, FunctionId function)
      : program_(program),
        module_(module),
        profile_(profile),
        function_(function),
        declared_(module.own_variables(function)) {}

  // Below `id`; the lists inside of a statement come before the one that it stands in.
  void walk(InstId id, bool in_loop) {
    if (!id.has_value()) return;
    in_loop = in_loop || is_benchmark_loop(id);
    for (uint32_t slot = 0; slot < module_[id].count; ++slot) {
      const InstId child = module_.child(id, slot);
      walk(child, in_loop);
      if (in_loop && is_list(id, slot)) keep_all(child);
    }
  }

 private:
  // for b.Loop() { ... }
  bool is_benchmark_loop(InstId id) {
    if (module_[id].op != Op::kFor) return false;
    const InstId condition = module_.child(id, 0);
    if (!condition.has_value() || module_[condition].op != Op::kCallMethod) return false;
    return special_call(program_, profile_, module_.object(condition)) ==
           profile::SpecialCall::kBenchmarkLoop;
  }

  // What a statement or a clause holds: not what stands in front of a loop or its condition.
  bool is_list(InstId id, uint32_t slot) const {
    const InstId child = module_.child(id, slot);
    if (!child.has_value() || module_[child].op != Op::kBlock) return false;
    switch (module_[id].op) {
      case Op::kFor: return slot == 2;
      case Op::kRange: return slot == 3;
      default: return true;
    }
  }

  void keep_all(InstId block) {
    const std::span<const InstId> children = module_.children(block);
    const std::vector<InstId> statements(children.begin(), children.end());
    list_.clear();
    for (const InstId statement : statements) {
      kept_.clear();
      // What prepares a statement is a part of it, not one in the list.
      if ((module_[statement].flags & kPreparation) != 0) {
        list_.push_back(statement);
      } else {
        keep(statement);
      }
    }
    module_.set_children(block, list_);
  }

  void keep(InstId statement) {
    const SourcePos at = module_[statement].pos;
    switch (module_[statement].op) {
      case Op::kDeclare:
        if ((module_[statement].flags & kDefine) != 0)
          keep_variable(module_.use(module_.local(statement), at), at);
        break;
      case Op::kAssign:
      case Op::kAssignOperation: assigned(statement, at); break;
      case Op::kAssignPairs:
        for (uint32_t i = 0; i < module_[statement].count; ++i) assigned(module_.child(statement, i), at);
        break;
      case Op::kEvaluate: return call(statement, at);
      default: break;
    }
    list_.push_back(statement);
    add_calls(at);
  }

  void assigned(InstId assignment, SourcePos at) {
    InstId left = module_.child(assignment, 0);
    if (module_[left].op == Op::kBlank) {
      left = temporary(at, module_[module_.child(assignment, 1)].type);
      module_.set_child(assignment, 0, left);
      module_.edit(assignment).flags |= kDefine;
    }
    if (keep_variable(left, at)) return;
    note(at, module_[left].op == Op::kDereference ? "dereference will be kept alive"
                                                  : "expr is unknown to bloop pass");
  }

  void call(InstId statement, SourcePos at) {
    const InstId called = module_.child(statement, 0);
    const bool is_call = module_[called].op == Op::kCall || module_[called].op == Op::kCallMethod ||
                         module_[called].op == Op::kCallInterface;
    if (is_call && module_[called].type.has_value()) {
      list_.push_back(with_results(called, at));
    } else {
      if (is_call || keeps_arguments(called)) keep_arguments(called, at);
      list_.push_back(statement);
    }
    add_calls(at);
  }

  // Builtins that gc has a node for calls for.
  bool keeps_arguments(InstId called) const {
    if (module_[called].op == Op::kRuntimeCall) return true;
    if (module_[called].op != Op::kBuiltinCall) return false;
    switch (module_.builtin(called)) {
      case types::Builtin::kDelete:
      case types::Builtin::kPrint:
      case types::Builtin::kPrintln: return true;
      default: return false;
    }
  }

  // The call with its results assigned.
  InstId with_results(InstId called, SourcePos at) {
    const types::Type& result = program_.types[module_[called].type];
    const bool is_tuple = result.kind == types::TypeKind::kTuple;
    const std::vector<TypeId> types = is_tuple ? result.members : std::vector{module_[called].type};
    std::vector<InstId> left;
    for (const TypeId type : types) left.push_back(temporary(at, type));
    kept_ = left;
    note(at, is_tuple ? "function results will be kept alive" : "function result will be kept alive");
    if (is_tuple) {
      left.insert(left.begin(), called);
      return module_.add({.op = Op::kAssignCall, .flags = kDefine, .pos = at}, left);
    }
    const InstId pair =
        module_.add({.op = Op::kAssign, .flags = kDefine, .pos = at}, std::array{left.front(), called});
    return module_.add({.op = Op::kAssignPairs, .flags = kDefine, .pos = at}, std::array{pair});
  }

  void keep_arguments(InstId called, SourcePos at) {
    const Op op = module_[called].op;
    const uint32_t first = op == Op::kCall || op == Op::kCallInterface ? 1 : 0;
    for (uint32_t i = first; i < module_[called].count; ++i) {
      const InstId argument = module_.child(called, i);
      if (module_[argument].op != Op::kSliceLit) {
        keep_operand(called, i, at, at);
        continue;
      }
      for (uint32_t j = 0; j < module_[argument].count; ++j)
        keep_operand(argument, j, at, module_[module_.child(argument, j)].pos);
    }
  }

  // An operand that is no variable goes to a temporary first.
  void keep_operand(InstId id, uint32_t slot, SourcePos at, SourcePos of_temporary) {
    const InstId operand = module_.child(id, slot);
    if (keep_variable(operand, at)) return;
    const InstId left = temporary(of_temporary, module_[operand].type);
    list_.push_back(
        module_.add({.op = Op::kAssign, .flags = kDefine, .pos = of_temporary}, std::array{left, operand}));
    module_.set_child(id, slot, left);
    kept_.push_back(left);
    note(at, "function arg will be kept alive");
  }

  bool keep_variable(InstId x, SourcePos at) {
    const InstId variable = variable_in(module_, x);
    if (!variable.has_value()) return false;
    kept_.push_back(variable);
    note(at, link_name(variable) + " will be kept alive");
    return true;
  }

  // A temporary that begins to live here, in the loop.
  InstId temporary(SourcePos at, TypeId type) {
    const LocalId local = module_.add_temporary(function_, declared_++, at, type);
    list_.push_back(module_.add({.op = Op::kDeclare, .pos = at, .payload = local.index}, {}));
    return module_.use(local, at);
  }

  void add_calls(SourcePos at) {
    for (const InstId kept : kept_) {
      const InstId address = address_of(kept, at);
      const InstId argument = module_.add({.op = Op::kConvertInterface,
                                           .flags = kImplicit,
                                           .pos = at,
                                           .type = program_.types.empty_interface()},
                                          std::array{address});
      Inst call{.op = Op::kRuntimeCall, .pos = at};
      call.extra = program_.symbols.intern("KeepAlive").index;
      const InstId called = module_.add(call, std::array{argument});
      list_.push_back(module_.add({.op = Op::kEvaluate, .pos = at}, std::array{called}));
    }
  }

  // A dictionary is an address already, of static data.
  InstId address_of(InstId kept, SourcePos at) {
    const Inst variable = module_[kept];
    const InstId named = module_.add(variable, {});
    if (variable.op == Op::kDictionary) return named;
    if (variable.op == Op::kLocal)
      module_.locals[module_.canonical(module_.local(kept))].address_taken = true;
    const TypeId pointer = program_.types.pointer(variable.type);
    return module_.add({.op = Op::kAddress, .flags = kImplicit, .pos = at, .type = pointer},
                       std::array{named});
  }

  void note(SourcePos at, std::string text) { module_.notes.push_back({at, std::move(text), true}); }

  // The linker's name: with the import path of the package.
  std::string link_name(InstId variable) {
    const auto in = [this](types::PackageId id) { return types::linker_path(program_, id) + '.'; };
    switch (module_[variable].op) {
      case Op::kLocal: return in(module_.package) + module_.locals[module_.local(variable)].text;
      case Op::kGlobal: {
        const types::Object& object = program_.objects[module_.object(variable)];
        return in(object.package) + std::string(program_.symbols.text(object.name));
      }
      default: {
        const types::PackageId owner(module_[variable].extra);
        return in(owner) + dictionary_text(program_, owner, module_[variable]).substr(1);  // without its &
      }
    }
  }

  types::Program& program_;
  Module& module_;
  const profile::Profile& profile_;
  FunctionId function_;
  uint32_t declared_;         // variables of the function so far: numbers temporaries
  std::vector<InstId> list_;  // the block's new statements
  std::vector<InstId> kept_;  // variables that the current statement keeps alive
};

}  // namespace

void keep_benchmarks_alive(types::Program& program, Module& module, const profile::Profile& profile) {
  if (!imports_testing(program, module.package)) return;
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    const FunctionId function(i);
    Keeper(program, module, profile, function).walk(module.functions[function].body, false);
  }
}

}  // namespace escdiff::ir
