#include <algorithm>
#include <map>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// Puts one function's body in the place of its calls.
class Inliner {
 public:
  Inliner(const Snapshot& program, const Family& family) : program_(program), family_(family) {
    body_ = family.bodies[0];
    owner_ = program.parent(body_);
    type_ = family.signatures[0];
  }

  // Whether the body is statements and at most one return, at its end.
  bool is_simple() {
    auto statements = program_.children(program_.view<Block>(body_).statements);
    auto returns = returns_of(program_, body_);
    if (!statements.empty() && returns.size() == 1 && statements.back() == returns[0]) return_ = returns[0];
    if (!return_.has_value() && !returns.empty()) return false;
    for (NodeId field : program_.children(program_.view<FuncType>(type_).parameters)) {
      if (program_.is(program_.view<Field>(field).type, NodeKind::kEllipsis)) return false;
    }
    return true;
  }

  void propose(NodeId call, Proposals& out) {
    if (program_.contains(owner_, call) && !program_.is(owner_, NodeKind::kFuncLit)) return;
    if (program_.contains(body_, call)) return;
    renames_.clear();
    prelude_.clear();
    body_edit_ = Edit();
    rename_locals();
    if (!bind_parameters(call)) return;
    add_body();
    Edit edit;
    if (!place(call, edit)) return;
    if (family_.calls.size() == 1 && program_.is(owner_, NodeKind::kFuncDecl)) {
      erase_declaration(program_, owner_, edit);
    }
    out.push_back(edit);
  }

 private:
  static std::string fresh(std::string_view name) { return std::string(name) + "_in"; }

  // All that the function declares gets names that the caller does not have.
  void rename_locals() {
    for (NodeId node : program_.nodes()) {
      if (!program_.contains(type_, node) && !program_.contains(body_, node)) continue;
      if (auto implicit = program_.info().implicits.find(node); implicit != program_.info().implicits.end()) {
        renames_[implicit->second] = fresh(program_.name(implicit->second));
      }
      if (program_.is(node, NodeKind::kTypeSwitch)) {
        NodeId binding = program_.view<TypeSwitch>(node).binding;
        if (binding.has_value()) {
          body_edit_.replace(program_.begin(binding), program_.end(binding),
                             fresh(program_.spelling(binding)));
        }
      }
      if (!program_.is(node, NodeKind::kName) || program_.is_name(node, "_")) continue;
      ObjectId object = program_.info().definitions[node.index];
      if (object.has_value() && !is_member_name(node)) renames_[object] = fresh(program_.spelling(node));
    }
  }
  bool is_member_name(NodeId name) const {
    NodeId parent = program_.parent(name);
    if (program_.is(parent, NodeKind::kMethod)) return true;
    return program_.is(parent, NodeKind::kList) && program_.is(program_.parent(parent), NodeKind::kField) &&
           program_.is(program_.parent(program_.parent(program_.parent(parent))), NodeKind::kStructType);
  }

  // Names and literals take the parameter's place; other arguments are its variable's value.
  bool bind_parameters(NodeId call) {
    auto parameters = slots(program_, program_.view<FuncType>(type_).parameters);
    auto arguments = program_.children(program_.view<Call>(call).arguments);
    if (arguments.size() != parameters.size() || program_.tree().has_flag(call, kHasDots)) return false;
    for (size_t i = 0; i < parameters.size(); ++i) {
      std::string argument(program_.text(arguments[i]));
      NodeId name = parameters[i].name;
      if (!name.has_value() || program_.is_name(name, "_")) {
        if (!is_trivial(program_, arguments[i])) prelude_ += "_ = " + argument + "\n";
        continue;
      }
      ObjectId object = program_.info().definitions[name.index];
      if (!object.has_value()) return false;
      if (program_.is(arguments[i], NodeKind::kName) && argument != "nil" && !is_changed(object)) {
        renames_[object] = argument;
      } else {
        prelude_ += "var " + renames_[object] + " " +
                    std::string(program_.text(program_.view<Field>(parameters[i].field).type)) + " = " +
                    argument + "\n";
      }
    }
    return true;
  }
  bool is_changed(ObjectId object) const {
    auto uses = program_.occurrences(object);
    return std::any_of(uses.begin(), uses.end(), [&](NodeId use) { return is_written(program_, use); });
  }

  std::string renamed(uint32_t begin, uint32_t end) const {
    return body_edit_.apply(program_.text(), begin, end);
  }

  void add_body() {
    for (const auto& [object, text] : renames_) {
      for (NodeId use : program_.occurrences(object)) {
        body_edit_.replace(program_.begin(use), program_.end(use), text);
      }
    }
    results_.clear();
    for (const Slot& slot : slots(program_, program_.view<FuncType>(type_).results)) {
      if (!slot.name.has_value() || program_.is_name(slot.name, "_")) continue;
      std::string name = fresh(program_.spelling(slot.name));
      prelude_ +=
          "var " + name + " " + std::string(program_.text(program_.view<Field>(slot.field).type)) + "\n";
      results_.push_back(name);
    }
    NodeId list = program_.view<Block>(body_).statements;
    prelude_ +=
        renamed(program_.begin(list), return_.has_value() ? program_.begin(return_) : program_.end(list)) +
        "\n";
    if (!return_.has_value()) return;
    auto values = program_.children(program_.view<Return>(return_).results);
    if (!values.empty()) results_.clear();
    for (NodeId value : values) results_.push_back(renamed(program_.begin(value), program_.end(value)));
  }

  bool place(NodeId call, Edit& edit) {
    NodeId parent = program_.parent(call);
    if (program_.is(parent, NodeKind::kGoStmt) || program_.is(parent, NodeKind::kDeferStmt)) return false;
    if (program_.is(parent, NodeKind::kExprStmt)) {
      std::string text = prelude_;
      for (const std::string& result : results_) text += "_ = " + result + "\n";
      edit.replace(program_.begin(parent), program_.end(parent), text);
      return true;
    }
    NodeId statement = program_.listed_statement(call);
    if (!statement.has_value() || results_.empty()) return false;
    edit.insert(program_.begin(statement), prelude_);
    std::string values = results_.size() == 1 && !stands_alone(call) ? "(" + results_[0] + ")" : results_[0];
    for (size_t i = 1; i < results_.size(); ++i) values += ", " + results_[i];
    edit.replace(program_.begin(call), program_.end(call), values);
    return true;
  }
  // The place takes any expression without parentheses.
  bool stands_alone(NodeId call) const {
    return program_.is(program_.parent(call), NodeKind::kList) ||
           program_.is(program_.parent(call), NodeKind::kParen);
  }

  const Snapshot& program_;
  const Family& family_;
  NodeId body_, owner_, type_, return_;
  std::map<ObjectId, std::string> renames_;
  Edit body_edit_;
  std::string prelude_;
  std::vector<std::string> results_;
};

bool is_method(const Snapshot& program, NodeId body) {
  NodeId owner = program.parent(body);
  return program.is(owner, NodeKind::kFuncDecl) &&
         !program.children(program.view<FuncDecl>(owner).receiver).empty();
}

}  // namespace

Proposals inline_calls(const Snapshot& program) {
  Proposals result;
  for (const Family& family : families(program)) {
    if (family.bodies.size() != 1 || family.signatures.size() != 1 || is_method(program, family.bodies[0]))
      continue;
    Inliner inliner(program, family);
    if (!inliner.is_simple()) continue;
    for (NodeId call : family.calls) inliner.propose(call, result);
  }
  return result;
}

}  // namespace escdiff::reduce
