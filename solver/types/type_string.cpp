#include "solver/types/type_string.h"

#include <fmt/core.h>

#include <array>

#include "solver/types/term_string.h"
#include "solver/types/text.h"

namespace escdiff::types {

std::string_view basic_name(BasicKind kind) {
  constexpr std::array<std::string_view, 25> kNames{
      "bool",         "int",         "int8",         "int16",         "int32",           "int64",
      "uint",         "uint8",       "uint16",       "uint32",        "uint64",          "uintptr",
      "float32",      "float64",     "complex64",    "complex128",    "string",          "unsafe.Pointer",
      "untyped bool", "untyped int", "untyped rune", "untyped float", "untyped complex", "untyped string",
      "untyped nil"};
  return kNames[static_cast<size_t>(kind)];
}

namespace {

class ErrorTypeWriter {
 public:
  ErrorTypeWriter(const Program& program, PackageId relative_to, bool parameter_names)
      : program_(program), relative_to_(relative_to), parameter_names_(parameter_names) {}

  void write(TypeId id);
  void write_signature(const Type& type);
  void write_type_parameters(const std::vector<TypeId>& parameters);
  void write_object(ObjectId id);
  void print_paths() { paths_ = true; }
  std::string take() { return std::move(out_); }

 private:
  void write_list(const std::vector<TypeId>& list);
  void write_tuple(const Type& tuple, bool variadic);
  void write_struct(const Type& type);
  void write_interface(TypeId id, const Type& type);
  void write_channel(const Type& type);
  void write_type_parameter(TypeId id);
  bool is_imported(const std::string& path) const;

  const Program& program_;
  PackageId relative_to_;
  bool parameter_names_;
  bool paths_ = false;
  std::string out_;
};

// Whether the package in whose messages types are written imports one of this path, directly or not.
bool ErrorTypeWriter::is_imported(const std::string& path) const {
  if (!relative_to_.has_value()) return false;
  std::vector<PackageId> waiting{relative_to_};
  std::vector<bool> seen(program_.packages.size());
  while (!waiting.empty()) {
    const Package& package = program_.packages[waiting.back()];
    waiting.pop_back();
    if (package.path == path) return true;
    for (const PackageId imported : package.imports) {
      if (seen[imported.index]) continue;
      seen[imported.index] = true;
      waiting.push_back(imported);
    }
  }
  return false;
}

void ErrorTypeWriter::write_object(ObjectId id) {
  const Object& object = program_.objects[id];
  if (object.package.has_value() && object.package != relative_to_) {
    const Package& package = program_.packages[object.package];
    bool ambiguous =
        package.name == program_.packages[relative_to_.has_value() ? relative_to_ : object.package].name &&
        relative_to_.has_value();
    for (const Package& other : program_.packages) {
      if (other.complete && other.name == package.name && other.path != package.path)
        ambiguous = ambiguous || is_imported(other.path);
    }
    out_ += paths_ ? package.path : ambiguous ? quoted(package.path) : package.name;
    out_ += '.';
  }
  out_ += program_.symbols.text(object.name);
}

void ErrorTypeWriter::write_list(const std::vector<TypeId>& list) {
  out_ += '[';
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out_ += ", ";
    write(list[i]);
  }
  out_ += ']';
}

void ErrorTypeWriter::write_type_parameters(const std::vector<TypeId>& parameters) {
  out_ += '[';
  TypeId constraint;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const TypeId own = program_.types.type_parameter_info(parameters[i]).constraint;
    if (i > 0) {
      if (own != constraint && constraint.has_value()) {
        out_ += ' ';
        write(constraint);
      }
      out_ += ", ";
    }
    constraint = own;
    write(parameters[i]);
  }
  if (constraint.has_value()) {
    out_ += ' ';
    write(constraint);
  }
  out_ += ']';
}

void ErrorTypeWriter::write_tuple(const Type& tuple, bool variadic) {
  out_ += '(';
  for (size_t i = 0; i < tuple.members.size(); ++i) {
    if (i > 0) out_ += ", ";
    if (parameter_names_ && i < tuple.names.size() && tuple.names[i].has_value()) {
      out_ += program_.symbols.text(tuple.names[i]);
      out_ += ' ';
    }
    const Type& member = program_.types[tuple.members[i]];
    if (!variadic || i + 1 != tuple.members.size()) {
      write(tuple.members[i]);
    } else if (member.kind == TypeKind::kSlice) {
      out_ += "...";
      write(member.element);
    } else {
      write(tuple.members[i]);
      out_ += "...";
    }
  }
  out_ += ')';
}

void ErrorTypeWriter::write_signature(const Type& type) {
  if (!type.members.empty()) write_type_parameters(type.members);
  write_tuple(program_.types[type.parameters], type.variadic);
  const Type& results = program_.types[type.results];
  if (results.members.empty()) return;
  out_ += ' ';
  if (results.members.size() == 1 && (results.names.empty() || !parameter_names_)) {
    write(results.members[0]);
  } else {
    write_tuple(results, false);
  }
}

void ErrorTypeWriter::write_struct(const Type& type) {
  out_ += "struct{";
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const StructField& field = type.fields[i];
    if (i > 0) out_ += "; ";
    if (!field.embedded) {
      out_ += program_.symbols.text(field.name);
      out_ += ' ';
    }
    write(field.type);
    if (field.tag.has_value()) {
      out_ += ' ';
      out_ += quoted(program_.symbols.text(field.tag));
    }
  }
  out_ += '}';
}

void ErrorTypeWriter::write_interface(TypeId id, const Type& type) {
  if (id == program_.types.any_type()) {
    out_ += "any";
    return;
  }
  if (id == program_.types.comparable_interface()) {
    out_ += "interface{comparable}";
    return;
  }
  if (type.implicit && type.methods.empty() && type.members.size() == 1) return write(type.members[0]);
  out_ += "interface{";
  bool first = true;
  for (const InterfaceMethod& method : type.methods) {
    if (!first) out_ += "; ";
    first = false;
    out_ += program_.symbols.text(method.name);
    write_signature(program_.types[method.signature]);
  }
  for (TypeId embedded : type.members) {
    if (!first) out_ += "; ";
    first = false;
    write(embedded);
  }
  out_ += '}';
}

void ErrorTypeWriter::write_channel(const Type& type) {
  const Type& element = program_.types[type.element];
  const bool parentheses = type.direction == ChanDirection::kBoth && element.kind == TypeKind::kChan &&
                           element.direction == ChanDirection::kReceive && !element.alias.has_value();
  out_ += type.direction == ChanDirection::kBoth   ? "chan "
          : type.direction == ChanDirection::kSend ? "chan<- "
                                                   : "<-chan ";
  if (parentheses) out_ += '(';
  write(type.element);
  if (parentheses) out_ += ')';
}

// A type parameter named like a predeclared type says where it is declared.
void ErrorTypeWriter::write_type_parameter(TypeId id) {
  const Object& object = program_.objects[program_.types.type_parameter_info(id).object];
  out_ += program_.symbols.text(object.name);
  if (!program_.scopes[program_.universe].find(object.name).has_value()) return;
  const syntax::LineColumn at = program_.sources.resolve(object.pos);
  out_ += fmt::format(" /* with {} declared at {}:{}:{} */", program_.symbols.text(object.name), at.file,
                      at.line, at.column);
}

void ErrorTypeWriter::write(TypeId id) {
  const Type& type = program_.types[id];
  if (type.alias.has_value()) {
    write_object(type.alias);
    if (!type.alias_arguments.empty()) {
      write_list(type.alias_arguments);
    } else if (const auto& parameters = program_.objects[type.alias].type_parameters; !parameters.empty()) {
      write_type_parameters(parameters);
    }
    return;
  }
  switch (type.kind) {
    case TypeKind::kInvalid: out_ += "invalid type"; break;
    case TypeKind::kBasic:
      out_ += id == program_.types.byte_type()   ? "byte"
              : id == program_.types.rune_type() ? "rune"
                                                 : basic_name(type.basic);
      break;
    case TypeKind::kNamed: {
      const NamedInfo& info = program_.types.named_info(id);
      write_object(info.object);
      if (!type.members.empty()) {
        write_list(type.members);
      } else if (!info.type_parameters.empty()) {
        write_type_parameters(info.type_parameters);
      }
      break;
    }
    case TypeKind::kPointer:
      out_ += '*';
      write(type.element);
      break;
    case TypeKind::kSlice:
      out_ += "[]";
      write(type.element);
      break;
    case TypeKind::kArray:
      out_ += fmt::format("[{}]", type.length);
      write(type.element);
      break;
    case TypeKind::kMap:
      out_ += "map[";
      write(type.key);
      out_ += ']';
      write(type.element);
      break;
    case TypeKind::kChan: write_channel(type); break;
    case TypeKind::kStruct: write_struct(type); break;
    case TypeKind::kSignature:
      out_ += "func";
      write_signature(type);
      break;
    case TypeKind::kTuple: write_tuple(type, false); break;
    case TypeKind::kInterface: write_interface(id, type); break;
    case TypeKind::kTypeParam: write_type_parameter(id); break;
    case TypeKind::kUnion:
      for (size_t i = 0; i < type.terms.size(); ++i) {
        if (i > 0) out_ += " | ";
        if (type.terms[i].tilde) out_ += '~';
        write(type.terms[i].type);
      }
      break;
  }
}

}  // namespace

std::string type_string(const Program& program, TypeId type, PackageId relative_to) {
  ErrorTypeWriter writer(program, relative_to, true);
  writer.write(type);
  return writer.take();
}

std::string signature_string(const Program& program, TypeId signature, PackageId relative_to) {
  ErrorTypeWriter writer(program, relative_to, false);
  writer.write_signature(program.types[signature]);
  return writer.take();
}

std::string type_parameters_string(const Program& program, const std::vector<TypeId>& parameters,
                                   PackageId relative_to) {
  ErrorTypeWriter writer(program, relative_to, true);
  writer.write_type_parameters(parameters);
  return writer.take();
}

std::string term_string(const Program& program, const UnionTerm& term) {
  ErrorTypeWriter writer(program, PackageId(), true);
  writer.print_paths();
  writer.write(term.type);
  return (term.tilde ? "~" : "") + writer.take();
}

std::string object_string(const Program& program, ObjectId object, PackageId relative_to) {
  ErrorTypeWriter writer(program, relative_to, true);
  writer.write_object(object);
  return writer.take();
}

}  // namespace escdiff::types
