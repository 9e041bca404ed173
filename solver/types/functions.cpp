// Function bodies, function literals, what they capture, and which variables nobody uses.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

// Work that had to wait until types were complete. It may add more.
void Checker::run_delayed() {
  const Context outer = context_;
  while (!delayed_.empty()) {
    const std::function<void()> work = std::move(delayed_.front());
    delayed_.pop_front();
    work();
  }
  context_ = outer;
}

void Checker::function_body(ObjectId id, uint32_t index) {
  const Declaration& declaration = declarations_[index];
  const FuncDecl node = view<FuncDecl>(tree_, declaration.spec);
  const Object object = program_.objects[id];
  context_ = Context{.declaration = index, .file = declaration.file};
  FunctionContext function{.node = declaration.spec,
                           .depth = 1,
                           .signature = object.type,
                           .results = object.results,
                           .type_parameters = object.type_parameters};
  open_scope();
  for (TypeId parameter : object.type_parameters) declare_again(types_.type_parameter_info(parameter).object);
  std::vector<ObjectId> variables = object.parameters;
  variables.insert(variables.end(), object.results.begin(), object.results.end());
  check_body(function, node.body, variables);
  close_scope();
  context_ = Context{};
}

// Binds a name whose redeclaration, if any, was reported when the signature was checked.
void Checker::declare_again(ObjectId object) {
  const Symbol name = program_.objects[object].name;
  if (!name.has_value() || name == blank_) return;
  LocalBinding& binding = locals_[name.index];
  undo_.push_back(Undo{name, binding});
  binding = LocalBinding{object, static_cast<uint32_t>(scope_starts_.size())};
}

void Checker::check_body(FunctionContext& function, NodeId body, const std::vector<ObjectId>& variables) {
  context_.function = &function;
  for (ObjectId variable : variables) {
    state(variable).depth = function.depth;
    declare_local(variable);
  }
  const NodeId statements = view<Block>(tree_, body).statements;
  statement_list(statements);
  const bool returns = !types_[types_[function.signature].results].members.empty();
  if (returns && !is_terminating_list(statements)) {
    error(SourcePos{tree_.end(body).offset - 1}, "missing return");
  }
  report_unused(function);
}

void Checker::report_unused(const FunctionContext& function) {
  for (ObjectId variable : function.locals) {
    const Object& object = program_.objects[variable];
    if (!object.used) error_at(object.pos, "declared and not used: {}", str(object.name));
  }
}

void Checker::function_literal(Operand& x, NodeId node) {
  const FuncLit literal = view<FuncLit>(tree_, node);
  std::vector<ObjectId> parameters, results;
  const TypeId signature = signature_with_objects(literal.type, parameters, results, {});
  x.mode = Mode::kValue;
  x.type = signature;
  std::vector<ObjectId> variables = parameters;
  variables.insert(variables.end(), results.begin(), results.end());
  info_.literals[node] = LiteralVariables{parameters, results};
  auto check = [this, literal, node, signature, results, variables](FunctionContext* outer) {
    const Context saved = context_;
    const bool saved_call = has_call_or_receive_;
    FunctionContext function{.outer = outer,
                             .node = node,
                             .depth = outer != nullptr ? outer->depth + 1 : 1,
                             .signature = signature,
                             .results = results};
    info_.captures.try_emplace(node);
    open_scope();
    check_body(function, literal.body, variables);
    close_scope();
    context_ = saved;
    has_call_or_receive_ = saved_call;
  };
  if (context_.function != nullptr && open_types_ == 0) {
    check(context_.function);
    return;
  }
  if (context_.function != nullptr) {
    // The body may use the local type whose declaration the literal is part of.
    delayed_.push_back([check, context = context_, this] {
      context_ = context;
      check(context.function);
    });
    return;
  }
  delayed_bodies_.push_back([this, check, context = context_] {
    const Context saved = context_;
    context_ = context;
    check(nullptr);
    context_ = saved;
  });
}

// Every function literal between a variable and its use captures it.
void Checker::note_capture(ObjectId variable) {
  const uint32_t owner = state(variable).depth;
  for (const FunctionContext* f = context_.function; f != nullptr && f->depth > owner; f = f->outer) {
    std::vector<ObjectId>& list = info_.captures[f->node];
    if (std::find(list.begin(), list.end(), variable) == list.end()) list.push_back(variable);
  }
}

}  // namespace escdiff::types
