#include "solver/ir/instances.h"

#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

std::string instance_name(types::Program& program, ObjectId generic, std::span<const TypeId> arguments) {
  return std::string(program.symbols.text(program.objects[generic].name)) +
         types::message_type_arguments(program, arguments);
}

ObjectId made_object(types::Program& program, const InstanceBody& body) {
  types::TypeStore& types = program.types;
  types::Object object = program.objects[body.generic];
  const std::vector<TypeId> parameters = std::move(object.type_parameters);
  const types::Type& signature = types[object.type];
  const TypeId given = types.substitute(signature.parameters, parameters, body.arguments);
  const TypeId results = types.substitute(types[object.type].results, parameters, body.arguments);
  object.type = types.signature(given, results, types[object.type].variadic);
  if (body.owner.has_value()) {
    const bool pointer = types.kind(object.receiver) == types::TypeKind::kPointer;
    object.receiver = pointer ? types.pointer(body.owner) : body.owner;
  } else {
    std::vector<TypeId> arguments = body.arguments;
    for (TypeId& argument : arguments) argument = types.canonical(argument);
    object.name = program.symbols.intern(instance_name(program, body.generic, arguments));
  }
  object.origin = body.generic;
  object.type_parameters.clear();
  object.parameters.clear();
  object.results.clear();
  return program.objects.add(std::move(object));
}

// `object` stands for the instance, if it is known already.
const InstanceBody& body_of(types::Program& program, InstanceObjects& objects, InstanceBody body,
                            ObjectId& object) {
  if (!object.has_value()) object = made_object(program, body);
  body.object = object;
  return objects.bodies.try_emplace(object, std::move(body)).first->second;
}

// `owner` is canonical; `arguments` are its own, as they are spelled.
const InstanceBody& method_body(types::Program& program, InstanceObjects& objects, ObjectId generic,
                                TypeId owner, const std::vector<TypeId>& arguments) {
  return body_of(program, objects,
                 {.generic = generic,
                  .owner = owner,
                  .arguments = arguments,
                  .is_shaped = program.types.has_shape(owner)},
                 objects.methods[{generic, owner}]);
}

}  // namespace

ObjectId method_of_instance(types::Program& program, InstanceObjects& objects, ObjectId generic,
                            TypeId owner) {
  const std::vector<TypeId> arguments = program.types[owner].members;
  return method_body(program, objects, generic, program.types.canonical(owner), arguments).object;
}

std::string Instances::name_of(ObjectId generic, std::span<const TypeId> arguments) const {
  return instance_name(program_, generic, arguments);
}

// The package compiles it, too.
ObjectId Instances::add(const InstanceBody& body) {
  if (has_body_.insert(body.object).second) bodies_.push_back(body);
  return body.object;
}

ObjectId Instances::function(ObjectId generic, const std::vector<TypeId>& arguments, bool shaped) {
  types::TypeStore& types = program_.types;
  const std::vector<TypeId>& parameters = program_.objects[generic].type_parameters;
  std::vector<TypeId> own = arguments;
  for (size_t i = 0; i < own.size(); ++i) {
    if (shaped) own[i] = types.shape(own[i], types.type_parameter_info(parameters[i]).constraint);
    own[i] = types.canonical(own[i]);
  }
  for (const TypeId argument : arguments) read(argument);
  // gc shows real arguments as they were first spelled: `any`, not `interface {}`.
  InstanceBody body{.generic = generic, .arguments = shaped ? own : arguments, .is_shaped = shaped};
  return add(body_of(program_, objects_, std::move(body), objects_.functions[{generic, std::move(own)}]));
}

TypeId Instances::shaped(TypeId instance) {
  types::TypeStore& types = program_.types;
  if (types.has_shape(instance)) return types.canonical(instance);
  const TypeId origin = types[instance].element;
  const std::vector<TypeId> parameters = types.named_info(origin).type_parameters;
  std::vector<TypeId> arguments = types[instance].members;
  for (size_t i = 0; i < arguments.size() && i < parameters.size(); ++i)
    arguments[i] = types.shape(arguments[i], types.type_parameter_info(parameters[i]).constraint);
  return types.instance(origin, std::move(arguments));
}

ObjectId Instances::method(ObjectId generic, TypeId owner, bool wants_shape) {
  if (wants_shape) owner = shaped(owner);
  const std::vector<TypeId> arguments = program_.types[owner].members;
  return add(method_body(program_, objects_, generic, program_.types.canonical(owner), arguments));
}

void Instances::read_named(TypeId id) {
  types::TypeStore& types = program_.types;
  const types::NamedInfo& info = types.named_info(id);
  if (!info.type_parameters.empty()) return;  // not an instance
  const Place mentioned = place_;
  const bool is_instance = info.origin.has_value();
  if (types.has_shape(id)) place_ = kNowhere;
  for (const TypeId argument : std::vector(types[id].members)) read(argument);
  if (is_instance) {
    place_ = kHere;
  } else if (!info.is_shape && program_.objects[info.object].package != package_) {
    place_ = kElsewhere;
  }
  read_parts(types.underlying(id));  // its parts: the type itself has no values
  if (!info.is_shape) read_methods(id);
  place_ = mentioned;
}

void Instances::read_methods(TypeId id) {
  types::TypeStore& types = program_.types;
  const types::NamedInfo& info = types.named_info(id);
  const bool is_instance = info.origin.has_value();
  if (is_instance && !types.has_shape(id)) read(shaped(id));
  for (const ObjectId method : (is_instance ? types.named_info(info.origin) : info).methods) {
    if (!is_instance) {
      if (program_.objects[method].type.has_value()) read(program_.objects[method].type);
    } else {
      read(program_.objects[this->method(method, id, types.has_shape(id))].type);
    }
  }
}

void Instances::read_parts(TypeId id) {
  types::TypeStore& types = program_.types;
  if (types.has_type_parameters(id)) return;
  const types::Type& type = types[id];
  const auto part = [this](TypeId one) {
    if (one.has_value()) read(one);
  };
  switch (type.kind) {
    case types::TypeKind::kNamed: return read_named(id);
    case types::TypeKind::kBasic:
    case types::TypeKind::kInvalid:
    case types::TypeKind::kTypeParam:
    case types::TypeKind::kUnion: return;
    case types::TypeKind::kMap: part(type.key); break;
    default: break;
  }
  part(type.element);
  part(type.parameters);
  part(type.results);
  for (const types::StructField& field : type.fields) part(field.type);
  for (const TypeId member : type.members) part(member);
  for (const types::InterfaceMethod& method : type.methods) part(method.signature);
}

void Instances::read_pending() {
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    place_ = next.place;
    read_parts(next.type);
  }
  place_ = kHere;
}

bool Instances::is_wrapped(TypeId type) const {
  if (program_.types.kind(type) == types::TypeKind::kStruct) return true;
  if (program_.types.kind(type) != types::TypeKind::kNamed) return false;
  const types::NamedInfo& info = program_.types.named_info(type);
  return info.origin.has_value() || info.is_shape;
}

std::vector<TypeId> Instances::wrapped() const {
  std::vector<TypeId> found;
  std::set<TypeId> seen;
  for (const TypeId type : read_here_) {
    if ((is_read_[type.index] & kElsewhere) == 0 && is_wrapped(type) &&
        seen.insert(program_.types.canonical(type)).second) {
      found.push_back(type);
    }
  }
  return found;
}

ObjectId Instances::dictionary_key(ObjectId body) const {
  TypeId receiver = program_.objects[body].receiver;
  if (!receiver.has_value()) return body;
  if (program_.types.kind(receiver) == types::TypeKind::kPointer) receiver = program_.types[receiver].element;
  return program_.types.named_info(receiver).object;
}

void Instances::dictionary_has(ObjectId body, TypeId type) {
  entries_[dictionary_key(body)].push_back({.body = body, .type = type});
}

void Instances::dictionary_has(ObjectId body, ObjectId other, std::vector<TypeId> arguments) {
  entries_[dictionary_key(body)].push_back({.body = body, .other = other, .arguments = std::move(arguments)});
}

void Instances::need_dictionary(ObjectId generic, const std::vector<TypeId>& arguments) {
  std::vector<TypeId> own = arguments;
  for (TypeId& argument : own) argument = program_.types.canonical(argument);
  const auto [entry, is_new] = dictionaries_.emplace(generic, std::move(own));
  if (is_new) unread_dictionaries_.push_back(*entry);
}

// To be called when all bodies have said what they need. False when there was nothing to read.
bool Instances::read_dictionaries() {
  const bool any = !unread_dictionaries_.empty();
  while (!unread_dictionaries_.empty()) {
    const auto [generic, arguments] = std::move(unread_dictionaries_.back());
    unread_dictionaries_.pop_back();
    const auto entries = entries_.find(generic);
    if (entries == entries_.end()) continue;
    for (const Entry& entry : entries->second) {
      const std::vector<TypeId>& parameters = program_.objects[entry.body].type_parameters;
      const auto actual = [&](TypeId type) { return program_.types.substitute(type, parameters, arguments); };
      if (entry.type.has_value()) {
        read(actual(entry.type));
        continue;
      }
      std::vector<TypeId> others = entry.arguments;
      for (TypeId& argument : others) {
        argument = actual(argument);
        read(argument);
      }
      need_dictionary(entry.other, others);
    }
  }
  return any;
}

std::optional<InstanceBody> Instances::next() {
  do {
    read_pending();
    if (taken_ < bodies_.size()) return bodies_[taken_++];
  } while (read_dictionaries());
  return std::nullopt;
}

}  // namespace escdiff::ir
