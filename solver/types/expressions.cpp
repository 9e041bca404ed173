// Expressions: the common ways to evaluate one, and the small kinds.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/text.h"

namespace escdiff::types {

using namespace syntax;

NodeId Checker::unparen(NodeId node) const {
  while (tree_.is(node, NodeKind::kParen)) node = view<Paren>(tree_, node).x;
  return node;
}

void Checker::invalidate(Operand& x) {
  x.mode = Mode::kInvalid;
  x.type = types_.invalid();
  x.value = ConstantId();
}

void Checker::record_type(NodeId node, Mode mode, TypeId type, ConstantId value) {
  ExprInfo& info = info_.expressions[node.index];
  info.mode = mode;
  info.type = type;
  info.value = value;
}

void Checker::record(const Operand& x) {
  record_type(x.node, x.mode, x.type.has_value() ? x.type : types_.invalid(),
              x.mode == Mode::kConstant ? x.value : ConstantId());
}

// A two-value use: the expression (and what it stands for inside parentheses) has the type of the pair.
void Checker::record_comma_ok(NodeId node, TypeId first, TypeId second) {
  const TypeId pair = types_.tuple({first, second});
  for (;;) {
    ExprInfo& info = info_.expressions[node.index];
    info.type = pair;
    info.comma_ok = true;
    if (!tree_.is(node, NodeKind::kParen)) return;
    node = view<Paren>(tree_, node).x;
  }
}

ExpressionKind Checker::raw_expression(const InferenceTarget* target, Operand& x, NodeId node, TypeId hint,
                                       bool allow_generic) {
  const Nesting nesting(*this);
  x = Operand{};
  x.type = types_.invalid();
  x.node = node;
  const ExpressionKind kind = expression_internal(target, x, node, hint);
  finish_expression(target, x, node, allow_generic);
  return kind;
}

// What holds for expressions of all kinds, once the operand is known.
void Checker::finish_expression(const InferenceTarget* target, Operand& x, NodeId node, bool allow_generic) {
  x.node = node;
  if (!x.valid()) {
    x.type = types_.invalid();
  } else if (!allow_generic) {
    require_instance(target, x);
  }
  if (open_types_ > 0 && x.valid() && x.mode != Mode::kNoValue && x.mode != Mode::kBuiltin &&
      report_pending(x.type))
    invalidate(x);
  record(x);
}

// A generic type or function cannot be used as it is; a target may tell what a function is instantiated with.
void Checker::require_instance(const InferenceTarget* target, Operand& x) {
  if (x.mode == Mode::kNoValue || x.mode == Mode::kBuiltin || !x.type.has_value()) return;
  const char* what = nullptr;
  if (types_.kind(x.type) == TypeKind::kSignature && !types_[x.type].members.empty()) {
    if (target != nullptr) {
      function_instance(target, begin(x), x, NodeId());
      return;
    }
    what = "function";
  } else if (is_generic(program_, x.type)) {
    what = "type";
  }
  if (what == nullptr) return;
  error_at(begin(x), "cannot use generic {} {} without instantiation", what, str(x.node));
  invalidate(x);
}

ExpressionKind Checker::expression_internal(const InferenceTarget* target, Operand& x, NodeId node,
                                            TypeId hint) {
  switch (tree_.kind(node)) {
    case NodeKind::kBadExpr: return ExpressionKind::kStatement;
    case NodeKind::kName: name(x, node, false); break;
    case NodeKind::kBasicLit: literal(x, node); break;
    case NodeKind::kFuncLit: function_literal(x, node); break;
    case NodeKind::kCompositeLit: composite_literal(x, node, hint); break;
    case NodeKind::kParen: return raw_expression(nullptr, x, view<Paren>(tree_, node).x, TypeId(), false);
    case NodeKind::kSelector: selector(x, node, false); break;
    case NodeKind::kIndex:
      if (index_expression(x, node)) {
        x.node = node;
        function_instance(target, tree_.pos(node), x, node);
      }
      break;
    case NodeKind::kSlice: slice_expression(x, node); break;
    case NodeKind::kTypeAssert: type_assertion(x, node); break;
    case NodeKind::kCall: return call(x, node);
    case NodeKind::kStar: star(x, node); break;
    case NodeKind::kUnary:
      unary(x, node);
      if (x.valid() && tree_.op(node) == Token::kArrow) return ExpressionKind::kStatement;
      break;
    case NodeKind::kBinary: operators_in_a_row(x, node); break;
    case NodeKind::kKeyValue: error(begin(node), "no key:value expected"); break;
    case NodeKind::kEllipsis: error(begin(node), "invalid use of ..."); break;
    default:
      x.mode = Mode::kType;
      x.type = type_of(node);
      if (!is_valid(x.type)) x.mode = Mode::kInvalid;
      break;
  }
  return x.valid() ? ExpressionKind::kExpression : ExpressionKind::kStatement;
}

void Checker::expression(Operand& x, NodeId node, const InferenceTarget* target) {
  raw_expression(target, x, node, TypeId(), false);
  exclude(x, true, true, true);
  single_value(x);
}

// a + b + c + ...: a loop, because only memory limits how many operators there are (see syntax::kMaxDepth).
void Checker::operators_in_a_row(Operand& x, NodeId node) {
  const size_t outer = operators_.size();
  NodeId left = node;
  for (; tree_.is(left, NodeKind::kBinary); left = view<Binary>(tree_, left).x) operators_.push_back(left);
  expression(x, left);
  for (;;) {
    const NodeId at = operators_.back();
    operators_.pop_back();
    const Binary operands = view<Binary>(tree_, at);
    binary(x, at, operands.x, operands.y, tree_.op(at));
    if (operators_.size() == outer) return;
    finish_expression(nullptr, x, at, false);
    exclude(x, true, true, true);
    single_value(x);
  }
}

void Checker::generic_expression(Operand& x, NodeId node) {
  raw_expression(nullptr, x, node, TypeId(), true);
  exclude(x, true, true, true);
  single_value(x);
}

void Checker::expression_or_type(Operand& x, NodeId node, bool allow_generic) {
  raw_expression(nullptr, x, node, TypeId(), allow_generic);
  exclude(x, true, false, false);
  single_value(x);
}

void Checker::expression_with_hint(Operand& x, NodeId node, TypeId hint) {
  raw_expression(nullptr, x, node, hint, false);
  exclude(x, true, true, true);
  single_value(x);
}

// The values of an expression that may have several: a call's results, or, if allowed, a value and its "ok".
std::vector<Operand> Checker::multiple_values(NodeId node, bool allow_comma_ok, bool& comma_ok) {
  comma_ok = false;
  Operand x;
  raw_expression(nullptr, x, node, TypeId(), false);
  exclude(x, true, true, true);
  std::vector<Operand> values;
  if (x.valid() && types_.kind(x.type) == TypeKind::kTuple) {
    for (TypeId member : std::vector<TypeId>(types_[x.type].members)) {
      values.push_back(Operand{.mode = Mode::kValue, .type = member, .node = node});
    }
    return values;
  }
  values.push_back(x);
  if (allow_comma_ok && (x.mode == Mode::kMapIndex || x.mode == Mode::kCommaOk)) {
    values.push_back(Operand{.mode = Mode::kValue, .type = untyped_bool_, .node = node});
    comma_ok = true;
  }
  return values;
}

std::vector<Operand> Checker::expression_list(std::span<const NodeId> nodes) {
  std::vector<Operand> list;
  if (nodes.size() == 1) {
    bool comma_ok = false;
    return multiple_values(nodes[0], false, comma_ok);
  }
  for (NodeId node : nodes) expression(list.emplace_back(), node);
  return list;
}

void Checker::exclude(Operand& x, bool no_value, bool builtin, bool type) {
  if (x.mode == Mode::kNoValue && no_value) {
    error_at(begin(x), "{} used as value{}", str(x), type ? "" : " or type");
  } else if (x.mode == Mode::kBuiltin && builtin) {
    error_at(begin(x), "{} must be called", str(x));
  } else if (x.mode == Mode::kType && type) {
    error_at(begin(x), "{} is not an expression", str(x));
  } else {
    return;
  }
  x.mode = Mode::kInvalid;
}

void Checker::single_value(Operand& x) {
  if (x.mode != Mode::kValue || types_.kind(x.type) != TypeKind::kTuple) return;
  error_at(begin(x), "multiple-value {} in single-value context", str(x));
  x.mode = Mode::kInvalid;
}

// Evaluates for the sake of uses and errors inside; false when there was an error.
bool Checker::use(std::span<const NodeId> nodes) {
  bool ok = true;
  for (NodeId node : nodes) ok = use(node) && ok;
  return ok;
}

bool Checker::use(NodeId node) {
  if (!node.has_value()) return true;
  if (tree_.is(node, NodeKind::kList)) return use(tree_.children(node));
  if (tree_.is(node, NodeKind::kKeyValue)) return use(view<KeyValue>(tree_, node).value);
  if (tree_.is(node, NodeKind::kName) && tree_.symbol(node) == blank_) return true;
  Operand x;
  raw_expression(nullptr, x, node, TypeId(), true);
  return x.valid();
}

void Checker::use_left(std::span<const NodeId> nodes) {
  for (NodeId node : nodes) {
    const NodeId plain = unparen(node);
    if (!tree_.is(plain, NodeKind::kName)) {
      use(node);
      continue;
    }
    if (tree_.symbol(plain) == blank_) continue;
    const ObjectId object = lookup(tree_.symbol(plain));
    const bool variable =
        object.has_value() && is_own(object) && program_.objects[object].kind == ObjectKind::kVar;
    const bool used = variable && program_.objects[object].used;
    use(node);
    if (variable) program_.objects[object].used = used;
  }
}

void Checker::add_dependency(ObjectId object) {
  if (context_.declaration == UINT32_MAX || !is_own(object) || state(object).declaration == UINT32_MAX)
    return;
  std::vector<ObjectId>& list = declarations_[context_.declaration].dependencies;
  if (dependency_marks_.insert(uint64_t{context_.declaration} << 32 | object.index).second)
    list.push_back(object);
}

namespace {

std::string_view variable_kind_name(VarRole role) {
  switch (role) {
    case VarRole::kLocal: return "local variable";
    case VarRole::kPackage: return "package-level variable";
    case VarRole::kParameter: return "parameter";
    case VarRole::kReceiver: return "receiver";
    case VarRole::kResult: return "result variable";
    case VarRole::kField: return "struct field";
  }
  return "";
}

std::string_view object_kind_name(const Object& object) {
  switch (object.kind) {
    case ObjectKind::kPackageName: return "package name";
    case ObjectKind::kConst: return "constant";
    case ObjectKind::kVar: return variable_kind_name(object.role);
    case ObjectKind::kFunc: return object.receiver.has_value() ? "method" : "function";
    case ObjectKind::kLabel: return "label";
    case ObjectKind::kBuiltin: return "built-in function";
    case ObjectKind::kNil: return "untyped nil";
    default: return "type";
  }
}

}  // namespace

void Checker::name(Operand& x, NodeId node, bool want_type) {
  const Symbol symbol = tree_.symbol(node);
  const ObjectId id = lookup(symbol);
  if (!id.has_value()) {
    if (symbol == blank_) {
      error(begin(node), "cannot use _ as value or type");
    } else {
      error_at(begin(node), "undefined: {}", str(symbol));
    }
    return;
  }
  Object& object = program_.objects[id];
  if (!object.package.has_value() && (id == any_object_ || id == comparable_object_)) {
    if (!requires_version(begin(node), 18, "predeclared " + str(symbol))) return;
  }
  info_.uses[node.index] = id;
  const bool is_type = object.kind == ObjectKind::kTypeName;
  if (want_type && !is_type) {
    error_at(begin(node), "{} ({}) is not a type", str(symbol), object_kind_name(object));
    if (object.kind == ObjectKind::kVar) object.used = true;
    return;
  }
  if (is_own(id) && (!object.type.has_value() || (is_type && want_type)) &&
      object.kind != ObjectKind::kPackageName)
    resolve(id);
  if (auto dot = files_[context_.file].dot_source.find(id); dot != files_[context_.file].dot_source.end()) {
    program_.objects[dot->second].used = true;
  }
  x.type = object.type.has_value() ? object.type : types_.invalid();
  switch (object.kind) {
    case ObjectKind::kPackageName:
      error_at(begin(node), "use of package {} not in selector", str(symbol));
      return;
    case ObjectKind::kConst:
      add_dependency(id);
      if (!is_valid(x.type)) return;
      if (id == iota_object_ && !context_.iota.has_value()) {
        error(begin(node), "cannot use iota outside constant declaration");
        return;
      }
      x.value = id == iota_object_ ? context_.iota : object.value;
      x.mode = Mode::kConstant;
      break;
    case ObjectKind::kTypeName:
      if (!options_.alias_types && object.is_alias && is_own(id) && state(id).in_progress &&
          !object.type.has_value()) {
        error_at(begin(node), "invalid use of type alias {} in recursive type (see go.dev/issue/50729)",
                 str(symbol));
        return;
      }
      if (is_valid(x.type)) x.mode = Mode::kType;
      break;
    case ObjectKind::kVar:
      object.used = true;
      add_dependency(id);
      if (!is_valid(x.type)) return;
      if (is_own(id) && object.role != VarRole::kPackage) note_capture(id);
      x.mode = Mode::kVariable;
      break;
    case ObjectKind::kFunc:
      add_dependency(id);
      x.mode = Mode::kValue;
      break;
    case ObjectKind::kBuiltin:
      x.builtin = object.builtin;
      x.mode = Mode::kBuiltin;
      break;
    case ObjectKind::kNil: x.mode = Mode::kNil; break;
    default: break;
  }
}

void Checker::literal(Operand& x, NodeId node) {
  const Token kind = tree_.op(node);
  const Symbol symbol = tree_.symbol(node);
  const std::string_view text = program_.symbols.text(symbol);
  if (tree_.has_flag(node, kBadLiteral)) return;  // the scanner has said what is wrong
  constexpr size_t kLongest = 10000;
  if (kind == Token::kIntLit || kind == Token::kFloatLit || kind == Token::kImagLit) {
    if (!allows(13) && !old_literal(node, text)) return;
    if (text.size() > kLongest) {
      error_at(begin(node), "excessively long constant: {}... ({} chars)", text.substr(0, 10), text.size());
      return;
    }
  }
  ConstantId& cached = literal_cache_[symbol.index];
  if (!cached.has_value()) cached = constant(literal_value(kind, text));
  if (is_unknown(program_.constants[cached])) {
    error_at(begin(node), "malformed constant: {}", text);
    return;
  }
  x.mode = Mode::kConstant;
  x.value = cached;
  switch (kind) {
    case Token::kIntLit: x.type = untyped_int_; break;
    case Token::kFloatLit: x.type = types_.basic(BasicKind::kUntypedFloat); break;
    case Token::kImagLit: x.type = types_.basic(BasicKind::kUntypedComplex); break;
    case Token::kCharLit: x.type = types_.basic(BasicKind::kUntypedRune); break;
    default: x.type = types_.basic(BasicKind::kUntypedString); break;
  }
  if (kind == Token::kIntLit || kind == Token::kFloatLit || kind == Token::kImagLit)
    check_overflow(x, begin(node));
}

// Number literals that Go had before 1.13.
bool Checker::old_literal(NodeId node, std::string_view text) {
  const SourcePos pos = begin(node);
  if (text.find('_') != std::string_view::npos)
    return requires_version(pos, 13, "underscore in numeric literal");
  if (text.size() < 2 || text[0] != '0') return true;
  const char prefix = static_cast<char>(text[1] | 0x20);
  if (prefix == 'b') return requires_version(pos, 13, "binary literal");
  if (prefix == 'o') return requires_version(pos, 13, "0o/0O-style octal literal");
  if (prefix == 'x' && tree_.op(node) != Token::kIntLit)
    return requires_version(pos, 13, "hexadecimal floating-point literal");
  return true;
}

void Checker::star(Operand& x, NodeId node) {
  const NodeId inner = view<Star>(tree_, node).x;
  expression_or_type(x, inner, false);
  if (!x.valid()) return;
  if (x.mode == Mode::kType) {
    require_variable_type(inner, x.type);
    x.type = types_.pointer(x.type);
    return;
  }
  TypeId base;
  if (x.mode == Mode::kNil) {
    error_at(begin(x), "invalid operation: cannot indirect {}", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  const bool ok = for_each_underlying(program_, x.type, [&](TypeId under) {
    if (!under.has_value() || types_.kind(under) != TypeKind::kPointer) {
      error_at(begin(x), "invalid operation: cannot indirect {}", str(x));
      return false;
    }
    const TypeId element = types_[under].element;
    if (base.has_value() && !types_.identical(base, element)) {
      error_at(begin(x), "invalid operation: pointers of {} must have identical base types", str(x));
      return false;
    }
    base = element;
    return true;
  });
  if (!ok || !base.has_value()) {
    x.mode = Mode::kInvalid;
    return;
  }
  x.mode = Mode::kVariable;
  x.type = base;
}

void Checker::type_assertion(Operand& x, NodeId node) {
  const TypeAssert assertion = view<TypeAssert>(tree_, node);
  expression(x, assertion.x);
  if (!x.valid()) return;
  if (!assertion.type.has_value()) {
    error(begin(node), "use of .(type) outside type switch");
    x.mode = Mode::kInvalid;
    return;
  }
  if (is_type_parameter(program_, x.type)) {
    error_at(begin(x), "invalid operation: cannot use type assertion on type parameter value {}", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  if (!is_interface(program_, x.type)) {
    error_at(begin(x), "invalid operation: {} is not an interface", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  const TypeId type = variable_type(assertion.type);
  if (!is_valid(type)) {
    x.mode = Mode::kInvalid;
    return;
  }
  check_assertion(node, x, type, false);
  x.mode = Mode::kCommaOk;
  x.type = type;
}

void Checker::check_assertion(NodeId node, const Operand& x, TypeId type, bool type_switch) {
  if (types_.underlying_kind(type) == TypeKind::kInterface) return;
  std::string why;
  if (has_all_methods(program_, type, x.type, true, package_, &why)) return;
  if (type_switch) {
    error_at(begin(node), "impossible type switch case: {}\n\t{} cannot have dynamic type {} {}", str(node),
             str(x), str(type), why);
  } else {
    error_at(begin(node), "impossible type assertion: {}\n\t{} does not implement {} {}", str(node),
             str(type), str(x.type), why);
  }
}

}  // namespace escdiff::types
