#include "generator/expressions.h"

#include <algorithm>

#include "generator/generics.h"
#include "generator/paths.h"
#include "generator/standard_library.h"

namespace escdiff::generator {
namespace {

bool returns_only(const Type& signature, TypeId type) {
  return signature.results.size() == 1 && signature.results[0] == type;
}

void add_call_ways(Options& options, Context& context, const Request& request) {
  const auto filter = [&](const Type& signature) { return returns_only(signature, request.type); };
  if (context.on(Feature::kCallResult) && !callable_functions(context, filter).empty())
    options.add(Feature::kCallResult);
  if (context.on(Feature::kCallMethodResult) && !callable_methods(context, filter).empty())
    options.add(Feature::kCallMethodResult);
  if (context.on(Feature::kCallValueResult) && callable_value(context, filter))
    options.add(Feature::kCallValueResult);
  if (context.on(Feature::kCallStandardResult) && !standard_returning(context, request.type).empty())
    options.add(Feature::kCallStandardResult);
  if (context.on(Feature::kCallGenericResult) && !generics_returning(context, request.type).empty())
    options.add(Feature::kCallGenericResult);
  if (!request.header && may_nest_closure(context)) options.add(Feature::kCallLiteral);
}

NodeId call_way(Context& context, Feature way, const Request& request) {
  const auto filter = [&](const Type& signature) { return returns_only(signature, request.type); };
  if (way == Feature::kCallResult) {
    const auto functions = callable_functions(context, filter);
    return call_function(context, functions[context.draw(static_cast<uint32_t>(functions.size()))],
                         request.depth - 1);
  }
  if (way == Feature::kCallMethodResult) {
    const auto methods = callable_methods(context, filter);
    const Callee callee = methods[context.draw(static_cast<uint32_t>(methods.size()))];
    return call_method(context, callee, request.depth - 1, request.header);
  }
  if (way == Feature::kCallGenericResult || way == Feature::kCallStandardResult) {
    auto found = way == Feature::kCallStandardResult ? standard_returning(context, request.type)
                                                     : generics_returning(context, request.type);
    GenericCallee& callee = found[context.draw(static_cast<uint32_t>(found.size()))];
    const NodeId call = call_generic(context, std::move(callee), request.depth - 1);
    return call ? call : literal(context, request);
  }
  if (way == Feature::kCallValueResult) {
    const NodeId call = call_value(context, filter, request.depth - 1);
    return call ? call : literal(context, request);
  }
  return context.call(closure(context, context.types().function({}, {request.type}, false)), {});
}

}  // namespace

NodeId expression(Context& context, const Request& request) {
  SpanScope span(context.choices);
  Options options(context);
  const bool boring =
      context.model.types.has_pointers(request.type) && context.kind(request.type) != TypeKind::kString;
  const uint32_t literal_weight = context.policy.weight(Feature::kLiteral);
  options.add(Feature::kLiteral, boring ? std::max(1u, literal_weight / 4) : literal_weight);
  const uint32_t steps = request.depth <= 0 ? 1 : request.depth >= 3 ? 3 : 2;
  const PathQuery query{request.type, PathUse::kValue, steps};
  const uint32_t paths = count_paths(context, query);
  if (paths > 0) {
    // Many ways weigh more than one, but not without limit.
    const uint32_t weight = context.policy.weight(Feature::kPath) / (request.fresh ? 8 : 1);
    options.add(Feature::kPath, std::clamp(paths * weight / 400, weight / 3, weight));
  }
  if (request.depth > 0) {
    add_literal_ways(options, context, request);
    add_operator_ways(options, context, request);
    add_unsafe_ways(options, context, request);
    add_call_ways(options, context, request);
  }
  const Feature way = options.pick();
  context.note(way);
  if (way == Feature::kLiteral) return literal(context, request);
  if (way == Feature::kPath) return path_to(context, query);
  if (way == Feature::kCallResult || way == Feature::kCallMethodResult || way == Feature::kCallValueResult ||
      way == Feature::kCallLiteral || way == Feature::kCallGenericResult ||
      way == Feature::kCallStandardResult)
    return call_way(context, way, request);
  if (const NodeId built = literal_way(context, way, request)) return built;
  if (const NodeId built = unsafe_way(context, way, request)) return built;
  return operator_way(context, way, request);
}

NodeId condition(Context& context, bool header) {
  return expression(context, {context.types().boolean(), 1, true, header});
}

}  // namespace escdiff::generator
