#include "generator/generics.h"

#include <algorithm>

#include "generator/declarations.h"

namespace escdiff::generator {
namespace {

constexpr uint32_t kMaxGenericTypes = 2;
constexpr size_t kMaxArgumentSpelling = 12;
// The shrink group of the first generic type.
constexpr uint32_t kGenericGroup = 3000;

// The interface of the types that have an order: declared once, when it is first wanted.
TypeId ordered_constraint(Context& context) {
  bool fresh = false;
  const TypeId named = context.types().external("Num" + context.suffix, fresh);
  if (!fresh) return named;
  Type interface;
  interface.kind = TypeKind::kInterface;
  interface.elements = "~int | ~float64 | ~string";
  context.types().complete(named, std::move(interface));
  context.model.type_decls.push_back(named);
  context.lines_left -= 3;
  return named;
}

// [T any], [K comparable, V any], [S ~[]E, E any], [T I], ...
std::vector<TypeId> draw_params(Context& context) {
  TypeTable& types = context.types();
  const auto any = [&](const char* name) { return types.type_param(name, Constraint::kAny); };
  const auto core = [&](const char* name, TypeId type) {
    const TypeId param = types.type_param(name, Constraint::kCore);
    types.complete(param, type);
    return param;
  };
  switch (context.draw(8)) {
    case 1: return {types.type_param("K", Constraint::kComparable), any("V")};
    case 2: {
      const TypeId elem = any("E");
      context.note(Feature::kCoreConstraint);
      return {core("S", types.slice(elem)), elem};
    }
    case 3:
      if (context.interfaces.empty()) break;
      context.note(Feature::kMethodConstraint);
      return {types.type_param(
          "T", Constraint::kMethods,
          context.interfaces[context.draw(static_cast<uint32_t>(context.interfaces.size()))])};
    case 4:
      context.note(Feature::kUnionConstraint);
      return {types.type_param("T", Constraint::kOrdered, ordered_constraint(context))};
    case 5: return {any("T"), any("U")};
    case 6: {
      const TypeId key = types.type_param("K", Constraint::kComparable);
      const TypeId elem = any("V");
      context.note(Feature::kCoreConstraint);
      return {core("M", types.map(key, elem)), key, elem};
    }
    default: break;
  }
  return {any("T")};
}

bool may_be_argument(Context& context, TypeId id) {
  constexpr uint64_t kMostOfChannel = 65535;  // bytes of an element: the function may have a channel of it
  const Type& type = context.type(id);
  if (context.types().bytes(id) > kMostOfChannel) return false;
  // f[T] that calls f[*T] would have instances without end.
  return !type.parametric || type.is_param;
}

TypeId core_of(Context& context, TypeId param) { return context.type(param).underlying; }

// The type argument for one parameter, from the pool.
TypeId draw_argument(Context& context, TypeId param) {
  return context.pick_type_where([&](TypeId id) {
    return may_be_argument(context, id) && context.types().satisfies(id, param) &&
           context.types().bytes(id) < 1000;
  });
}

// Whether a call with arguments for all but a variadic parameter tells what the type arguments are.
bool inferable(Context& context, const GenericCallee& callee) {
  // When a function calls itself, Go 1.18 infers nothing from a constraint with a core type ("S does not
  // match ~[]E"); 1.20 does.
  if (context.policy.lang < 20 && context.model.functions[context.declaring].name == callee.name &&
      std::any_of(
          callee.params.begin(), callee.params.end(),
          [&](TypeId param) { return context.type(param).constraint == Constraint::kCore; }))
    return false;
  const Type& signature = context.type(callee.signature);
  std::vector<TypeId> found(callee.params.size());
  for (size_t i = 0; i < signature.params.size(); ++i) {
    if (signature.variadic && i + 1 == signature.params.size()) break;
    const TypeId actual = context.types().substitute(signature.params[i], callee.params, callee.args);
    context.types().unify(signature.params[i], actual, callee.params, found);
  }
  for (size_t i = 0; i < found.size(); ++i)
    if (found[i] && context.type(callee.params[i]).constraint == Constraint::kCore)
      context.types().unify(core_of(context, callee.params[i]), context.type(found[i]).underlying,
                            callee.params, found);
  return std::all_of(found.begin(), found.end(), [](TypeId id) { return static_cast<bool>(id); });
}

bool generic_function(const Function& function) {
  return !function.type_params.empty() && !function.receiver_type;
}

GenericCallee callee_of(const Function& function) {
  return {function.name, function.signature, function.type_params,
          std::vector<TypeId>(function.type_params.size())};
}

}  // namespace

std::vector<TypeId> generic_pool(Context& context, const std::vector<TypeId>& params) {
  TypeTable& types = context.types();
  std::vector<TypeId> pool;
  for (TypeId param : params) {
    pool.push_back(param);
    if (context.chance(700)) pool.push_back(types.pointer(param));
    if (context.type(param).constraint == Constraint::kCore) continue;
    if (context.on(Feature::kTypeSlice) && context.chance(400)) pool.push_back(types.slice(param));
    if (context.on(Feature::kTypeFunc) && context.chance(300))
      pool.push_back(types.function({param}, {param}, false));
    if (context.on(Feature::kTypeChan) && context.chance(100))
      pool.push_back(types.chan(param, ChanDir::kBoth));
  }
  return pool;
}

void declare_generic_types(Context& context) {
  static constexpr std::string_view kNames[] = {"L", "Q"};
  TypeTable& types = context.types();
  for (uint32_t i = 0; i < kMaxGenericTypes; ++i) {
    SpanScope span(context.choices, kGenericGroup + i);
    if (context.lines_left <= 10 || !context.happens(Feature::kGenericType)) return;
    const TypeId named = types.declare(std::string(kNames[i]) + context.suffix);
    std::vector<TypeId> params;
    if (context.chance(250)) params.push_back(types.type_param("K", Constraint::kComparable));
    params.push_back(types.type_param(params.empty() ? "T" : "V", Constraint::kAny));
    types.make_generic(named, params);
    context.model.type_decls.push_back(named);
    Type structure;
    structure.kind = TypeKind::kStruct;
    const TypeId elem = params.back();
    structure.fields.push_back({context.exported("val"), context.chance(700) ? elem : types.pointer(elem)});
    if (context.chance(500)) structure.fields.push_back({context.exported("next"), types.pointer(named)});
    if (context.on(Feature::kTypeSlice) && context.chance(300))
      structure.fields.push_back({context.exported("items"), types.slice(elem)});
    if (context.on(Feature::kTypeFunc) && context.chance(300))
      structure.fields.push_back({context.exported("fn"), types.function({elem}, {elem}, false)});
    if (params.size() > 1) structure.fields.push_back({context.exported("key"), params[0]});
    if (context.on(Feature::kTypeMap) && params.size() > 1 && context.chance(400))
      structure.fields.push_back({context.exported("m"), types.map(params[0], elem)});
    context.lines_left -= 3 + static_cast<int>(structure.fields.size());
    types.complete(named, std::move(structure));
    context.generic_types.push_back(named);
    const uint32_t instances = 1 + context.draw(2);
    for (uint32_t n = 0; n < instances; ++n) {
      std::vector<TypeId> args;
      for (TypeId param : params) {
        const TypeId arg = context.pick_type_where([&](TypeId id) {
          return types.satisfies(id, param) && types[id].spelling.size() <= kMaxArgumentSpelling;
        });
        args.push_back(arg ? arg : types.integer());
      }
      const TypeId instance = types.instance(named, std::move(args));
      context.pool.push_back(types.pointer(instance));
      if (context.chance(500)) context.pool.push_back(instance);
    }
  }
}

bool declare_generic_function(Context& context, Function& function) {
  if (!context.happens(Feature::kGenericFunc)) return false;
  function.type_params = draw_params(context);
  function.own_pool = generic_pool(context, function.type_params);
  return true;
}

GenericScope::GenericScope(Context& context, const Function& function)
    : context_(context), generic_(function.generic()), callees_(context.callees.size()) {
  if (!generic_) return;
  pool_ = context.pool;
  context.pool.insert(context.pool.end(), function.own_pool.begin(), function.own_pool.end());
  for (TypeId id : function.own_pool) {
    if (context.type(id).kind == TypeKind::kPointer && context.type(context.type(id).elem).is_param) continue;
    for (const FoundMethod& found : context.types().methods(id, false))
      context.callees.push_back({id, found.method, false, context.type(id).is_param});
  }
}

GenericScope::~GenericScope() {
  if (!generic_) return;
  context_.pool = std::move(pool_);
  context_.callees.resize(callees_);
}

std::vector<GenericCallee> generics_returning(Context& context, TypeId result) {
  std::vector<GenericCallee> found;
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    if (!generic_function(function) || !context.reaches(function)) continue;
    const Type& signature = context.type(function.signature);
    GenericCallee callee = callee_of(function);
    if (signature.results.size() == 1 &&
        context.types().unify(signature.results[0], result, callee.params, callee.args))
      found.push_back(std::move(callee));
  }
  return found;
}

std::vector<GenericCallee> generics(Context& context) {
  std::vector<GenericCallee> found;
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    if (generic_function(function) && context.reaches(function)) found.push_back(callee_of(function));
  }
  return found;
}

std::vector<GenericCallee> generics_of_type(Context& context, TypeId type) {
  std::vector<GenericCallee> found;
  for (GenericCallee& callee : generics(context))
    if (context.types().unify(callee.signature, type, callee.params, callee.args))
      found.push_back(std::move(callee));
  return found;
}

bool settle_arguments(Context& context, GenericCallee& callee) {
  TypeTable& types = context.types();
  const auto is_core = [&](size_t i) {
    return context.type(callee.params[i]).constraint == Constraint::kCore;
  };
  for (size_t i = 0; i < callee.params.size(); ++i) {
    if (!is_core(i)) continue;
    const TypeId core = core_of(context, callee.params[i]);
    if (!callee.args[i] && context.chance(700)) {
      callee.args[i] = context.pick_type_where([&](TypeId id) {
        std::vector<TypeId> trial = callee.args;
        return may_be_argument(context, id) && types.unify(core, types[id].underlying, callee.params, trial);
      });
    }
    if (callee.args[i] && !types.unify(core, types[callee.args[i]].underlying, callee.params, callee.args))
      return false;
  }
  for (size_t i = 0; i < callee.params.size(); ++i)
    if (!callee.args[i] && !is_core(i)) callee.args[i] = draw_argument(context, callee.params[i]);
  for (size_t i = 0; i < callee.params.size(); ++i)
    if (!callee.args[i] && is_core(i))
      callee.args[i] = types.substitute(core_of(context, callee.params[i]), callee.params, callee.args);
  for (size_t i = 0; i < callee.params.size(); ++i)
    if (!callee.args[i] || !may_be_argument(context, callee.args[i]) ||
        !types.satisfies(callee.args[i], callee.params[i]))
      return false;
  for (size_t i = 0; i < callee.params.size(); ++i) {
    if (!is_core(i)) continue;
    const TypeId core = types.substitute(core_of(context, callee.params[i]), callee.params, callee.args);
    if (types[callee.args[i]].underlying != core) return false;
  }
  return true;
}

NodeId instance_node(Context& context, const GenericCallee& callee) {
  const NodeId node = context.node(NodeKind::kInstance, TypeId(), {}, {context.word(callee.name)});
  for (TypeId arg : callee.args) context.model.append(node, context.type_expr(arg));
  return node;
}

NodeId call_generic(Context& context, GenericCallee callee, int depth) {
  if (!settle_arguments(context, callee)) return NodeId();
  const bool generic = !callee.params.empty();
  const bool inferred =
      !callee.may_be_explicit || !generic || (context.chance(600) && inferable(context, callee));
  const TypeId signature = context.types().substitute(callee.signature, callee.params, callee.args);
  const NodeId call = context.call(inferred ? context.word(callee.name) : instance_node(context, callee), {});
  arguments(context, call, signature, depth, {}, inferred && generic);
  return call;
}

}  // namespace escdiff::generator
