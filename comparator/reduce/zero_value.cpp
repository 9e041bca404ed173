#include "comparator/reduce/zero_value.h"

#include <algorithm>
#include <array>

#include "solver/types/type_string.h"

namespace escdiff::reduce {

using namespace syntax;
using types::BasicKind;
using types::Type;
using types::TypeKind;

std::string type_text(const Snapshot& program, TypeId type) {
  return types::type_string(program.program(), type, program.package());
}

namespace {

std::optional<std::string> basic_zero(BasicKind kind) {
  switch (kind) {
    case BasicKind::kBool:
    case BasicKind::kUntypedBool: return "false";
    case BasicKind::kString:
    case BasicKind::kUntypedString: return "\"\"";
    case BasicKind::kUnsafePointer: return "nil";
    case BasicKind::kUntypedNil: return std::nullopt;
    default: return "0";
  }
}

}  // namespace

std::optional<std::string> zero_text(const Snapshot& program, TypeId type) {
  const Type& underlying = program.store()[program.store().underlying(type)];
  switch (underlying.kind) {
    case TypeKind::kBasic: return basic_zero(underlying.basic);
    case TypeKind::kPointer:
    case TypeKind::kSlice:
    case TypeKind::kMap:
    case TypeKind::kChan:
    case TypeKind::kSignature: return "nil";
    case TypeKind::kInterface:
      if (program.store().kind(type) == TypeKind::kTypeParam) return std::nullopt;
      return "nil";
    case TypeKind::kStruct:
    case TypeKind::kArray: return type_text(program, type) + "{}";
    default: return std::nullopt;
  }
}

std::optional<std::string> typed_zero_text(const Snapshot& program, TypeId type) {
  auto plain = zero_text(program, type);
  if (!plain) return plain;
  const Type& itself = program.store()[type];
  bool is_default = itself.kind == TypeKind::kBasic &&
                    (itself.basic == BasicKind::kBool || itself.basic == BasicKind::kString ||
                     itself.basic == BasicKind::kInt || itself.basic >= BasicKind::kUntypedBool);
  if (is_default || plain->ends_with("{}")) return plain;
  std::string name = type_text(program, type);
  bool simple = itself.kind == TypeKind::kNamed || itself.kind == TypeKind::kBasic ||
                itself.kind == TypeKind::kSlice || itself.kind == TypeKind::kMap;
  return simple ? name + "(" + *plain + ")" : "(" + name + ")(" + *plain + ")";
}

namespace {

constexpr std::array<std::string_view, 15> kNumbers{"int",     "int8",    "int16",   "int32",  "int64",
                                                    "uint",    "uint8",   "uint16",  "uint32", "uint64",
                                                    "uintptr", "float32", "float64", "byte",   "rune"};

// The type that the file declares for `name` at package level.
NodeId declared_type(const Snapshot& program, std::string_view name) {
  for (NodeId declaration : program.children(program.view<File>(program.root()).declarations)) {
    if (!program.is(declaration, NodeKind::kGenDecl)) continue;
    for (NodeId spec : program.children(program.view<GenDecl>(declaration).specs)) {
      if (!program.is(spec, NodeKind::kTypeSpec)) continue;
      TypeSpec type = program.view<TypeSpec>(spec);
      if (program.is_name(type.name, name) && program.children(type.type_parameters).empty())
        return type.type;
    }
  }
  return {};
}

std::optional<std::string> written_zero(const Snapshot& program, NodeId type, std::string_view written,
                                        int depth) {
  constexpr int kDeepestChain = 20;  // of names that stand for names; longer ones are recursive
  switch (program.kind(type)) {
    case NodeKind::kStar:
    case NodeKind::kSliceType:
    case NodeKind::kMapType:
    case NodeKind::kChanType:
    case NodeKind::kFuncType:
    case NodeKind::kInterfaceType: return "nil";
    case NodeKind::kStructType:
    case NodeKind::kArrayType: return std::string(written) + "{}";
    case NodeKind::kName: break;
    default: return std::nullopt;
  }
  std::string_view name = program.spelling(type);
  if (NodeId declared = declared_type(program, name); declared.has_value()) {
    return depth < kDeepestChain ? written_zero(program, declared, written, depth + 1) : std::nullopt;
  }
  if (std::find(kNumbers.begin(), kNumbers.end(), name) != kNumbers.end()) return "0";
  if (name == "string") return "\"\"";
  if (name == "bool") return "false";
  if (name == "error" || name == "any") return "nil";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> written_zero_text(const Snapshot& program, NodeId type) {
  return written_zero(program, type, program.text(type), 0);
}

std::string terminating_text(const Snapshot& program, NodeId function_type) {
  std::string values;
  for (NodeId field : program.children(program.view<FuncType>(function_type).results)) {
    if (!program.children(program.view<Field>(field).names).empty()) return "return";
    auto zero = written_zero_text(program, program.view<Field>(field).type);
    if (!zero) return "panic(nil)";
    values += (values.empty() ? " " : ", ") + *zero;
  }
  return "return" + values;
}

}  // namespace escdiff::reduce
