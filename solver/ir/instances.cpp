#include "solver/ir/instances.h"

#include "solver/types/type_string.h"

namespace escdiff::ir {

std::string Instances::name_of(ObjectId generic, std::span<const TypeId> arguments) const {
  return std::string(program_.symbols.text(program_.objects[generic].name)) +
         types::message_type_arguments(program_, arguments);
}

ObjectId Instances::add(InstanceBody body, std::span<const TypeId> parameters) {
  types::TypeStore& types = program_.types;
  types::Object object = program_.objects[body.generic];
  const types::Type& signature = types[object.type];
  const TypeId given = types.substitute(signature.parameters, parameters, body.arguments);
  const TypeId results = types.substitute(types[object.type].results, parameters, body.arguments);
  object.type = types.signature(given, results, types[object.type].variadic);
  object.receiver = types.substitute(object.receiver, parameters, body.arguments);
  if (!body.owner.has_value()) object.name = program_.symbols.intern(name_of(body.generic, body.arguments));
  object.origin = body.generic;
  object.type_parameters.clear();
  object.parameters.clear();
  object.results.clear();
  body.object = program_.objects.add(std::move(object));
  bodies_.push_back(body);
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
  const auto [entry, is_new] = functions_.try_emplace({generic, own});
  if (is_new) {
    entry->second = add({.generic = generic, .arguments = own, .is_shaped = shaped}, std::vector(parameters));
  }
  return entry->second;
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
  owner = wants_shape ? shaped(owner) : program_.types.canonical(owner);
  const auto [entry, is_new] = methods_.try_emplace({generic, owner});
  if (is_new) {
    entry->second = add({.generic = generic,
                         .owner = owner,
                         .arguments = program_.types[owner].members,
                         .is_shaped = program_.types.has_shape(owner)},
                        std::vector(program_.objects[generic].type_parameters));
  }
  return entry->second;
}

void Instances::read_named(TypeId id) {
  types::TypeStore& types = program_.types;
  const types::NamedInfo& info = types.named_info(id);
  if (!info.type_parameters.empty()) return;  // not an instance
  for (const TypeId argument : std::vector(types[id].members)) read(argument);
  read(types.underlying(id));
  if (info.is_shape) return;
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
    const TypeId type = pending_.back();
    pending_.pop_back();
    read_parts(type);
  }
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
      for (TypeId& argument : others) argument = actual(argument);
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
