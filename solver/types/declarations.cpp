// Declarations: an object gets its type (a constant its value too) when it is first needed.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

// Types first, so that a chain of declarations never starts inside an expression without need.
void Checker::resolve_package_objects() {
  check_direct_cycles();
  const auto in_phase = [&](const Object& object, int phase) {
    if (object.kind != ObjectKind::kTypeName) return phase == 2;
    return phase == (object.is_alias ? 1 : 0);
  };
  for (int phase = 0; phase < 3; ++phase) {
    for (size_t i = 0; i < declarations_.size(); ++i) {
      const ObjectId object = declarations_[i].object;
      if (in_phase(program_.objects[object], phase)) resolve(object);
      for (ObjectId other : declarations_[i].group) {
        if (phase == 2) resolve(other);
      }
    }
  }
  run_delayed();
  while (!delayed_bodies_.empty()) {
    delayed_bodies_.front()();
    delayed_bodies_.pop_front();
    run_delayed();
  }
  std::sort(bodies_.begin(), bodies_.end(),
            [&](const auto& a, const auto& b) { return a.second < b.second; });
  in_bodies_ = true;
  for (const auto& [object, declaration] : bodies_) function_body(object, declaration);
  run_delayed();
  std::sort(local_types_.begin(), local_types_.end(),
            [&](ObjectId a, ObjectId b) { return program_.objects[a].pos < program_.objects[b].pos; });
  for (uint32_t i = 0; i < local_types_.size(); ++i) program_.objects[local_types_[i]].local_number = i + 1;
  note_defined_types();
}

void Checker::note_defined_types() {
  info_.defined_types = local_types_;
  for (const Declaration& declaration : declarations_) {
    const Object& object = program_.objects[declaration.object];
    if (object.kind == ObjectKind::kTypeName && !object.is_alias)
      info_.defined_types.push_back(declaration.object);
  }
  std::ranges::sort(info_.defined_types, {}, [&](ObjectId id) { return program_.objects[id].pos; });
}

void Checker::resolve(ObjectId id) {
  if (!is_own(id) || state(id).done) return;
  Object& object = program_.objects[id];
  if (state(id).in_progress) {
    if (object.kind == ObjectKind::kFunc) {
      if (!object.type.has_value()) object.type = types_.signature(types_.tuple({}), types_.tuple({}), false);
      return;
    }
    const bool valid = valid_cycle(id);
    const bool value = object.kind == ObjectKind::kConst || object.kind == ObjectKind::kVar;
    if (value ? !valid || !object.type.has_value() : !valid && object.kind == ObjectKind::kTypeName) {
      object.type = types_.invalid();
    } else if (object.is_alias && !object.type.has_value() && object.type_parameters.empty()) {
      if (options_.alias_types) object.type = alias_under_way(id);
    }
    return;
  }
  const uint32_t index = state(id).declaration;
  if (index == UINT32_MAX) return;
  if (object.kind == ObjectKind::kVar && object.type.has_value()) {
    state(id).done = true;  // initialized together with another one
    return;
  }
  constexpr int kLevels = 3;                   // of the stack that a declaration takes
  constexpr int kMostLevels = 1500 * kLevels;  // gc has no limit but memory
  if (nesting_ > kMostLevels) {
    error_at(object.pos, "declarations that need {} are nested too deeply", str(object.name));
    object.type = types_.invalid();
    state(id).done = true;
    return;
  }
  const Nesting nesting(*this, kLevels);
  state(id).in_progress = true;
  path_.push_back(id);
  const Context outer = context_;
  SavedLocals locals = suspend_locals();
  context_ = Context{.file = declarations_[index].file};
  const Declaration declaration = declarations_[index];
  switch (object.kind) {
    case ObjectKind::kConst:
      context_.declaration = index;
      resolve_constant(id, declaration.type, declaration.value, object.value, declaration.inherited);
      break;
    case ObjectKind::kVar:
      context_.declaration = index;
      resolve_variable(id, declaration.group, declaration.type, declaration.value);
      break;
    case ObjectKind::kTypeName:
      ++open_types_;
      resolve_type(id, declaration.spec);
      --open_types_;
      check_methods_of(id);
      break;
    default: resolve_function(id, index); break;
  }
  context_ = outer;
  resume_locals(std::move(locals));
  path_.pop_back();
  state(id).in_progress = false;
  state(id).done = true;
}

void Checker::resolve_constant(ObjectId id, NodeId type, NodeId value, ConstantId iota, bool inherited) {
  const Context outer = context_;
  context_.iota = iota;
  context_.error_pos = SourcePos{};
  Object& object = program_.objects[id];
  object.value = constant(std::monostate());
  Operand x;
  bool usable = true;
  if (type.has_value()) {
    const TypeId declared = type_of(type);
    if (!is_basic(program_, declared, kIsConstType)) {
      if (is_valid(types_.underlying(declared)))
        error_at(begin(type), "invalid constant type {}", str(declared));
      object.type = types_.invalid();
      usable = false;
    } else {
      object.type = declared;
    }
  }
  if (usable) {
    if (value.has_value()) {
      if (inherited) context_.error_pos = object.pos;
      expression(x, value);
    }
    initialize_constant(id, x);
  }
  context_ = outer;
}

void Checker::resolve_variable(ObjectId id, const std::vector<ObjectId>& group, NodeId type, NodeId value) {
  Object& object = program_.objects[id];
  if (type.has_value()) object.type = variable_type(type);
  if (!value.has_value()) {
    if (!type.has_value()) object.type = types_.invalid();
    return;
  }
  if (group.size() <= 1) {
    Operand x;
    const InferenceTarget target = target_of(object.type, [&] { return str(object.name); });
    expression(x, value, target.signature.has_value() ? &target : nullptr);
    initialize_variable(id, x, "variable declaration");
    return;
  }
  if (type.has_value()) {
    for (ObjectId other : group) program_.objects[other].type = object.type;
  }
  initialize_variables(group, std::span(&value, 1), NodeId());
}

TypeId Checker::constraint(NodeId node) {
  const bool literal = (tree_.is(node, NodeKind::kUnary) && tree_.op(node) == Token::kTilde) ||
                       (tree_.is(node, NodeKind::kBinary) && tree_.op(node) == Token::kOr);
  if (!literal) return type_of(node);
  const TypeId type = types_.interface({}, {union_type(node)}, true);
  record_type(node, Mode::kType, type);
  return type;
}

std::vector<TypeId> Checker::declare_type_parameters(NodeId fields) {
  std::vector<TypeId> parameters;
  for (NodeId field : tree_.children(fields)) {
    for (NodeId name : tree_.children(view<Field>(tree_, field).names)) {
      const ObjectId object = new_object(Object{.kind = ObjectKind::kTypeName,
                                                .name = tree_.symbol(name),
                                                .package = package_,
                                                .pos = begin(name),
                                                .declaration = field});
      const TypeId parameter = types_.type_parameter(object, static_cast<uint32_t>(parameters.size()));
      types_.type_parameter_info(parameter).constraint = types_.invalid();
      program_.objects[object].type = parameter;
      state(object).done = true;
      info_.definitions[name.index] = object;
      declare_local(object);
      parameters.push_back(parameter);
    }
  }
  return parameters;
}

void Checker::bind_constraints(NodeId fields, const std::vector<TypeId>& parameters) {
  const bool outer = std::exchange(context_.in_type_parameters, true);
  size_t next = 0;
  for (NodeId node : tree_.children(fields)) {
    const Field field = view<Field>(tree_, node);
    TypeId bound = constraint(field.type);
    if (is_type_parameter(program_, bound)) {
      error(begin(field.type), "cannot use a type parameter as constraint");
      bound = types_.invalid();
    } else if (is_valid(bound) && types_.kind(bound) != TypeKind::kNamed &&
               types_.kind(bound) != TypeKind::kInterface) {
      bound = types_.interface({}, {bound}, true);
    } else if (types_.kind(bound) == TypeKind::kNamed && is_valid(types_.underlying(bound)) &&
               types_.underlying_kind(bound) != TypeKind::kInterface) {
      bound = types_.interface({}, {bound}, true);
    }
    for (size_t i = 0; i < tree_.children(field.names).size(); ++i) {
      types_.type_parameter_info(parameters[next++]).constraint = bound;
    }
  }
  context_.in_type_parameters = outer;
}

void Checker::resolve_type(ObjectId id, NodeId node) {
  if (tree_.has_flag(node, kAlias)) {
    resolve_alias(id, node);
    return;
  }
  const TypeSpec spec = view<TypeSpec>(tree_, node);
  const TypeId type = types_.named(id);
  program_.objects[id].type = type;
  if (context_.function != nullptr && context_.declaration != UINT32_MAX) {
    const ObjectId function = declarations_[context_.declaration].object;
    const std::vector<TypeId>& parameters = program_.objects[function].type_parameters;
    if (tree_.children(spec.type_parameters).empty()) {
      if (!parameters.empty()) types_.set_implicit_parameters(type, parameters);
    } else {
      types_.named_info(type).implicit_parameters = parameters;
    }
  }
  delayed_.push_back([this, type, id, context = context_] {
    context_ = context;
    check_finite(type, id);
  });
  const bool generic = !tree_.children(spec.type_parameters).empty();
  if (generic) {
    requires_version(begin(tree_.children(spec.type_parameters)[0]), 18, "type parameter");
    open_scope();
    types_.named_info(type).type_parameters = declare_type_parameters(spec.type_parameters);
    const std::vector<TypeId> parameters = types_.named_info(type).type_parameters;
    bind_constraints(spec.type_parameters, parameters);
  }
  TypeId definition = type_of(spec.type);
  if (is_type_parameter(program_, definition)) {
    error(begin(spec.type), "cannot use a type parameter as RHS in type declaration");
    definition = types_.invalid();
  }
  types_.named_info(type).definition = definition;
  if (!is_valid(definition)) types_.named_info(type).underlying = definition;
  if (generic) close_scope();
}

// The type of an alias that is needed on the way to what it stands for. A valid circle goes through a defined
// type, which has its type by now: the alias's own expression is read once more, to the type that it will
// have.
TypeId Checker::alias_under_way(ObjectId id) {
  const Declaration& declaration = declarations_[state(id).declaration];
  const Context outer = context_;
  SavedLocals locals = suspend_locals();
  context_ = Context{.file = declaration.file};
  const TypeId target = type_of(view<TypeSpec>(tree_, declaration.spec).type);
  context_ = outer;
  resume_locals(std::move(locals));
  return is_valid(target) ? types_.spelled(target, id) : target;
}

void Checker::resolve_alias(ObjectId id, NodeId node) {
  const TypeSpec spec = view<TypeSpec>(tree_, node);
  const auto fields = tree_.children(spec.type_parameters);
  bool allowed = true;
  if (!fields.empty()) allowed = requires_version(begin(fields[0]), 23, "generic type alias");
  if (allowed) allowed = requires_version(begin(node), 9, "type alias");
  if (allowed && !fields.empty() && !options_.alias_types)
    error(begin(node), "generic type alias requires GODEBUG=gotypesalias=1 or unset");
  program_.objects[id].is_alias = true;
  if (!fields.empty()) {
    open_scope();
    std::vector<TypeId> parameters = declare_type_parameters(spec.type_parameters);
    program_.objects[id].type_parameters = parameters;
    bind_constraints(spec.type_parameters, parameters);
  }
  TypeId target = type_of(spec.type);
  if (!fields.empty()) {
    const std::vector<TypeId>& own = program_.objects[id].type_parameters;
    if (std::find(own.begin(), own.end(), target) != own.end()) {
      error(begin(spec.type), "cannot use type parameter declared in alias declaration as RHS");
      target = types_.invalid();
    }
    close_scope();
  }
  Object& object = program_.objects[id];
  if (object.type.has_value() && !is_valid(object.type)) return;  // a circle was reported
  object.type = is_valid(target) && options_.alias_types ? types_.spelled(target, id) : target;
}

void Checker::check_methods_of(ObjectId id) {
  const auto found = methods_of_.find(id);
  if (found == methods_of_.end()) return;
  const TypeId type = program_.objects[id].type;
  if (!type.has_value() || types_.kind(type) != TypeKind::kNamed) return;
  std::vector<ObjectId>& methods = types_.named_info(type).methods;
  for (ObjectId method : found->second) {
    const Object& object = program_.objects[method];
    const auto other = std::find_if(methods.begin(), methods.end(),
                                    [&](ObjectId m) { return program_.objects[m].name == object.name; });
    if (other == methods.end()) {
      methods.push_back(method);
    } else {
      error_at(object.pos, "method {}.{} already declared at {}", str(program_.objects[id].name),
               str(object.name), position_string(program_.objects[*other].pos));
    }
  }
  // Methods and fields must not share a name; the type's fields may not be known before its declaration is
  // done.
  delayed_.push_back([this, type, id] {
    const Type& structure = types_[types_.underlying(type)];
    if (structure.kind != TypeKind::kStruct) return;
    for (const StructField& field : structure.fields) {
      if (field.name == blank_) continue;
      for (ObjectId m : types_.named_info(type).methods) {
        if (program_.objects[m].name != field.name) continue;
        std::string text = "field and method with the same name " + str(field.name);
        const SourcePos place = field_position(program_.objects[id].declaration, field.name);
        if (place.is_known())
          text += "\n\t" + position_string(place) + ": other declaration of " + str(field.name);
        error(program_.objects[m].pos, std::move(text));
      }
    }
  });
}

// Where the struct that a TypeSpec declares names a field.
SourcePos Checker::field_position(NodeId spec, Symbol name) const {
  const NodeId type = view<TypeSpec>(tree_, spec).type;
  if (!tree_.is(type, NodeKind::kStructType)) return SourcePos{};
  for (NodeId node : tree_.children(view<StructType>(tree_, type).fields)) {
    const Field field = view<Field>(tree_, node);
    for (NodeId n : tree_.children(field.names)) {
      if (tree_.symbol(n) == name) return begin(n);
    }
    if (tree_.has_flag(node, kEmbedded)) {
      if (tree_.is(field.type, NodeKind::kName) && tree_.symbol(field.type) == name) return begin(field.type);
    }
  }
  return SourcePos{};
}

void Checker::resolve_function(ObjectId id, uint32_t index) {
  const NodeId node = declarations_[index].spec;
  const FuncDecl function = view<FuncDecl>(tree_, node);
  const auto receiver = tree_.children(function.receiver);
  open_scope();
  ObjectId receiver_variable;
  if (!receiver.empty()) {
    const TypeId type = receiver_type(receiver[0], id, receiver_variable);
    program_.objects[id].receiver = type;
  }
  std::vector<TypeId> parameters_of_function;
  if (!tree_.children(function.type_parameters).empty()) {
    parameters_of_function = declare_type_parameters(function.type_parameters);
    bind_constraints(function.type_parameters, parameters_of_function);
    program_.objects[id].type_parameters = parameters_of_function;
    // What the signature itself may refer to.
    program_.objects[id].type =
        types_.signature(types_.tuple({}), types_.tuple({}), false, parameters_of_function);
  }
  std::vector<ObjectId> parameters, results;
  const TypeId signature = signature_with_objects(function.type, parameters, results, parameters_of_function);
  close_scope();
  Object& object = program_.objects[id];
  object.type = signature;
  if (receiver_variable.has_value()) parameters.insert(parameters.begin(), receiver_variable);
  object.parameters = std::move(parameters);
  object.results = std::move(results);
  if (function.body.has_value()) {
    bodies_.emplace_back(id, index);
  } else if (!parameters_of_function.empty()) {
    error(begin(node), "generic function is missing function body");
  } else if (!options_.allow_missing_bodies && object.name != init_ &&
             !linknames_.contains(str(object.name))) {
    late_errors_.push_back(CheckError{begin(function.name), "missing function body"});
  }
}

void Checker::check_arity(SourcePos pos, std::span<const NodeId> names, std::span<const NodeId> values,
                          bool is_constant, bool inherited) {
  if (names.size() < values.size()) {
    const NodeId extra = values[names.size()];
    if (inherited) {
      error_at(pos, "extra init expr at {}", position_string(begin(extra)));
    } else {
      error_at(begin(extra), "extra init expr {}", str(extra));
    }
  } else if (names.size() > values.size() && (is_constant || values.size() != 1)) {
    const NodeId lacking = names[values.size()];
    error_at(begin(lacking), "missing init expr for {}", str(tree_.symbol(lacking)));
  }
}

void Checker::local_declaration(NodeId declaration) {
  if (tree_.op(declaration) == Token::kConst) {
    local_constants(declaration);
    return;
  }
  for (NodeId spec : tree_.children(view<GenDecl>(tree_, declaration).specs)) {
    if (tree_.op(declaration) == Token::kType) {
      local_type(spec);
    } else if (tree_.op(declaration) == Token::kVar) {
      local_variables(spec);
    }
  }
}

void Checker::local_constants(NodeId declaration) {
  const auto specs = tree_.children(view<GenDecl>(tree_, declaration).specs);
  NodeId last;
  for (size_t i = 0; i < specs.size(); ++i) {
    const ConstSpec spec = view<ConstSpec>(tree_, specs[i]);
    const bool own = spec.type.has_value() || !tree_.children(spec.values).empty();
    const bool inherited = !own && last.has_value();
    if (own || !last.has_value()) last = specs[i];
    const ConstSpec source = view<ConstSpec>(tree_, last);
    const auto values = tree_.children(source.values);
    const auto names = tree_.children(spec.names);
    const ConstantId iota = constant(mpz_class(static_cast<unsigned long>(i)));
    std::vector<ObjectId> objects;
    for (size_t n = 0; n < names.size(); ++n) {
      const ObjectId object = new_object(Object{.kind = ObjectKind::kConst,
                                                .name = tree_.symbol(names[n]),
                                                .package = package_,
                                                .pos = begin(names[n]),
                                                .declaration = specs[i]});
      state(object).done = true;
      info_.definitions[names[n].index] = object;
      resolve_constant(object, source.type, n < values.size() ? values[n] : NodeId(), iota, inherited);
      objects.push_back(object);
    }
    check_arity(begin(specs[i]), names, values, true, inherited);
    for (ObjectId object : objects) declare_local(object);
  }
}

void Checker::local_variables(NodeId node) {
  const VarSpec spec = view<VarSpec>(tree_, node);
  const auto names = tree_.children(spec.names);
  const auto values = tree_.children(spec.values);
  std::vector<ObjectId> objects;
  for (NodeId name : names) {
    const ObjectId object = new_object(Object{.kind = ObjectKind::kVar,
                                              .name = tree_.symbol(name),
                                              .package = package_,
                                              .pos = begin(name),
                                              .declaration = node});
    state(object).done = true;
    info_.definitions[name.index] = object;
    objects.push_back(object);
  }
  for (size_t i = 0; i < objects.size(); ++i) {
    if (values.size() == 1) {
      resolve_variable(objects[i], objects, spec.type, values[0]);
      break;
    }
    resolve_variable(objects[i], {}, spec.type, i < values.size() ? values[i] : NodeId());
  }
  if (!spec.type.has_value() || !values.empty()) check_arity(begin(node), names, values, false, false);
  for (ObjectId object : objects) {
    if (!program_.objects[object].type.has_value()) program_.objects[object].type = types_.invalid();
    if (program_.objects[object].name != blank_ && context_.function != nullptr)
      context_.function->locals.push_back(object);
    declare_local(object);
  }
}

// A type inside a generic function is another one for each instance of the function.
void Checker::note_local_type(ObjectId object) {
  local_types_.push_back(object);
  const FunctionContext* function = context_.function;
  while (function != nullptr && function->outer != nullptr) function = function->outer;
  if (function == nullptr) return;
  std::vector<ObjectId> parameters;
  for (const TypeId parameter : function->type_parameters)
    parameters.push_back(types_.type_parameter_info(parameter).object);
  instantiations_.depends(object, std::move(parameters));
}

void Checker::local_type(NodeId node) {
  const NodeId name = view<TypeSpec>(tree_, node).name;
  const bool alias = tree_.has_flag(node, kAlias);
  const ObjectId object = new_object(Object{.kind = ObjectKind::kTypeName,
                                            .is_alias = alias,
                                            .name = tree_.symbol(name),
                                            .package = package_,
                                            .pos = begin(name),
                                            .declaration = node});
  info_.definitions[name.index] = object;
  declare_local(object);
  if (!alias) note_local_type(object);
  state(object).in_progress = true;
  path_.push_back(object);
  ++open_types_;
  resolve_type(object, node);
  --open_types_;
  path_.pop_back();
  state(object).in_progress = false;
  state(object).done = true;
  if (!program_.objects[object].type.has_value()) program_.objects[object].type = types_.invalid();
}

}  // namespace escdiff::types
