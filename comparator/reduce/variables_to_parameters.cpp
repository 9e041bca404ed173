#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class VariableLifter {
 public:
  explicit VariableLifter(const Snapshot& program) : program_(program) {}

  // Functions that are called would need an argument more.
  Proposals run() {
    for (const Family& family : families(program_)) {
      NodeId owner = program_.parent(family.signatures[0]);
      if (!family.calls.empty() || !family.only_called || !program_.is(owner, NodeKind::kFuncDecl)) continue;
      if (family.signatures.size() == 1 && family.bodies.size() == 1) visit(owner, family.bodies[0]);
    }
    return std::move(result_);
  }

 private:
  void visit(NodeId function, NodeId body) {
    for (NodeId node : program_.nodes()) {
      if (!program_.contains(body, node)) continue;
      if (program_.is(node, NodeKind::kAssign) && program_.tree().op(node) == Token::kDefine) {
        propose(function, node, program_.view<Assign>(node).left);
      } else if (program_.is(node, NodeKind::kVarSpec)) {
        propose(function, node, program_.view<VarSpec>(node).names);
      }
    }
  }

  void propose(NodeId function, NodeId declaration, NodeId names) {
    std::string parameters;
    for (NodeId name : program_.children(names)) {
      if (program_.is_name(name, "_")) continue;
      ObjectId object =
          program_.is(name, NodeKind::kName) ? program_.info().definitions[name.index] : ObjectId();
      if (!object.has_value()) return;
      parameters += (parameters.empty() ? "" : ", ") + std::string(program_.spelling(name)) + " " +
                    type_text(program_, program_.object(object).type);
    }
    if (parameters.empty()) return;
    Edit edit;
    if (program_.is(declaration, NodeKind::kAssign)) {
      erase_node(program_, declaration, edit);
    } else {
      erase_spec(program_, declaration, edit);
    }
    add_parameters(program_.view<FuncDecl>(function).type, parameters, edit);
    result_.push_back(edit);
  }

  // Behind the others, but before a variadic one.
  void add_parameters(NodeId type, const std::string& parameters, Edit& edit) {
    auto fields = program_.children(program_.view<FuncType>(type).parameters);
    if (fields.empty()) {
      edit.insert(program_.position(type) + 1, parameters);
    } else if (program_.is(program_.view<Field>(fields.back()).type, NodeKind::kEllipsis)) {
      edit.insert(program_.begin(fields.back()), parameters + ", ");
    } else {
      edit.insert(program_.end(fields.back()), ", " + parameters);
    }
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals variables_to_parameters(const Snapshot& program) { return VariableLifter(program).run(); }

}  // namespace escdiff::reduce
