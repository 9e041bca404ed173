// Assignments, initializations, short declarations.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

// Checks that x can be assigned to a variable of type `target`, none for the blank identifier.
void Checker::assignment(Operand& x, TypeId target, const Purpose& purpose) {
  single_value(x);
  if (!x.valid()) return;
  if (x.mode == Mode::kNoValue || x.mode == Mode::kBuiltin || x.mode == Mode::kType) {
    error_at(begin(x), "cannot assign {} to {} in {}", str(x), target.has_value() ? str(target) : "nil",
             str(purpose));
    x.mode = Mode::kInvalid;
    return;
  }
  if (is_untyped(program_, x.type)) {
    TypeId wanted = target;
    if (is_nil_operand(x)) {
      if (!target.has_value()) {
        error_at(begin(x), "use of untyped nil in {}", str(purpose));
        x.mode = Mode::kInvalid;
        return;
      }
    } else if (!target.has_value() || is_interface(program_, target)) {
      wanted = default_type(program_, x.type);
    }
    Implicit found = implicit_type(x, wanted);
    if (found.error != ConversionError::kNone) {
      const char* reason = found.error == ConversionError::kTruncated  ? " (truncated)"
                           : found.error == ConversionError::kOverflow ? " (overflows)"
                                                                       : "";
      error_at(begin(x), "cannot use {} as {} value in {}{}", str(x), str(wanted), str(purpose), reason);
      x.mode = Mode::kInvalid;
      return;
    }
    apply_implicit(x, std::move(found));
  }
  if (types_.kind(x.type) == TypeKind::kSignature && !types_[x.type].members.empty()) {
    error_at(begin(x), "cannot use generic function {} without instantiation in {}", str(x.node),
             str(purpose));
    x.mode = Mode::kInvalid;
    return;
  }
  if (!target.has_value()) return;
  std::string why;
  if (assignable(x, target, &why)) return;
  error_at(begin(x), "cannot use {} as {} value in {}{}{}", str(x), str(target), str(purpose),
           why.empty() ? "" : ": ", why);
  x.mode = Mode::kInvalid;
}

void Checker::initialize_constant(ObjectId id, Operand& x) {
  Object& object = program_.objects[id];
  if (!x.valid() || !is_valid(x.type) || (object.type.has_value() && !is_valid(object.type))) {
    if (!object.type.has_value()) object.type = types_.invalid();
    return;
  }
  if (x.mode != Mode::kConstant) {
    error_at(begin(x), "{} is not constant", str(x));
    if (!object.type.has_value()) object.type = types_.invalid();
    return;
  }
  if (!object.type.has_value()) object.type = x.type;
  assignment(x, object.type, "constant declaration");
  if (x.valid()) object.value = x.value;
}

void Checker::initialize_variable(ObjectId id, Operand& x, std::string_view purpose) {
  Object& object = program_.objects[id];
  if (!x.valid() || !is_valid(x.type) || (object.type.has_value() && !is_valid(object.type))) {
    if (!object.type.has_value()) object.type = types_.invalid();
    x.mode = Mode::kInvalid;
    return;
  }
  if (!object.type.has_value()) {
    if (is_nil_operand(x) && is_untyped(program_, x.type)) {
      error_at(begin(x), "use of untyped nil in {}", purpose);
      object.type = types_.invalid();
      x.mode = Mode::kInvalid;
      return;
    }
    object.type = default_type(program_, x.type);
  }
  const TypeId type = object.type;
  assignment(x, type, purpose);
}

std::string Checker::types_summary(const std::vector<TypeId>& types, bool variadic, bool dots) {
  std::string out = "(";
  for (size_t i = 0; i < types.size(); ++i) {
    if (i > 0) out += ", ";
    std::string text;
    const TypeId type = types[i];
    const bool last = i + 1 == types.size();
    if (!type.has_value() || !is_valid(type)) {
      text = "unknown type";
    } else if (is_untyped(program_, type)) {
      text = is_basic(program_, type, kIsNumeric) ? "number"
                                                  : str(type).substr(std::string_view("untyped ").size());
    } else if (last && variadic && types_.kind(type) == TypeKind::kSlice) {
      text = str(types_[type].element);
    } else {
      text = str(type);
    }
    if (last && variadic) text = "..." + text;
    if (last && dots) text += "...";
    out += text;
  }
  return out + ")";
}

namespace {

std::string measure(size_t count, std::string unit) {
  if (count != 1) unit += 's';
  return fmt::format("{} {}", count, unit);
}

}  // namespace

void Checker::assignment_mismatch(std::span<const NodeId> right, size_t left_count, size_t right_count) {
  const std::string variables = measure(left_count, "variable"), values = measure(right_count, "value");
  const NodeId first = unparen(right[0]);
  if (right.size() == 1 && tree_.is(first, NodeKind::kCall)) {
    error_at(begin(right[0]), "assignment mismatch: {} but {} returns {}", variables,
             str(view<Call>(tree_, first).function), values);
  } else {
    error_at(begin(right[0]), "assignment mismatch: {} but {}", variables, values);
  }
}

void Checker::return_mismatch(NodeId statement, const std::vector<ObjectId>& left,
                              const std::vector<Operand>& right) {
  SourcePos at = begin(statement);
  const bool too_many = right.size() > left.size();
  if (too_many) {
    at = begin(right[left.size()]);
  } else if (!right.empty()) {
    at = begin(right.back());
  }
  std::vector<TypeId> have, want;
  for (const Operand& x : right) have.push_back(x.type);
  for (ObjectId object : left) want.push_back(program_.objects[object].type);
  error_at(at, "{} return values\n\thave {}\n\twant {}", too_many ? "too many" : "not enough",
           types_summary(have, false, false), types_summary(want, false, false));
}

// Gives `right` to the variables `left`, those of a declaration or, with `return_statement`, a function's
// results.
void Checker::initialize_variables(const std::vector<ObjectId>& left, std::span<const NodeId> right,
                                   NodeId return_statement) {
  const bool returning = return_statement.has_value();
  const std::string_view purpose = returning ? "return statement" : "assignment";
  const bool is_call = right.size() == 1 && tree_.is(unparen(right[0]), NodeKind::kCall);
  if (left.size() == right.size() && !is_call) {
    for (size_t i = 0; i < left.size(); ++i) {
      const Object& object = program_.objects[left[i]];
      const InferenceTarget target = target_of(
          object.type, [&] { return object.name.has_value() ? str(object.name) : "result variable"; });
      Operand x;
      expression(x, right[i], target.signature.has_value() ? &target : nullptr);
      initialize_variable(left[i], x, purpose);
    }
    return;
  }
  auto give_types = [&] {
    for (ObjectId object : left) {
      if (!program_.objects[object].type.has_value()) program_.objects[object].type = types_.invalid();
    }
  };
  if (right.size() != 1) {
    if (use(right)) {
      if (returning) {
        return_mismatch(return_statement, left, expression_list(right));
      } else if (!right.empty()) {
        assignment_mismatch(right, left.size(), right.size());
      }
    }
    give_types();
    return;
  }
  bool comma_ok = false;
  std::vector<Operand> values = multiple_values(right[0], left.size() == 2 && !returning, comma_ok);
  if (values.size() == left.size()) {
    for (size_t i = 0; i < left.size(); ++i) initialize_variable(left[i], values[i], purpose);
    if (comma_ok && values[0].valid() && values[1].valid())
      record_comma_ok(right[0], values[0].type, values[1].type);
    return;
  }
  if (values[0].valid()) {
    if (returning) {
      return_mismatch(return_statement, left, values);
    } else {
      assignment_mismatch(right, left.size(), values.size());
    }
  }
  give_types();
}

// The type of an assignment's left side: none for _, invalid after an error. Being assigned to is no use.
TypeId Checker::left_variable(NodeId node) {
  const NodeId plain = unparen(node);
  const bool is_name = tree_.is(plain, NodeKind::kName);
  if (is_name && tree_.symbol(plain) == blank_) return TypeId();
  ObjectId variable;
  bool used = false;
  if (is_name) {
    const ObjectId object = lookup(tree_.symbol(plain));
    if (object.has_value() && is_own(object) && program_.objects[object].kind == ObjectKind::kVar) {
      variable = object;
      used = program_.objects[object].used;
    }
  }
  Operand x;
  expression(x, node);
  if (variable.has_value()) program_.objects[variable].used = used;
  if (!x.valid() || !is_valid(x.type)) return types_.invalid();
  if (x.mode == Mode::kVariable || x.mode == Mode::kMapIndex) return x.type;
  if (tree_.is(node, NodeKind::kSelector)) {
    Operand base;
    expression(base, view<Selector>(tree_, node).x);
    if (base.mode == Mode::kMapIndex) {
      error_at(begin(x), "cannot assign to struct field {} in map", str(node));
      return types_.invalid();
    }
  }
  error_at(begin(x), "cannot assign to {} (neither addressable nor a map index expression)", str(node));
  return types_.invalid();
}

// left = right, or left = *x when x is given.
void Checker::assign_variable(NodeId left, NodeId right, Operand* x, std::string_view purpose) {
  const TypeId type = left_variable(left);
  if (type.has_value() && !is_valid(type)) {
    if (x != nullptr) {
      x->mode = Mode::kInvalid;
    } else {
      use(right);
    }
    return;
  }
  Operand own;
  if (x == nullptr) {
    const InferenceTarget target = target_of(type, [&] { return str(left); });
    expression(own, right, target.signature.has_value() ? &target : nullptr);
    x = &own;
  }
  if (!type.has_value() && purpose == "assignment") purpose = "assignment to _ identifier";
  assignment(*x, type, purpose);
}

void Checker::assign_variables(std::span<const NodeId> left, std::span<const NodeId> right) {
  const bool is_call = right.size() == 1 && tree_.is(unparen(right[0]), NodeKind::kCall);
  if (left.size() == right.size() && !is_call) {
    for (size_t i = 0; i < left.size(); ++i) assign_variable(left[i], right[i], nullptr, "assignment");
    return;
  }
  if (right.size() != 1) {
    use_left(left);
    if (use(right)) assignment_mismatch(right, left.size(), right.size());
    return;
  }
  bool comma_ok = false;
  std::vector<Operand> values = multiple_values(right[0], left.size() == 2, comma_ok);
  if (values.size() == left.size()) {
    for (size_t i = 0; i < left.size(); ++i) assign_variable(left[i], NodeId(), &values[i], "assignment");
    if (comma_ok && values[0].valid() && values[1].valid())
      record_comma_ok(right[0], values[0].type, values[1].type);
    return;
  }
  if (values[0].valid()) assignment_mismatch(right, left.size(), values.size());
  use_left(left);
}

void Checker::short_declaration(SourcePos pos, std::span<const NodeId> left, std::span<const NodeId> right) {
  std::vector<ObjectId> variables(left.size()), fresh;
  std::vector<Symbol> seen;
  bool failed = false;
  auto new_variable = [&](Symbol name, SourcePos at) {
    const ObjectId object =
        new_object(Object{.kind = ObjectKind::kVar, .name = name, .package = package_, .pos = at});
    state(object).done = true;
    return object;
  };
  for (size_t i = 0; i < left.size(); ++i) {
    if (!tree_.is(left[i], NodeKind::kName)) {
      use_left(left.subspan(i, 1));
      error_at(begin(left[i]), "non-name {} on left side of :=", str(left[i]));
      failed = true;
      continue;
    }
    const Symbol name = tree_.symbol(left[i]);
    if (name != blank_) {
      if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
        error_at(begin(left[i]), "{} repeated on left side of :=", str(name));
        failed = true;
        continue;
      }
      seen.push_back(name);
      const LocalBinding& known = locals_[name.index];
      if (known.object.has_value() && known.scope == scope_starts_.size()) {
        info_.uses[left[i].index] = known.object;
        if (program_.objects[known.object].kind == ObjectKind::kVar) {
          variables[i] = known.object;
        } else {
          error_at(begin(left[i]), "cannot assign to {}", str(left[i]));
          failed = true;
        }
        continue;
      }
    }
    variables[i] = new_variable(name, begin(left[i]));
    info_.definitions[left[i].index] = variables[i];
    if (name != blank_) fresh.push_back(variables[i]);
  }
  for (size_t i = 0; i < left.size(); ++i) {
    if (!variables[i].has_value()) variables[i] = new_variable(blank_, begin(left[i]));
  }
  initialize_variables(variables, right, NodeId());
  for (size_t i = 0; i < left.size(); ++i) {
    if (tree_.is(left[i], NodeKind::kName) && program_.objects[variables[i]].type.has_value()) {
      record_type(left[i], Mode::kVariable, program_.objects[variables[i]].type);
    }
  }
  if (fresh.empty() && !failed) {
    error(pos, "no new variables on left side of :=");
    return;
  }
  for (ObjectId object : fresh) {
    context_.function->locals.push_back(object);
    declare_local(object);
  }
}

}  // namespace escdiff::types
