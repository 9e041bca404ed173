// Variables give way to their values; declarations merge.
#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// A variable or constant with the one value that its declaration gives it.
struct Definition {
  NodeId name;
  NodeId value;
  NodeId declaration;  // the statement or spec
  TypeId type;
};

class VariableInliner {
 public:
  explicit VariableInliner(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kAssign) && program_.tree().op(node) == Token::kDefine) {
        add(program_.view<Assign>(node).left, program_.view<Assign>(node).right, node);
      } else if (program_.is(node, NodeKind::kVarSpec)) {
        add(program_.view<VarSpec>(node).names, program_.view<VarSpec>(node).values, node);
      } else if (program_.is(node, NodeKind::kConstSpec)) {
        add(program_.view<ConstSpec>(node).names, program_.view<ConstSpec>(node).values, node);
      }
    }
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kAssign) && program_.tree().op(node) == Token::kAssign)
        add_assignment(node);
    }
    Proposals reversed(result_.rbegin(), result_.rend());
    return reversed;
  }

 private:
  void add(NodeId names, NodeId values, NodeId declaration) {
    if (program_.children(names).size() != 1 || program_.children(values).size() != 1) return;
    NodeId name = program_.children(names)[0];
    ObjectId object = program_.info().definitions[name.index];
    if (!object.has_value()) return;
    propose({name, program_.children(values)[0], declaration, program_.object(object).type},
            program_.occurrences(object));
  }

  // x = e, the only assignment to a variable or parameter that is read once.
  void add_assignment(NodeId assignment) {
    auto [left, right] = program_.view<Assign>(assignment);
    if (program_.children(left).size() != 1 || program_.children(right).size() != 1) return;
    NodeId name = program_.children(left)[0];
    ObjectId object = program_.is(name, NodeKind::kName) ? program_.object_of(name) : ObjectId();
    if (!object.has_value() || !program_.is_statement_list(program_.parent(assignment))) return;
    std::vector<NodeId> occurrences{name};
    for (NodeId use : program_.occurrences(object)) {
      if (use != name && !program_.info().definitions[use.index].has_value()) occurrences.push_back(use);
    }
    propose({name, program_.children(right)[0], assignment, program_.object(object).type}, occurrences);
  }

  void propose(const Definition& definition, const std::vector<NodeId>& occurrences) {
    bool repeatable =
        program_.is(definition.value, NodeKind::kName) || program_.is(definition.value, NodeKind::kBasicLit);
    if (occurrences.size() < 2 || (occurrences.size() > 2 && !repeatable)) return;
    std::string plain(program_.text(definition.value));
    bool primary = !program_.is(definition.value, NodeKind::kBinary) &&
                   !program_.is(definition.value, NodeKind::kUnary) &&
                   !program_.is(definition.value, NodeKind::kStar) &&
                   !program_.is(definition.value, NodeKind::kFuncLit);
    std::string type = type_text(program_, definition.type);
    Proposal proposal;
    proposal.alternatives = {substitute(definition, occurrences, plain),
                             substitute(definition, occurrences, "(" + plain + ")"),
                             substitute(definition, occurrences, "(" + type + ")(" + plain + ")")};
    if (primary) proposal.alternatives.erase(proposal.alternatives.begin() + 1);
    result_.push_back(proposal);
  }

  Edit substitute(const Definition& definition, const std::vector<NodeId>& occurrences,
                  const std::string& text) {
    Edit edit;
    if (program_.is(definition.declaration, NodeKind::kAssign)) {
      erase_node(program_, definition.declaration, edit);
    } else {
      erase_spec(program_, definition.declaration, edit);
    }
    for (NodeId use : occurrences) {
      if (use != definition.name) edit.replace(program_.begin(use), program_.end(use), text);
    }
    return edit;
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals inline_variables(const Snapshot& program) { return VariableInliner(program).run(); }

namespace {

class DeclarationMerger {
 public:
  explicit DeclarationMerger(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kDeclStmt)) visit_variable(node);
      if (program_.is(node, NodeKind::kAssign)) visit_blank(node);
      if (program_.is(node, NodeKind::kList)) visit_neighbours(node);
      if (program_.is(node, NodeKind::kGenDecl) && program_.tree().has_flag(node, kGrouped))
        visit_group(node);
    }
    return std::move(result_);
  }

 private:
  NodeId single_spec(NodeId declaration) const {
    if (program_.tree().op(declaration) != Token::kVar) return {};
    auto specs = program_.children(program_.view<GenDecl>(declaration).specs);
    return specs.size() == 1 ? specs[0] : NodeId();
  }

  // var x T = e; var x = e; var x T ... x = e
  void visit_variable(NodeId statement) {
    NodeId spec = single_spec(program_.view<DeclStmt>(statement).declaration);
    if (!spec.has_value()) return;
    auto [names, type, values] = program_.view<VarSpec>(spec);
    std::string left(program_.text(names));
    if (!program_.children(values).empty()) {
      Proposal proposal;
      if (left == "_")
        proposal.alternatives.push_back(replaced(statement, "_ = " + std::string(program_.text(values))));
      proposal.alternatives.push_back(
          replaced(statement, left + " := " + std::string(program_.text(values))));
      result_.push_back(proposal);
    } else if (program_.children(names).size() == 1) {
      merge_with_assignment(statement, program_.children(names)[0], type);
    }
  }
  Edit replaced(NodeId node, const std::string& text) const {
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node), text);
    return edit;
  }

  // The first assignment to the variable, when it stands in the same list before all other uses, declares it.
  void merge_with_assignment(NodeId statement, NodeId name, NodeId type) {
    ObjectId object = program_.info().definitions[name.index];
    if (!object.has_value()) return;
    auto occurrences = program_.occurrences(object);
    if (occurrences.size() < 2) return;
    NodeId assignment = program_.parent(program_.parent(occurrences[1]));
    if (!program_.is(assignment, NodeKind::kAssign) || program_.tree().op(assignment) != Token::kAssign)
      return;
    if (program_.parent(assignment) != program_.parent(statement)) return;
    auto [left, right] = program_.view<Assign>(assignment);
    if (program_.children(left).size() != 1 || program_.children(left)[0] != occurrences[1]) return;
    uint32_t at = program_.position(assignment);
    Edit define, typed;
    erase_node(program_, statement, define);
    typed = define;
    define.replace(at, at + 1, ":=");
    typed.replace(
        program_.begin(assignment), program_.begin(right),
        "var " + std::string(program_.spelling(name)) + " " + std::string(program_.text(type)) + " = ");
    Proposal proposal;
    proposal.alternatives = {define, typed};
    result_.push_back(proposal);
  }

  // _ = f()
  void visit_blank(NodeId assignment) {
    auto [left, right] = program_.view<Assign>(assignment);
    auto values = program_.children(right);
    for (NodeId name : program_.children(left)) {
      if (!program_.is_name(name, "_")) return;
    }
    if (values.size() == 1 && program_.is(values[0], NodeKind::kCall)) {
      result_.push_back(replaced(assignment, std::string(program_.text(values[0]))));
    }
  }

  // a T; b T and a T, b T: fields, parameters, and variables without values.
  void visit_neighbours(NodeId list) {
    auto items = program_.children(list);
    for (size_t i = 0; i + 1 < items.size(); ++i) {
      if (program_.is(items[i], NodeKind::kField) && program_.is(items[i + 1], NodeKind::kField)) {
        Field a = program_.view<Field>(items[i]), b = program_.view<Field>(items[i + 1]);
        if (!a.tag.has_value() && !b.tag.has_value()) join(a.names, a.type, b.names, b.type);
      } else {
        NodeId a = variable_spec(items[i]), b = variable_spec(items[i + 1]);
        if (!a.has_value() || !b.has_value()) continue;
        VarSpec first = program_.view<VarSpec>(a), second = program_.view<VarSpec>(b);
        if (program_.children(first.values).empty() && program_.children(second.values).empty()) {
          join(first.names, first.type, second.names, second.type);
        }
      }
    }
  }
  NodeId variable_spec(NodeId item) const {
    if (program_.is(item, NodeKind::kDeclStmt)) item = program_.view<DeclStmt>(item).declaration;
    return program_.is(item, NodeKind::kGenDecl) ? single_spec(item) : NodeId();
  }
  void join(NodeId names, NodeId type, NodeId next_names, NodeId next_type) {
    if (program_.children(names).empty() || program_.children(next_names).empty()) return;
    if (!type.has_value() || !next_type.has_value() || program_.text(type) != program_.text(next_type))
      return;
    Edit edit;
    edit.replace(program_.end(names), program_.begin(next_names), ", ");
    result_.push_back(edit);
  }

  // var ( a int ): a declaration each.
  void visit_group(NodeId declaration) {
    auto specs = program_.children(program_.view<GenDecl>(declaration).specs);
    Token keyword = program_.tree().op(declaration);
    if (specs.empty()) {
      result_.push_back(replaced(declaration, ""));
      return;
    }
    std::string out;
    for (NodeId spec : specs) {
      out += std::string(spelling(keyword)) + " " + std::string(program_.text(spec)) + "\n";
    }
    result_.push_back(replaced(declaration, out));
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals merge_declarations(const Snapshot& program) { return DeclarationMerger(program).run(); }

}  // namespace escdiff::reduce
