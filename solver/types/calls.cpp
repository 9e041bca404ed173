// Calls and conversions.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

// The underlying type that all types of a type parameter's set share (channels may differ in direction).
// `check` may refuse a pair (type, underlying type) with a reason; none and `why` when there is no such type.
TypeId Checker::common_underlying(TypeId type, const std::function<std::string(TypeId, TypeId)>& check,
                                  std::string& why) {
  TypeId common, first;
  const bool ok = for_each_term(program_, type, [&](TypeId term) {
    const TypeId under = term.has_value() ? types_.underlying(term) : TypeId();
    if (check) {
      why = check(term.has_value() ? term : type, under);
      if (!why.empty()) return false;
    }
    if (!under.has_value()) {
      why = "no specific type";
      return false;
    }
    if (!common.has_value()) {
      common = under;
      first = term;
      return true;
    }
    if (types_.identical(common, under)) return true;
    const Type& a = types_[common];
    const Type& b = types_[under];
    if (a.kind == TypeKind::kChan && b.kind == TypeKind::kChan) {
      if (!types_.identical(a.element, b.element)) {
        why = fmt::format("channels {} and {} have different element types", str(first), str(term));
        return false;
      }
      if (a.direction == ChanDirection::kBoth) {
        common = under;
        return true;
      }
      if (b.direction == ChanDirection::kBoth) return true;
      why = fmt::format("channels {} and {} have conflicting directions", str(first), str(term));
      return false;
    }
    why = fmt::format("{} and {} have different underlying types", str(first), str(term));
    return false;
  });
  return ok ? common : TypeId();
}

ExpressionKind Checker::call(Operand& x, NodeId node) {
  const Call call = view<Call>(tree_, node);
  NodeId instance;
  if (tree_.is(call.function, NodeKind::kIndex)) {
    x.node = call.function;
    if (index_expression(x, call.function)) instance = call.function;
    x.node = call.function;
    record(x);
  } else {
    expression_or_type(x, call.function, true);
  }
  switch (x.mode) {
    case Mode::kInvalid:
      use(call.arguments);
      x.node = node;
      return ExpressionKind::kStatement;
    case Mode::kType: return call_conversion(x, node);
    case Mode::kBuiltin: return builtin_call(x, node, x.builtin);
    default: break;
  }
  function_call(x, node, instance);
  x.node = node;
  has_call_or_receive_ = true;
  return ExpressionKind::kStatement;
}

ExpressionKind Checker::call_conversion(Operand& x, NodeId node) {
  const Call call = view<Call>(tree_, node);
  const auto arguments = tree_.children(call.arguments);
  require_instance(nullptr, x);
  if (!x.valid()) return ExpressionKind::kConversion;
  const TypeId target = x.type;
  x.mode = Mode::kInvalid;
  if (arguments.empty()) {
    error_at(begin(node), "missing argument in conversion to {}", str(target));
  } else if (arguments.size() > 1) {
    use(arguments);
    error_at(begin(arguments.back()), "too many arguments in conversion to {}", str(target));
  } else {
    expression(x, arguments[0]);
    if (x.valid() && is_interface(program_, target) && types_.type_set(target).is_constraint()) {
      error_at(begin(node),
               "cannot use interface {} in conversion (contains specific type constraints or is comparable)",
               str(target));
      x.mode = Mode::kInvalid;
    } else if (x.valid() && tree_.has_flag(node, kHasDots)) {
      error_at(begin(arguments[0]), "invalid use of ... in conversion to {}", str(target));
      x.mode = Mode::kInvalid;
    } else if (x.valid()) {
      conversion(x, target);
    }
  }
  x.node = node;
  return ExpressionKind::kConversion;
}

// An ordinary call; `instance`: the Index expression that gives type arguments.
void Checker::function_call(Operand& x, NodeId node, NodeId instance) {
  const Call call = view<Call>(tree_, node);
  std::string why;
  TypeId under = types_.underlying(x.type);
  if (is_nil_operand(x) || types_.kind(under) != TypeKind::kSignature) {
    const auto check = [&](TypeId type, TypeId u) -> std::string {
      const bool is_function = !u.has_value() || types_.kind(u) == TypeKind::kSignature;
      return is_function ? "" : str(type) + " is not a function";
    };
    under = is_nil_operand(x) ? TypeId() : common_underlying(x.type, check, why);
  }
  if (!under.has_value()) {
    if (is_nil_operand(x)) why = "untyped nil is not a function";
    error_at(begin(x), "invalid operation: cannot call {}: {}", str(x), why);
    use(call.arguments);
    x.mode = Mode::kInvalid;
    return;
  }
  TypeId signature = under;
  const std::vector<TypeId>& parameters = types_[under].members;
  std::vector<TypeId> given;
  std::span<const NodeId> given_nodes;
  if (instance.has_value()) {
    given_nodes = tree_.children(view<Index>(tree_, instance).indices);
    bool ok = false;
    given = type_list(given_nodes, ok);
    if (ok && given.size() > parameters.size()) {
      error_at(begin(given_nodes[parameters.size()]), "got {} type arguments but want {}", given.size(),
               parameters.size());
      ok = false;
    }
    if (!ok) {
      use(call.arguments);
      x.mode = Mode::kInvalid;
      return;
    }
    if (given.size() == parameters.size()) {
      requires_version(begin(instance), 18, "function instantiation");
      signature = instantiate_signature(begin(instance), instance, signature, given, given_nodes);
      given.clear();
      given_nodes = {};
    }
  }
  if (test_function_with_dots(x, node)) return;
  std::vector<std::vector<TypeId>> partial;
  std::vector<Operand> arguments = generic_arguments(tree_.children(call.arguments), partial);
  const bool asserted = check_assertion_of_test(node, arguments);
  signature = check_arguments(node, signature, std::move(given), given_nodes, arguments, partial);
  if (!parameters.empty() && types_[signature].members.empty())
    record_type(call.function, Mode::kValue, signature);
  const Type& results = types_[types_[signature].results];
  if (results.members.empty()) {
    x.mode = Mode::kNoValue;
  } else {
    x.mode = Mode::kValue;
    if (asserted) {
      x.mode = Mode::kConstant;
      x.value = constant(true);
    }
    x.type = results.members.size() == 1 ? results.members[0] : types_[signature].results;
    if (!types_[signature].members.empty() && types_.has_type_parameters(x.type)) x.mode = Mode::kInvalid;
  }
}

// assert(c...) and trace(x...), see peer_tests.h: reported like such calls of builtins.
bool Checker::test_function_with_dots(Operand& x, NodeId node) {
  const Call call = view<Call>(tree_, node);
  if (!assert_object_.has_value() || !tree_.has_flag(node, kHasDots)) return false;
  if (!tree_.is(call.function, NodeKind::kName)) return false;
  const ObjectId function = info_.uses[call.function.index];
  if (function != assert_object_ && function != trace_object_) return false;
  error_at(begin(node), "invalid operation: invalid use of ... with built-in {}", str(call.function));
  use(tree_.children(call.arguments));
  x.mode = Mode::kInvalid;
  return true;
}

// assert(c), see peer_tests.h.
bool Checker::check_assertion_of_test(NodeId node, std::vector<Operand>& arguments) {
  const NodeId function = view<Call>(tree_, node).function;
  if (!assert_object_.has_value() || !tree_.is(function, NodeKind::kName)) return false;
  if (info_.uses[function.index] != assert_object_ || arguments.size() != 1 || !arguments[0].valid())
    return false;
  const bool* holds =
      arguments[0].mode == Mode::kConstant ? std::get_if<bool>(&value_of(arguments[0])) : nullptr;
  if (holds == nullptr) {
    error_at(begin(arguments[0]), "invalid argument: {} is not a boolean constant", str(arguments[0]));
    arguments[0].mode = Mode::kInvalid;
  } else if (!*holds) {
    error_at(begin(node), "{} failed", str(node));
  }
  if (!is_untyped(program_, arguments[0].type)) arguments[0].type = bool_;  // any boolean type will do
  return holds != nullptr && *holds;
}

// Arguments of a call, which may be generic functions (perhaps with some of their type arguments, in
// `partial`).
std::vector<Operand> Checker::generic_arguments(std::span<const NodeId> nodes,
                                                std::vector<std::vector<TypeId>>& partial) {
  std::vector<Operand> list;
  if (nodes.size() == 1 && !tree_.is(nodes[0], NodeKind::kIndex)) {
    Operand x;
    raw_expression(nullptr, x, nodes[0], TypeId(), true);
    exclude(x, true, true, true);
    if (x.valid() && types_.kind(x.type) == TypeKind::kTuple) {
      for (TypeId member : std::vector<TypeId>(types_[x.type].members)) {
        list.push_back(Operand{.mode = Mode::kValue, .type = member, .node = nodes[0]});
      }
    } else {
      list.push_back(x);
    }
    partial.resize(list.size());
    return list;
  }
  for (NodeId node : nodes) {
    Operand& x = list.emplace_back();
    partial.emplace_back();
    if (tree_.is(node, NodeKind::kIndex)) {
      x.type = types_.invalid();
      x.node = node;
      if (index_expression(x, node)) {
        bool ok = false;
        const auto nodes_of_types = tree_.children(view<Index>(tree_, node).indices);
        std::vector<TypeId> types = type_list(nodes_of_types, ok);
        const size_t wanted = types_[x.type].members.size();
        x.node = node;
        if (ok && types.size() > wanted) {
          error_at(begin(nodes_of_types[wanted]), "got {} type arguments but want {}", types.size(), wanted);
          ok = false;
        }
        if (!ok) {
          x.mode = Mode::kInvalid;
        } else if (types.size() < wanted && !allows(21)) {
          function_instance(nullptr, begin(node), x, node);  // the constraints alone must give the rest
        } else if (types.size() == wanted) {
          x.type = instantiate_signature(begin(node), node, x.type, types, nodes_of_types);
        } else {
          partial.back() = std::move(types);
        }
      }
      x.node = node;
      record(x);
      exclude(x, true, true, true);
      single_value(x);
    } else {
      generic_expression(x, node);
    }
  }
  return list;
}

// Spreads a variadic signature's parameters over the arguments; reports a wrong number of them.
bool Checker::adjust_parameters(NodeId node, const Type& signature, const std::vector<Operand>& arguments,
                                std::vector<TypeId>& parameters) {
  const Call call = view<Call>(tree_, node);
  const std::vector<TypeId>& declared = types_[signature.parameters].members;
  const bool dots = tree_.has_flag(node, kHasDots);
  parameters = declared;
  size_t wanted = declared.size();
  if (signature.variadic && dots) {
    if (tree_.children(call.arguments).size() == 1 && arguments.size() > 1) {
      error_at(begin(node), "cannot use ... with {}-valued {}", arguments.size(),
               str(tree_.children(call.arguments)[0]));
      return false;
    }
  } else if (signature.variadic) {
    if (arguments.size() + 1 >= wanted) {
      const TypeId last = declared.back();
      parameters.pop_back();
      parameters.resize(arguments.size(), types_[last].element);
      wanted = arguments.size();
    } else {
      --wanted;
    }
  } else if (dots) {
    error_at(begin(node), "cannot use ... in call to non-variadic {}", str(call.function));
    return false;
  }
  if (arguments.size() == wanted) return true;
  SourcePos at = begin(node);
  const bool too_many = arguments.size() > wanted;
  if (too_many) {
    at = begin(arguments[wanted]);
  } else if (!arguments.empty()) {
    at = begin(arguments.back());
  }
  std::vector<TypeId> have;
  for (const Operand& x : arguments) have.push_back(x.type);
  error_at(at, "{} arguments in call to {}\n\thave {}\n\twant {}", too_many ? "too many" : "not enough",
           str(call.function), types_summary(have, false, dots),
           types_summary(declared, signature.variadic, false));
  return false;
}

}  // namespace escdiff::types
