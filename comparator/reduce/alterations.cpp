#include "comparator/reduce/alterations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
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
      if (program_.is(node, NodeKind::kSelector)) spell_out(node);
      if (program_.is(node, NodeKind::kGoStmt) || program_.is(node, NodeKind::kDeferStmt)) call_later(node);
      if (program_.listed_statement(node) == node) {
        touch_variables(node);
        make_something(node);
      }
    }
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kFuncDecl)) part_parameters(node);
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
    if (!program_.is(node, NodeKind::kFuncLit)) replace_by_literal(node);
    for (const std::string& name : parameters_of(program_.enclosing(node, {NodeKind::kFuncDecl}))) {
      if (program_.text(node) != name) replace(node, name);
    }
  }

  // A literal that gives zero values.
  void replace_by_literal(NodeId node) {
    const TypeId type = program_.type_of(node);
    if (!type.has_value() || program_.store().underlying_kind(type) != types::TypeKind::kSignature) return;
    const TypeId signature = program_.store().underlying(type);
    std::vector<std::string> values;
    for (const TypeId result : program_.store()[program_.store()[signature].results].members)
      values.push_back(zero_text(program_, result).value_or("nil"));
    replace(node, fmt::format("{} {{ return {} }}", type_text(program_, signature), fmt::join(values, ", ")));
  }

  // A package variable takes the embedded field through which a selector goes without naming it.
  void spell_out(NodeId node) {
    const NodeId statement = program_.listed_statement(node);
    const auto [x, name] = program_.view<Selector>(node);
    std::string embedded = text(x);
    std::vector<FieldId> steps = selected_fields(program_, node);
    if (steps.size() < 2 || !statement.has_value()) return;
    steps.pop_back();
    for (const FieldId& step : steps) {
      const types::StructField& field = program_.store()[step.structure].fields[step.index];
      embedded += fmt::format(".{}", program_.symbols().text(field.name));
    }
    to_package_variable(statement, embedded);
  }

  // Fields of a parameter that nothing else is done with are parameters of their own.
  void part_parameters(NodeId function) {
    for (const Slot& slot :
         slots(program_, program_.view<FuncType>(signature_of(program_, function)).parameters)) {
      const bool is_alone = slot.name.has_value() && !program_.is_name(slot.name, "_") &&
                            program_.children(program_.view<Field>(slot.field).names).size() == 1;
      if (is_alone) part_parameter(slot);
    }
  }
  void part_parameter(const Slot& parameter) {
    Edit edit;
    std::map<std::string, std::string> fields;  // the new parameters and their types
    for (NodeId use : program_.occurrences(program_.info().definitions[parameter.name.index])) {
      if (use == parameter.name) continue;
      const NodeId selector = program_.parent(use);
      const types::Selection* selection =
          program_.is(selector, NodeKind::kSelector) ? program_.info().selections.find(selector) : nullptr;
      if (selection == nullptr || selection->kind != types::SelectionKind::kField ||
          selection->path.size() != 1)
        return;
      const std::string name =
          fmt::format("{}_{}", text(parameter.name), text(program_.view<Selector>(selector).name));
      fields[name] = type_text(program_, program_.type_of(selector));
      edit.replace(program_.begin(selector), program_.end(selector), name);
    }
    if (fields.empty()) return;
    std::string list;
    for (const auto& [name, type] : fields)
      list += fmt::format("{}{} {}", list.empty() ? "" : ", ", name, type);
    edit.replace(program_.begin(parameter.field), program_.end(parameter.field), list);
    result_.push_back(edit);
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
    NodeId type = signature_of(program_, function);
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
    NodeId outer = signature_of(program_, function);
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

  // The statement makes something new that a parameter takes.
  void make_something(NodeId statement) {
    const NodeId function = program_.enclosing(statement, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    if (!program_.is(function, NodeKind::kFuncDecl)) return;
    Edit edit;
    edit.replace(program_.begin(statement), program_.end(statement), std::string(kSink) + " = new(int)");
    add_sink(function, "any", edit);
    result_.push_back(edit);
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

Proposals alterations(const Snapshot& program) {
  Proposals result = Alterer(program).run();
  std::ranges::move(loop_alterations(program), std::back_inserter(result));
  return result;
}

}  // namespace escdiff::reduce
