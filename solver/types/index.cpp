// Index and slice expressions.
#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

NodeId Checker::single_index(NodeId node) {
  const auto indices = tree_.children(view<Index>(tree_, node).indices);
  if (indices.empty()) return NodeId();
  if (indices.size() > 1) error(begin(indices[1]), "invalid operation: more than one index");
  return indices[0];
}

void Checker::map_index(Operand& x, NodeId node, TypeId key, TypeId element) {
  const NodeId index = single_index(node);
  if (!index.has_value()) {
    x.mode = Mode::kInvalid;
    return;
  }
  Operand k;
  expression(k, index);
  assignment(k, key, "map index");
  x.mode = Mode::kMapIndex;
  x.type = element;
}

// What indexing a (non-map) value of underlying type `under` gives: sets x's mode and type; false when it
// cannot be indexed.
bool Checker::index_shape(Operand& x, TypeId under, int64_t& length) {
  const Type& type = types_[under];
  switch (type.kind) {
    case TypeKind::kBasic:
      if ((basic_flags(type.basic) & kIsString) == 0) return false;
      if (x.mode == Mode::kConstant) {
        if (const auto* text = std::get_if<std::string>(&value_of(x)))
          length = static_cast<int64_t>(text->size());
      }
      if (x.mode == Mode::kConstant) finalize_untyped(x.node, string_, true);
      x.mode = Mode::kValue;
      x.type = types_.byte_type();
      return true;
    case TypeKind::kArray:
      length = type.length;
      if (x.mode != Mode::kVariable) x.mode = Mode::kValue;
      x.type = type.element;
      return true;
    case TypeKind::kPointer: {
      const Type& array = types_[types_.underlying(type.element)];
      if (array.kind != TypeKind::kArray) return false;
      length = array.length;
      x.mode = Mode::kVariable;
      x.type = array.element;
      return true;
    }
    case TypeKind::kSlice:
      x.mode = Mode::kVariable;
      x.type = type.element;
      return true;
    default: return false;
  }
}

// Indexing a type parameter: all types of its set must agree on element (and key).
bool Checker::index_parameter(Operand& x, NodeId node, int64_t& length, bool& is_map) {
  TypeId key, element;
  bool first = true;
  Mode mode = Mode::kVariable;
  const bool ok = for_each_underlying(program_, x.type, [&](TypeId under) {
    if (!under.has_value()) return false;
    Operand part = x;
    TypeId own_key;
    int64_t own_length = -1;
    if (types_.kind(under) == TypeKind::kMap) {
      own_key = types_[under].key;
      part.type = types_[under].element;
    } else if (!index_shape(part, under, own_length)) {
      return false;
    }
    if (part.mode == Mode::kValue) mode = Mode::kValue;
    if (std::exchange(first, false)) {
      key = own_key;
      element = part.type;
      length = own_length;
      return true;
    }
    if (key.has_value() != own_key.has_value() || (key.has_value() && !types_.identical(key, own_key)))
      return false;
    if (own_length >= 0 && (own_length < length || length < 0)) length = own_length;
    return types_.identical(element, part.type);
  });
  if (!ok || first) return false;
  is_map = key.has_value();
  if (is_map) {
    map_index(x, node, key, element);
  } else {
    x.mode = mode;
    x.type = element;
  }
  return true;
}

// True when x is a generic function that the "index" instantiates.
bool Checker::index_expression(Operand& x, NodeId node) {
  const Index index = view<Index>(tree_, node);
  expression_or_type(x, index.x, true);
  x.node = index.x;
  switch (x.mode) {
    case Mode::kInvalid: use(index.indices); return false;
    case Mode::kType:
      x.type = variable_type(node);
      x.mode = is_valid(x.type) ? Mode::kType : Mode::kInvalid;
      return false;
    case Mode::kValue:
      if (types_.kind(x.type) == TypeKind::kSignature && !types_[x.type].members.empty()) return true;
      break;
    default: break;
  }
  require_instance(nullptr, x);
  if (!x.valid()) return false;
  const TypeId under = types_.underlying(x.type);
  int64_t length = -1;
  bool ok = false;
  if (is_type_parameter(program_, x.type)) {
    bool is_map = false;
    ok = index_parameter(x, node, length, is_map);
    if (ok && is_map) return false;
  } else if (types_.kind(under) == TypeKind::kMap) {
    const TypeId key = types_[under].key, element = types_[under].element;
    map_index(x, node, key, element);
    return false;
  } else if (x.mode != Mode::kBuiltin && !is_nil_operand(x)) {
    ok = index_shape(x, under, length);
  }
  if (!ok) {
    error_at(tree_.pos(node), "cannot index {}", str(x));
    use(index.indices);
    x.mode = Mode::kInvalid;
    return false;
  }
  const NodeId single = single_index(node);
  if (!single.has_value()) {
    x.mode = Mode::kInvalid;
    return false;
  }
  bool valid = false;
  index_value(single, length, valid);
  return false;
}

// Checks an index; its value when it is a constant one. `limit` >= 0: it must be smaller.
std::optional<int64_t> Checker::index_value(NodeId node, int64_t limit, bool& valid) {
  valid = false;
  Operand x;
  expression(x, node);
  if (!valid_index(x, "index", false)) return std::nullopt;
  valid = true;
  if (x.mode != Mode::kConstant) return std::nullopt;
  const std::optional<int64_t> value = as_int64(value_of(x));
  if (value && limit >= 0 && *value >= limit) {
    error_at(begin(x), "invalid argument: index {} out of bounds [0:{}]", constant_string(value_of(x)),
             limit);
    valid = false;
    return std::nullopt;
  }
  return value;
}

bool Checker::valid_index(Operand& x, const char* what, bool allow_negative) {
  if (!x.valid()) return false;
  convert_untyped(x, int_);
  if (!x.valid()) return false;
  if (!all_basic(program_, x.type, kIsInteger)) {
    error_at(begin(x), "invalid argument: {} {} must be integer", what, str(x));
    return false;
  }
  if (x.mode != Mode::kConstant) return true;
  if (!allow_negative && sign_of(value_of(x)) < 0) {
    error_at(begin(x), "invalid argument: {} {} must not be negative", what, str(x));
    return false;
  }
  ConstantValue value = value_of(x);
  if (round_to(BasicKind::kInt, value) != Representability::kExact) {
    error_at(begin(x), "invalid argument: {} {} overflows int", what, str(x));
    return false;
  }
  return true;
}

// The type that x's types have in common for slicing: a string, array, pointer to array or slice; none after
// an error.
TypeId Checker::sliced_type(Operand& x) {
  TypeId common, first;
  bool has_string = false, failed = false;
  for_each_term(program_, x.type, [&](TypeId term) {
    if (!term.has_value()) {
      error_at(begin(x), "cannot slice {}: no specific type in {}", str(x), str(x.type));
      failed = true;
      return false;
    }
    TypeId under = types_.underlying(term);
    if (is_basic(program_, under, kIsString)) {
      under = types_.byte_slice();
      has_string = true;
    }
    if (!common.has_value()) {
      common = under;
      first = term;
    } else if (!types_.identical(common, under)) {
      error_at(begin(x), "cannot slice {}: {} and {} have different underlying types", str(x), str(first),
               str(term));
      failed = true;
      return false;
    }
    return true;
  });
  if (failed || !common.has_value()) return TypeId();
  if (!has_string) return common;
  return is_type_parameter(program_, x.type) ? string_ : types_.underlying(x.type);
}

// Gives x the type of its slices; false after an error.
bool Checker::slice_shape(Operand& x, NodeId node, TypeId under, int64_t& length) {
  const Slice slice = view<Slice>(tree_, node);
  const Type& type = types_[under];
  switch (type.kind) {
    case TypeKind::kBasic:
      if ((basic_flags(type.basic) & kIsString) == 0) break;
      if (tree_.has_flag(node, kFullSlice)) {
        error(begin(slice.max.has_value() ? slice.max : node), "invalid operation: 3-index slice of string");
        return false;
      }
      if (x.mode == Mode::kConstant) {
        if (const auto* text = std::get_if<std::string>(&value_of(x)))
          length = static_cast<int64_t>(text->size());
      }
      if (is_untyped(program_, x.type)) {
        finalize_untyped(x.node, string_, true);
        x.type = string_;
      }
      return true;
    case TypeKind::kArray:
      length = type.length;
      if (x.mode != Mode::kVariable) {
        error_at(begin(x), "cannot slice unaddressable value {}", str(x));
        return false;
      }
      x.type = types_.slice(type.element);
      return true;
    case TypeKind::kPointer: {
      const Type& array = types_[types_.underlying(type.element)];
      if (array.kind != TypeKind::kArray) break;
      length = array.length;
      x.type = types_.slice(array.element);
      return true;
    }
    case TypeKind::kSlice: return true;
    default: break;
  }
  error_at(begin(x), "cannot slice {}", str(x));
  return false;
}

void Checker::slice_expression(Operand& x, NodeId node) {
  const Slice slice = view<Slice>(tree_, node);
  const NodeId indices[3] = {slice.low, slice.high, slice.max};
  expression(x, slice.x);
  if (!x.valid()) {
    for (NodeId index : indices) use(index);
    return;
  }
  int64_t length = -1;
  const TypeId under = sliced_type(x);
  if (!under.has_value() || !slice_shape(x, node, under, length)) {
    x.mode = Mode::kInvalid;
    return;
  }
  x.mode = Mode::kValue;
  if (tree_.has_flag(node, kFullSlice) && (!slice.high.has_value() || !slice.max.has_value())) {
    x.mode = Mode::kInvalid;  // the parser has said so
    return;
  }
  int64_t values[3];
  for (int i = 0; i < 3; ++i) {
    values[i] = i == 0 ? 0 : length;
    if (!indices[i].has_value()) continue;
    bool valid = false;
    values[i] = index_value(indices[i], length >= 0 ? length + 1 : -1, valid).value_or(-1);
  }
  for (int i = 0; i < 2; ++i) {
    for (int j = i + 1; j < 3; ++j) {
      if (values[i] <= 0 || values[j] < 0 || values[j] >= values[i] || !indices[j].has_value()) continue;
      error_at(begin(indices[j]), "invalid slice indices: {} < {}", values[j], values[i]);
      return;
    }
  }
}

}  // namespace escdiff::types
