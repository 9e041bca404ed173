// Where a value goes: to a result, to a package variable, or nowhere, instead of through a library's function
// or a named result.
#include <algorithm>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// A function (no method) that nothing in the program uses: its signature is free.
struct FreeFunction {
  NodeId declaration;
  NodeId type;
  NodeId body;
};

std::vector<FreeFunction> free_functions(const Snapshot& program) {
  std::vector<FreeFunction> result;
  for (const Family& family : families(program)) {
    NodeId owner = program.parent(family.signatures[0]);
    if (!family.calls.empty() || !family.only_called || !program.is(owner, NodeKind::kFuncDecl)) continue;
    FuncDecl function = program.view<FuncDecl>(owner);
    if (!program.children(function.receiver).empty() || family.bodies.size() != 1) continue;
    if (program.is_name(function.name, "main") || program.is_name(function.name, "init")) continue;
    result.push_back({owner, function.type, function.body});
  }
  return result;
}

NodeId function_around(const Snapshot& program, NodeId node) {
  return program.enclosing(node, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
}

// The list of results in a function's declaration, with parentheses, becomes `text`.
void replace_results(const Snapshot& program, const FreeFunction& function, const std::string& text,
                     Edit& edit) {
  uint32_t from = program.end(program.view<FuncType>(function.type).parameters);
  size_t close = program.text().find(')', from);
  uint32_t begin = static_cast<uint32_t>(close + 1);
  edit.replace(begin, program.begin(function.body), text.empty() ? " " : " " + text + " ");
}

// `r = e` with a return behind it becomes `return e`.
void return_assigned(const Snapshot& program, NodeId node, Proposals& out) {
  auto [left, right] = program.view<Assign>(node);
  NodeId list = program.parent(node);
  if (program.children(left).size() != 1 || program.children(right).size() != 1) return;
  if (!program.is_statement_list(list)) return;
  auto siblings = program.children(list);
  uint32_t next = index_in_parent(program, node) + 1;
  if (next >= siblings.size() || !program.is(siblings[next], NodeKind::kReturn)) {
    if (next < siblings.size()) return;
    Edit edit;
    edit.replace(program.begin(node), program.begin(program.children(right)[0]), "return ");
    out.push_back(edit);
    return;
  }
  Edit edit;
  edit.replace(program.begin(node), program.begin(program.children(right)[0]), "return ");
  edit.erase(program.begin(siblings[next]), program.end(siblings[next]));
  out.push_back(edit);
}

class ArgumentSinks {
 public:
  explicit ArgumentSinks(const Snapshot& program) : program_(program), functions_(free_functions(program)) {}

  Proposals run() {
    auto nodes = program_.nodes();
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it) {
      if (program_.is(*it, NodeKind::kCall)) visit(*it);
    }
    return std::move(result_);
  }

 private:
  void visit(NodeId node) {
    Call call = program_.view<Call>(node);
    TypeId type = program_.type_of(call.function);
    if (!program_.is_value(call.function) || !type.has_value()) return;
    const types::Type& signature = program_.store()[program_.store().underlying(type)];
    if (signature.kind != types::TypeKind::kSignature) return;
    const std::vector<TypeId> parameters = program_.store()[signature.parameters].members;
    const bool variadic = signature.variadic;
    const bool spread = program_.tree().has_flag(node, kHasDots);
    auto arguments = program_.children(call.arguments);
    if (program_.is(program_.parent(node), NodeKind::kExprStmt)) visit_receiver(node, call.function);
    for (size_t i = 0; i < arguments.size() && !parameters.empty(); ++i) {
      if (!program_.is_value(arguments[i])) continue;
      if (program_.is(arguments[i], NodeKind::kFuncLit)) start_literal(node, arguments[i]);
      size_t index = std::min(i, parameters.size() - 1);
      TypeId wanted = parameters[index];
      if (variadic && !spread && index + 1 == parameters.size()) wanted = program_.store()[wanted].element;
      propose(node, arguments[i], type_text(program_, wanted));
    }
  }

  // x.m() becomes _ = x.
  void visit_receiver(NodeId call, NodeId function) {
    if (!program_.is(function, NodeKind::kSelector)) return;
    NodeId receiver = program_.view<Selector>(function).x;
    if (!program_.is_value(receiver)) return;
    Edit edit;
    edit.insert(program_.begin(call), "_ = ");
    edit.erase(program_.end(receiver), program_.end(call));
    result_.push_back(edit);
  }

  // A func literal that a function gets is started instead.
  void start_literal(NodeId call, NodeId literal) {
    NodeId statement = program_.listed_statement(call);
    if (!program_.is(statement, NodeKind::kExprStmt)) return;
    const types::Type& type = program_.store()[program_.type_of(literal)];
    std::string arguments;
    for (TypeId parameter : program_.store()[type.parameters].members) {
      auto zero = zero_text(program_, parameter);
      if (!zero) return;
      arguments += (arguments.empty() ? "" : ", ") + *zero;
    }
    Edit edit;
    edit.replace(program_.begin(statement), program_.begin(literal), "go ");
    edit.replace(program_.end(literal), program_.end(statement), "(" + arguments + ")");
    result_.push_back(edit);
  }

  void propose(NodeId call, NodeId argument, const std::string& type) {
    NodeId statement = program_.listed_statement(call);
    if (!statement.has_value()) return;
    const std::string value(program_.text(argument));
    for (const FreeFunction& function : functions_) {
      if (function_around(program_, call) != function.declaration) continue;
      Edit edit;
      replace_results(program_, function, type, edit);
      edit.replace(program_.begin(statement), program_.end(statement), "return " + value);
      for (NodeId other : returns_of(program_, function.body)) {
        if (!program_.contains(statement, other))
          edit.replace(program_.begin(other), program_.end(other), "panic(nil)");
      }
      result_.push_back(edit);
    }
    Edit edit;
    edit.replace(program_.begin(statement), program_.end(statement), "_ = " + type + "(" + value + ")");
    result_.push_back(edit);
  }

  const Snapshot& program_;
  std::vector<FreeFunction> functions_;
  Proposals result_;
};

// Of a free function with one result: a package variable takes what it returned, and stands for parameters of
// the same type.
void use_variable(const Snapshot& program, const FreeFunction& function, Proposals& out) {
  auto results = slots(program, program.view<FuncType>(function.type).results);
  if (results.size() != 1) return;
  const TypeId type = program.type_of(program.view<Field>(results[0].field).type);
  const std::string name = "sink";
  for (NodeId node : program.nodes()) {
    if (program.is_name(node, name)) return;
  }
  Edit edit;
  replace_results(program, function, "", edit);
  edit.insert(program.begin(function.declaration), "var " + name + " " + type_text(program, type) + "\n\n");
  auto rename = [&](NodeId declared) {
    for (NodeId use : program.occurrences(program.info().definitions[declared.index])) {
      if (program.contains(function.body, use)) edit.replace(program.begin(use), program.end(use), name);
    }
  };
  if (results[0].name.has_value() && !program.is_name(results[0].name, "_")) rename(results[0].name);
  for (NodeId statement : returns_of(program, function.body)) {
    auto values = program.children(program.view<Return>(statement).results);
    if (values.empty()) continue;
    if (program.info().expression(values[0]).mode == types::Mode::kNil ||
        program.is(values[0], NodeKind::kBasicLit)) {
      edit.replace(program.begin(statement), program.end(statement), "return");
    } else {
      edit.replace(program.begin(statement), program.begin(values[0]), name + " = ");
    }
  }
  auto parameters = slots(program, program.view<FuncType>(function.type).parameters);
  for (uint32_t i = 0; i < parameters.size(); ++i) {
    const Slot& slot = parameters[i];
    if (!slot.name.has_value() || program.is_name(slot.name, "_")) continue;
    NodeId names = program.view<Field>(slot.field).names;
    if (program.children(names).size() != 1 || !program.info().definitions[slot.name.index].has_value())
      continue;
    const TypeId parameter = program.object(program.info().definitions[slot.name.index]).type;
    if (!program.store().identical(parameter, type)) continue;
    rename(slot.name);
    erase_item(program, program.parent(slot.field), index_in_parent(program, slot.field), edit);
  }
  out.push_back(edit);
}

// A compound value of a free function becomes the least compound one of its type, of a parameter: -p, p[:],
// !p.
void use_parameter(const Snapshot& program, const FreeFunction& function, NodeId value, Proposals& out) {
  const TypeId type = program.type_of(value);
  const types::Type& underlying = program.store()[program.store().underlying(type)];
  std::string operation, behind;
  switch (underlying.kind) {
    case types::TypeKind::kSlice: behind = "[:]"; break;
    case types::TypeKind::kBasic:
      if (underlying.basic >= types::BasicKind::kUntypedBool ||
          underlying.basic == types::BasicKind::kUnsafePointer)
        return;
      if (underlying.basic == types::BasicKind::kString) {
        behind = "[:]";
      } else {
        operation = underlying.basic == types::BasicKind::kBool ? "!" : "-";
      }
      break;
    default: return;
  }
  auto parameters = program.children(program.view<FuncType>(function.type).parameters);
  std::string name = "argument";
  Edit edit;
  for (const Slot& slot : slots(program, program.view<FuncType>(function.type).parameters)) {
    if (!slot.name.has_value() || !program.info().definitions[slot.name.index].has_value()) return;
    if (program.store().identical(program.object(program.info().definitions[slot.name.index]).type, type))
      name = program.spelling(slot.name);
  }
  if (name == "argument") {
    const std::string parameter = name + " " + type_text(program, type);
    edit.insert(program.position(function.type) + 1, parameters.empty() ? parameter : parameter + ", ");
  }
  edit.replace(program.begin(value), program.end(value), operation + name + behind);
  out.push_back(edit);
}

}  // namespace

Proposals simplify_operations(const Snapshot& program) {
  Proposals result;
  for (const FreeFunction& function : free_functions(program)) {
    for (NodeId node : program.nodes()) {
      if (!program.contains(function.body, node) || !program.is_value(node)) continue;
      switch (program.kind(node)) {
        case NodeKind::kBinary:
        case NodeKind::kUnary:
        case NodeKind::kSelector:
        case NodeKind::kIndex:
        case NodeKind::kSlice:
        case NodeKind::kCall:
        case NodeKind::kTypeAssert: break;
        default: continue;
      }
      bool constant = program.info().expression(node).mode == types::Mode::kConstant;
      if (!constant && program.type_of(node).has_value()) use_parameter(program, function, node, result);
    }
  }
  return result;
}

Proposals return_directly(const Snapshot& program) {
  Proposals result;
  for (NodeId node : program.nodes()) {
    if (program.is(node, NodeKind::kAssign) && program.tree().op(node) == Token::kAssign)
      return_assigned(program, node, result);
  }
  return result;
}

Proposals sink_arguments(const Snapshot& program) { return ArgumentSinks(program).run(); }

Proposals results_to_variables(const Snapshot& program) {
  Proposals result;
  for (const FreeFunction& function : free_functions(program)) use_variable(program, function, result);
  return result;
}

}  // namespace escdiff::reduce
