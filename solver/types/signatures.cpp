// Signatures and receivers.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

Checker::Parameters Checker::collect_parameters(NodeId list, VarRole role, bool allow_variadic) {
  Parameters result;
  std::vector<TypeId> members;
  std::vector<Symbol> names;
  const auto fields = tree_.children(list);
  for (size_t i = 0; i < fields.size(); ++i) {
    const Field field = view<Field>(tree_, fields[i]);
    TypeId type;
    if (tree_.is(field.type, NodeKind::kEllipsis)) {
      const NodeId element = view<Ellipsis>(tree_, field.type).type;
      type = element.has_value() ? variable_type(element) : types_.invalid();
      if (allow_variadic && i + 1 == fields.size()) {
        result.variadic = true;
        type = types_.slice(type);
        record_type(field.type, Mode::kType, type);
      } else {
        error(begin(field.type), "invalid use of ...");
      }
    } else {
      type = variable_type(field.type);
    }
    auto add = [&](Symbol name, SourcePos pos) {
      const ObjectId object = new_object(Object{.kind = ObjectKind::kVar,
                                                .role = role,
                                                .used = true,
                                                .name = name,
                                                .type = type,
                                                .package = package_,
                                                .pos = pos,
                                                .declaration = fields[i]});
      state(object).done = true;
      result.objects.push_back(object);
      members.push_back(type);
      names.push_back(name);
      return object;
    };
    const auto written = tree_.children(field.names);
    for (NodeId name : written) info_.definitions[name.index] = add(tree_.symbol(name), begin(name));
    if (written.empty()) add(Symbol(), begin(field.type));
  }
  result.tuple = types_.tuple(std::move(members), std::move(names));
  return result;
}

TypeId Checker::signature_with_objects(NodeId node, std::vector<ObjectId>& parameters,
                                       std::vector<ObjectId>& results, std::vector<TypeId> type_parameters) {
  const FuncType type = view<FuncType>(tree_, node);
  Parameters in = collect_parameters(type.parameters, VarRole::kParameter, true);
  Parameters out = collect_parameters(type.results, VarRole::kResult, false);
  parameters = std::move(in.objects);
  results = std::move(out.objects);
  const TypeId signature = types_.signature(in.tuple, out.tuple, in.variadic, std::move(type_parameters));
  record_type(node, Mode::kType, signature);
  return signature;
}

TypeId Checker::function_type(NodeId node) {
  std::vector<ObjectId> parameters, results;
  const TypeId signature = signature_with_objects(node, parameters, results, {});
  // Names in a type declare nothing, but must differ all the same.
  open_scope();
  for (ObjectId object : parameters) declare_local(object);
  for (ObjectId object : results) declare_local(object);
  close_scope();
  return signature;
}

// The type of a method's receiver; declares the type parameters that it names. `variable` becomes the
// receiver itself.
TypeId Checker::receiver_type(NodeId node, ObjectId method, ObjectId& variable) {
  const Field field = view<Field>(tree_, node);
  NodeId base = unparen(field.type);
  const bool pointer = tree_.is(base, NodeKind::kStar);
  if (pointer) base = unparen(view<Star>(tree_, base).x);
  TypeId type;
  if (tree_.is(base, NodeKind::kIndex)) {
    type = generic_receiver(base, method);
    if (pointer && is_valid(type)) type = types_.pointer(type);
    for (NodeId at = field.type;;) {
      record_type(at, Mode::kType,
                  at == base ? (pointer && is_valid(type) ? types_[type].element : type) : type);
      if (tree_.is(at, NodeKind::kParen)) {
        at = view<Paren>(tree_, at).x;
      } else if (tree_.is(at, NodeKind::kStar)) {
        at = view<Star>(tree_, at).x;
      } else {
        break;
      }
    }
  } else {
    type = variable_type(field.type);
    if (const TypeId instance = instance_behind_alias(type); instance.has_value()) {
      error_at(begin(base), "cannot define new methods on instantiated type {}", str(instance));
      type = types_.invalid();
    }
  }
  const auto names = tree_.children(field.names);
  variable = new_object(Object{.kind = ObjectKind::kVar,
                               .role = VarRole::kReceiver,
                               .used = true,
                               .name = names.empty() ? Symbol() : tree_.symbol(names[0]),
                               .type = type,
                               .package = package_,
                               .pos = names.empty() ? begin(field.type) : begin(names[0]),
                               .declaration = node});
  state(variable).done = true;
  if (!names.empty()) info_.definitions[names[0].index] = variable;
  delayed_.push_back([this, base, type] { check_receiver(base, type); });
  return type;
}

TypeId Checker::generic_receiver(NodeId node, ObjectId method) {
  const Index index = view<Index>(tree_, node);
  const NodeId base = unparen(index.x);
  const TypeId origin = type_expression(base);
  record_type(base, Mode::kType, origin);
  if (is_valid(origin) && !is_generic(program_, origin))
    error_at(begin(base), "{} is not a generic type", str(origin));
  const auto arguments = tree_.children(index.indices);
  std::vector<TypeId> parameters;
  for (NodeId name : arguments) {
    if (!tree_.is(name, NodeKind::kName)) {
      error_at(begin(name), "receiver type parameter {} must be an identifier", str(name));
      return types_.invalid();
    }
    const ObjectId object = new_object(Object{.kind = ObjectKind::kTypeName,
                                              .name = tree_.symbol(name),
                                              .package = package_,
                                              .pos = begin(name),
                                              .declaration = node});
    const TypeId parameter = types_.type_parameter(object, static_cast<uint32_t>(parameters.size()));
    types_.type_parameter_info(parameter).constraint = types_.invalid();
    program_.objects[object].type = parameter;
    state(object).done = true;
    info_.definitions[name.index] = object;
    record_type(name, Mode::kType, parameter);
    declare_local(object);
    parameters.push_back(parameter);
  }
  program_.objects[method].type_parameters = parameters;
  if (!is_valid(origin) || !is_generic(program_, origin)) return types_.invalid();
  if (types_[origin].alias.has_value()) {
    error_at(begin(base), "cannot define new methods on generic alias type {}", str(origin));
    return types_.invalid();
  }
  const std::vector<TypeId> declared = types_.named_info(origin).type_parameters;
  if (declared.size() != parameters.size()) {
    error_at(begin(base), "receiver declares {} type parameter{}, but receiver base type declares {}",
             parameters.size(), parameters.size() == 1 ? "" : "s", declared.size());
    return types_.invalid();
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    instantiations_.same(types_.type_parameter_info(parameters[i]).object,
                         types_.type_parameter_info(declared[i]).object);
    types_.type_parameter_info(parameters[i]).constraint =
        types_.substitute(types_.type_parameter_info(declared[i]).constraint, declared, parameters);
  }
  requires_version(begin(base), 18, "type instantiation");
  const TypeId type = types_.instance(origin, parameters);
  return type;
}

// The instance of a generic alias that an alias leads to, through pointers and other aliases; or none.
TypeId Checker::instance_behind_alias(TypeId receiver) {
  const auto behind_pointers = [&](TypeId type) {
    while (types_.kind(type) == TypeKind::kPointer && !types_[type].alias.has_value())
      type = types_[type].element;
    return type;
  };
  TypeId type = behind_pointers(receiver);
  while (types_[type].alias.has_value()) {
    type = behind_pointers(types_.unaliased(type));
    if (!types_[type].alias_arguments.empty()) return type;
  }
  return TypeId();
}

void Checker::check_receiver(NodeId base, TypeId type) {
  const bool pointer = types_.kind(type) == TypeKind::kPointer;
  const TypeId target = pointer ? types_[type].element : type;
  if (!is_valid(target)) return;
  const Type& t = types_[target];
  if (t.kind == TypeKind::kNamed) {
    const NamedInfo& info = types_.named_info(target);
    if (program_.objects[info.object].package != package_) {
      error_at(begin(base), "cannot define new methods on non-local type {}", str(target));
      return;
    }
    if (info.origin.has_value() && !tree_.is(base, NodeKind::kIndex)) {
      error_at(begin(base), "cannot define new methods on instantiated type {}",
               str(types_.unaliased(target)));
      return;
    }
    const Type& under = types_[types_.underlying(target)];
    if (under.kind == TypeKind::kBasic && under.basic == BasicKind::kUnsafePointer) {
      error_at(begin(base), "invalid receiver type {} (unsafe.Pointer)", str(target));
    } else if (under.kind == TypeKind::kPointer || under.kind == TypeKind::kInterface) {
      error_at(begin(base), "invalid receiver type {} (pointer or interface type)", str(target));
    }
  } else if (t.kind == TypeKind::kBasic) {
    error_at(begin(base), "cannot define new methods on non-local type {}", str(target));
  } else {
    error_at(begin(base), "invalid receiver type {}", str(type));
  }
}

}  // namespace escdiff::types
