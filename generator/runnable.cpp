#include "generator/runnable.h"

#include <algorithm>
#include <array>
#include <string>

#include "generator/expressions.h"
#include "generator/generics.h"
#include "generator/guards.h"

namespace escdiff::generator {
namespace {

// Turns and calls that one function may take when main calls it.
constexpr uint32_t kFuel = 100;
// A loop ends after this many turns or calls.
constexpr uint32_t kTurns = 5;
// Elements of a slice, bytes of a string, that the checksum looks at.
constexpr uint32_t kElements = 5;
// Methods that main calls.
constexpr size_t kMethods = 6;
// How far the checksum looks into what main gets.
constexpr int kDigestDepth = 2;
// Lines that the arguments of main's calls may take.
constexpr int kLinesOfCall = 6;

constexpr std::array<std::string_view, kFeatureCount> make_reasons() {
  std::array<std::string_view, kFeatureCount> reasons{};
#define ESCDIFF_NOT_RUNNABLE(id, why) reasons[static_cast<size_t>(Feature::k##id)] = why;
#include "generator/runnable.def"
#undef ESCDIFF_NOT_RUNNABLE
  return reasons;
}
constexpr auto kNotRunnable = make_reasons();

// A name of the program's own: its number behind it.
std::string_view own_name(Context& context, std::string_view stem) {
  return context.model.keep(std::string(stem) + context.suffix);
}
NodeId own(Context& context, std::string_view stem) { return context.word(own_name(context, stem)); }

void prepend(Context& context, NodeId block, NodeId statement) {
  Node& node = context.model[block];
  context.model[statement].next = node.first;
  node.first = statement;
  if (!node.last) node.last = statement;
}

// sum++
NodeId count_up(Context& context) {
  return context.node(NodeKind::kIncDec, TypeId(), "++", {own(context, "sum")});
}

// sum = sum*31 + value
NodeId mix(Context& context, NodeId value) {
  const NodeId product = context.binary("*", 5, own(context, "sum"), context.number(31));
  return context.assign("=", own(context, "sum"), context.binary("+", 4, product, value));
}

NodeId to_integer(Context& context, NodeId value) {
  return context.node(NodeKind::kConvert, context.types().integer(), {}, {value});
}

NodeId not_nil(Context& context, NodeId value) { return context.binary("!=", 3, value, context.word("nil")); }

// `if x != nil { sum++; ... }`
void digest_pointer(Context& context, NodeId block, TypeId type, int depth,
                    const std::function<NodeId()>& value) {
  const NodeId inside = context.block_of(count_up(context));
  const TypeId elem = context.under(type).elem;
  if (depth > 0 && !context.types().is_named(type)) {
    const bool is_struct = context.kind(elem) == TypeKind::kStruct;
    digest(context, inside, elem, depth - 1,
           [&] { return is_struct ? value() : context.unary("*", value()); });
  }
  context.emit(block, context.if_then(not_nil(context, value()), inside));
}

// for _, v := range x[:len(x)%5] { ... }
void digest_elements(Context& context, NodeId block, TypeId elem, int depth,
                     const std::function<NodeId()>& value) {
  const size_t mark = enter(context);
  const SymbolId symbol = context.declare_local(elem);
  const NodeId inside = context.new_block();
  digest(context, inside, elem, depth - 1, [&] { return context.read(symbol); });
  leave(context, mark);
  if (!context.model[inside].first) return;
  const NodeId high = context.binary("%", 5, context.builtin("len", {value()}), context.number(kElements));
  const NodeId some =
      context.node(NodeKind::kSlice, TypeId(), {}, {value(), context.absent(), high, context.absent()});
  context.emit(block, context.node(NodeKind::kRange, TypeId(),
                                   ":=", {context.word("_"), context.write(symbol), some, inside}));
}

void digest_fields(Context& context, NodeId block, TypeId type, int depth,
                   const std::function<NodeId()>& value) {
  const Type& structure = context.under(type);
  if (structure.opaque) return;
  for (const Field& field : structure.fields) {
    const std::string_view name = field.embedded ? field.name.substr(field.name.rfind('.') + 1) : field.name;
    digest(context, block, field.type, depth - 1, [&] { return context.selector(value(), name); });
  }
}

// A function that keeps account; the program's statements do not know it.
uint32_t own_function(Context& context, std::string_view name, std::vector<std::string_view> params,
                      std::vector<TypeId> types, std::vector<TypeId> results) {
  Function function;
  function.name = name;
  for (size_t i = 0; i < params.size(); ++i) {
    function.params.push_back(context.declare(params[i], types[i], SymbolRole::kParam));
    context.visible.pop_back();
  }
  function.signature = context.types().function(std::move(types), std::move(results), false);
  function.body = context.new_block();
  context.model.functions.push_back(std::move(function));
  return static_cast<uint32_t>(context.model.functions.size() - 1);
}

bool is_builtin(std::string_view name) {
  static constexpr std::string_view kNames[] = {"append", "cap",   "clear", "close",  "complex", "copy",
                                                "delete", "imag",  "len",   "make",   "max",     "min",
                                                "new",    "panic", "real",  "recover"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// if recover() != nil { sum++ }
NodeId count_recovered(Context& context) {
  return context.if_then(not_nil(context, context.builtin("recover", {})),
                         context.block_of(count_up(context)));
}

// func tired() bool { fuel--; return fuel < 0 || fuel%5 == 0 }
uint32_t declare_tired(Context& context) {
  const uint32_t index =
      own_function(context, own_name(context, "tired"), {}, {}, {context.types().boolean()});
  const NodeId body = context.model.functions[index].body;
  const NodeId empty = context.binary("<", 3, own(context, "fuel"), context.number(0));
  const NodeId part = context.binary("%", 5, own(context, "fuel"), context.number(kTurns));
  const NodeId turn = context.binary("==", 3, part, context.number(0));
  context.model.append(body, context.node(NodeKind::kIncDec, TypeId(), "--", {own(context, "fuel")}));
  context.model.append(body,
                       context.node(NodeKind::kReturn, TypeId(), {}, {context.binary("||", 1, empty, turn)}));
  return index;
}

// func() { if recover() != nil { sum++ } }()
NodeId recovery(Context& context) {
  const TypeId plain = context.types().function({}, {}, false);
  context.model.functions.emplace_back();
  const uint32_t literal = static_cast<uint32_t>(context.model.functions.size() - 1);
  context.model.functions[literal].signature = plain;
  context.model.functions[literal].body = context.block_of(count_recovered(context));
  const NodeId node = context.model.add(NodeKind::kFuncLit, plain);
  context.model[node].value = static_cast<int32_t>(literal);
  return context.call(node, {});
}

// func try(f func()) { defer func() { if recover() != nil { sum++ } }(); fuel = 100; f() }
uint32_t declare_try(Context& context) {
  const TypeId plain = context.types().function({}, {}, false);
  const uint32_t index = own_function(context, own_name(context, "try"), {"f"}, {plain}, {});
  const NodeId body = context.model.functions[index].body;
  context.model.append(body, context.node(NodeKind::kDefer, TypeId(), {}, {recovery(context)}));
  context.model.append(body, context.assign("=", own(context, "fuel"), context.number(kFuel)));
  context.model.append(body, context.expression_statement(context.call(context.word("f"), {})));
  return index;
}

// func leave(done chan bool) { if recover() != nil { sum++ }; close(done) }
uint32_t declare_leave(Context& context) {
  const TypeId channel = context.types().chan(context.types().boolean(), ChanDir::kBoth);
  const uint32_t index = own_function(context, own_name(context, "leave"), {"done"}, {channel}, {});
  const NodeId body = context.model.functions[index].body;
  context.model.append(body, count_recovered(context));
  context.model.append(body, context.expression_statement(context.builtin("close", {context.word("done")})));
  return index;
}

// try(func() { ... })
void attempt(Context& context, NodeId block, const Ending& body) {
  context.lines_left = kLinesOfCall;
  context.unlimited = true;
  const NodeId literal = literal_of(context, body);
  context.emit(block, context.expression_statement(context.call(own(context, "try"), {literal})));
}

// Calls, and looks at the results.
void call_and_digest(Context& context, NodeId block, NodeId call, TypeId signature) {
  const std::vector<TypeId> results = context.type(signature).results;
  if (results.empty()) return context.emit(block, context.expression_statement(call));
  const NodeId node = context.model.add(NodeKind::kAssign, TypeId(), ":=");
  std::vector<SymbolId> symbols;
  for (TypeId type : results) {
    symbols.push_back(context.declare_local(type));
    context.model.append(node, context.write(symbols.back()));
  }
  context.model[node].value = static_cast<int32_t>(results.size());
  context.model.append(node, call);
  context.emit(block, node);
  for (SymbolId symbol : symbols)
    digest(context, block, context.model[symbol].type, kDigestDepth, [&] { return context.read(symbol); });
}

void call_function_from_main(Context& context, NodeId block, uint32_t index) {
  const TypeId signature = context.model.functions[index].signature;
  if (context.plain(index))
    return call_and_digest(context, block, call_function(context, index, 2), signature);
  for (GenericCallee& callee : generics(context)) {
    if (callee.name != context.model.functions[index].name || !settle_arguments(context, callee)) continue;
    const TypeId settled = context.types().substitute(callee.signature, callee.params, callee.args);
    return call_and_digest(context, block, call_generic(context, std::move(callee), 2), settled);
  }
}

void call_methods_from_main(Context& context, NodeId block) {
  std::vector<Callee> methods;
  for (const Callee& callee : context.callees)
    if (!callee.of_interface && !callee.of_param) methods.push_back(callee);
  if (methods.size() > kMethods) methods.resize(kMethods);
  for (const Callee& callee : methods)
    attempt(context, block, [&](NodeId inside) {
      call_and_digest(context, inside, call_method(context, callee, 2, false), callee.method.signature);
    });
}

void main_body(Context& context, NodeId block, const std::vector<uint32_t>& functions) {
  for (const GlobalDecl& global : context.model.globals)
    attempt(context, block, [&](NodeId inside) {
      Request request{context.model[global.symbol].type, 2};
      request.fresh = true;
      store(context, inside, context.write(global.symbol), expression(context, request));
    });
  for (uint32_t index : functions)
    attempt(context, block, [&](NodeId inside) { call_function_from_main(context, inside, index); });
  call_methods_from_main(context, block);
  for (const GlobalDecl& global : context.model.globals)
    attempt(context, block, [&](NodeId inside) {
      digest(context, inside, context.model[global.symbol].type, kDigestDepth,
             [&] { return context.read(global.symbol); });
    });
  context.emit(block, context.expression_statement(context.builtin("println", {own(context, "sum")})));
}

}  // namespace

bool runnable(Feature feature) { return kNotRunnable[static_cast<size_t>(feature)].empty(); }

void recover_first(Context& context, NodeId block) {
  context.emit(block, context.node(NodeKind::kDefer, TypeId(), {}, {recovery(context)}));
}

NodeId tired(Context& context) { return context.call(own(context, "tired"), {}); }

void limit_turns(Context& context, NodeId block) {
  const NodeId leave = context.model.add(NodeKind::kBranch, TypeId(), "break");
  context.model[leave].value = -1;
  context.emit(block, context.if_then(tired(context), context.block_of(leave)));
}

void limit_calls(Context& context, NodeId body, size_t first_node) {
  const auto& nodes = context.model.nodes;
  const bool may_recur =
      std::any_of(nodes.begin() + static_cast<ptrdiff_t>(first_node), nodes.end(), [&](const Node& node) {
        return node.kind == NodeKind::kRange ||
               (node.kind == NodeKind::kCall && !is_builtin(context.model[node.first].text));
      });
  if (!may_recur) return;
  prepend(context, body, context.if_then(tired(context), context.block_of(give_up(context))));
}

NodeId without_waiting(Context& context, NodeId comm) {
  const NodeId one = context.node(NodeKind::kComm, TypeId(), {}, {context.new_block(), comm});
  const NodeId other = context.node(NodeKind::kComm, TypeId(), {}, {context.new_block(), context.absent()});
  return context.node(NodeKind::kSelect, TypeId(), {}, {one, other});
}

bool joined_go(Context& context, NodeId block) {
  if (!may_nest_closure(context) || !context.frame().declarations) return false;
  const TypeId channel = context.types().chan(context.types().boolean(), ChanDir::kBoth);
  std::string name = "done";
  for (uint32_t number = 2; context.name_taken(name); ++number) name = "done" + std::to_string(number);
  const std::string_view done = context.model.keep(std::move(name));
  // Hidden from the start: the program's own statements leave the channel alone.
  const SymbolId symbol = context.declare(done, channel, SymbolRole::kLocal);
  context.model[symbol].hidden = true;
  context.unlimited = true;  // nothing calls the literal again, and it has to close the channel
  const NodeId literal = literal_of(
      context,
      [&](NodeId inside) {
        const NodeId leave = context.call(own(context, "leave"), {context.word(done)});
        context.emit(inside, context.node(NodeKind::kDefer, TypeId(), {}, {leave}));
      },
      context.policy.max_nested_statements);
  const NodeId make = context.builtin("make", {context.type_expr(channel)});
  context.emit(block, context.assign(":=", context.word(done), make));
  context.emit(block, context.node(NodeKind::kGo, TypeId(), {}, {context.call(literal, {})}));
  context.emit(block, context.expression_statement(context.unary("<-", context.word(done))));
  return true;
}

void digest(Context& context, NodeId block, TypeId type, int depth, const std::function<NodeId()>& value) {
  if (context.type(type).is_param) return;
  switch (context.kind(type)) {
    case TypeKind::kBool:
      return context.emit(block, context.if_then(value(), context.block_of(count_up(context))));
    case TypeKind::kInt:
      return context.emit(
          block, mix(context, context.types().is_named(type) ? to_integer(context, value()) : value()));
    case TypeKind::kInt64:
    case TypeKind::kByte:
    case TypeKind::kRune:
    case TypeKind::kUintptr: return context.emit(block, mix(context, to_integer(context, value())));
    case TypeKind::kFloat64: {
      const NodeId test = context.binary(">", 3, value(), context.number(1));
      return context.emit(block, context.if_then(test, context.block_of(count_up(context))));
    }
    case TypeKind::kComplex128: {
      const NodeId test = context.binary(">", 3, context.builtin("real", {value()}), context.number(1));
      return context.emit(block, context.if_then(test, context.block_of(count_up(context))));
    }
    case TypeKind::kPointer: return digest_pointer(context, block, type, depth, value);
    case TypeKind::kString:
    case TypeKind::kSlice: {
      context.emit(block, mix(context, context.builtin("len", {value()})));
      const bool text = context.kind(type) == TypeKind::kString;
      const TypeId elem = text ? context.types().rune() : context.under(type).elem;
      if (depth > 0) digest_elements(context, block, elem, depth, value);
      return;
    }
    case TypeKind::kMap:
    case TypeKind::kChan: return context.emit(block, mix(context, context.builtin("len", {value()})));
    case TypeKind::kFunc:
    case TypeKind::kInterface:
      return context.emit(block,
                          context.if_then(not_nil(context, value()), context.block_of(count_up(context))));
    case TypeKind::kArray:
      if (context.under(type).length == 0 || depth <= 0) return;
      return digest(context, block, context.under(type).elem, depth - 1, [&] {
        return context.node(NodeKind::kIndex, TypeId(), {}, {value(), context.number(0)});
      });
    case TypeKind::kStruct:
      if (depth >= 0) digest_fields(context, block, type, depth, value);
      return;
    default: return;
  }
}

uint32_t build_main(Context& context) {
  const std::vector<uint32_t> functions = [&] {
    std::vector<uint32_t> found;
    for (uint32_t index : context.model.declared)
      if (!context.model.functions[index].receiver_type) found.push_back(index);
    return found;
  }();
  context.model.package = "main";
  context.model.counters.push_back({own_name(context, "sum"), 0});
  context.model.counters.push_back({own_name(context, "fuel"), kFuel});
  const uint32_t index = own_function(context, "main", {}, {}, {});
  context.labels = 0;
  context.local_types = 0;
  context.declaring = index;
  context.lines_left = kLinesOfCall;
  context.unlimited = true;
  function_body(context, index, 0, [&](NodeId block) { main_body(context, block, functions); });
  return index;
}

void declare_main(Context& context, uint32_t main) {
  auto& declared = context.model.declared;
  declared.push_back(declare_tired(context));
  declared.push_back(declare_try(context));
  if (context.seen[static_cast<size_t>(Feature::kGo)]) declared.push_back(declare_leave(context));
  declared.push_back(main);
}

}  // namespace escdiff::generator
