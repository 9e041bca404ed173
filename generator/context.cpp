#include "generator/context.h"

#include "generator/two_packages.h"

#include <algorithm>
#include <cctype>
#include <span>

namespace escdiff::generator {
namespace {

// Plausible local names by what they hold. No package-level name is one of these with a number behind it.
std::span<const std::string_view> stems(TypeKind kind) {
  static constexpr std::string_view kBools[] = {"ok", "yes", "done"};
  static constexpr std::string_view kInts[] = {"n", "i", "x", "y", "k", "z", "num"};
  static constexpr std::string_view kBytes[] = {"b", "d", "by"};
  static constexpr std::string_view kRunes[] = {"r", "ru"};
  static constexpr std::string_view kFloats[] = {"w", "x", "fl"};
  static constexpr std::string_view kStrings[] = {"s", "str", "name", "msg"};
  static constexpr std::string_view kPointers[] = {"p", "q", "r", "ptr", "at"};
  static constexpr std::string_view kSlices[] = {"s", "xs", "list", "buf", "ss"};
  static constexpr std::string_view kArrays[] = {"a", "arr", "ar"};
  static constexpr std::string_view kMaps[] = {"m", "mm", "dict"};
  static constexpr std::string_view kChans[] = {"c", "ch", "in", "out"};
  static constexpr std::string_view kFuncs[] = {"fn", "cb", "op", "act"};
  static constexpr std::string_view kInterfaces[] = {"v", "e", "obj", "val"};
  static constexpr std::string_view kStructs[] = {"t", "u", "o", "st"};
  switch (kind) {
    case TypeKind::kBool: return kBools;
    case TypeKind::kInt:
    case TypeKind::kInt64: return kInts;
    case TypeKind::kByte: return kBytes;
    case TypeKind::kRune: return kRunes;
    case TypeKind::kFloat64: return kFloats;
    case TypeKind::kString: return kStrings;
    case TypeKind::kPointer: return kPointers;
    case TypeKind::kSlice: return kSlices;
    case TypeKind::kArray: return kArrays;
    case TypeKind::kMap: return kMaps;
    case TypeKind::kChan: return kChans;
    case TypeKind::kFunc: return kFuncs;
    case TypeKind::kInterface: return kInterfaces;
    default: return kStructs;
  }
}

}  // namespace

TypeId Context::pick_type() {
  if (chance(policy.prefer_pointers)) {
    const TypeId found = pick_type_where([&](TypeId id) { return model.types.has_pointers(id); });
    if (found) return found;
  }
  return pool[draw(static_cast<uint32_t>(pool.size()))];
}

TypeId Context::pick_type_where(const std::function<bool(TypeId)>& wanted) {
  uint32_t count = 0;
  for (TypeId id : pool) count += wanted(id);
  if (count == 0) return TypeId();
  uint32_t which = draw(count);
  for (TypeId id : pool)
    if (wanted(id) && which-- == 0) return id;
  return TypeId();
}

std::string_view Context::exported(std::string_view name) {
  if (!model.has_library) return name;
  std::string result(name);
  result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
  return model.keep(std::move(result));
}

bool Context::name_taken(std::string_view name) const {
  if (model.has_library && name == kLibrary) return true;
  return std::any_of(visible.begin(), visible.end(), [&](SymbolId id) { return model[id].name == name; });
}

std::string_view Context::fresh_name(TypeId type) {
  const Type& t = under(type);
  if (t.kind == TypeKind::kPointer && kind(t.elem) == TypeKind::kPointer) {
    for (std::string_view name : {std::string_view("pp"), std::string_view("qq"), std::string_view("rr")})
      if (!name_taken(name)) return name;
  }
  const auto names = stems(t.kind);
  for (std::string_view name : names)
    if (!name_taken(name)) return name;
  for (uint32_t number = 2;; ++number) {
    std::string name = std::string(names[0]) + std::to_string(number);
    if (!name_taken(name)) return model.keep(std::move(name));
  }
}

SymbolId Context::declare(std::string_view name, TypeId type, SymbolRole role) {
  Symbol symbol;
  symbol.name = name;
  symbol.type = type;
  symbol.role = role;
  model.symbols.push_back(symbol);
  const SymbolId id(static_cast<uint32_t>(model.symbols.size() - 1));
  const bool local = role == SymbolRole::kLocal || role == SymbolRole::kParam ||
                     role == SymbolRole::kResult || role == SymbolRole::kConst;
  if (local) visible.push_back(id);
  return id;
}

NodeId Context::read(SymbolId symbol) {
  model[symbol].used = true;
  return write(symbol);
}

NodeId Context::write(SymbolId symbol) {
  const NodeId id = model.add(NodeKind::kName, model[symbol].type);
  model[id].symbol = symbol;
  return id;
}

NodeId Context::number(uint32_t value) {
  static constexpr std::string_view kDigits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  return word(value < 10 ? kDigits[value] : model.keep(std::to_string(value)));
}

NodeId Context::node(NodeKind kind, TypeId type, std::string_view text,
                     std::initializer_list<NodeId> children) {
  const NodeId id = model.add(kind, type, text);
  for (NodeId child : children) model.append(id, child);
  return id;
}

NodeId Context::binary(std::string_view op, int precedence, NodeId left, NodeId right) {
  const NodeId id = node(NodeKind::kBinary, TypeId(), op, {left, right});
  model[id].value = precedence;
  return id;
}

NodeId Context::call(NodeId function, std::initializer_list<NodeId> args) {
  const NodeId id = node(NodeKind::kCall, TypeId(), {}, {function});
  for (NodeId arg : args) model.append(id, arg);
  return id;
}

NodeId Context::assign(std::string_view op, NodeId left, NodeId right) {
  const NodeId id = node(NodeKind::kAssign, TypeId(), op, {left, right});
  model[id].value = 1;
  return id;
}

Feature Options::pick() {
  uint32_t at = context_.draw(total_);
  size_t i = 0;
  while (at >= options_[i].weight) at -= options_[i++].weight;
  return options_[i].feature;
}

}  // namespace escdiff::generator
