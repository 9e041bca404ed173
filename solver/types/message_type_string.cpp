// Types in the words of gc's -m messages. Measured with gc 1.26: type arguments are printed as in symbol
// names (path- qualified, no blanks after commas), unexported interface methods carry their package's path,
// embedded interfaces are written out, names of parameters are left away.
#include <fmt/format.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "solver/types/lookup.h"
#include "solver/types/text.h"
#include "solver/types/type_string.h"

namespace escdiff::types {

namespace {

constexpr size_t kMaxShapeName = 500;  // longer ones are hashed

// SHA-256 with the first byte inverted, in hexadecimal, as Go's cmd/internal/hash has it.
std::string shape_hash(std::string_view name) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, name.size(), reinterpret_cast<const uint8_t*>(name.data()));
  std::array<uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&context, digest.size(), digest.data());
  digest[0] ^= 0xff;
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

class MessageTypeWriter {
 public:
  MessageTypeWriter(Program& program, PackageId compiled, bool in_symbol_name)
      : program_(program), compiled_(compiled), in_symbol_name_(in_symbol_name) {}
  void write(TypeId id);
  void write_arguments(std::span<const TypeId> arguments);
  std::string take() { return std::move(out_); }

 private:
  void write_named(TypeId id, const Type& type);
  void write_shape(TypeId underlying);
  void drop_local_number();
  void write_tuple(const Type& tuple, bool variadic);
  void write_signature(const Type& type);
  bool has_own_name(const StructField& field);
  void write_struct(const Type& type);
  void write_interface(TypeId id);
  void write_channel(const Type& type);

  Program& program_;
  PackageId compiled_;
  bool in_symbol_name_;  // inside type arguments, and what gc writes like them
  std::string out_;
};

void MessageTypeWriter::write_named(TypeId id, const Type& type) {
  const NamedInfo& info = program_.types.named_info(id);
  if (info.is_shape) return write_shape(info.underlying);
  const Object& object = program_.objects[info.object];
  if (object.package.has_value()) {
    if (in_symbol_name_) {
      out_ += linker_path(program_, object.package) + '.';
    } else if (object.package != compiled_) {
      out_ += program_.packages[object.package].name + '.';
    }
  }
  out_ += program_.symbols.text(object.name);
  if (!type.members.empty()) write_arguments(type.members);
  if (in_symbol_name_ && object.local_number > 0) out_ += fmt::format("·{}", object.local_number);
}

// Messages take a number at the end of a name, `·1`, for that of a local type, and leave it out.
void MessageTypeWriter::drop_local_number() {
  constexpr std::string_view kMark = "·";
  const size_t digits = out_.find_last_not_of("0123456789") + 1;
  if (digits < out_.size() && std::string_view(out_).substr(0, digits).ends_with(kMark))
    out_.resize(digits - kMark.size());
}

void MessageTypeWriter::write_shape(TypeId underlying) {
  const bool outer = std::exchange(in_symbol_name_, true);
  out_ += "go.shape.";
  const size_t begin = out_.size();
  write(underlying);
  if (out_.size() - begin > kMaxShapeName)
    out_.replace(begin, std::string::npos, shape_hash(out_.substr(begin)));
  in_symbol_name_ = outer;
  if (!outer) drop_local_number();
}

void MessageTypeWriter::write_arguments(std::span<const TypeId> arguments) {
  const bool outer = std::exchange(in_symbol_name_, true);
  out_ += '[';
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) out_ += ',';
    write(program_.types.canonical(arguments[i]));
  }
  out_ += ']';
  in_symbol_name_ = outer;
}

void MessageTypeWriter::write_tuple(const Type& tuple, bool variadic) {
  out_ += '(';
  for (size_t i = 0; i < tuple.members.size(); ++i) {
    if (i > 0) out_ += ", ";
    if (variadic && i + 1 == tuple.members.size()) {
      out_ += "...";
      write(program_.types[tuple.members[i]].element);
    } else {
      write(tuple.members[i]);
    }
  }
  out_ += ')';
}

void MessageTypeWriter::write_signature(const Type& type) {
  write_tuple(program_.types[type.parameters], type.variadic);
  const Type& results = program_.types[type.results];
  if (results.members.empty()) return;
  out_ += ' ';
  if (results.members.size() == 1) {
    write(results.members[0]);
  } else {
    write_tuple(results, false);
  }
}

// Whether an embedded field is called what gc calls its type; symbol names tell, as aliases, predeclared
// types and instances have other names.
bool MessageTypeWriter::has_own_name(const StructField& field) {
  TypeId type = program_.types.canonical(field.type);
  if (program_.types.kind(type) == TypeKind::kPointer) type = program_.types[type].element;
  if (program_.types.kind(type) != TypeKind::kNamed || !program_.types[type].members.empty()) return false;
  const NamedInfo& info = program_.types.named_info(type);
  if (info.is_shape) return false;
  const Object& object = program_.objects[info.object];
  if (object.name != field.name || object.local_number > 0) return false;
  return !field.package.has_value() || field.package == object.package;
}

void MessageTypeWriter::write_struct(const Type& type) {
  out_ += "struct {";
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const StructField& field = type.fields[i];
    out_ += i > 0 ? "; " : " ";
    if (!field.embedded || (in_symbol_name_ && !has_own_name(field))) {
      const bool qualified = field.package.has_value() && (in_symbol_name_ || field.package != compiled_);
      if (qualified) out_ += linker_path(program_, field.package) + '.';
      out_ += program_.symbols.text(field.name);
      out_ += field.embedded ? " = " : " ";
    }
    write(field.type);
    if (field.tag.has_value()) {
      out_ += ' ';
      out_ += quoted(program_.symbols.text(field.tag));
    }
  }
  out_ += type.fields.empty() ? "}" : " }";
}

// From the first unexported method on, gc writes an interface as in symbol names.
void MessageTypeWriter::write_interface(TypeId id) {
  if (id == program_.types.any_type() && !in_symbol_name_) {
    out_ += "any";
    return;
  }
  out_ += "interface {";
  const bool outer = in_symbol_name_;
  const std::vector<InterfaceMethod> methods = methods_in_table_order(program_, id);
  for (size_t i = 0; i < methods.size(); ++i) {
    out_ += i > 0 ? "; " : " ";
    if (methods[i].package.has_value()) {
      out_ += linker_path(program_, methods[i].package) + '.';
      in_symbol_name_ = true;
    }
    out_ += program_.symbols.text(methods[i].name);
    write_signature(program_.types[methods[i].signature]);
  }
  in_symbol_name_ = outer;
  out_ += methods.empty() ? "}" : " }";
}

void MessageTypeWriter::write_channel(const Type& type) {
  const Type& element = program_.types[type.element];
  const bool parentheses = type.direction == ChanDirection::kBoth && element.kind == TypeKind::kChan &&
                           element.direction == ChanDirection::kReceive;
  out_ += type.direction == ChanDirection::kBoth   ? "chan "
          : type.direction == ChanDirection::kSend ? "chan<- "
                                                   : "<-chan ";
  if (parentheses) out_ += '(';
  write(type.element);
  if (parentheses) out_ += ')';
}

void MessageTypeWriter::write(TypeId id) {
  id = program_.types.unaliased(id);
  const Type& type = program_.types[id];
  switch (type.kind) {
    case TypeKind::kInvalid: out_ += "invalid type"; break;
    case TypeKind::kBasic:
      out_ += in_symbol_name_                    ? basic_name(type.basic)
              : id == program_.types.byte_type() ? "byte"
              : id == program_.types.rune_type() ? "rune"
                                                 : basic_name(type.basic);
      break;
    case TypeKind::kNamed: write_named(id, type); break;
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
    case TypeKind::kInterface: write_interface(id); break;
    case TypeKind::kTypeParam:
      out_ += program_.symbols.text(program_.objects[program_.types.type_parameter_info(id).object].name);
      break;
    case TypeKind::kUnion: break;  // constraints are not printed
  }
}

}  // namespace

std::string linker_path(const Program& program, PackageId package) {
  const Package& known = program.packages[package];
  return known.name == "main" ? "main" : known.path;
}

std::string message_type_string(Program& program, TypeId type, PackageId compiled) {
  MessageTypeWriter writer(program, compiled, false);
  writer.write(type);
  return writer.take();
}

std::string symbol_type_string(Program& program, TypeId type, PackageId compiled) {
  MessageTypeWriter writer(program, compiled, true);
  writer.write(type);
  return writer.take();
}

std::string message_type_arguments(Program& program, std::span<const TypeId> arguments) {
  MessageTypeWriter writer(program, PackageId(), false);
  writer.write_arguments(arguments);
  return writer.take();
}

}  // namespace escdiff::types
