// Composite literals.
#include <algorithm>
#include <cctype>

#include "solver/types/checker.h"
#include "solver/types/text.h"

namespace escdiff::types {

using namespace syntax;

void Checker::composite_literal(Operand& x, NodeId node, TypeId hint) {
  const CompositeLit literal = view<CompositeLit>(tree_, node);
  const auto elements = tree_.children(literal.elements);
  TypeId type, base;
  std::string no_common_type;
  bool open_array = false;
  if (literal.type.has_value()) {
    if (tree_.is(literal.type, NodeKind::kArrayType) &&
        tree_.is(view<ArrayType>(tree_, literal.type).length, NodeKind::kEllipsis)) {
      open_array = true;
      base = variable_type(view<ArrayType>(tree_, literal.type).element);
      type = types_.array(base, indexed_elements(literal.elements, base, -1));
      record_type(literal.type, Mode::kType, type);
    } else {
      type = base = type_of(literal.type);
    }
  } else if (hint.has_value()) {
    type = base = hint;
    const TypeId under = common_underlying(base, nullptr, no_common_type);
    if (under.has_value() && types_.kind(under) == TypeKind::kPointer) base = types_[under].element;
  } else {
    error(begin(node), "missing type in composite literal");
    type = base = types_.invalid();
  }
  x.mode = Mode::kValue;
  if (open_array) {
    x.type = type;
    return;
  }
  const TypeId under = common_underlying(base, nullptr, no_common_type);
  switch (under.has_value() ? types_.kind(under) : TypeKind::kTuple) {
    case TypeKind::kStruct: struct_literal(node, base, under); break;
    case TypeKind::kArray:
      indexed_elements(literal.elements, types_[under].element, types_[under].length);
      break;
    case TypeKind::kSlice: indexed_elements(literal.elements, types_[under].element, -1); break;
    case TypeKind::kMap: map_literal(literal.elements, types_[under]); break;
    default:
      for (NodeId element : elements) use(element);
      x.mode = Mode::kInvalid;
      if (under.has_value() && !is_valid(under)) {
        if (is_valid(type) && !report_pending(type)) x.mode = Mode::kValue;
        break;
      }
      error_at(begin(node), "invalid composite literal{} type {}{}",
               literal.type.has_value() ? "" : " element", str(type),
               under.has_value() ? "" : " (no common underlying type)");
      break;
  }
  x.type = type;
}

void Checker::struct_literal(NodeId node, TypeId type, TypeId under) {
  const auto elements = tree_.children(view<CompositeLit>(tree_, node).elements);
  if (elements.empty()) return;
  if (tree_.is(elements[0], NodeKind::kKeyValue)) {
    keyed_struct_literal(node, type, under);
  } else {
    positional_struct_literal(node, type, types_[under]);
  }
}

void Checker::keyed_struct_literal(NodeId node, TypeId type, TypeId structure) {
  std::vector<LiteralField> seen;
  for (NodeId element : tree_.children(view<CompositeLit>(tree_, node).elements)) {
    if (!tree_.is(element, NodeKind::kKeyValue)) {
      error(begin(element), "mixture of field:value and value elements in struct literal");
      continue;
    }
    const KeyValue pair = view<KeyValue>(tree_, element);
    LiteralField field;
    if (tree_.is(pair.key, NodeKind::kName)) field = literal_field(structure, pair.key);
    Operand x;
    expression(x, pair.value);
    if (!tree_.is(pair.key, NodeKind::kName)) {
      error_at(begin(element), "invalid field name {} in struct literal", str(pair.key));
      continue;
    }
    if (field.path.empty()) {
      error(begin(pair.key), unknown_field_text(type, types_[structure], tree_.symbol(pair.key)));
      continue;
    }
    if (field.indirect) {
      error_at(begin(pair.key), "invalid implicit pointer indirection to reach {}", str(pair.key));
      continue;
    }
    assignment(x, field.type, "struct literal");
    if (report_repeated_field(seen, field, element)) continue;
    if (field.path.size() > 1) {
      const Selection selection{.kind = SelectionKind::kField, .receiver = type, .path = field.path};
      info_.selections.set(pair.key, info_.selections.add(selection));
    }
    seen.push_back(std::move(field));
  }
}

// The field that a key names: one of the struct itself or, from Go 1.27 on, a promoted one.
Checker::LiteralField Checker::literal_field(TypeId structure, NodeId key) {
  constexpr int kFirstWithPromoted = 27;
  const Symbol name = tree_.symbol(key);
  const PackageId package = field_package(name);
  const std::vector<StructField>& fields = types_[structure].fields;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    const StructField& field = fields[i];
    if (field.name == name && field.package == package && name != blank_)
      return {.name = name, .path = {i}, .type = field.type};
  }
  if (!allows(kFirstWithPromoted)) return {};
  const Member member = find_member(program_, structure, false, package_, name);
  if (member.kind != MemberKind::kField) return {};
  return {.name = name, .path = member.path, .type = member.type, .indirect = member.indirect};
}

// Reports a field that is set twice, by itself or together with an embedded field on its path.
bool Checker::report_repeated_field(const std::vector<LiteralField>& seen, const LiteralField& field,
                                    NodeId element) {
  for (const LiteralField& other : seen) {
    const size_t common = std::min(field.path.size(), other.path.size());
    if (!std::equal(field.path.begin(), field.path.begin() + static_cast<ptrdiff_t>(common),
                    other.path.begin()))
      continue;
    if (field.path.size() == other.path.size()) {
      error_at(begin(element), "duplicate field name {} in struct literal", str(field.name));
    } else if (other.path.size() == common) {
      error_at(begin(element), "cannot specify promoted field {} and enclosing embedded field {}",
               str(field.name), str(other.name));
    } else {
      error_at(begin(element), "cannot specify embedded field {} and enclosed promoted field {}",
               str(field.name), str(other.name));
    }
    return true;
  }
  return false;
}

std::string Checker::unknown_field_text(TypeId type, const Type& structure, Symbol name) {
  const std::string wanted = str(name);
  Member other;
  for (const StructField& field : structure.fields) {
    const std::string have = str(field.name);
    const bool same = have.size() == wanted.size() && std::equal(have.begin(), have.end(), wanted.begin(),
                                                                 [](unsigned char a, unsigned char b) {
                                                                   return std::tolower(a) == std::tolower(b);
                                                                 });
    if (!same) continue;
    other = Member{.kind = MemberKind::kField, .owner = type, .name = field.name};
    break;
  }
  return missing_text(type, name, other, true);
}

void Checker::positional_struct_literal(NodeId node, TypeId type, const Type& structure) {
  const auto elements = tree_.children(view<CompositeLit>(tree_, node).elements);
  for (size_t i = 0; i < elements.size(); ++i) {
    if (tree_.is(elements[i], NodeKind::kKeyValue)) {
      error(begin(elements[i]), "mixture of field:value and value elements in struct literal");
      continue;
    }
    Operand x;
    expression(x, elements[i]);
    if (i >= structure.fields.size()) {
      if (x.valid()) error_at(begin(elements[i]), "too many values in struct literal of type {}", str(type));
      break;
    }
    const StructField& field = structure.fields[i];
    if (field.package.has_value() && field.package != package_) {
      error_at(begin(elements[i]), "implicit assignment to unexported field {} in struct literal of type {}",
               str(field.name), str(type));
      continue;
    }
    assignment(x, field.type, "struct literal");
  }
  if (elements.size() < structure.fields.size()) {
    error_at(SourcePos{tree_.end(node).offset - 1}, "too few values in struct literal of type {}", str(type));
  }
}

// Elements of an array (of `length`, if >= 0) or slice; gives the largest index + 1.
int64_t Checker::indexed_elements(NodeId list, TypeId element_type, int64_t length) {
  std::unordered_set<int64_t> visited;
  int64_t index = 0, largest = 0;
  bool has_keys = false;
  for (NodeId element : tree_.children(list)) has_keys |= tree_.is(element, NodeKind::kKeyValue);
  for (NodeId element : tree_.children(list)) {
    bool valid = false;
    NodeId value = element;
    if (tree_.is(element, NodeKind::kKeyValue)) {
      const KeyValue pair = view<KeyValue>(tree_, element);
      bool key_ok = false;
      const std::optional<int64_t> key = index_value(pair.key, length, key_ok);
      if (key) {
        index = *key;
        valid = true;
      } else if (key_ok) {
        error_at(begin(element), "index {} must be integer constant", str(pair.key));
      }
      value = pair.value;
    } else if (length >= 0 && index >= length) {
      error_at(begin(element), "index {} is out of bounds (>= {})", index, length);
    } else {
      valid = true;
    }
    if (valid && has_keys && !visited.insert(index).second) {
      error_at(begin(element), "duplicate index {} in array or slice literal", index);
    }
    ++index;
    largest = std::max(largest, index);
    Operand x;
    expression_with_hint(x, value, element_type);
    assignment(x, element_type, "array or slice literal");
  }
  return largest;
}

void Checker::map_literal(NodeId list, const Type& map) {
  const bool by_type = is_interface(program_, map.key);
  std::unordered_multimap<std::string, TypeId> visited;
  for (NodeId element : tree_.children(list)) {
    if (!tree_.is(element, NodeKind::kKeyValue)) {
      error(begin(element), "missing key in map literal");
      continue;
    }
    const KeyValue pair = view<KeyValue>(tree_, element);
    Operand key, value;
    expression_with_hint(key, pair.key, map.key);
    assignment(key, map.key, "map literal");
    if (!key.valid()) continue;
    if (key.mode == Mode::kConstant) {
      const std::string text = constant_key(value_of(key));
      const auto [first, last] = visited.equal_range(text);
      const bool duplicate = std::any_of(
          first, last, [&](const auto& seen) { return !by_type || types_.identical(seen.second, key.type); });
      if (duplicate) {
        error_at(begin(key), "duplicate key {} in map literal", constant_string(value_of(key)));
        continue;
      }
      visited.emplace(text, key.type);
    }
    expression_with_hint(value, pair.value, map.element);
    assignment(value, map.element, "map literal");
  }
}

}  // namespace escdiff::types
