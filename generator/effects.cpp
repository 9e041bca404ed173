// Statements that call: functions, methods, closures in place or in variables, builtins, go, defer, panic.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/generics.h"
#include "generator/paths.h"
#include "generator/runnable.h"
#include "generator/standard_library.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

bool anything(const Type&) { return true; }

void emit_call(Context& context, NodeId block, NodeId call) {
  context.emit(block, context.expression_statement(call));
}

NodeId function_call(Context& context) {
  const auto found = callable_functions(context, anything);
  if (found.empty()) return NodeId();
  return call_function(context, found[context.draw(static_cast<uint32_t>(found.size()))], 2);
}

NodeId method_call(Context& context) {
  const auto found = callable_methods(context, anything);
  if (found.empty()) return NodeId();
  return call_method(context, found[context.draw(static_cast<uint32_t>(found.size()))], 2, false);
}

NodeId generic_call(Context& context, std::vector<GenericCallee> found) {
  if (found.empty()) return NodeId();
  return call_generic(context, std::move(found[context.draw(static_cast<uint32_t>(found.size()))]), 2);
}

// A signature over the pool: what a closure of its own might have.
TypeId fresh_signature(Context& context) {
  const TypeId known =
      context.pick_type_where([&](TypeId id) { return context.type(id).kind == TypeKind::kFunc; });
  if (known && context.chance(400)) return known;
  std::vector<TypeId> params;
  std::vector<TypeId> results;
  for (uint32_t i = 0; i < 2 && context.chance(context.policy.more_params); ++i)
    params.push_back(context.pick_type());
  for (uint32_t i = 0; i < 2 && context.chance(context.policy.more_results); ++i) {
    const bool again = !params.empty() && context.chance(context.policy.reuse_param_type);
    results.push_back(again ? params[context.draw(static_cast<uint32_t>(params.size()))]
                            : context.pick_type());
  }
  return context.types().function(std::move(params), std::move(results), false);
}

// func(...) {...}(args): the literal called where it stands.
NodeId literal_call(Context& context) {
  if (!may_nest_closure(context)) return NodeId();
  if (context.chance(500))
    return context.call(plain_closure(context, context.policy.max_nested_statements), {});
  const TypeId signature = fresh_signature(context);
  const NodeId call = context.call(closure(context, signature), {});
  arguments(context, call, signature, 1);
  return call;
}

bool call_statement(Context& context, NodeId block, NodeId call) {
  if (!call) return false;
  emit_call(context, block, call);
  return true;
}

// fn := T.M, fn := x.M, fn := f
bool define_named_function(Context& context, NodeId block) {
  const auto functions = callable_functions(context, anything);
  const uint32_t which = context.draw(4);
  if (which == 0 || context.callees.empty()) {
    if (functions.empty() || !context.on(Feature::kFuncValue)) return false;
    const Function& function =
        context.model.functions[functions[context.draw(static_cast<uint32_t>(functions.size()))]];
    context.note(Feature::kFuncValue);
    define(context, block, function.signature, context.word(function.name));
    return true;
  }
  const Callee callee = method_to_bind(context);
  if (which < 3) {
    if (!context.on(Feature::kMethodValue)) return false;
    context.note(Feature::kMethodValue);
    const NodeId receiver = receiver_node(context, callee, 1, false);
    define(context, block, callee.method.signature, context.selector(receiver, callee.method.name));
    return true;
  }
  const Feature spelled = callee.of_interface ? Feature::kInterfaceMethodExpr : Feature::kMethodExpr;
  if (!context.on(spelled) || callee.of_param) return false;
  context.note(spelled);
  const Type& signature = context.type(callee.method.signature);
  std::vector<TypeId> params = {callee.receiver};
  params.insert(params.end(), signature.params.begin(), signature.params.end());
  const TypeId type = context.types().function(std::move(params), signature.results, signature.variadic);
  define(context, block, type, context.selector(context.type_expr(callee.receiver), callee.method.name));
  return true;
}

bool closure_define(Context& context, NodeId block) {
  if (!may_nest_closure(context)) return false;
  if (context.chance(context.policy.named_function) && define_named_function(context, block)) return true;
  const TypeId signature = fresh_signature(context);
  define(context, block, signature, closure(context, signature));
  return true;
}

// fn := b.M of a receiver that is too large for a closure on the stack
bool big_method_value(Context& context, NodeId block) {
  constexpr uint64_t kBig = 65536;
  std::vector<Callee> big;
  for (const Callee& callee : context.callees)
    if (context.types().bytes(callee.receiver) > kBig) big.push_back(callee);
  if (big.empty() || !context.on(Feature::kMethodValue)) return false;
  const Callee callee = big[context.draw(static_cast<uint32_t>(big.size()))];
  const NodeId receiver = receiver_node(context, callee, 1, false);
  define(context, block, callee.method.signature, context.selector(receiver, callee.method.name));
  return true;
}

// A closure that captures more by value than fits on the stack; one in a program, as its variables have names
// of their own.
bool huge_closure(Context& context, NodeId block) {
  constexpr uint32_t kVariables = 520;
  if (!may_nest_closure(context)) return false;
  for (const Symbol& symbol : context.model.symbols) {
    if (symbol.name.starts_with("slab0,")) return false;
  }
  const TypeId type = context.types().array(context.types().byte(), context.policy.limits.captured);
  const NodeId declaration = context.node(NodeKind::kVarDecl, type, {}, {context.absent()});
  const NodeId use = context.model.add(NodeKind::kAssign, TypeId(), "=");
  std::string names;
  std::vector<NodeId> values;
  for (uint32_t i = 0; i < kVariables; ++i) {
    const std::string_view name = context.model.keep("slab" + std::to_string(i));
    names += (i > 0 ? ", " : "") + std::string(name);
    context.model.append(use, context.word("_"));
    values.push_back(context.word(name));
  }
  for (NodeId value : values) context.model.append(use, value);
  context.model[use].value = kVariables;
  context.model.symbols.push_back({context.model.keep(std::move(names)), type});
  context.model[declaration].symbol = SymbolId(static_cast<uint32_t>(context.model.symbols.size() - 1));
  context.emit(block, declaration);
  const NodeId literal = captured(context, use);
  define(context, block, context.types().function({}, {}, false), literal);
  return true;
}

// var fn func(...) ...; fn = func(...) ... { ... fn(...) ... }
bool recursive_closure(Context& context, NodeId block) {
  if (!may_nest_closure(context)) return false;
  const TypeId signature = fresh_signature(context);
  const SymbolId symbol = context.declare_local(signature);
  const NodeId declaration = context.node(NodeKind::kVarDecl, signature, {}, {context.absent()});
  context.model[declaration].symbol = symbol;
  context.emit(block, declaration);
  store(context, block, context.write(symbol), closure(context, signature));
  return true;
}

NodeId near_path(Context& context, TypeId id) { return path_to(context, {id, PathUse::kValue, 1}); }

bool copy_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, TypeKind::kSlice);
  if (!type) return false;
  const NodeId to = near_path(context, type);
  const bool text = context.under(type).elem == context.types().byte() && context.chance(400);
  const NodeId from = expression(context, {text ? context.types().string() : type, 1, false});
  emit_call(context, block, context.builtin("copy", {to, from}));
  return true;
}

bool delete_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, TypeKind::kMap);
  if (!type) return false;
  const NodeId map = near_path(context, type);
  emit_call(context, block,
            context.builtin("delete", {map, expression(context, {context.under(type).key, 1})}));
  return true;
}

bool clear_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, context.chance(500) ? TypeKind::kMap : TypeKind::kSlice);
  if (!type) return false;
  emit_call(context, block, context.builtin("clear", {near_path(context, type)}));
  return true;
}

bool close_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, TypeKind::kChan, ChanDir::kReceive);
  if (!type) return false;
  emit_call(context, block, context.builtin("close", {near_path(context, type)}));
  return true;
}

bool send_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, TypeKind::kChan, ChanDir::kReceive);
  if (!type) return false;
  const NodeId to = near_path(context, type);
  const NodeId value = expression(context, {context.under(type).elem, 2});
  const NodeId send = context.node(NodeKind::kSend, TypeId(), {}, {to, value});
  context.emit(block, context.policy.runnable ? without_waiting(context, send) : send);
  return true;
}

bool receive_statement(Context& context, NodeId block) {
  const TypeId type = near_kind(context, block, TypeKind::kChan, ChanDir::kSend);
  if (!type) return false;
  const NodeId receive = context.expression_statement(context.unary("<-", near_path(context, type)));
  context.emit(block, context.policy.runnable ? without_waiting(context, receive) : receive);
  return true;
}

NodeId panic_call(Context& context) {
  return context.builtin("panic", {expression(context, {context.types().any(), 2})});
}

bool panic_statement(Context& context, NodeId block) {
  const NodeId test = condition(context, true);
  Nested body;
  body.limit = 1;
  body.ending = [&](NodeId inside) { emit_call(context, inside, panic_call(context)); };
  const NodeId then = nested(context, body);
  context.emit(block, context.if_then(test, then));
  return true;
}

bool printable(TypeKind kind) {
  return kind != TypeKind::kStruct && kind != TypeKind::kArray && kind != TypeKind::kFunc &&
         kind != TypeKind::kTypeParam;
}

bool print_statement(Context& context, NodeId block) {
  const TypeId type = context.pick_type_where([&](TypeId id) { return printable(context.kind(id)); });
  if (!type) return false;
  const NodeId value = expression(context, {type, 1, false});
  emit_call(context, block, context.builtin(context.draw(2) == 0 ? "println" : "print", {value}));
  return true;
}

// What go and defer start.
NodeId started_call(Context& context, NodeId block, bool deferred) {
  const uint32_t which = context.draw(deferred ? 7 : 6);
  NodeId call;
  if (which == 1) call = method_call(context);
  if (which == 2) call = literal_call(context);
  if (which == 3 || which == 4) {
    if (may_nest_closure(context))
      call = context.call(plain_closure(context, context.policy.max_nested_statements), {});
  }
  if (which == 5) call = call_value(context, anything, 1);
  if (which == 6) {
    const TypeId type = near_kind(context, block, TypeKind::kChan, ChanDir::kReceive);
    call = type ? context.builtin("close", {near_path(context, type)}) : panic_call(context);
  }
  return call ? call : function_call(context);
}

bool start(Context& context, NodeId block, NodeKind kind) {
  if (kind == NodeKind::kGo && context.policy.runnable) return joined_go(context, block);
  context.no_new = context.model.functions[context.declaring].generic();
  const NodeId call = started_call(context, block, kind == NodeKind::kDefer);
  context.no_new = false;
  if (!call) return false;
  context.emit(block, context.node(kind, TypeId(), {}, {call}));
  return true;
}

bool recover_statement(Context& context, NodeId block) {
  if (!may_nest_closure(context)) return false;
  const NodeId call = context.call(plain_closure(context, 1, true), {});
  context.emit(block, context.node(NodeKind::kDefer, TypeId(), {}, {call}));
  return true;
}

}  // namespace

bool effect(Context& context, Feature kind, NodeId block) {
  switch (kind) {
    case Feature::kCallStmt: return call_statement(context, block, function_call(context));
    case Feature::kCallGenericStmt:
      return call_statement(context, block, generic_call(context, generics(context)));
    case Feature::kCallStandardStmt:
      return call_statement(context, block, generic_call(context, standard_functions(context)));
    case Feature::kCallMethodStmt: return call_statement(context, block, method_call(context));
    case Feature::kCallLiteralStmt: return call_statement(context, block, literal_call(context));
    case Feature::kCallValueStmt: return call_statement(context, block, call_value(context, anything, 2));
    case Feature::kClosureDefine: return closure_define(context, block);
    case Feature::kHugeClosure: return huge_closure(context, block);
    case Feature::kBigMethodValue: return big_method_value(context, block);
    case Feature::kRecursiveClosure: return recursive_closure(context, block);
    case Feature::kCopyStmt: return copy_statement(context, block);
    case Feature::kDeleteStmt: return delete_statement(context, block);
    case Feature::kClearStmt: return clear_statement(context, block);
    case Feature::kCloseStmt: return close_statement(context, block);
    case Feature::kSendStmt: return send_statement(context, block);
    case Feature::kReceiveStmt: return receive_statement(context, block);
    case Feature::kDefer: return start(context, block, NodeKind::kDefer);
    case Feature::kGo: return start(context, block, NodeKind::kGo);
    case Feature::kPanic: return panic_statement(context, block);
    case Feature::kRecover: return recover_statement(context, block);
    default: return print_statement(context, block);
  }
}

}  // namespace escdiff::generator
