// Composite literals.
#include "solver/ir/lowering.h"
#include "solver/types/constant.h"

namespace escdiff::ir {

// An element written without its type may stand for a pointer to a literal.
InstId Lowering::composite(NodeId node) {
  const TypeId type = type_of(node);
  const bool pointer = kind_of(type) == types::TypeKind::kPointer;
  const TypeId literal_type = pointer ? underlying(type).element : type;
  InstId literal;
  switch (kind_of(literal_type)) {
    case types::TypeKind::kStruct: literal = struct_literal(node, literal_type); break;
    case types::TypeKind::kMap: literal = map_literal(node, literal_type); break;
    default: literal = array_literal(node, literal_type); break;
  }
  if (!pointer) return literal;
  return add({.op = Op::kPointerLit, .pos = pos(node), .type = type}, {literal});
}

InstId Lowering::struct_literal(NodeId node, TypeId type) {
  const std::vector<types::StructField>& fields = underlying(type).fields;
  std::vector<InstId> inits;
  uint32_t next = 0;
  for (NodeId element : tree().children(syntax::view<syntax::CompositeLit>(tree(), node).elements)) {
    uint32_t number = next++;
    SourcePos at = pos(element);
    if (tree().is(element, NodeKind::kKeyValue)) {
      const auto [key, value] = syntax::view<syntax::KeyValue>(tree(), element);
      const Symbol wanted = tree().symbol(key);
      const auto found = std::find_if(fields.begin(), fields.end(),
                                      [&](const types::StructField& f) { return f.name == wanted; });
      number = static_cast<uint32_t>(found - fields.begin());
      at = pos(key);
      element = value;
    }
    const InstId value = converted(fields[number].type, element);
    inits.push_back(
        add({.op = Op::kFieldInit, .pos = at, .type = fields[number].type, .payload = number}, {value}));
  }
  return add({.op = Op::kStructLit, .pos = pos(node), .type = type}, inits);
}

int64_t Lowering::element_index(NodeId key) const {
  const ConstantId value = info().expression(key).value;
  const std::optional<int64_t> number = types::as_int64(program_.constants[value]);
  ESCDIFF_CHECK(number.has_value(), "an element's index is no int");
  return *number;
}

InstId Lowering::array_literal(NodeId node, TypeId type) {
  const TypeId element_type = underlying(type).element;
  std::vector<InstId> elements;
  for (const NodeId element : tree().children(syntax::view<syntax::CompositeLit>(tree(), node).elements)) {
    if (!tree().is(element, NodeKind::kKeyValue)) {
      elements.push_back(converted(element_type, element));
      continue;
    }
    const auto [key, value] = syntax::view<syntax::KeyValue>(tree(), element);
    const uint32_t number = static_cast<uint32_t>(element_index(key));
    const InstId x = converted(element_type, value);
    elements.push_back(
        add({.op = Op::kElementInit, .pos = pos(key), .type = element_type, .payload = number}, {x}));
  }
  const bool slice = kind_of(type) == types::TypeKind::kSlice;
  return add({.op = slice ? Op::kSliceLit : Op::kArrayLit, .pos = pos(node), .type = type}, elements);
}

InstId Lowering::map_literal(NodeId node, TypeId type) {
  const types::Type& map = underlying(type);
  record_type(info().type_of(node));
  std::vector<InstId> entries;
  for (const NodeId element : tree().children(syntax::view<syntax::CompositeLit>(tree(), node).elements)) {
    const auto [key, value] = syntax::view<syntax::KeyValue>(tree(), element);
    const InstId k = converted(map.key, key);
    const InstId v = converted(map.element, value);
    entries.push_back(add({.op = Op::kMapEntry, .pos = pos(key)}, {k, v}));
  }
  return add({.op = Op::kMapLit, .pos = pos(node), .type = type}, entries);
}

}  // namespace escdiff::ir
