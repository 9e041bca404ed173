#include "comparator/reduce/alterations.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr const char* kSink = "sink";      // a package variable that takes what has nowhere else to go
constexpr const char* kRenamed = "start";  // a function that could not keep its name
constexpr const char* kDone = "done";      // a variable that a literal sets

class Alterer {
 public:
  explicit Alterer(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (is_free_value(node)) {
        other_values(node);
        other_places(node);
        call_it(node);
        come_from_outside(node);
        if (program_.is(node, NodeKind::kFuncLit)) lay_open(node);
      }
      if (program_.is(node, NodeKind::kStructType)) fields_instead(node);
      if (is_written_type(node)) written_[std::string(program_.text(node))].push_back(node);
      if (program_.is(node, NodeKind::kFor)) plain_loop(node, program_.view<For>(node).body);
      if (program_.is(node, NodeKind::kRange)) visit_range(node);
      if (program_.is(node, NodeKind::kGoStmt) || program_.is(node, NodeKind::kDeferStmt)) call_later(node);
      if (program_.is(node, NodeKind::kLabeled)) loop_from_label(node);
      if (program_.listed_statement(node) == node) touch_variables(node);
    }
    other_types();
    return std::move(result_);
  }

 private:
  void replace(NodeId node, std::string text) {
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node), std::move(text));
    result_.push_back(edit);
  }
  std::string text(NodeId node) const { return std::string(program_.text(node)); }

  // A value that is neither a target nor a callee nor a selected name.
  bool is_free_value(NodeId node) const {
    if (!program_.is_value(node) || program_.is(node, NodeKind::kParen)) return false;
    if (program_.info().expression(node).mode == types::Mode::kNil) return false;
    NodeId parent = program_.parent(node), owner = program_.parent(parent);
    if (program_.is(parent, NodeKind::kCall) && program_.view<Call>(parent).function == node)
      return program_.is(node, NodeKind::kFuncLit);
    if (program_.is(parent, NodeKind::kSelector) && program_.view<Selector>(parent).name == node)
      return false;
    if (program_.is(parent, NodeKind::kList) && program_.is(owner, NodeKind::kAssign))
      return program_.view<Assign>(owner).left != parent;
    if (program_.is(owner, NodeKind::kVarSpec)) return program_.view<VarSpec>(owner).names != parent;
    return !program_.is(parent, NodeKind::kIncDec) && !program_.is(parent, NodeKind::kArrayType) &&
           !program_.is(owner, NodeKind::kConstSpec);
  }

  // Whatever of these the checker accepts there.
  void other_values(NodeId node) {
    for (const char* value : {"nil", "0", "\"\"", "new(int)"}) {
      if (program_.text(node) != value) replace(node, value);
    }
    for (const std::string& name : parameters_of(program_.enclosing(node, {NodeKind::kFuncDecl}))) {
      if (program_.text(node) != name) replace(node, name);
    }
  }

  std::vector<std::string> parameters_of(NodeId function) const {
    std::vector<std::string> names;
    if (!function.has_value()) return names;
    for (const Slot& slot :
         slots(program_, program_.view<FuncType>(program_.view<FuncDecl>(function).type).parameters)) {
      if (slot.name.has_value() && !program_.is_name(slot.name, "_")) names.push_back(text(slot.name));
    }
    return names;
  }

  // The statement around the value takes it elsewhere: nowhere, to a package variable, a panic, a result, a
  // parameter.
  void other_places(NodeId node) {
    NodeId statement = program_.listed_statement(node);
    if (!statement.has_value() || !program_.contains(statement, node)) return;
    NodeId function = program_.enclosing(node, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    // Out of a literal's body only as a whole.
    if (function != program_.enclosing(statement, {NodeKind::kFuncDecl, NodeKind::kFuncLit})) return;
    const std::string value = text(node);
    replace(statement, "_ = " + value);
    replace(statement, "panic(" + value + ")");
    for (const std::string& name : parameters_of(program_.enclosing(node, {NodeKind::kFuncDecl})))
      replace(statement, name + " = " + value);
    to_package_variable(statement, value);
    alone(node, statement);
    // A parameter of its own takes it.
    if (program_.is(function, NodeKind::kFuncDecl) && program_.type_of(node).has_value()) {
      for (const std::string& wanted : {std::string("any"), type_text(program_, program_.type_of(node))}) {
        Edit into;
        into.replace(program_.begin(statement), program_.end(statement), std::string(kSink) + " = " + value);
        add_sink(function, wanted, into);
        result_.push_back(into);
      }
    }
  }

  void to_package_variable(NodeId statement, const std::string& value, const std::string& after = "") {
    Edit edit;
    edit.replace(program_.begin(statement), program_.end(statement),
                 std::string(kSink) + " = " + value + after);
    edit.insert(static_cast<uint32_t>(program_.text().size()), std::string("\nvar ") + kSink + " any\n");
    result_.push_back(edit);
  }

  // A package variable takes the value in the place of all statements around `statement`, or of all in the
  // function. A literal's variables may be set besides, as those statements did.
  void alone(NodeId node, NodeId statement) {
    const NodeId function = program_.enclosing(node, {NodeKind::kFuncDecl});
    if (!function.has_value()) return;
    NodeId outermost = statement;
    for (NodeId next = statement; next.has_value(); next = program_.listed_statement(program_.parent(next)))
      outermost = next;
    if (outermost != statement) to_package_variable(outermost, text(node));
    if (program_.is(node, NodeKind::kFuncLit)) {
      for (NodeId variable : variables_in(node))
        to_package_variable(outermost, text(node),
                            "\n" + text(variable) + " = " +
                                *zero_text(program_, program_.object(program_.object_of(variable)).type));
    }
    auto declaration = program_.view<FuncDecl>(function);
    Edit edit;
    edit.replace(program_.begin(declaration.body), program_.end(declaration.body),
                 "{\n" + std::string(kSink) + " = " + text(node) + "\n" +
                     terminating_text(program_, declaration.type) + "\n}");
    edit.insert(static_cast<uint32_t>(program_.text().size()), std::string("\nvar ") + kSink + " any\n");
    result_.push_back(edit);
  }

  // One use of each variable with a zero value that `node` names and does not declare.
  std::vector<NodeId> variables_in(NodeId node) const {
    std::vector<NodeId> result;
    std::set<ObjectId> seen;
    for (NodeId name : program_.nodes()) {
      if (!program_.is(name, NodeKind::kName) || !program_.contains(node, name)) continue;
      const ObjectId object = program_.object_of(name);
      if (!object.has_value() || program_.info().definitions[name.index].has_value()) continue;
      if (!program_.is_value(name) || !zero_text(program_, program_.object(object).type)) continue;
      if (seen.insert(object).second) result.push_back(name);
    }
    return result;
  }

  // What go and defer are made of: a literal that keeps what the call needs.
  void call_later(NodeId statement) {
    to_package_variable(statement, "func() { " + text(program_.children(statement)[0]) + " }");
  }

  // What a range over a function is made of, beside the call: a literal that sets a variable around it.
  void body_of_range(NodeId node) {
    const TypeId type = program_.type_of(program_.view<Range>(node).x);
    if (!type.has_value()) return;
    if (program_.store().underlying_kind(type) != types::TypeKind::kSignature) return;
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node),
                 fmt::format("{0} := false\n{1} = func() {{ {0} = !{0} }}", kDone, kSink));
    edit.insert(static_cast<uint32_t>(program_.text().size()), std::string("\nvar ") + kSink + " any\n");
    result_.push_back(edit);
  }

  // A parameter of its own gives the value: how it is made or reached does not matter.
  void come_from_outside(NodeId node) {
    NodeId function = program_.enclosing(node, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    if (!function.has_value() || program_.is(node, NodeKind::kName)) return;
    if (!program_.type_of(node).has_value()) return;
    Edit edit;
    edit.replace(program_.begin(node), program_.end(node), kSink);
    add_sink(function, type_text(program_, program_.type_of(node)), edit);
    result_.push_back(edit);
  }

  // A first parameter, beside which the others need names, and init and main another one.
  void add_sink(NodeId function, const std::string& wanted, Edit& edit) const {
    NodeId type = signature_of(function);
    const auto parameters = program_.children(program_.view<FuncType>(type).parameters);
    edit.insert(program_.position(type) + 1,
                std::string(kSink) + " " + wanted + (parameters.empty() ? "" : ", "));
    for (NodeId parameter : parameters) {
      if (program_.children(program_.view<Field>(parameter).names).empty())
        edit.replace(program_.begin(parameter), program_.end(parameter), "_ " + text(parameter));
    }
    if (!program_.is(function, NodeKind::kFuncDecl)) return;
    NodeId name = program_.view<FuncDecl>(function).name;
    if (program_.is_name(name, "init") || program_.is_name(name, "main"))
      edit.replace(program_.begin(name), program_.end(name), kRenamed);
  }
  NodeId signature_of(NodeId function) const {
    return program_.is(function, NodeKind::kFuncDecl) ? program_.view<FuncDecl>(function).type
                                                      : program_.view<FuncLit>(function).type;
  }

  // The struct is nothing but one of its fields: methods that it has by embedding stay.
  void fields_instead(NodeId type) {
    for (NodeId field : program_.children(program_.view<StructType>(type).fields))
      replace(type, text(program_.view<Field>(field).type));
  }

  // The statement around a literal gives way to the literal's body; its parameters become the function's.
  void lay_open(NodeId literal) {
    NodeId statement = program_.listed_statement(literal);
    NodeId function = program_.enclosing(literal, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    if (!statement.has_value() || !function.has_value()) return;
    auto [type, body] = program_.view<FuncLit>(literal);
    Edit edit;
    edit.replace(program_.begin(statement), program_.end(statement),
                 std::string(program_.text().substr(program_.begin(body) + 1,
                                                    program_.end(body) - program_.begin(body) - 2)));
    NodeId outer = signature_of(function);
    std::string parameters;
    for (NodeId field : program_.children(program_.view<FuncType>(type).parameters)) {
      if (!program_.children(program_.view<Field>(field).names).empty()) parameters += text(field) + ", ";
    }
    edit.insert(program_.position(outer) + 1, parameters);
    result_.push_back(edit);
  }

  // A function is called instead.
  void call_it(NodeId node) {
    TypeId type = program_.type_of(node);
    NodeId statement = program_.listed_statement(node);
    if (!statement.has_value() || !type.has_value()) return;
    const types::Type& signature = program_.store()[program_.store().underlying(type)];
    if (signature.kind != types::TypeKind::kSignature) return;
    std::string arguments;
    for (TypeId parameter : program_.store()[signature.parameters].members)
      arguments += zero_text(program_, parameter).value_or("nil") + ", ";
    replace(statement, text(node) + "(" + arguments + ")");
  }

  // The statement does nothing but set, or show, one of the variables that it names.
  void touch_variables(NodeId statement) {
    std::set<std::string> seen;
    for (NodeId node : program_.nodes()) {
      if (!program_.is(node, NodeKind::kName) || !program_.contains(statement, node)) continue;
      ObjectId object = program_.object_of(node);
      if (!object.has_value() || program_.info().definitions[node.index].has_value()) continue;
      if (!program_.is_value(node) || !seen.insert(text(node)).second) continue;
      auto zero = zero_text(program_, program_.object(object).type);
      if (zero) replace(statement, text(node) + " = " + *zero);
      replace(statement, "_ = " + text(node));
      replace(statement, "_ = &" + text(node));
    }
  }

  // What takes the loop's values is assigned to instead.
  void visit_range(NodeId node) {
    Range loop = program_.view<Range>(node);
    plain_loop(node, loop.body);
    body_of_range(node);
    for (NodeId target : {loop.key, loop.value}) {
      if (!target.has_value() || !program_.is_value(target) || !program_.type_of(target).has_value())
        continue;
      if (auto zero = zero_text(program_, program_.type_of(target)))
        replace(node, text(target) + " = " + *zero);
    }
  }

  void plain_loop(NodeId loop, NodeId body) {
    if (program_.begin(loop) + 4 >= program_.begin(body)) return;
    Edit edit;
    edit.replace(program_.begin(loop), program_.begin(body), "for ");
    result_.push_back(edit);
  }

  // What lies between a label and the goto back to it becomes the body of a loop.
  void loop_from_label(NodeId labeled) {
    auto [label, first] = program_.view<Labeled>(labeled);
    for (NodeId node : program_.nodes()) {
      if (!program_.is(node, NodeKind::kBranch) || program_.tree().op(node) != Token::kGoto) continue;
      if (program_.begin(node) < program_.begin(labeled)) continue;
      NodeId outer = node;
      while (outer.has_value() && program_.parent(outer) != program_.parent(labeled))
        outer = program_.parent(outer);
      if (!outer.has_value()) continue;
      Edit edit;
      edit.replace(program_.begin(labeled), program_.begin(first), "for {\n");
      edit.replace(program_.begin(outer), program_.end(outer), "}");
      result_.push_back(edit);
    }
  }

  bool is_written_type(NodeId node) const {
    if (!program_.is_type(node)) return false;
    switch (program_.kind(node)) {
      case NodeKind::kStar:
      case NodeKind::kSliceType:
      case NodeKind::kArrayType:
      case NodeKind::kMapType:
      case NodeKind::kChanType:
      case NodeKind::kInterfaceType:
      case NodeKind::kStructType:
      case NodeKind::kEllipsis:
      case NodeKind::kIndex: return true;
      case NodeKind::kName: return !program_.info().definitions[node.index].has_value();
      default: return false;
    }
  }

  // All types of one text together, then each alone.
  void other_types() {
    for (const auto& [old, nodes] : written_) {
      for (const char* type : {"any", "int", "*int", "*any", "[]any"}) {
        if (old == type) continue;
        Edit all;
        for (NodeId node : nodes) all.replace(program_.begin(node), program_.end(node), type);
        result_.push_back(all);
        if (nodes.size() == 1) continue;
        for (NodeId node : nodes) replace(node, type);
      }
    }
  }

  const Snapshot& program_;
  std::map<std::string, std::vector<NodeId>> written_;
  Proposals result_;
};

}  // namespace

Proposals alterations(const Snapshot& program) { return Alterer(program).run(); }

}  // namespace escdiff::reduce
