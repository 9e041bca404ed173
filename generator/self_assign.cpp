// Assignments from one part of a value to another one: t.p = t.q, b.s = b.s[1:], s[i] = s[j].
#include "generator/expressions.h"
#include "generator/paths.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

// The members of a struct as a base.member chain, one level of value structs deep.
struct Member {
  std::string_view outer;  // empty: a direct field
  std::string_view name;
  TypeId type;
};

std::vector<Member> members(Context& context, TypeId structure) {
  std::vector<Member> found;
  for (const Field& field : context.under(structure).fields) {
    found.push_back({{}, field.name, field.type});
    if (context.kind(field.type) != TypeKind::kStruct) continue;
    for (const Field& inner : context.under(field.type).fields)
      found.push_back({field.name, inner.name, inner.type});
  }
  return found;
}

NodeId member_node(Context& context, SymbolId base, const Member& member) {
  NodeId node = context.read(base);
  if (!member.outer.empty()) node = context.selector(node, member.outer);
  return context.selector(node, member.name);
}

NodeId resliced(Context& context, NodeId operand, bool full) {
  const NodeId low = context.chance(500) ? context.number(context.draw(2)) : context.absent();
  const NodeId high = full || context.chance(500) ? context.number(2) : context.absent();
  return context.node(NodeKind::kSlice, TypeId(), {},
                      {operand, low, high, full ? context.number(4) : context.absent()});
}

// An index of any form: whether it may change memory matters to the rule.
NodeId varied_index(Context& context) {
  if (context.chance(500)) return index_node(context, 2);
  const uint32_t form = context.draw(10);
  if (form == 0) {
    const TypeId slice = context.pick_type_where([&](TypeId id) {
      return context.kind(id) == TypeKind::kSlice && count_paths(context, {id, PathUse::kValue, 1}) > 0;
    });
    if (slice) return context.builtin("len", {path_to(context, {slice, PathUse::kValue, 1})});
  }
  const TypeId integer = context.types().integer();
  // Not a constant one: that could be out of range.
  const NodeId path = path_to(context, {integer, PathUse::kValue, 2});
  if (!path) return index_node(context, 2);
  if (form == 1) return context.unary(context.chance(500) ? "^" : "-", path);
  if (form == 2) {
    const TypeId other = context.types().basic(TypeKind::kInt64);
    return context.node(NodeKind::kConvert, integer, {},
                        {context.node(NodeKind::kConvert, other, {}, {path})});
  }
  return context.chance(500) ? path
                             : context.binary(context.chance(500) ? "-" : "+", 4, path, context.number(1));
}

NodeId element(Context& context, NodeId operand) {
  return context.node(NodeKind::kIndex, TypeId(), {}, {operand, varied_index(context)});
}

bool self_assign_members(Context& context, NodeId block, SymbolId base, TypeId structure) {
  const auto found = members(context, structure);
  struct Pair {
    size_t to, from;
    bool whole;
  };
  std::vector<Pair> pairs;
  for (size_t i = 0; i < found.size(); ++i) {
    const Type& to = context.under(found[i].type);
    if (!context.types().has_pointers(found[i].type)) continue;
    if (to.kind == TypeKind::kSlice || to.kind == TypeKind::kString) pairs.push_back({i, i, false});
    for (size_t j = 0; j < found.size(); ++j) {
      if (i != j && found[j].type == found[i].type) pairs.push_back({i, j, false});
      const Type& behind = context.under(found[j].type);
      const Type& from = behind.kind == TypeKind::kPointer ? context.under(behind.elem) : behind;
      if (to.kind == TypeKind::kSlice && from.kind == TypeKind::kArray && from.elem == to.elem)
        pairs.insert(pairs.end(), 3, {i, j, true});  // rarely possible, so the more often taken
    }
  }
  if (pairs.empty()) return false;
  const Pair pair = pairs[context.draw(static_cast<uint32_t>(pairs.size()))];
  const NodeId to = member_node(context, base, found[pair.to]);
  const NodeId from = member_node(context, base, found[pair.from]);
  const TypeKind kind = context.kind(found[pair.to].type);
  if (pair.whole) {
    // An array has one element at least: constant bounds beyond that could be out of range.
    const NodeId high = context.chance(300) ? context.number(1) : context.absent();
    store(context, block, to,
          context.node(NodeKind::kSlice, TypeId(), {}, {from, context.absent(), high, context.absent()}));
  } else if (kind == TypeKind::kSlice && context.chance(150)) {
    // Looks like one, but the value comes from elsewhere.
    const NodeId other = path_to(context, {found[pair.from].type, PathUse::kValue, 3});
    store(context, block, to, resliced(context, other ? other : from, false));
  } else if (kind == TypeKind::kSlice && context.chance(pair.to == pair.from ? 350 : 250)) {
    store(context, block, element(context, to), element(context, from));
  } else if (pair.to == pair.from || (kind == TypeKind::kSlice && context.chance(400))) {
    store(context, block, to, resliced(context, from, kind == TypeKind::kSlice && context.chance(250)));
  } else if (context.chance(300)) {
    const NodeId to_again = member_node(context, base, found[pair.to]);
    const NodeId from_again = member_node(context, base, found[pair.from]);
    context.emit(block, multi_assign(context, "=", {to, from}, {from_again, to_again}));
  } else {
    store(context, block, to, from);
  }
  return true;
}

}  // namespace

bool self_assign(Context& context, NodeId block) {
  std::vector<SymbolId> bases;
  const auto consider = [&](SymbolId id) {
    const Symbol& symbol = context.model[id];
    if (symbol.hidden || symbol.role == SymbolRole::kConst) return;
    const Type& type = context.under(symbol.type);
    const TypeKind target = type.kind == TypeKind::kPointer ? context.kind(type.elem) : type.kind;
    const bool slice_behind = target == TypeKind::kSlice;  // a slice, or a pointer to one
    if ((target == TypeKind::kStruct &&
         !(context.types().is_named(symbol.type) && type.kind == TypeKind::kPointer)) ||
        slice_behind)
      bases.push_back(id);
  };
  for (SymbolId id : context.visible) consider(id);
  for (const GlobalDecl& global : context.model.globals) consider(global.symbol);
  if (bases.empty()) return false;
  const SymbolId base = bases[context.draw(static_cast<uint32_t>(bases.size()))];
  const Type& type = context.under(context.model[base].type);
  const TypeId target = type.kind == TypeKind::kPointer ? type.elem : context.model[base].type;
  if (context.kind(target) == TypeKind::kStruct) return self_assign_members(context, block, base, target);
  const auto value = [&] {
    return type.kind == TypeKind::kPointer ? context.unary("*", context.read(base)) : context.read(base);
  };
  const NodeId to = value();
  if (context.chance(400)) {
    store(context, block, element(context, to), element(context, value()));
  } else {
    store(context, block, to, resliced(context, value(), false));
  }
  return true;
}

}  // namespace escdiff::generator
