// Calls: of functions, methods, method expressions and function values, with their arguments.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/guards.h"
#include "generator/paths.h"

namespace escdiff::generator {
namespace {

// A declared function whose several results are just the parameters of `signature`; none: UINT32_MAX.
uint32_t feeder(Context& context, const Type& signature) {
  if (signature.params.size() < 2 || signature.variadic || !context.on(Feature::kCallMulti))
    return UINT32_MAX;
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    const Type& candidate = context.type(function.signature);
    if (!context.plain(index) || candidate.results.size() != signature.params.size()) continue;
    bool fits = true;
    for (size_t i = 0; i < signature.params.size(); ++i)
      fits = fits && context.types().assignable(candidate.results[i], signature.params[i]);
    if (fits) return index;
  }
  return UINT32_MAX;
}

// `exactly_typed`: type arguments are inferred from these, too, so that none may have a type that is only
// assignable.
void variadic_arguments(Context& context, NodeId call, TypeId slice, int depth, bool exactly_typed) {
  if (context.on(Feature::kCallSpread) && context.chance(250)) {
    context.note(Feature::kCallSpread);
    // What //go:uintptrescapes looks into.
    const bool addresses = context.under(slice).elem == context.types().basic(TypeKind::kUintptr);
    const Request request{slice, depth + 1, !exactly_typed};
    context.model.append(call, addresses && context.chance(500)
                                   ? literal_way(context, Feature::kSliceLiteralKeyed, request)
                                   : expression(context, {slice, depth, !exactly_typed}));
    context.model[call].value = 1;
    return;
  }
  const TypeId elem = context.under(slice).elem;
  for (int i = 0; i < 3 && context.chance(600); ++i)
    context.model.append(call, expression(context, {elem, depth, !exactly_typed}));
}

// T.M, (*T).M or I.M.
NodeId method_expression(Context& context, const Callee& callee) {
  context.note(callee.of_interface ? Feature::kInterfaceMethodExpr : Feature::kMethodExpr);
  return context.selector(context.type_expr(callee.receiver), callee.method.name);
}

// The function types that a variable in scope has or leads to and that pass; one will do when `any`.
std::vector<TypeId> function_variables(Context& context, const SignatureFilter& filter, bool any) {
  std::vector<TypeId> found;
  const auto consider = [&](TypeId id) {
    if (any && !found.empty()) return;
    if (context.kind(id) != TypeKind::kFunc || !filter(context.under(id))) return;
    if (std::find(found.begin(), found.end(), id) != found.end()) return;
    if (count_paths(context, {id, PathUse::kValue, 2}) > 0) found.push_back(id);
  };
  for (SymbolId symbol : context.visible) consider(context.model[symbol].type);
  for (TypeId id : context.pool) consider(id);
  return found;
}

}  // namespace

void arguments(Context& context, NodeId call, TypeId signature, int depth,
               std::optional<ForcedArgument> forced, bool exactly_typed) {
  const Type& type = context.type(signature);
  const Node& written = context.model[call];
  const bool first = written.first == written.last;  // no receiver of a method expression stands before
  const uint32_t fed = forced || !first || depth <= 0 || exactly_typed ? UINT32_MAX : feeder(context, type);
  if (fed != UINT32_MAX && context.chance(500)) {
    context.note(Feature::kCallMulti);
    context.model.append(call, call_function(context, fed, depth - 1));
    return;
  }
  for (size_t i = 0; i < type.params.size(); ++i) {
    const bool last_of_variadic = type.variadic && i + 1 == type.params.size();
    if (forced && forced->position == i) {
      context.model.append(call, forced->value);
    } else if (last_of_variadic) {
      variadic_arguments(context, call, type.params[i], depth, exactly_typed);
    } else {
      context.model.append(call, expression(context, {type.params[i], depth, !exactly_typed}));
    }
  }
}

NodeId call_function(Context& context, uint32_t index, int depth, std::optional<ForcedArgument> forced) {
  const Function& function = context.model.functions[index];
  if (index == context.declaring) context.note(Feature::kRecursion);
  const NodeId call = context.call(context.word(function.name), {});
  arguments(context, call, function.signature, depth, forced);
  return call;
}

std::vector<uint32_t> callable_functions(Context& context, const SignatureFilter& filter) {
  std::vector<uint32_t> found;
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    if (context.plain(index) && filter(context.type(function.signature))) found.push_back(index);
  }
  return found;
}

std::vector<Callee> callable_methods(Context& context, const SignatureFilter& filter) {
  std::vector<Callee> found;
  for (const Callee& callee : context.callees)
    if (filter(context.type(callee.method.signature))) found.push_back(callee);
  return found;
}

Callee method_to_bind(Context& context) {
  std::vector<Callee> found;
  if (context.chance(context.policy.bind_returning))
    found = callable_methods(context, [&](const Type& signature) {
      return std::any_of(signature.results.begin(), signature.results.end(), [&](TypeId id) {
        const Type& result = context.type(id);
        return result.kind == TypeKind::kPointer && std::find(context.structs.begin(), context.structs.end(),
                                                              result.elem) != context.structs.end();
      });
    });
  const std::vector<Callee>& from = found.empty() ? context.callees : found;
  return from[context.draw(static_cast<uint32_t>(from.size()))];
}

NodeId receiver_node(Context& context, const Callee& callee, int depth, bool header) {
  const NodeId value = expression(context, {callee.receiver, depth, false, header});
  if (callee.of_interface) require_not_nil(context, value, callee.receiver);
  const Node& node = context.model[value];
  // Of a pointer to a type parameter no method is found.
  if (callee.of_interface || callee.of_param || node.kind != NodeKind::kUnary) return value;
  const bool of_literal = context.model[node.first].kind == NodeKind::kComposite;
  const bool of_pointer = context.type(callee.receiver).kind == TypeKind::kPointer;
  const bool implied = of_pointer ? node.text == "&" && !of_literal : node.text == "*" && node.value == 0;
  return implied ? node.first : value;
}

NodeId call_method(Context& context, const Callee& callee, int depth, bool header) {
  const Feature spelled = callee.of_interface ? Feature::kInterfaceMethodExpr : Feature::kMethodExpr;
  NodeId call;
  if (!callee.of_param && context.on(spelled) && context.chance(context.policy.weight(spelled) * 8)) {
    call = context.call(method_expression(context, callee), {expression(context, {callee.receiver, depth})});
  } else {
    const NodeId receiver = receiver_node(context, callee, depth, header);
    call = context.call(context.selector(receiver, callee.method.name), {});
  }
  arguments(context, call, callee.method.signature, depth);
  return call;
}

bool callable_value(Context& context, const SignatureFilter& filter) {
  return !function_variables(context, filter, true).empty();
}

NodeId call_value(Context& context, const SignatureFilter& filter, int depth) {
  const auto found = function_variables(context, filter, false);
  if (found.empty()) return NodeId();
  const TypeId type = found[context.draw(static_cast<uint32_t>(found.size()))];
  const Path path = pick_path(context, {type, PathUse::kValue, 2});
  if (path.length > 0 && path.steps[path.length - 1u].step == Step::kAssert) {
    if (!context.on(Feature::kCallAsserted)) return NodeId();
    context.note(Feature::kCallAsserted);
  }
  const NodeId function = path_node(context, path, PathUse::kValue);
  require_not_nil(context, function, type);
  const NodeId call = context.call(function, {});
  arguments(context, call, context.type(type).underlying, depth);
  return call;
}

}  // namespace escdiff::generator
