// Blocks, function bodies, and the rule that every variable is used.
#include <algorithm>
#include <utility>

#include "generator/expressions.h"
#include "generator/guards.h"
#include "generator/paths.h"
#include "generator/runnable.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

struct Use {
  enum Kind : uint8_t { kGlobal, kAddressToGlobal, kPlace, kCall, kBlank } kind;
  SymbolId global;
  uint32_t function = 0;
  size_t position = 0;
};

// Where the value of `symbol` could go.
std::vector<Use> uses(Context& context, SymbolId symbol) {
  std::vector<Use> found;
  const TypeId type = context.model[symbol].type;
  for (const GlobalDecl& global : context.model.globals) {
    const TypeId to = context.model[global.symbol].type;
    const Type& target = context.under(to);
    const bool holds_address = target.kind == TypeKind::kPointer && target.elem == type;
    for (uint32_t i = 0; i < context.policy.global_uses; ++i) {
      if (context.types().assignable(type, to)) found.push_back({Use::kGlobal, global.symbol});
      if (holds_address) found.push_back({Use::kAddressToGlobal, global.symbol});
    }
  }
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    const Type& signature = context.type(function.signature);
    const size_t fixed_params = signature.params.size() - (signature.variadic ? 1 : 0);
    if (!context.plain(index)) continue;
    for (size_t i = 0; i < fixed_params; ++i)
      if (context.types().assignable(type, signature.params[i])) found.push_back({Use::kCall, {}, index, i});
  }
  if (count_paths(context, {type, PathUse::kPlace, 1}) > 0) found.push_back({Use::kPlace});
  return found;
}

// Takes the types that a block declares out of the pool at its end.
class LocalTypes {
 public:
  explicit LocalTypes(Context& context)
      : context_(context), types_(context.local_types), pool_(context.pool.size()) {}
  ~LocalTypes() {
    if (context_.local_types != types_) context_.pool.resize(pool_);
  }
  LocalTypes(const LocalTypes&) = delete;
  LocalTypes& operator=(const LocalTypes&) = delete;

 private:
  Context& context_;
  uint32_t types_;
  size_t pool_;
};

void show_params(Context& context, const Function& function) {
  const auto show = [&](SymbolId symbol) {
    if (symbol) context.visible.push_back(symbol);
  };
  for (SymbolId symbol : function.params) show(symbol);
  for (SymbolId symbol : function.results) show(symbol);
  show(function.receiver);
}

// What the variable holds becomes part of the checksum; where that is nothing, `_ = x`.
void tell(Context& context, NodeId block, SymbolId symbol) {
  const NodeId last = context.model[block].last;
  digest(context, block, context.model[symbol].type, 1, [&] { return context.read(symbol); });
  if (context.model[block].last == last) store(context, block, context.word("_"), context.read(symbol));
}

// Uses what the block declared and did not use.
void settle(Context& context, NodeId block, size_t from) {
  for (size_t i = from; i < context.visible.size(); ++i) {
    const SymbolId id = context.visible[i];
    const Symbol& symbol = context.model[id];
    if (symbol.used || symbol.hidden) continue;
    const bool spare = symbol.role == SymbolRole::kParam && context.types().has_pointers(symbol.type);
    const bool local = symbol.role == SymbolRole::kLocal;
    if (local || (spare && context.chance(context.policy.use_param))) use(context, block, id, !local);
  }
}

// What a parameter leads to over a dereference at least.
PathQuery content_of_param(TypeId type) {
  PathQuery query{type, PathUse::kValue, 3};
  query.params_only = true;
  return query;
}

// The values of a return; one function literal at most: gofmt would indent several by a step more.
void results(Context& context, NodeId node, const Type& type) {
  const bool before = context.no_literals;
  for (TypeId result : type.results) {
    const size_t literals = context.model.functions.size();
    NodeId value;
    if (context.happens(Feature::kReturnContent)) value = path_to(context, content_of_param(result));
    if (!value) {
      Request request{result, 2};
      request.fresh = context.chance(context.policy.fresh_to_heap / 2);
      value = expression(context, request);
    }
    context.model.append(node, value);
    if (context.model.functions.size() > literals) context.no_literals = true;
  }
  context.no_literals = before;
}

}  // namespace

size_t enter(const Context& context) { return context.visible.size(); }

void leave(Context& context, size_t mark) {
  while (context.visible.size() > mark) {
    const Symbol& symbol = context.model[context.visible.back()];
    if (symbol.shadows) context.model[symbol.shadows].hidden = false;
    context.visible.pop_back();
  }
}

void use(Context& context, NodeId block, SymbolId symbol, bool or_not) {
  const TypeId type = context.model[symbol].type;
  const auto found = context.chance(context.policy.use_by_flow) ? uses(context, symbol) : std::vector<Use>();
  if (found.empty() && or_not) return;
  Use chosen{Use::kBlank, {}};
  if (!found.empty()) chosen = found[context.draw(static_cast<uint32_t>(found.size()))];
  const NodeId value = context.read(symbol);
  switch (chosen.kind) {
    case Use::kGlobal: return store(context, block, context.write(chosen.global), value);
    case Use::kAddressToGlobal:
      return store(context, block, context.write(chosen.global), context.unary("&", value));
    case Use::kCall: {
      const NodeId call = call_function(context, chosen.function, 1, ForcedArgument{chosen.position, value});
      return context.emit(block, context.expression_statement(call));
    }
    case Use::kPlace: {
      const Path path = pick_path(context, {type, PathUse::kPlace, 1});
      if (path.root != symbol) return store(context, block, path_node(context, path, PathUse::kPlace), value);
      break;
    }
    case Use::kBlank:
      if (context.policy.runnable) return tell(context, block, symbol);
      break;
  }
  store(context, block, context.word("_"), value);
}

void statements(Context& context, NodeId block, uint32_t limit, bool at_least_one) {
  for (uint32_t i = 0; i < limit; ++i) {
    SpanScope span(context.choices);
    const bool first = at_least_one && i == 0;
    const bool more = (first || context.lines_left > 0) &&
                      context.chance(first ? context.policy.first_statement : context.policy.more_statements);
    if (!more) return;
    statement(context, block);
  }
}

NodeId nested(Context& context, const Nested& what) {
  const NodeId block = context.new_block();
  const size_t mark = enter(context);
  const LocalTypes local_types(context);
  const GuardScope guards(context);
  const Frame before = context.frame();
  context.frame().declarations = true;
  context.frame().scope_start = mark;
  ++context.block_depth;
  if (what.loop && context.policy.runnable) limit_turns(context, block);
  if (what.beginning) what.beginning(block);
  statements(context, block, what.limit, !what.beginning && !what.ending);
  settle(context, block, std::min(mark, what.from));
  if (what.ending) what.ending(block);
  --context.block_depth;
  context.frame() = before;
  leave(context, mark);
  --context.lines_left;
  return block;
}

void return_statement(Context& context, NodeId block) {
  const TypeId signature = context.function().signature;
  const bool named = !context.function().results.empty();
  const NodeId node = context.model.add(NodeKind::kReturn);
  const Type& type = context.type(signature);
  if (!type.results.empty() && !(named && context.happens(Feature::kBareReturn))) {
    const auto same =
        callable_functions(context, [&](const Type& other) { return other.results == type.results; });
    if (type.results.size() > 1 && !same.empty() && context.on(Feature::kCallMulti) && context.chance(200)) {
      context.note(Feature::kCallMulti);
      context.model.append(node,
                           call_function(context, same[context.draw(static_cast<uint32_t>(same.size()))], 1));
    } else {
      results(context, node, type);
    }
  }
  context.emit(block, node);
}

void branch(Context& context, NodeId block, std::string_view keyword, int32_t label) {
  const NodeId node = context.model.add(NodeKind::kBranch, TypeId(), keyword);
  context.model[node].value = label;
  context.emit(block, node);
}

void function_body(Context& context, uint32_t index, uint32_t limit, const Ending& beginning) {
  const size_t mark = enter(context);
  const LocalTypes local_types(context);
  const GuardScope guards(context);
  const uint32_t block_depth = context.block_depth;
  const bool limited = context.policy.runnable && !std::exchange(context.unlimited, false);
  const size_t first_node = context.model.nodes.size();
  Frame frame{index};
  frame.scope_start = mark;
  context.frames.push_back(frame);
  show_params(context, context.model.functions[index]);
  const NodeId block = context.new_block();
  if (beginning) beginning(block);
  statements(context, block, limit, false);
  settle(context, block, mark);
  if (!context.type(context.model.functions[index].signature).results.empty())
    return_statement(context, block);
  if (limited) limit_calls(context, block, first_node);
  context.model.functions[index].body = block;
  leave(context, mark);
  context.frames.pop_back();
  context.block_depth = block_depth;
}

}  // namespace escdiff::generator
