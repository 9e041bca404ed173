// Range loops.
#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

Checker::RangeTypes Checker::range_over_function(const Type& signature) {
  const std::string shape = "func must be func(yield func(...) bool): ";
  RangeTypes bad{types_.invalid(), types_.invalid(), "", false};
  auto refuse = [&](const std::string& why) {
    bad.why = shape + why;
    return bad;
  };
  if (!allows(23)) {
    bad.why = "requires go1.23 or later";
    return bad;
  }
  const std::vector<TypeId> parameters = types_[signature.parameters].members;
  if (parameters.size() != 1) return refuse("wrong argument count");
  if (!types_[signature.results].members.empty()) return refuse("unexpected results");
  std::string why;
  const TypeId yield = common_underlying(parameters[0], nullptr, why);
  if (!yield.has_value()) return refuse("in yield type, " + why);
  if (types_.kind(yield) != TypeKind::kSignature) return refuse("argument is not func");
  const std::vector<TypeId> values = types_[types_[yield].parameters].members;
  const std::vector<TypeId> results = types_[types_[yield].results].members;
  if (values.size() > 2) return refuse("yield func has too many parameters");
  if (results.size() != 1 || !types_.identical(results[0], bool_)) {
    if (results.size() == 1 && is_basic(program_, results[0], kIsBoolean))
      return refuse("yield func returns user-defined boolean, not bool");
    return refuse("yield func does not return bool");
  }
  return RangeTypes{!values.empty() ? values[0] : TypeId(), values.size() > 1 ? values[1] : TypeId(), "",
                    true};
}

// The types of key and value when ranging over `type`; none where there is no such variable.
Checker::RangeTypes Checker::range_types(TypeId type) {
  RangeTypes bad{types_.invalid(), types_.invalid(), "", false};
  const TypeId under = common_underlying(
      type,
      [&](TypeId term, TypeId u) -> std::string {
        const bool send_only =
            u.has_value() && types_.kind(u) == TypeKind::kChan && types_[u].direction == ChanDirection::kSend;
        return send_only ? "receive from send-only channel " + str(term) : "";
      },
      bad.why);
  if (!under.has_value()) return bad;
  const Type& shape = types_[behind_array_pointer(under)];
  switch (shape.kind) {
    case TypeKind::kBasic:
      if ((basic_flags(shape.basic) & kIsString) != 0) return RangeTypes{int_, types_.rune_type(), "", true};
      if ((basic_flags(shape.basic) & kIsInteger) == 0) return bad;
      if (!allows(22)) {
        bad.why = "requires go1.22 or later";
        return bad;
      }
      return RangeTypes{type, TypeId(), "", true};
    case TypeKind::kArray:
    case TypeKind::kSlice: return RangeTypes{int_, shape.element, "", true};
    case TypeKind::kMap: return RangeTypes{shape.key, shape.element, "", true};
    case TypeKind::kChan: return RangeTypes{shape.element, TypeId(), "", true};
    case TypeKind::kSignature: return range_over_function(shape);
    default: return bad;
  }
}

void Checker::range_statement(NodeId node) {
  const Range loop = view<Range>(tree_, node);
  const bool outer_call = std::exchange(has_call_or_receive_, false);
  Operand x;
  expression(x, loop.x);
  const bool may_skip_x = !loop.value.has_value() && !has_call_or_receive_;
  has_call_or_receive_ |= outer_call;
  RangeTypes types{types_.invalid(), types_.invalid(), "", false};
  if (x.valid()) {
    if (!is_nil_operand(x)) types = range_types(x.type);
    if (!types.ok) {
      error_at(begin(x), "cannot range over {}{}{}", str(x), types.why.empty() ? "" : ": ", types.why);
    } else if (!types.key.has_value() && loop.key.has_value()) {
      error_at(begin(loop.key), "range over {} permits no iteration variables", str(x));
    } else if (!types.value.has_value() && loop.value.has_value()) {
      error_at(begin(loop.value), "range over {} permits only one iteration variable", str(x));
    } else {
      report_third_variable(node);
    }
  }
  open_scope();
  if (tree_.op(node) == Token::kDefine) {
    define_range_variables(node, x, types);
  } else if (loop.key.has_value()) {
    assign_range_variables(node, x, types);
  } else if (x.valid() && is_basic(program_, x.type, kIsInteger)) {
    assignment(x, TypeId(), "range clause");
  }
  if (may_skip_x && x.valid() && types.ok) skip_range_operand(x, loop.x);
  if (x.valid() && is_untyped(program_, info_.type_of(loop.x)))
    finalize_untyped(loop.x, default_type(program_, info_.type_of(loop.x)), true);
  statement(loop.body);
  close_scope();
}

// The parser has found those; the tree does not hold them.
void Checker::report_third_variable(NodeId node) {
  const SourcePos first = begin(node), last = begin(view<Range>(tree_, node).x);
  for (const syntax::SyntaxError& one : range_errors_) {
    if (first <= one.pos && one.pos <= last) error(one.pos, one.text);
  }
}

// Specification, "For range statements": an array whose length is constant is not evaluated when at most one
// variable is present. What counts is the number of iterations.
void Checker::skip_range_operand(const Operand& x, NodeId node) {
  const Type& array = types_[behind_array_pointer(types_.underlying(x.type))];
  if (array.kind != TypeKind::kArray) return;
  record_type(node, Mode::kConstant, int_);
  info_.expressions[node.index].value = constant(mpz_class(static_cast<long>(array.length)));
}

void Checker::define_range_variables(NodeId node, Operand& x, const RangeTypes& types) {
  const Range loop = view<Range>(tree_, node);
  const bool over_integer = x.valid() && is_basic(program_, x.type, kIsInteger);
  const std::pair<NodeId, TypeId> sides[] = {{loop.key, types.key}, {loop.value, types.value}};
  std::vector<ObjectId> fresh;
  for (auto [name, type] : sides) {
    if (!name.has_value()) continue;
    const bool is_name = tree_.is(name, NodeKind::kName);
    if (!is_name) error_at(begin(name), "cannot declare {}", str(name));
    const ObjectId variable = new_object(Object{.kind = ObjectKind::kVar,
                                                .name = is_name ? tree_.symbol(name) : blank_,
                                                .package = package_,
                                                .pos = begin(name),
                                                .declaration = node});
    state(variable).done = true;
    if (is_name) {
      info_.definitions[name.index] = variable;
      if (tree_.symbol(name) != blank_) fresh.push_back(variable);
    }
    if (!type.has_value() || !is_valid(type)) {
      program_.objects[variable].type = types_.invalid();
      program_.objects[variable].used = true;
    } else if (over_integer) {
      initialize_variable(variable, x, "range clause");
    } else {
      program_.objects[variable].type = type;
    }
    record_type(name, Mode::kVariable, program_.objects[variable].type);
  }
  if (fresh.empty()) error(begin(node), "no new variables on left side of :=");
  for (ObjectId variable : fresh) {
    context_.function->locals.push_back(variable);
    declare_local(variable);
  }
}

void Checker::assign_range_variables(NodeId node, Operand& x, const RangeTypes& types) {
  const Range loop = view<Range>(tree_, node);
  const bool over_integer = x.valid() && is_basic(program_, x.type, kIsInteger);
  const std::pair<NodeId, TypeId> sides[] = {{loop.key, types.key}, {loop.value, types.value}};
  for (auto [left, type] : sides) {
    if (!left.has_value() || !type.has_value() || !is_valid(type)) continue;
    if (over_integer) {
      assign_variable(left, NodeId(), &x, "range clause");
      if (x.valid() && !is_basic(program_, x.type, kIsInteger)) {
        error_at(begin(left), "cannot use iteration variable of type {}", str(x.type));
      }
    } else {
      Operand value{.mode = Mode::kValue, .type = type, .node = left};
      assign_variable(left, NodeId(), &value, "assignment");
    }
  }
}

}  // namespace escdiff::types
