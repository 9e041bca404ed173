#include "solver/inline/nodes.h"

#include "solver/ir/walk.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::Op;

namespace {

constexpr int kDeclaration = 2;  // the declaration and the name in it
// A conversion, which is free, of an element of the array that the dictionary points to.
constexpr int kDictionaryWord = 5;

// An entry of the function's own dictionary, no variable.
bool is_own_dictionary(const ir::Inst& inst) { return (inst.flags & ir::kDynamicType) != 0; }

int receive_nodes(const ir::Module& module, InstId clause) {
  const InstId operation = module.child(clause, 0);
  if (!operation.has_value()) return 1;
  switch (module[operation].op) {
    case Op::kEvaluate: return 1 + 3;  // _, _ = <-c
    case Op::kAssign: return 1 + 1;    // x, _ = <-c
    default: return 1;
  }
}

}  // namespace

int node_count(const types::Program& program, const ir::Module& module, InstId id) {
  const ir::Inst& inst = module[id];
  switch (inst.op) {
    case Op::kBlock:
    case Op::kEvaluate: return 0;
    case Op::kAssign: return 1;
    // `var x T` is an assignment without a value.
    case Op::kDeclare: return kDeclaration + ((inst.flags & ir::kDefine) != 0 ? 2 : 0);
    // The element's index is a node, and so is the pair.
    case Op::kElementInit: return 2;
    case Op::kMakeMap:
    case Op::kMakeChan: return module.child(id, 0).has_value() ? 1 : 2;
    case Op::kNew: return (inst.flags & ir::kDynamicType) != 0 ? 2 + kDictionaryWord : 2;
    case Op::kTypeAssert: return (inst.flags & ir::kDynamicType) != 0 ? 1 + 2 + kDictionaryWord : 1;
    case Op::kDictionary: return is_own_dictionary(inst) ? kDictionaryWord : 2;
    case Op::kDictionaryMethod: return 1 + kDictionaryWord;
    case Op::kCheckNil:  // and the word that is looked at
    case Op::kMethodExpression:
    case Op::kCallInterface:
    case Op::kRuntimeCall: return 2;
    case Op::kCallMethod: return 3;
    case Op::kCommClause: return receive_nodes(module, id);
    case Op::kTypeSwitch: {
      const bool has_variable = inst.count > 1 && module.case_local(module.child(id, 1)).has_value();
      return has_variable ? 3 : 2;
    }
    case Op::kTypeCase: {
      int types = 0;
      for (const ir::TypeId type : module.case_types(id))
        types += type.has_value() && program.types.has_shape(type) ? 1 + kDictionaryWord : 1;
      return 1 + types + (module.case_local(id).has_value() ? 1 : 0);
    }
    default: return 1;
  }
}

int free_nodes(const ir::Module& module, InstId id) {
  switch (module[id].op) {
    case Op::kConvertNop:
    case Op::kDictionaryMethod:
    case Op::kFallthrough:
    case Op::kNew: return 1;
    case Op::kTypeAssert: return (module[id].flags & ir::kDynamicType) != 0 ? 1 : 0;
    case Op::kDictionary: return is_own_dictionary(module[id]) ? 1 : 0;
    case Op::kMethodExpression:
    case Op::kCallMethod: return 2;
    case Op::kTypeCase: {
      int named = 0;
      for (const ir::TypeId type : module.case_types(id)) named += type.has_value() ? 1 : 0;
      return named;
    }
    default: return 0;
  }
}

InstId statement_taken_apart(const ir::Module& module, InstId pairs) {
  InstId first = module.child(module.child(pairs, 0), 1);
  while (module[first].op == Op::kConvertNop || module[first].op == Op::kConvertInterface) {
    first = module.child(first, 0);
  }
  if (module[first].op != Op::kLocal) return InstId();
  const ir::Local& local = module.locals[module.local(first)];
  if (local.kind != ir::LocalKind::kTemporary || !local.definition.has_value()) return InstId();
  const Op op = module[local.definition].op;
  return op == Op::kAssignCall || op == Op::kAssignCommaOk ? local.definition : InstId();
}

}  // namespace escdiff::inlining
