// Calls of predeclared functions, except those of package unsafe.
#include <algorithm>
#include <array>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

namespace {

struct BuiltinShape {
  std::string_view name;
  size_t arguments;
  bool variadic;
  ExpressionKind kind;
};

// In the order of Builtin.
constexpr std::array<BuiltinShape, 26> kShapes{{
    {"append", 1, true, ExpressionKind::kExpression},
    {"cap", 1, false, ExpressionKind::kExpression},
    {"clear", 1, false, ExpressionKind::kStatement},
    {"close", 1, false, ExpressionKind::kStatement},
    {"complex", 2, false, ExpressionKind::kExpression},
    {"copy", 2, false, ExpressionKind::kStatement},
    {"delete", 2, false, ExpressionKind::kStatement},
    {"imag", 1, false, ExpressionKind::kExpression},
    {"len", 1, false, ExpressionKind::kExpression},
    {"make", 1, true, ExpressionKind::kExpression},
    {"max", 1, true, ExpressionKind::kExpression},
    {"min", 1, true, ExpressionKind::kExpression},
    {"new", 1, false, ExpressionKind::kExpression},
    {"panic", 1, false, ExpressionKind::kStatement},
    {"print", 0, true, ExpressionKind::kStatement},
    {"println", 0, true, ExpressionKind::kStatement},
    {"real", 1, false, ExpressionKind::kExpression},
    {"recover", 0, false, ExpressionKind::kStatement},
    {"Add", 2, false, ExpressionKind::kExpression},
    {"Alignof", 1, false, ExpressionKind::kExpression},
    {"Offsetof", 1, false, ExpressionKind::kExpression},
    {"Sizeof", 1, false, ExpressionKind::kExpression},
    {"Slice", 2, false, ExpressionKind::kExpression},
    {"SliceData", 1, false, ExpressionKind::kExpression},
    {"String", 2, false, ExpressionKind::kExpression},
    {"StringData", 1, false, ExpressionKind::kExpression},
}};

const BuiltinShape& shape_of(Builtin builtin) { return kShapes[static_cast<size_t>(builtin)]; }

}  // namespace

ExpressionKind Checker::builtin_call(Operand& x, NodeId node, Builtin builtin) {
  const Call call = view<Call>(tree_, node);
  const BuiltinShape& shape = shape_of(builtin);
  const bool outer = has_call_or_receive_;
  const bool measures = builtin == Builtin::kLen || builtin == Builtin::kCap;
  if (measures) has_call_or_receive_ = false;
  std::vector<Operand> arguments;
  const bool ok = builtin_arguments(x, node, builtin, arguments) && builtin_body(x, node, builtin, arguments);
  if (!ok) x.mode = Mode::kInvalid;
  if (measures) has_call_or_receive_ = outer;
  x.node = node;
  if (x.valid() && x.mode != Mode::kConstant) has_call_or_receive_ = true;
  if (ok) record_type(call.function, Mode::kBuiltin, types_.invalid());
  return shape.kind;
}

bool Checker::builtin_arguments(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments) {
  const Call call = view<Call>(tree_, node);
  const auto nodes = tree_.children(call.arguments);
  const BuiltinShape& shape = shape_of(builtin);
  if (tree_.has_flag(node, kHasDots) && builtin != Builtin::kAppend) {
    error_at(begin(node), "invalid operation: invalid use of ... with built-in {}", shape.name);
    use(nodes);
    return false;
  }
  size_t count = nodes.size();
  if (builtin != Builtin::kMake && builtin != Builtin::kNew && builtin != Builtin::kUnsafeOffsetof) {
    arguments = nodes.empty() ? std::vector<Operand>() : expression_list(nodes);
    count = arguments.size();
    if (std::any_of(arguments.begin(), arguments.end(), [](const Operand& a) { return !a.valid(); }))
      return false;
    if (!arguments.empty()) x = arguments[0];
  }
  const bool too_few = count < shape.arguments, too_many = !shape.variadic && count > shape.arguments;
  if (!too_few && !too_many) return true;
  error_at(begin(node), "invalid operation: {} arguments for {} (expected {}, found {})",
           too_few ? "not enough" : "too many", str(node), shape.arguments, count);
  return false;
}

bool Checker::builtin_body(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments) {
  const Call call = view<Call>(tree_, node);
  switch (builtin) {
    case Builtin::kAppend: return builtin_append(x, node, arguments);
    case Builtin::kCap:
    case Builtin::kLen: return builtin_length(x, builtin);
    case Builtin::kClear: {
      requires_version(begin(call.function), 21, "clear");
      const bool ok = for_each_underlying(program_, x.type, [&](TypeId u) {
        if (u.has_value() && (types_.kind(u) == TypeKind::kMap || types_.kind(u) == TypeKind::kSlice))
          return true;
        error_at(begin(x),
                 "invalid argument: cannot clear {}: argument must be (or constrained by) map or slice",
                 str(x));
        return false;
      });
      x.mode = Mode::kNoValue;
      return ok;
    }
    case Builtin::kClose: {
      const bool ok = for_each_underlying(program_, x.type, [&](TypeId u) {
        const bool channel = u.has_value() && types_.kind(u) == TypeKind::kChan;
        if (channel && types_[u].direction != ChanDirection::kReceive) return true;
        error_at(begin(x), "invalid operation: cannot close {} {}",
                 channel ? "receive-only channel" : "non-channel", str(x));
        return false;
      });
      x.mode = Mode::kNoValue;
      return ok;
    }
    case Builtin::kComplex: return builtin_complex(x, node, arguments[1]);
    case Builtin::kCopy: return builtin_copy(x, arguments[1]);
    case Builtin::kDelete: return builtin_delete(x, arguments[1]);
    case Builtin::kImag:
    case Builtin::kReal: return builtin_real(x, builtin);
    case Builtin::kMake: return builtin_make(x, node);
    case Builtin::kMax:
    case Builtin::kMin: return builtin_min_max(x, node, builtin, arguments);
    case Builtin::kNew: return builtin_new(x, node);
    case Builtin::kPanic:
      assignment(x, types_.empty_interface(), "argument to panic");
      if (!x.valid()) return false;
      x.mode = Mode::kNoValue;
      return true;
    case Builtin::kPrint:
    case Builtin::kPrintln: {
      bool ok = true;
      for (Operand& argument : arguments) {
        assignment(argument, TypeId(), fmt::format("argument to built-in {}", shape_of(builtin).name));
        ok &= argument.valid();
      }
      x.mode = Mode::kNoValue;
      return ok;
    }
    case Builtin::kRecover:
      x.mode = Mode::kValue;
      x.type = types_.empty_interface();
      return true;
    default: return builtin_unsafe(x, node, builtin, arguments);
  }
}

// The element type that all types of x's set have as slices; none and `why` otherwise.
TypeId Checker::slice_element(const Operand& x, std::string& why) {
  TypeId element;
  if (is_nil_operand(x)) {
    why = "argument must be a slice; have untyped nil";
    return element;
  }
  const bool ok = for_each_underlying(program_, x.type, [&](TypeId u) {
    if (!u.has_value() || types_.kind(u) != TypeKind::kSlice) {
      why = "argument must be a slice; have " + str(x);
      return false;
    }
    const TypeId own = types_[u].element;
    if (element.has_value() && !types_.identical(element, own)) {
      why = fmt::format("mismatched slice element types {} and {} in {}", str(element), str(own), str(x));
      return false;
    }
    element = own;
    return true;
  });
  return ok ? element : TypeId();
}

bool Checker::is_byte_source(TypeId type) {
  return for_each_underlying(program_, type, [&](TypeId u) {
    if (!u.has_value()) return false;
    const Type& t = types_[u];
    if (t.kind == TypeKind::kSlice) return types_.identical(t.element, types_.byte_type());
    return is_basic(program_, u, kIsString);
  });
}

bool Checker::builtin_append(Operand& x, NodeId node, std::vector<Operand>& arguments) {
  std::string why;
  const TypeId element = slice_element(x, why);
  if (!element.has_value()) {
    error_at(begin(x), "invalid append: {}", why);
    return false;
  }
  const TypeId type = x.type;
  const bool bytes = arguments.size() == 2 && tree_.has_flag(node, kHasDots) &&
                     assignable(x, types_.byte_slice(), nullptr) && !is_nil_operand(arguments[1]) &&
                     is_byte_source(arguments[1].type);
  if (bytes) {
    if (is_untyped(program_, arguments[1].type)) convert_untyped(arguments[1], string_);
  } else {
    const TypeId signature =
        types_.signature(types_.tuple({type, types_.slice(element)}), types_.tuple({type}), true);
    check_arguments(node, signature, {}, {}, arguments, {});
  }
  x.mode = Mode::kValue;
  x.type = type;
  return true;
}

TypeId Checker::behind_array_pointer(TypeId under) {
  if (types_.kind(under) != TypeKind::kPointer) return under;
  const TypeId target = types_.underlying(types_[under].element);
  return types_.kind(target) == TypeKind::kArray ? target : under;
}

bool Checker::builtin_length(Operand& x, Builtin builtin) {
  const bool is_len = builtin == Builtin::kLen;
  Mode mode = Mode::kInvalid;
  ConstantId value;
  auto has_length = [&](TypeId u) {
    const Type& t = types_[behind_array_pointer(u)];
    switch (t.kind) {
      case TypeKind::kBasic: return is_len && (basic_flags(t.basic) & kIsString) != 0;
      case TypeKind::kArray:
      case TypeKind::kSlice:
      case TypeKind::kChan: return true;
      case TypeKind::kMap: return is_len;
      default: return false;
    }
  };
  if (is_nil_operand(x)) {
    mode = Mode::kInvalid;
  } else if (is_type_parameter(program_, x.type)) {
    if (for_each_underlying(program_, x.type, [&](TypeId u) { return u.has_value() && has_length(u); }))
      mode = Mode::kValue;
  } else if (has_length(types_.underlying(x.type))) {
    const Type& t = types_[behind_array_pointer(types_.underlying(x.type))];
    mode = Mode::kValue;
    if (t.kind == TypeKind::kBasic && x.mode == Mode::kConstant) {
      mode = Mode::kConstant;
      if (const auto* text = std::get_if<std::string>(&value_of(x)))
        value = constant(mpz_class(static_cast<unsigned long>(text->size())));
    } else if (t.kind == TypeKind::kArray && !has_call_or_receive_) {
      mode = Mode::kConstant;
      value = constant(mpz_class(static_cast<long>(t.length)));
    }
  }
  if (mode == Mode::kInvalid) {
    if (is_valid(types_.underlying(x.type)))
      error_at(begin(x), "invalid argument: {} for built-in {}", str(x), is_len ? "len" : "cap");
    return false;
  }
  if (is_untyped(program_, x.type)) finalize_untyped(x.node, string_, true);
  x.mode = mode;
  x.type = int_;
  x.value = value.has_value() || mode != Mode::kConstant ? value : constant(std::monostate());
  return true;
}

// Maps x's type, or every type of a type parameter's set (giving a new parameter with the results as its
// set).
bool Checker::apply_to_terms(Operand& x, const std::function<TypeId(TypeId)>& map) {
  if (!is_type_parameter(program_, x.type)) {
    const TypeId result = map(x.type);
    if (!result.has_value()) return false;
    x.type = result;
    return true;
  }
  std::vector<UnionTerm> terms;
  const TypeSet set = types_.type_set(x.type);
  if (set.all_types || set.terms.empty()) return false;
  for (const UnionTerm& term : set.terms) {
    const TypeId result = map(term.type);
    if (!result.has_value()) return false;
    terms.push_back(UnionTerm{result, term.tilde});
  }
  error_at(begin(x), "{} not supported as argument to built-in for go1.18 (see go.dev/issue/50937)", str(x));
  const TypeId parameter = types_.type_parameter(types_.type_parameter_info(x.type).object, 0);
  types_.type_parameter_info(parameter).constraint =
      types_.interface({}, {types_.union_of(std::move(terms))}, true);
  x.type = parameter;
  return true;
}

bool Checker::builtin_complex(Operand& x, NodeId node, Operand& y) {
  const bool x_untyped = is_untyped(program_, x.type), y_untyped = is_untyped(program_, y.type);
  if (x_untyped && !y_untyped) {
    convert_untyped(x, y.type);
  } else if (!x_untyped && y_untyped) {
    convert_untyped(y, x.type);
  } else if (x_untyped && y_untyped) {
    if (x.mode == Mode::kConstant && y.mode == Mode::kConstant) {
      for (Operand* part : {&x, &y}) {
        if (as_real(value_of(*part))) part->type = types_.basic(BasicKind::kUntypedFloat);
      }
    } else {
      convert_untyped(x, types_.basic(BasicKind::kFloat64));
      convert_untyped(y, types_.basic(BasicKind::kFloat64));
    }
  }
  if (!x.valid() || !y.valid()) return false;
  if (!types_.identical(x.type, y.type)) {
    error_at(begin(x), "invalid operation: {} (mismatched types {} and {})", str(node), str(x.type),
             str(y.type));
    return false;
  }
  const TypeId argument_type = x.type;
  const bool ok = apply_to_terms(x, [&](TypeId type) {
    const Type& t = types_[types_.underlying(type)];
    if (t.kind != TypeKind::kBasic) return TypeId();
    switch (t.basic) {
      case BasicKind::kFloat32: return types_.basic(BasicKind::kComplex64);
      case BasicKind::kFloat64: return types_.basic(BasicKind::kComplex128);
      case BasicKind::kUntypedFloat: return types_.basic(BasicKind::kUntypedComplex);
      default: return TypeId();
    }
  });
  if (!ok) {
    error_at(begin(x), "invalid argument: arguments have type {}, expected floating-point",
             str(argument_type));
    return false;
  }
  if (x.mode == Mode::kConstant && y.mode == Mode::kConstant) {
    x.value = constant(ComplexValue{as_real(value_of(x)).value_or(mpq_class(0)),
                                    as_real(value_of(y)).value_or(mpq_class(0))});
  } else {
    x.mode = Mode::kValue;
  }
  return true;
}

bool Checker::builtin_real(Operand& x, Builtin builtin) {
  if (is_untyped(program_, x.type)) {
    if (x.mode == Mode::kConstant) {
      if (is_basic(program_, x.type, kIsNumeric)) x.type = types_.basic(BasicKind::kUntypedComplex);
    } else {
      convert_untyped(x, types_.basic(BasicKind::kComplex128));
      if (!x.valid()) return false;
    }
  }
  const TypeId argument_type = x.type;
  const bool ok = apply_to_terms(x, [&](TypeId type) {
    const Type& t = types_[types_.underlying(type)];
    if (t.kind != TypeKind::kBasic) return TypeId();
    switch (t.basic) {
      case BasicKind::kComplex64: return types_.basic(BasicKind::kFloat32);
      case BasicKind::kComplex128: return types_.basic(BasicKind::kFloat64);
      case BasicKind::kUntypedComplex: return types_.basic(BasicKind::kUntypedFloat);
      default: return TypeId();
    }
  });
  if (!ok) {
    error_at(begin(x), "invalid argument: argument has type {}, expected complex type", str(argument_type));
    return false;
  }
  if (x.mode != Mode::kConstant) {
    x.mode = Mode::kValue;
    return true;
  }
  if (std::optional<ComplexValue> number = as_complex(value_of(x))) {
    x.value = constant(constant_of(builtin == Builtin::kReal ? number->real : number->imaginary));
  }
  return true;
}

bool Checker::builtin_copy(Operand& x, Operand& y) {
  const bool special = assignable(x, types_.byte_slice(), nullptr) && !is_nil_operand(y) &&
                       is_byte_source(y.type) && !is_nil_operand(x);
  if (!special) {
    std::string why;
    const TypeId to = slice_element(x, why);
    if (!to.has_value()) {
      error_at(begin(x), "invalid copy: {}", why);
      return false;
    }
    TypeId from = slice_element(y, why);
    if (!from.has_value()) {
      if (is_nil_operand(y) || !all_basic(program_, y.type, kIsString)) {
        error_at(begin(y), "invalid copy: {}", why);
        return false;
      }
      from = types_.byte_type();
    }
    if (!types_.identical(to, from)) {
      error_at(begin(x), "invalid copy: arguments {} and {} have different element types {} and {}", str(x),
               str(y), str(to), str(from));
      return false;
    }
  }
  if (is_untyped(program_, y.type)) convert_untyped(y, string_);
  x.mode = Mode::kValue;
  x.type = int_;
  return true;
}

bool Checker::builtin_delete(Operand& x, Operand& key) {
  TypeId key_type;
  const bool ok = for_each_underlying(program_, x.type, [&](TypeId u) {
    if (!u.has_value() || types_.kind(u) != TypeKind::kMap) {
      error_at(begin(x), "invalid argument: {} is not a map", str(x));
      return false;
    }
    if (key_type.has_value() && !types_.identical(key_type, types_[u].key)) {
      error_at(begin(x), "invalid argument: maps of {} must have identical key types", str(x));
      return false;
    }
    key_type = types_[u].key;
    return true;
  });
  if (!ok) return false;
  assignment(key, key_type, "argument to delete");
  x.mode = Mode::kNoValue;
  return key.valid();
}

bool Checker::builtin_make(Operand& x, NodeId node) {
  const auto arguments = tree_.children(view<Call>(tree_, node).arguments);
  const TypeId type = variable_type(arguments[0]);
  if (!is_valid(type)) {
    return false;
  }
  std::string why;
  const TypeId under = common_underlying(
      type,
      [&](TypeId, TypeId u) -> std::string {
        if (!u.has_value()) return "no specific type";
        const TypeKind kind = types_.kind(u);
        const bool ok = kind == TypeKind::kSlice || kind == TypeKind::kMap || kind == TypeKind::kChan;
        return ok ? "" : "type must be slice, map, or channel";
      },
      why);
  if (!under.has_value()) {
    error_at(begin(arguments[0]), "invalid argument: cannot make {}: {}", str(arguments[0]), why);
    return false;
  }
  const size_t least = types_.kind(under) == TypeKind::kSlice ? 2 : 1;
  if (arguments.size() < least || arguments.size() > least + 1) {
    error_at(begin(node), "invalid operation: {} expects {} or {} arguments; found {}", str(node), least,
             least + 1, arguments.size());
    return false;
  }
  std::vector<int64_t> sizes;
  for (NodeId argument : arguments.subspan(1)) {
    bool valid = false;
    if (const std::optional<int64_t> size = index_value(argument, -1, valid)) sizes.push_back(*size);
  }
  if (sizes.size() == 2 && sizes[0] > sizes[1])
    error(begin(arguments[1]), "invalid argument: length and capacity swapped");
  x.mode = Mode::kValue;
  x.type = type;
  return true;
}

bool Checker::builtin_min_max(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments) {
  const std::string name(shape_of(builtin).name);
  requires_version(begin(view<Call>(tree_, node).function), 21, "built-in " + name);
  const Token op = builtin == Builtin::kMax ? Token::kGtr : Token::kLss;
  for (size_t i = 0; i < arguments.size(); ++i) {
    Operand& a = arguments[i];
    if (is_nil_operand(a) || !all_basic(program_, a.type, kIsOrdered)) {
      error_at(begin(a), "invalid argument: {} cannot be ordered", str(a));
      return false;
    }
    if (i == 0) continue;
    match_types(x, a);
    if (!x.valid()) return false;
    if (!types_.identical(x.type, a.type)) {
      error_at(begin(a), "invalid argument: mismatched types {} (previous argument) and {} (type of {})",
               str(x.type), str(a.type), str(a.node));
      return false;
    }
    if (x.mode == Mode::kConstant && a.mode == Mode::kConstant) {
      if (compare_constants(value_of(a), op, value_of(x))) x = a;
    } else {
      x.mode = Mode::kValue;
    }
  }
  if (x.mode != Mode::kConstant) {
    x.mode = Mode::kValue;
    assignment(x, types_.empty_interface(), "argument to built-in " + name);
    if (!x.valid()) return false;
  }
  for (Operand& a : arguments) finalize_untyped(a.node, x.type, true);
  return true;
}

bool Checker::builtin_new(Operand& x, NodeId node) {
  const NodeId argument = tree_.children(view<Call>(tree_, node).arguments)[0];
  expression_or_type(x, argument, false);
  exclude(x, true, true, false);
  if (!x.valid()) return false;
  if (x.mode == Mode::kType) {
    require_variable_type(argument, x.type);
  } else {
    if (is_untyped(program_, x.type)) {
      assignment(x, TypeId(), "argument to new");
      if (!x.valid()) return false;
    }
    if (!requires_version(begin(node), 26, fmt::format("new({})", str(argument)))) return false;
  }
  x.mode = Mode::kValue;
  x.type = types_.pointer(x.type);
  return true;
}

}  // namespace escdiff::types
