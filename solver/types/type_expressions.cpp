// Type expressions, except interfaces and signatures.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/text.h"

namespace escdiff::types {

using namespace syntax;

PackageId Checker::field_package(Symbol name) const {
  return is_exported(program_.symbols.text(name)) ? PackageId() : package_;
}

// The type that `node` denotes, which must not be generic.
TypeId Checker::type_of(NodeId node) {
  TypeId type = type_expression(node);
  if (is_valid(type) && is_generic(program_, type)) {
    error_at(begin(node), "cannot use generic type {} without instantiation", str(type));
    type = types_.invalid();
  }
  record_type(node, Mode::kType, type);
  return type;
}

TypeId Checker::variable_type(NodeId node) {
  const TypeId type = type_of(node);
  require_variable_type(node, type);
  return type;
}

// Interfaces with type terms are for constraints only. What an interface holds may not be known yet.
void Checker::require_variable_type(NodeId node, TypeId type) {
  const TypeKind kind = types_.kind(type);
  if (kind != TypeKind::kNamed && kind != TypeKind::kInterface) return;
  auto check = [this, node, type] {
    if (!is_interface(program_, type)) return;
    const TypeSet& set = types_.type_set(type);
    if (!set.is_constraint()) return;
    error_at(begin(node), "cannot use type {} outside a type constraint: interface {}", str(type),
             set.comparable && set.all_types ? "is (or embeds) comparable" : "contains type constraints");
  };
  if (kind == TypeKind::kNamed && types_.named_info(type).underlying.has_value()) {
    if (types_.underlying_kind(type) != TypeKind::kInterface) return;
  }
  delayed_.push_back(check);
}

TypeId Checker::type_expression(NodeId node) {
  const Nesting nesting(*this);
  switch (tree_.kind(node)) {
    case NodeKind::kBadExpr: return types_.invalid();
    case NodeKind::kName:
    case NodeKind::kSelector: return named_type(node);
    case NodeKind::kParen: return type_of(view<Paren>(tree_, node).x);
    case NodeKind::kIndex: return instantiated_type(node);
    case NodeKind::kArrayType: return array_type(node);
    case NodeKind::kSliceType: return types_.slice(variable_type(view<SliceType>(tree_, node).element));
    case NodeKind::kStructType: return struct_type(node);
    case NodeKind::kFuncType: return function_type(node);
    case NodeKind::kInterfaceType: return interface_type(node);
    case NodeKind::kMapType: return map_type(node);
    case NodeKind::kChanType: return channel_type(node);
    case NodeKind::kStar: {
      const TypeId element = variable_type(view<Star>(tree_, node).x);
      return is_valid(element) ? types_.pointer(element) : element;
    }
    case NodeKind::kEllipsis: error(begin(node), "invalid use of ..."); return types_.invalid();
    default:
      error_at(begin(node), "{} is not a type", str(node));
      use(node);
      return types_.invalid();
  }
}

TypeId Checker::named_type(NodeId node) {
  Operand x;
  x.node = node;
  if (tree_.is(node, NodeKind::kName)) {
    name(x, node, true);
  } else {
    selector(x, node, true);
  }
  if (x.mode == Mode::kType) return x.type;
  if (x.mode == Mode::kNoValue) {
    error_at(begin(node), "{} used as type", str(x));
  } else if (x.valid()) {
    error_at(begin(node), "{} is not a type", str(x));
  }
  return types_.invalid();
}

TypeId Checker::array_type(NodeId node) {
  const ArrayType array = view<ArrayType>(tree_, node);
  std::optional<int64_t> length;
  if (tree_.is(array.length, NodeKind::kEllipsis)) {
    error(begin(node), "invalid use of [...] array (outside a composite literal)");
  } else {
    length = array_length(array.length);
  }
  const TypeId element = variable_type(array.element);
  return length ? types_.array(element, *length) : types_.invalid();
}

std::optional<int64_t> Checker::array_length(NodeId node) {
  if (tree_.is(node, NodeKind::kName)) {
    const ObjectId object = lookup(tree_.symbol(node));
    if (!object.has_value()) {
      error_at(begin(node), "undefined array length {} or missing type constraint", str(tree_.symbol(node)));
      return std::nullopt;
    }
    if (program_.objects[object].kind != ObjectKind::kConst) {
      error_at(begin(node), "invalid array length {}", str(tree_.symbol(node)));
      return std::nullopt;
    }
  }
  Operand x;
  expression(x, node);
  if (!x.valid()) return std::nullopt;
  if (x.mode != Mode::kConstant) {
    error_at(begin(node), "array length {} must be constant", str(x));
    return std::nullopt;
  }
  const bool integer = is_basic(program_, x.type, kIsInteger);
  if (is_untyped(program_, x.type) || integer) {
    ConstantValue value = value_of(x);
    if (round_to(BasicKind::kInt, value) == Representability::kExact && !is_unknown(value) &&
        sign_of(value) >= 0) {
      finalize_untyped(node, int_, true);
      return as_int64(value);
    }
    if (is_unknown(value)) return std::nullopt;
  }
  error_at(begin(node), fmt::runtime(integer ? "invalid array length {}" : "array length {} must be integer"),
           str(x));
  return std::nullopt;
}

TypeId Checker::map_type(NodeId node) {
  const MapType map = view<MapType>(tree_, node);
  const TypeId key = variable_type(map.key);
  const TypeId element = variable_type(map.value);
  if (types_.kind(key) != TypeKind::kBasic) {
    delayed_.push_back([this, key, node = map.key] {
      if (is_comparable(program_, key, true, package_, nullptr)) return;
      error_at(begin(node), "invalid map key type {}{}", str(key),
               is_type_parameter(program_, key) ? " (missing comparable constraint)" : "");
    });
  }
  return types_.map(key, element);
}

TypeId Checker::channel_type(NodeId node) {
  const TypeId element = variable_type(view<ChanType>(tree_, node).element);
  const Token op = tree_.op(node);
  return types_.channel(element, op == Token::kArrow  ? ChanDirection::kReceive
                                 : op == Token::kSend ? ChanDirection::kSend
                                                      : ChanDirection::kBoth);
}

namespace {

// The name by which an embedded field is known, or none.
NodeId embedded_name(const Tree& tree, NodeId type, bool pointer = false) {
  switch (tree.kind(type)) {
    case NodeKind::kName: return type;
    case NodeKind::kSelector: return view<Selector>(tree, type).name;
    case NodeKind::kIndex: return embedded_name(tree, view<Index>(tree, type).x, pointer);
    case NodeKind::kStar: return pointer ? NodeId() : embedded_name(tree, view<Star>(tree, type).x, true);
    default: return NodeId();
  }
}

}  // namespace

TypeId Checker::struct_type(NodeId node) {
  std::vector<StructField> fields;
  std::unordered_map<Symbol, SourcePos> seen;
  auto add = [&](NodeId name, TypeId type, Symbol tag, bool embedded) {
    const Symbol symbol = tree_.symbol(name);
    if (symbol != blank_) {
      const auto [other, fresh] = seen.emplace(symbol, begin(name));
      if (!fresh) {
        error_at(begin(name), "{0} redeclared\n\t{1}: other declaration of {0}", str(symbol),
                 position_string(other->second));
        return;
      }
    }
    fields.push_back(StructField{symbol, field_package(symbol), type, tag, embedded});
  };
  for (NodeId item : tree_.children(view<StructType>(tree_, node).fields)) {
    const Field field = view<Field>(tree_, item);
    const TypeId type = variable_type(field.type);
    Symbol tag;
    if (field.tag.has_value()) {
      const std::optional<std::string> text = unquoted(program_.symbols.text(tree_.symbol(field.tag)));
      if (text && !text->empty()) tag = program_.symbols.intern(*text);
    }
    if (!tree_.has_flag(item, kEmbedded)) {
      for (NodeId name : tree_.children(field.names)) add(name, type, tag, false);
      continue;
    }
    const NodeId name = embedded_name(tree_, field.type);
    if (!name.has_value()) {
      error_at(begin(field.type), "invalid embedded field type {}", str(field.type));
      continue;
    }
    add(name, type, tag, true);
    check_embedded(field.type, type);
  }
  return types_.structure(std::move(fields));
}

void Checker::check_embedded(NodeId node, TypeId type) {
  delayed_.push_back([this, node, type] {
    const bool pointer = types_.kind(type) == TypeKind::kPointer;
    const TypeId target = pointer ? types_[type].element : type;
    const Type& under = types_[types_.underlying(target)];
    if (under.kind == TypeKind::kBasic && under.basic == BasicKind::kUnsafePointer) {
      error(begin(node), "embedded field type cannot be unsafe.Pointer");
    } else if (under.kind == TypeKind::kPointer) {
      error(begin(node), "embedded field type cannot be a pointer");
    } else if (is_type_parameter(program_, target)) {
      error(begin(node), "embedded field type cannot be a (pointer to a) type parameter");
    } else if (under.kind == TypeKind::kInterface && pointer) {
      error(begin(node), "embedded field type cannot be a pointer to an interface");
    }
  });
}

std::vector<TypeId> Checker::type_list(std::span<const NodeId> nodes, bool& ok) {
  std::vector<TypeId> list;
  ok = true;
  for (NodeId node : nodes) {
    list.push_back(variable_type(node));
    ok &= is_valid(list.back());
  }
  return list;
}

}  // namespace escdiff::types
