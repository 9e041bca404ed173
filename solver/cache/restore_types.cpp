// Types out of their rows.
#include "solver/cache/restored_source.h"

namespace escdiff::cache {

using types::TypeKind;

TypeId RestoredPackages::type_row(Program& program, Source& source, uint32_t row) {
  if (source.types[row].has_value()) return source.types[row];
  constexpr int kMaxDepth = 1000;  // deeper ones are read from source: each level takes kilobytes of stack
  if (depth_ > kMaxDepth) {
    damaged_ = true;
    return program.types.invalid();
  }
  ++depth_;
  ByteReader in(source.file.types[row]);
  const TypeId result = read_type(program, source, in, row);
  --depth_;
  if (in.failed()) damaged_ = true;
  source.types[row] = result;
  return result;
}

TypeId RestoredPackages::read_type(Program& program, Source& source, ByteReader& in, uint32_t row) {
  types::TypeStore& store = program.types;
  const auto part = [&] { return required_type(program, source, in); };
  switch (static_cast<TypeRow>(in.byte())) {
    case TypeRow::kOfObject: {
      const ObjectId of = object(program, source, in);
      if (of.has_value() && program.objects[of].type.has_value()) return program.objects[of].type;
      break;
    }
    case TypeRow::kFreshTypeParameter: {
      const ObjectId of = object(program, source, in);
      if (!of.has_value()) break;
      const TypeId fresh = store.type_parameter(of, in.small_number());
      source.types[row] = fresh;  // the constraint may mention it
      const TypeId constraint = part();
      store.type_parameter_info(fresh).constraint = constraint;
      return fresh;
    }
    case TypeRow::kSpelled: return spelled(program, source, in, row);
    case TypeRow::kInstance: return instance(program, source, in);
    case TypeRow::kPointer: return store.pointer(part());
    case TypeRow::kSlice: return store.slice(part());
    case TypeRow::kArray: {
      const TypeId element = part();
      return store.array(element, in.signed_number());
    }
    case TypeRow::kMap: {
      const TypeId key = part();
      return store.map(key, part());
    }
    case TypeRow::kChan: {
      const TypeId element = part();
      const uint8_t direction = in.byte();
      if (direction > static_cast<uint8_t>(types::ChanDirection::kReceive)) break;
      return store.channel(element, static_cast<types::ChanDirection>(direction));
    }
    case TypeRow::kStruct: return structure(program, source, in);
    case TypeRow::kSignature: return signature(program, source, in);
    case TypeRow::kTuple: {
      std::vector<TypeId> members = required_types(program, source, in);
      std::vector<Symbol> names(in.count());
      for (Symbol& name : names) name = text(program, source, in);
      if (!names.empty() && names.size() != members.size()) break;
      return store.tuple(std::move(members), std::move(names));
    }
    case TypeRow::kInterface: return interface(program, source, in);
    case TypeRow::kUnion: return union_type(program, source, in);
  }
  damaged_ = true;
  return store.invalid();
}

// The alias's own type is this very row: asking for the alias may have restored it.
TypeId RestoredPackages::spelled(Program& program, Source& source, ByteReader& in, uint32_t row) {
  const ObjectId alias = object(program, source, in);
  if (source.types[row].has_value()) return source.types[row];
  const TypeId target = required_type(program, source, in);
  std::vector<TypeId> arguments = required_types(program, source, in);
  if (source.types[row].has_value()) return source.types[row];
  if (!alias.has_value()) {
    damaged_ = true;
    return target;
  }
  return program.types.spelled(target, alias, std::move(arguments));
}

TypeId RestoredPackages::instance(Program& program, Source& source, ByteReader& in) {
  const ObjectId generic = object(program, source, in);
  std::vector<TypeId> arguments = required_types(program, source, in);
  const TypeId origin = generic.has_value() ? program.objects[generic].type : TypeId();
  if (!origin.has_value() || program.types.kind(origin) != TypeKind::kNamed ||
      program.types.named_info(origin).type_parameters.size() +
              program.types.named_info(origin).implicit_parameters.size() !=
          arguments.size()) {
    damaged_ = true;
    return program.types.invalid();
  }
  return program.types.instance(origin, std::move(arguments));
}

TypeId RestoredPackages::structure(Program& program, Source& source, ByteReader& in) {
  std::vector<types::StructField> fields(in.count());
  for (types::StructField& field : fields) {
    field.name = text(program, source, in);
    field.package = package(program, source, in);
    field.type = required_type(program, source, in);
    field.tag = text(program, source, in);
    field.embedded = in.byte() != 0;
    if (!field.name.has_value()) {
      damaged_ = true;
      field.name = program.symbols.intern("_");
    }
  }
  return program.types.structure(std::move(fields));
}

TypeId RestoredPackages::signature(Program& program, Source& source, ByteReader& in) {
  types::TypeStore& store = program.types;
  const bool variadic = in.byte() != 0;
  TypeId parameters = required_type(program, source, in);
  TypeId results = required_type(program, source, in);
  std::vector<TypeId> type_parameters = required_types(program, source, in);
  for (TypeId* tuple : {&parameters, &results}) {
    if (store.kind(*tuple) == TypeKind::kTuple) continue;
    damaged_ = true;
    *tuple = store.tuple({});
  }
  bool sound = !variadic || !store[parameters].members.empty();
  for (const TypeId parameter : type_parameters) sound &= store.kind(parameter) == TypeKind::kTypeParam;
  if (!sound) {
    damaged_ = true;
    return store.signature(parameters, results, false);
  }
  return store.signature(parameters, results, variadic, std::move(type_parameters));
}

TypeId RestoredPackages::interface(Program& program, Source& source, ByteReader& in) {
  const bool implicit = in.byte() != 0;
  std::vector<types::InterfaceMethod> methods(in.count());
  for (types::InterfaceMethod& method : methods) {
    method.name = text(program, source, in);
    method.package = package(program, source, in);
    method.signature = required_type(program, source, in);
    if (!method.name.has_value() || program.types.kind(method.signature) != TypeKind::kSignature) {
      damaged_ = true;
      return program.types.invalid();
    }
  }
  return program.types.interface(std::move(methods), required_types(program, source, in), implicit);
}

TypeId RestoredPackages::union_type(Program& program, Source& source, ByteReader& in) {
  std::vector<types::UnionTerm> terms(in.count());
  for (types::UnionTerm& term : terms) {
    term.type = required_type(program, source, in);
    term.tilde = in.byte() != 0;
  }
  return program.types.union_of(std::move(terms));
}

}  // namespace escdiff::cache
