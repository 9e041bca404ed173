// Comparison operators, and the comparisons that switch cases imply.
#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

std::string Checker::incomparable_cause(TypeId type) {
  switch (types_.underlying_kind(type)) {
    case TypeKind::kSlice:
    case TypeKind::kSignature:
    case TypeKind::kMap: return std::string(composite_kind(program_, type)) + " can only be compared to nil";
    default: break;
  }
  std::string why;
  is_comparable(program_, type, true, package_, &why);
  return why;
}

// What is wrong with a comparison: the operand to report at, and why (maybe empty).
struct Checker::ComparisonProblem {
  bool found = false;
  bool at_second = false;
  std::string why;
};

Checker::ComparisonProblem Checker::comparison_problem(const Operand& x, const Operand& y, Token op) {
  if (!assignable(x, y.type, nullptr) && !assignable(y, x.type, nullptr)) {
    return {true, true, fmt::format("mismatched types {} and {}", str(x.type), str(y.type))};
  }
  if (op != Token::kEql && op != Token::kNeq) {
    if (is_nil_operand(x) || !all_basic(program_, x.type, kIsOrdered)) return {true, false, ""};
    if (is_nil_operand(y) || !all_basic(program_, y.type, kIsOrdered)) return {true, true, ""};
    return {};
  }
  if (is_nil_operand(x) || is_nil_operand(y)) {
    if (!has_nil(program_, is_nil_operand(x) ? y.type : x.type)) return {true, true, ""};
    return {};
  }
  if (!is_comparable(program_, x.type, true, package_, nullptr))
    return {true, false, incomparable_cause(x.type)};
  if (!is_comparable(program_, y.type, true, package_, nullptr))
    return {true, true, incomparable_cause(y.type)};
  return {};
}

void Checker::comparison(Operand& x, Operand& y, Token op, bool switch_case) {
  if (!is_valid(x.type) || !is_valid(y.type)) {
    x.mode = Mode::kInvalid;
    return;
  }
  if (switch_case) op = Token::kEql;
  ComparisonProblem problem = comparison_problem(x, y, op);
  if (!problem.found) {
    if (x.mode == Mode::kConstant && y.mode == Mode::kConstant) {
      x.value = constant(compare_constants(value_of(x), op, value_of(y)));
    } else {
      x.mode = Mode::kValue;
      finalize_untyped(x.node, default_type(program_, x.type), true);
      finalize_untyped(y.node, default_type(program_, y.type), true);
    }
    x.type = untyped_bool_;
    return;
  }
  const Operand* at = problem.at_second ? &y : &x;
  if (problem.why.empty()) {
    const bool x_parameter = is_type_parameter(program_, x.type),
               y_parameter = is_type_parameter(program_, y.type);
    if (x_parameter || y_parameter) {
      if (!x_parameter) at = &y;
      problem.why = fmt::format("type parameter {} cannot use operator {}", str(at->type), spelling(op));
    } else {
      std::string what(composite_kind(program_, at->type));
      if (what.empty()) what = str(at->type);
      problem.why = fmt::format("operator {} not defined on {}", spelling(op), what);
    }
  }
  if (switch_case) {
    error_at(begin(x), "invalid case {} in switch on {} ({})", str(x.node), switch_tag_text(y), problem.why);
  } else {
    error_at(begin(*at), "invalid operation: {} {} {} ({})", str(x.node), spelling(op), str(y.node),
             problem.why);
  }
  x.mode = Mode::kInvalid;
}

// A switch without a tag compares with true.
std::string Checker::switch_tag_text(const Operand& tag) const {
  return tag.node.has_value() ? str(tag.node) : "true";
}

}  // namespace escdiff::types
