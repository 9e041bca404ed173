// Instances of generic types and functions.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

// The type parameters of a generic defined type or alias.
std::vector<TypeId> Checker::generic_parameters(TypeId type) {
  const Type& t = types_[type];
  if (t.alias.has_value() && t.alias_arguments.empty() &&
      !program_.objects[t.alias].type_parameters.empty()) {
    return program_.objects[t.alias].type_parameters;
  }
  return types_.named_info(type).type_parameters;
}

TypeId Checker::generic_instance(TypeId type, const std::vector<TypeId>& arguments) {
  const Type& t = types_[type];
  const ObjectId alias = t.alias;
  if (alias.has_value() && t.alias_arguments.empty() && !program_.objects[alias].type_parameters.empty()) {
    const std::vector<TypeId> parameters = program_.objects[alias].type_parameters;
    const TypeId target = types_.substitute(types_.unaliased(type), parameters, arguments);
    return types_.spelled(target, alias, arguments);
  }
  return types_.instance(type, arguments);
}

TypeId Checker::instantiated_type(NodeId node) {
  const Index index = view<Index>(tree_, node);
  const auto nodes = tree_.children(index.indices);
  requires_version(begin(node), 18, "type instantiation");
  const TypeId generic = type_expression(index.x);
  record_type(index.x, Mode::kType, generic);
  if (!is_valid(generic)) {
    bool ok = false;
    type_list(nodes, ok);
    return generic;
  }
  if (!is_generic(program_, generic)) {
    error_at(begin(index.x), "invalid operation: {}[{}] ({} is not a generic type)", str(index.x),
             str(index.indices), str(generic));
    return types_.invalid();
  }
  bool ok = false;
  std::vector<TypeId> arguments = type_list(nodes, ok);
  if (!ok) return types_.invalid();
  const std::vector<TypeId> parameters = generic_parameters(generic);
  const Type& t = types_[generic];
  const std::string name =
      str(program_.objects[t.alias.has_value() ? t.alias : types_.named_info(generic).object].name);
  if (arguments.size() != parameters.size()) {
    error_at(begin(index.x), "{} type arguments for type {}: have {}, want {}",
             arguments.size() < parameters.size() ? "not enough" : "too many", name, arguments.size(),
             parameters.size());
    // The type stays one of its own, so that other uses of it are checked, but nothing is known of it.
    if (t.alias.has_value()) return types_.invalid();
    return types_.instance(generic, arguments);
  }
  delayed_.push_back([this, index, parameters, arguments,
                      nodes = std::vector<NodeId>(nodes.begin(), nodes.end()), context = context_] {
    context_ = context;
    report_unsatisfied(begin(index.x), parameters, arguments, nodes);
  });
  return generic_instance(generic, arguments);
}

// The first argument that does not satisfy its parameter's constraint, and why.
std::optional<std::pair<size_t, std::string>> Checker::verify(const std::vector<TypeId>& parameters,
                                                              const std::vector<TypeId>& arguments) {
  const ImplementsOptions options{.constraint = true, .package = package_, .strict_comparable = !allows(20)};
  for (size_t i = 0; i < parameters.size(); ++i) {
    TypeId bound =
        types_.substitute(types_.type_parameter_info(parameters[i]).constraint, parameters, arguments);
    // T stands for interface{T}; what T is may not have been known where the parameter is declared.
    const TypeKind kind = types_.underlying_kind(bound);
    if (kind != TypeKind::kInterface && kind != TypeKind::kInvalid)
      bound = types_.interface({}, {bound}, true);
    std::string why;
    if (!implements(program_, arguments[i], bound, options, &why)) return std::pair(i, std::move(why));
  }
  return std::nullopt;
}

void Checker::report_unsatisfied(SourcePos pos, const std::vector<TypeId>& parameters,
                                 const std::vector<TypeId>& arguments, std::span<const NodeId> nodes) {
  const auto problem = verify(parameters, arguments);
  const auto place = [&](size_t i) { return i < nodes.size() ? begin(nodes[i]) : pos; };
  if (!problem) {
    for (size_t i = 0; i < parameters.size(); ++i)
      instantiations_.assign(place(i), types_.type_parameter_info(parameters[i]).object, arguments[i]);
    return;
  }
  error(place(problem->first), problem->second);
}

void Checker::record_instance(NodeId node, const std::vector<TypeId>& arguments, TypeId type) {
  node = unparen(node);
  if (tree_.is(node, NodeKind::kIndex)) node = unparen(view<Index>(tree_, node).x);
  info_.instances[node] = Instance{arguments, type};
}

TypeId Checker::instantiate_signature(SourcePos pos, NodeId node, TypeId signature,
                                      const std::vector<TypeId>& arguments, std::span<const NodeId> nodes) {
  const Type& generic = types_[signature];
  const std::vector<TypeId> parameters = generic.members;
  const TypeId plain = types_.signature(generic.parameters, generic.results, generic.variadic);
  const TypeId instance = types_.substitute(plain, parameters, arguments);
  record_instance(node, arguments, instance);
  delayed_.push_back([this, pos, parameters, arguments,
                      nodes = std::vector<NodeId>(nodes.begin(), nodes.end()), context = context_] {
    context_ = context;
    report_unsatisfied(pos, parameters, arguments, nodes);
  });
  return instance;
}

// Copies of type parameters, so that a function's own ones never meet themselves among its arguments.
std::vector<TypeId> Checker::fresh_parameters(const std::vector<TypeId>& parameters) {
  std::vector<TypeId> fresh;
  for (TypeId parameter : parameters) {
    const TypeParamInfo info = types_.type_parameter_info(parameter);
    fresh.push_back(types_.type_parameter(info.object, info.index));
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    types_.type_parameter_info(fresh[i]).constraint =
        types_.substitute(types_.type_parameter_info(parameters[i]).constraint, parameters, fresh);
  }
  return fresh;
}

// Instantiates the generic function x with the types of `index` (if any); what is missing is inferred from
// the target.
void Checker::function_instance(const InferenceTarget* target, SourcePos pos, Operand& x, NodeId index) {
  std::vector<TypeId> arguments;
  std::span<const NodeId> nodes;
  const bool allowed = requires_version(pos, 18, "function instantiation");
  const TypeId signature = x.type;
  const std::vector<TypeId> parameters = types_[signature].members;
  if (index.has_value()) {
    x.node = index;
    nodes = tree_.children(view<Index>(tree_, index).indices);
    bool ok = false;
    arguments = type_list(nodes, ok);
    if (ok && arguments.size() > parameters.size()) {
      error_at(begin(nodes.back()), "got {} type arguments but want {}", arguments.size(), parameters.size());
      ok = false;
    }
    if (!ok) {
      x.mode = Mode::kInvalid;
      return;
    }
  }
  if (arguments.size() < parameters.size()) {
    const std::vector<TypeId> fresh = fresh_parameters(parameters);
    std::vector<TypeId> types;
    std::vector<Operand> operands;
    if (target != nullptr && target->signature.has_value()) {
      if (allowed && !allows(21)) {
        requires_version(pos, 21,
                         index.has_value() ? "partially instantiated function in assignment"
                                           : "implicitly instantiated function in assignment");
      }
      const Type& generic = types_[signature];
      types.push_back(types_.substitute(
          types_.signature(generic.parameters, generic.results, generic.variadic), parameters, fresh));
      operands.push_back(Operand{.mode = Mode::kValue, .type = target->signature, .node = x.node});
    }
    InferenceFailure failure;
    InferenceRequest request{.pos = pos,
                             .parameters = fresh,
                             .arguments = std::move(arguments),
                             .types = types,
                             .operands = &operands};
    if (target != nullptr) request.target = target->description;
    std::optional<std::vector<TypeId>> inferred = infer(request, failure);
    if (!inferred) {
      if (!failure.text.empty()) error(failure.pos, std::move(failure.text));
      x.mode = Mode::kInvalid;
      return;
    }
    arguments = std::move(*inferred);
  }
  x.type = instantiate_signature(begin(x), x.node, signature, arguments, nodes);
  x.mode = Mode::kValue;
}

// Checks the arguments of a call against a signature, inferring type arguments of both; gives the signature
// instantiated, or as it was after an error.
TypeId Checker::check_arguments(NodeId node, TypeId signature, std::vector<TypeId> given,
                                std::span<const NodeId> given_nodes, std::vector<Operand>& arguments,
                                const std::vector<std::vector<TypeId>>& partial) {
  const Call call = view<Call>(tree_, node);
  std::vector<TypeId> parameter_types;
  if (!adjust_parameters(node, types_[signature], arguments, parameter_types)) return signature;
  const std::vector<TypeId>& own = types_[signature].members;
  TypeId result = signature;
  std::vector<TypeId> all = fresh_parameters(own);
  std::vector<TypeId> types = parameter_types;
  if (!own.empty()) {
    if (!allows(18)) requires_version(begin(node), 18, "implicit function instantiation");
    for (TypeId& type : types) type = types_.substitute(type, own, all);
  }
  given.resize(all.size());
  struct GenericArgument {
    size_t index;
    TypeId signature;  // before its parameters were renamed
    size_t first;      // of its type parameters in `all`
  };
  std::vector<GenericArgument> generic;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].valid() || types_.kind(arguments[i].type) != TypeKind::kSignature) continue;
    const std::vector<TypeId>& parameters = types_[arguments[i].type].members;
    if (parameters.empty()) continue;
    if (generic.empty())
      requires_version(begin(arguments[i]), 21, "implicitly instantiated function as argument");
    generic.push_back(GenericArgument{i, arguments[i].type, all.size()});
    const std::vector<TypeId> fresh = fresh_parameters(parameters);
    arguments[i].type = types_.substitute(arguments[i].type, parameters, fresh);
    all.insert(all.end(), fresh.begin(), fresh.end());
    if (i < partial.size()) given.insert(given.end(), partial[i].begin(), partial[i].end());
    given.resize(all.size());
  }
  if (!all.empty()) {
    InferenceFailure failure;
    const InferenceRequest request{.pos = tree_.pos(node),
                                   .parameters = all,
                                   .arguments = std::move(given),
                                   .types = types,
                                   .operands = &arguments};
    std::optional<std::vector<TypeId>> inferred = infer(request, failure);
    if (!inferred) {
      if (!failure.text.empty()) error_at(failure.pos, "in call to {}, {}", str(call.function), failure.text);
      return signature;
    }
    if (!own.empty()) {
      const std::vector<TypeId> chosen(inferred->begin(), inferred->begin() + static_cast<long>(own.size()));
      result = instantiate_signature(tree_.pos(node), call.function, signature, chosen, given_nodes);
      for (TypeId& type : parameter_types) type = types_.substitute(type, own, chosen);
    }
    for (const GenericArgument& argument : generic) {
      Operand& x = arguments[argument.index];
      const size_t count = types_[argument.signature].members.size();
      const auto first = inferred->begin() + static_cast<long>(argument.first);
      x.type = instantiate_signature(begin(x), x.node, argument.signature,
                                     std::vector<TypeId>(first, first + static_cast<long>(count)), {});
      record(x);
    }
  }
  const Purpose purpose("argument to ", call.function);
  for (size_t i = 0; i < arguments.size(); ++i) assignment(arguments[i], parameter_types[i], purpose);
  return result;
}

}  // namespace escdiff::types
