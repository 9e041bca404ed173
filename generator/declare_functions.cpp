#include <fmt/core.h>

#include <algorithm>

#include "generator/declarations.h"
#include "generator/expressions.h"
#include "generator/generics.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

// Bytes from which on a method value's closure is too large for the stack.
constexpr uint64_t kBigReceiver = 65535;

std::string_view global_stem(TypeKind kind) {
  switch (kind) {
    case TypeKind::kInterface: return "sink";
    case TypeKind::kPointer: return "gp";
    case TypeKind::kSlice: return "gs";
    case TypeKind::kMap: return "gm";
    case TypeKind::kChan: return "gc";
    case TypeKind::kFunc: return "gf";
    case TypeKind::kStruct:
    case TypeKind::kArray: return "gt";
    case TypeKind::kString: return "text";
    default: return "gn";
  }
}

// The stem's n-th package-level name: sink7, sink7b, sink7c.
std::string_view numbered(Context& context, std::string_view stem, uint32_t n) {
  std::string name = std::string(stem) + context.suffix;
  if (n > 0) name += static_cast<char>('a' + n);
  return context.exported(context.model.keep(std::move(name)));
}

// The type itself, or what a value of it leads to: the element behind a pointer, a field, ...; it has
// pointers if the type has.
TypeId behind(Context& context, TypeId type) {
  constexpr int kMaxSteps = 3;
  for (int i = 0; i < kMaxSteps && context.chance(context.policy.result_behind_param); ++i) {
    const Type& under = context.under(type);
    std::vector<TypeId> next;
    if (under.kind == TypeKind::kStruct) {
      for (const Field& field : under.fields) next.push_back(field.type);
    } else if (under.elem) {
      next.push_back(under.elem);
    }
    std::erase_if(next, [&](TypeId id) { return !context.types().has_pointers(id); });
    if (next.empty()) return type;
    type = next[context.draw(static_cast<uint32_t>(next.size()))];
  }
  return type;
}

struct SignatureParts {
  std::vector<TypeId> params;
  std::vector<TypeId> results;
  bool variadic = false;
};

SignatureParts draw_signature(Context& context) {
  SignatureParts parts;
  for (uint32_t i = 0;
       i < context.policy.max_params && context.chance(i == 0 ? 900 : context.policy.more_params); ++i) {
    const bool again = !parts.params.empty() && context.chance(context.policy.reuse_param_type / 2);
    parts.params.push_back(again ? parts.params.back() : context.pick_type());
  }
  if (!parts.params.empty() && context.type(parts.params.back()).kind != TypeKind::kFunc &&
      context.happens(Feature::kVariadic)) {
    parts.params.back() = context.types().slice(parts.params.back());
    parts.variadic = true;
  }
  const uint32_t limit = context.on(Feature::kManyResults) ? context.policy.max_results : 1;
  for (uint32_t i = 0; i < limit && context.chance(i == 0 ? 650 : context.policy.more_results); ++i) {
    const bool again = !parts.params.empty() && context.chance(context.policy.reuse_param_type);
    TypeId type =
        again ? parts.params[context.draw(static_cast<uint32_t>(parts.params.size()))] : context.pick_type();
    if (again) type = behind(context, type);
    parts.results.push_back(type);
  }
  if (parts.results.size() > 1) context.note(Feature::kManyResults);
  return parts;
}

// A signature that may name what only this function can; a generic one's first parameter does.
SignatureParts draw_own_signature(Context& context, const Function& function) {
  const std::vector<TypeId> pool = context.pool;
  context.pool.insert(context.pool.end(), function.own_pool.begin(), function.own_pool.end());
  SignatureParts parts = draw_signature(context);
  if (!function.type_params.empty()) {
    const bool fits = parts.variadic && parts.params.size() == 1;
    const TypeId own = function.own_pool[context.draw(static_cast<uint32_t>(function.own_pool.size()))];
    if (parts.params.empty())
      parts.params.push_back(own);
    else if (!fits)
      parts.params[0] = own;
  }
  context.pool = pool;
  return parts;
}

void name_params(Context& context, Function& function) {
  const Type& type = context.type(function.signature);
  if (!type.params.empty() && context.happens(Feature::kUnnamedParams)) return;
  for (TypeId param : type.params) {
    const bool blank = context.happens(Feature::kBlankParam);
    function.params.push_back(blank ? SymbolId()
                                    : context.declare(context.fresh_name(param), param, SymbolRole::kParam));
  }
}

void name_results(Context& context, Function& function) {
  const Type& type = context.type(function.signature);
  if (type.results.empty() || !context.happens(Feature::kNamedResult)) return;
  static constexpr std::string_view kNames[] = {"res", "ret", "last"};
  for (size_t i = 0; i < type.results.size(); ++i) {
    const bool blank = context.happens(Feature::kBlankResult);
    const std::string_view name = kNames[i % std::size(kNames)];
    function.results.push_back(blank ? SymbolId()
                                     : context.declare(name, type.results[i], SymbolRole::kResult));
  }
}

// A method of an interface that the type could have and has not; none when there is none.
Method wanted_method(Context& context, TypeId named) {
  const auto& have = context.type(named).methods;
  for (TypeId interface : context.interfaces) {
    for (const Method& method : context.under(interface).methods) {
      const bool taken =
          std::any_of(have.begin(), have.end(), [&](const Method& m) { return m.name == method.name; });
      if (!taken) return method;
    }
  }
  return {};
}

std::string_view method_name(Context& context, TypeId named) {
  static constexpr std::string_view kNames[] = {"Put", "Step", "Join", "Swap", "Find", "Add", "Ptr", "Use"};
  const auto& have = context.type(named).methods;
  for (std::string_view name : kNames)
    if (std::none_of(have.begin(), have.end(), [&](const Method& m) { return m.name == name; })) return name;
  return context.model.keep(fmt::format("M{}", have.size()));
}

bool declare_method(Context& context, Function& function) {
  std::vector<TypeId> receivers = context.structs;
  receivers.insert(receivers.end(), context.generic_types.begin(), context.generic_types.end());
  if (receivers.empty() || !context.happens(Feature::kMethod)) return false;
  TypeId named = receivers[context.draw(static_cast<uint32_t>(receivers.size()))];
  const auto big = std::find_if(receivers.begin(), receivers.end(),
                                [&](TypeId id) { return context.types().bytes(id) >= kBigReceiver; });
  if (big != receivers.end() && context.chance(300)) named = *big;
  if (context.type(named).methods.size() >= context.policy.max_methods) return false;
  if (context.type(named).origin) {
    context.note(Feature::kGenericMethod);
    function.own_pool = generic_pool(context, context.type(named).args);
    function.own_pool.push_back(context.types().pointer(named));
  }
  Method method = wanted_method(context, named);
  if (!method.signature || !context.chance(750)) {
    SignatureParts parts = draw_own_signature(context, function);
    if (context.chance(context.policy.receiver_result)) parts.results = {context.types().pointer(named)};
    method.name = method_name(context, named);
    method.signature = context.types().function(parts.params, parts.results, parts.variadic);
  }
  const bool is_big = context.types().bytes(named) >= kBigReceiver;
  method.pointer_receiver = !(is_big && context.chance(500)) && !context.happens(Feature::kValueReceiver);
  context.types().add_method(named, method);
  function.in_library = context.model.has_library;
  function.name = method.name;
  function.signature = method.signature;
  function.receiver_type = method.pointer_receiver ? context.types().pointer(named) : named;
  if (!context.happens(Feature::kBlankReceiver))
    function.receiver = context.declare(context.fresh_name(function.receiver_type), function.receiver_type,
                                        SymbolRole::kParam);
  return true;
}

// func f(r R) R { return ***...r }, of `type R *R`: more dereferences than a tag can count.
bool declare_self_pointer(Context& context, Function& function) {
  constexpr int kDereferences = 260;
  if (context.policy.min_lines < 5 || !context.happens(Feature::kSelfPointer)) return false;
  bool fresh = false;
  const TypeId type = context.types().external("R" + context.suffix, fresh);
  if (!fresh) return false;
  context.types().complete(type, context.types().pointer(type));
  context.model.type_decls.push_back(type);
  function.name = numbered(context, "deep", 0);
  function.signature = context.types().function({type}, {type}, false);
  const SymbolId param = context.declare("r", type, SymbolRole::kParam);
  function.params.push_back(param);
  NodeId value = context.read(param);
  for (int i = 0; i < kDereferences; ++i) value = context.unary("*", value);
  function.body = context.new_block();
  context.model.append(function.body, context.node(NodeKind::kReturn, TypeId(), {}, {value}));
  return true;
}

// What may stand over a function, and the lack of a body.
void draw_pragmas(Context& context, Function& function) {
  static constexpr std::string_view kPragmas[] = {"//go:nosplit", "//go:norace", "//go:nocheckptr"};
  if (function.receiver_type || !function.type_params.empty()) return;
  if (function.no_body) {
    function.noinline = false;
    if (context.happens(Feature::kNoEscape)) function.pragma = "//go:noescape";
  } else if (context.happens(Feature::kPragma)) {
    function.pragma = kPragmas[context.draw(std::size(kPragmas))];
  }
}

// //go:uintptrescapes func f(a uintptr, b ...uintptr)
bool declare_uintptr_escapes(Context& context, Function& function) {
  if (!context.happens(Feature::kUintptrEscapes)) return false;
  const TypeId number = context.types().basic(TypeKind::kUintptr);
  const bool variadic = context.chance(500);
  std::vector<TypeId> params = {number, context.pick_type()};
  if (variadic) params.back() = context.types().slice(number);
  function.signature = context.types().function(std::move(params), {}, variadic);
  function.pragma = "//go:uintptrescapes";
  context.uses_unsafe = true;
  return true;
}

void declare_plain_function(Context& context, Function& function) {
  static constexpr std::string_view kStems[] = {"f",   "g",    "h",    "get",  "put",
                                                "run", "walk", "pick", "move", "wrap"};
  const uint32_t count = static_cast<uint32_t>(context.model.declared.size());
  const uint32_t n = count / static_cast<uint32_t>(std::size(kStems));
  function.name = numbered(context, kStems[count % std::size(kStems)], n);
  context.note(Feature::kFunction);
  if (declare_uintptr_escapes(context, function)) return;
  function.no_body = !declare_generic_function(context, function) && context.happens(Feature::kNoBody);
  SignatureParts parts = draw_own_signature(context, function);
  if (function.no_body && !parts.variadic && context.chance(300))
    parts.params.push_back(context.types().basic(TypeKind::kUintptr));
  function.signature = context.types().function(parts.params, parts.results, parts.variadic);
}

}  // namespace

void declare_globals(Context& context) {
  for (uint32_t i = 0; i < context.policy.max_globals; ++i) {
    SpanScope span(context.choices);
    if (!context.happens(Feature::kGlobal)) return;
    const bool any = context.on(Feature::kTypeAny) && context.chance(context.policy.any_global);
    const TypeId type = any ? context.types().any() : context.pick_type();
    NodeId init;
    if (context.happens(Feature::kGlobalInit)) init = expression(context, {type, 1, false});
    const std::string_view stem = global_stem(context.kind(type));
    const auto& globals = context.model.globals;
    const auto same = std::count_if(globals.begin(), globals.end(), [&](const GlobalDecl& global) {
      return global_stem(context.kind(context.model[global.symbol].type)) == stem;
    });
    const std::string_view name = numbered(context, stem, static_cast<uint32_t>(same));
    context.model.globals.push_back({context.declare(name, type, SymbolRole::kGlobal), init});
    --context.lines_left;
  }
}

void declare_function(Context& context) {
  context.model.functions.emplace_back();
  const uint32_t index = static_cast<uint32_t>(context.model.functions.size() - 1);
  Function& function = context.model.functions[index];
  const size_t mark = enter(context);
  function.in_library = context.model.has_library &&
                        (context.model.declared.empty() || context.chance(context.policy.library_function));
  if (declare_self_pointer(context, function)) {
    leave(context, mark);
    context.model.declared.push_back(index);
    return;
  }
  if (!declare_method(context, function)) declare_plain_function(context, function);
  name_params(context, function);
  if (function.params.size() == context.type(function.signature).params.size())
    name_results(context, function);
  function.noinline = context.happens(Feature::kNoInline);
  if (function.pragma.empty()) draw_pragmas(context, function);
  leave(context, mark);
  context.model.declared.push_back(index);
  context.lines_left -= 3;
}

void collect_methods(Context& context) {
  context.types().methods_are_known();
  const auto add = [&](TypeId receiver) {
    for (const FoundMethod& found : context.types().methods(receiver, false))
      context.callees.push_back({receiver, found.method, context.kind(receiver) == TypeKind::kInterface});
  };
  for (TypeId named : context.structs) {
    add(named);
    add(context.types().pointer(named));
  }
  for (TypeId interface : context.interfaces) add(interface);
  const std::vector<TypeId> instances = context.types().instances();
  for (TypeId instance : instances) {
    if (context.type(instance).parametric) continue;
    add(instance);
    add(context.types().pointer(instance));
  }
}

}  // namespace escdiff::generator
