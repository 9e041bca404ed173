// Type inference: type arguments from a call's arguments, from constraints, and from untyped constants.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/unify.h"

namespace escdiff::types {

namespace {

std::string joined_names(const std::vector<std::string>& names) {
  if (names.size() == 1) return names[0];
  if (names.size() == 2) return names[0] + " and " + names[1];
  std::string out;
  for (size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? ", and " : ", ") + names[i];
  return out;
}

}  // namespace

struct Checker::InferenceState {
  const InferenceRequest& request;
  Unifier unifier;
  std::vector<TypeId> types;    // of the parameters, known type arguments put in
  std::vector<size_t> untyped;  // arguments that wait for a default type
};

// The core of a constraint: the type (with ~ when only its underlying type counts) that all its types share.
Checker::CoreTerm Checker::core_term(TypeId parameter) {
  const TypeSet& set = types_.type_set(parameter);
  CoreTerm core;
  if (set.all_types || set.terms.empty()) return core;
  if (set.terms.size() == 1) return CoreTerm{set.terms[0].type, set.terms[0].tilde, true};
  std::string why;
  const TypeId common = common_underlying(parameter, nullptr, why);
  return CoreTerm{common, true, false};
}

std::string Checker::mismatch_text(const InferenceState& state, TypeId parameter_type, const Operand& x) {
  const std::vector<TypeId> found = state.unifier.inferred();
  const std::string type = str(x.type),
                    expression = state.request.target.empty() ? str(x.node) : state.request.target;
  if (std::none_of(found.begin(), found.end(), [](TypeId t) { return t.has_value(); })) {
    std::vector<std::string> names;
    for (TypeId p : state.request.parameters) names.push_back(str(p));
    return fmt::format("type {} of {} does not match {} (cannot infer {})", type, expression,
                       str(parameter_type), joined_names(names));
  }
  const TypeId partly = types_.substitute(parameter_type, state.request.parameters, found);
  if (partly == parameter_type)
    return fmt::format("type {} of {} does not match {}", type, expression, str(parameter_type));
  if (!state.request.target.empty()) {
    return fmt::format("inferred type {} for {} does not match type {} of {}", str(partly),
                       str(parameter_type), type, expression);
  }
  return fmt::format("type {} of {} does not match inferred type {} for {}", type, expression, str(partly),
                     str(parameter_type));
}

bool Checker::mentions_parameter(TypeId type, const std::vector<TypeId>& parameters) {
  if (!types_.has_type_parameters(type)) return false;
  const std::vector<TypeId> probe(parameters.size(), types_.invalid());
  return types_.substitute(type, parameters, probe) != type;
}

bool Checker::infer_from_arguments(InferenceState& state, InferenceFailure& failure) {
  const std::vector<Operand>& operands = *state.request.operands;
  for (size_t i = 0; i < operands.size(); ++i) {
    const Operand& x = operands[i];
    if (!x.valid()) continue;
    const TypeId type = state.types[i];
    if (!mentions_parameter(type, state.request.parameters) &&
        !mentions_parameter(x.type, state.request.parameters))
      continue;
    if (!is_untyped(program_, x.type)) {
      TypeId argument = x.type;
      const Type& generic = types_[argument];
      if (generic.kind == TypeKind::kSignature && !generic.members.empty()) {
        argument = types_.signature(generic.parameters, generic.results, generic.variadic);
      }
      if (!state.unifier.unify(type, argument, Unifier::kAssign)) {
        failure = {begin(x), mismatch_text(state, type, x)};
        return false;
      }
    } else if (is_type_parameter(program_, type) && !is_nil_operand(x)) {
      state.untyped.push_back(i);
    }
  }
  return true;
}

bool Checker::infer_from_constraint(InferenceState& state, size_t i, InferenceFailure& failure) {
  const TypeId parameter = state.request.parameters[i];
  const TypeId constraint = types_.type_parameter_info(parameter).constraint;
  if (!is_valid(constraint)) return true;
  const TypeId known = state.unifier.at(i);
  const CoreTerm core = core_term(parameter);
  auto fail = [&](const std::string& why) {
    failure = {state.request.pos, fmt::format("{} (type {}) does not satisfy {}{}{}", str(parameter),
                                              str(known), str(constraint), why.empty() ? "" : " ", why)};
    return false;
  };
  if (core.type.has_value()) {
    if (known.has_value()) {
      if (!state.unifier.unify(known, core.type, Unifier::kLoose)) return fail("");
    } else if (core.single && !core.tilde) {
      state.unifier.set(i, core.type);
    }
  }
  if (!known.has_value() || mentions_parameter(known, state.request.parameters)) return true;
  for (const InterfaceMethod& method : methods_in_table_order(program_, constraint)) {
    const Member found = find_member(program_, known, false,
                                     method.package.has_value() ? method.package : package_, method.name);
    const bool exists = found.kind == MemberKind::kMethod || found.kind == MemberKind::kInterfaceMethod;
    if (exists && state.unifier.unify(method.signature, found.type, Unifier::kExact)) continue;
    std::string why;
    has_all_methods(program_, known, constraint, false, package_, &why);
    return fail(why);
  }
  return true;
}

bool Checker::infer_from_untyped(InferenceState& state, InferenceFailure& failure) {
  std::vector<std::pair<size_t, TypeId>> largest;
  for (size_t i : state.untyped) {
    const Operand& x = (*state.request.operands)[i];
    const size_t parameter = state.unifier.index_of(state.types[i]);
    if (parameter == Unifier::npos || state.unifier.at(parameter).has_value()) continue;
    const auto known = std::find_if(largest.begin(), largest.end(),
                                    [&](const auto& entry) { return entry.first == parameter; });
    if (known == largest.end()) {
      largest.emplace_back(parameter, x.type);
      continue;
    }
    const Implicit larger = implicit_type(x, known->second);
    if (!larger.type.has_value()) {
      failure = {begin(x), fmt::format("mismatched types {} and {} (cannot infer {})", str(known->second),
                                       str(x.type), str(state.types[i]))};
      return false;
    }
    known->second = larger.type;
  }
  for (auto [parameter, type] : largest) state.unifier.set(parameter, default_type(program_, type));
  return true;
}

// A type that contains the parameter it stands for has no end: it counts as not inferred.
void Checker::drop_circular(const std::vector<TypeId>& parameters, std::vector<TypeId>& inferred) {
  const size_t n = parameters.size();
  std::vector<std::vector<bool>> reaches(n, std::vector<bool>(n));
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n && inferred[i].has_value(); ++j)
      reaches[i][j] = mentions_parameter(inferred[i], {parameters[j]});
  }
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j) {
        if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
      }
    }
  }
  for (size_t i = 0; i < n; ++i) {
    if (reaches[i][i]) inferred[i] = TypeId();
  }
}

std::optional<std::vector<TypeId>> Checker::infer(const InferenceRequest& request,
                                                  InferenceFailure& failure) {
  const std::vector<TypeId>& parameters = request.parameters;
  std::vector<TypeId> given = request.arguments;
  given.resize(parameters.size());
  if (std::all_of(given.begin(), given.end(), [](TypeId t) { return t.has_value(); })) return given;
  if (std::any_of(request.operands->begin(), request.operands->end(),
                  [](const Operand& x) { return !x.valid(); }))
    return std::nullopt;
  InferenceState state{request, Unifier(program_, parameters, given, allows(21)), request.types, {}};
  for (TypeId& type : state.types) type = types_.substitute(type, parameters, given);
  if (!infer_from_arguments(state, failure)) return std::nullopt;
  for (size_t unknown = SIZE_MAX; state.unifier.unknown_count() != unknown;) {
    unknown = state.unifier.unknown_count();
    for (size_t i = 0; i < parameters.size(); ++i) {
      if (!infer_from_constraint(state, i, failure)) return std::nullopt;
    }
  }
  if (!infer_from_untyped(state, failure)) return std::nullopt;
  std::vector<TypeId> inferred = state.unifier.inferred();
  drop_circular(parameters, inferred);
  for (size_t round = 0; round < parameters.size(); ++round) {
    for (TypeId& type : inferred) {
      if (type.has_value()) type = types_.substitute(type, parameters, inferred);
    }
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (inferred[i].has_value() && !mentions_parameter(inferred[i], parameters)) continue;
    const Object& object = program_.objects[types_.type_parameter_info(parameters[i]).object];
    failure = {request.pos, fmt::format("cannot infer {} (declared at {})", str(object.name),
                                        position_string(object.pos))};
    return std::nullopt;
  }
  return inferred;
}

}  // namespace escdiff::types
