// The predeclared names and package unsafe.
#include "solver/types/peer_tests.h"

#include <array>
#include <utility>

namespace escdiff::types {

namespace {

constexpr std::array<std::pair<const char*, Builtin>, 18> kBuiltins{{
    {"append", Builtin::kAppend},
    {"cap", Builtin::kCap},
    {"clear", Builtin::kClear},
    {"close", Builtin::kClose},
    {"complex", Builtin::kComplex},
    {"copy", Builtin::kCopy},
    {"delete", Builtin::kDelete},
    {"imag", Builtin::kImag},
    {"len", Builtin::kLen},
    {"make", Builtin::kMake},
    {"max", Builtin::kMax},
    {"min", Builtin::kMin},
    {"new", Builtin::kNew},
    {"panic", Builtin::kPanic},
    {"print", Builtin::kPrint},
    {"println", Builtin::kPrintln},
    {"real", Builtin::kReal},
    {"recover", Builtin::kRecover},
}};

constexpr std::array<std::pair<const char*, Builtin>, 8> kUnsafeBuiltins{{
    {"Add", Builtin::kUnsafeAdd},
    {"Alignof", Builtin::kUnsafeAlignof},
    {"Offsetof", Builtin::kUnsafeOffsetof},
    {"Sizeof", Builtin::kUnsafeSizeof},
    {"Slice", Builtin::kUnsafeSlice},
    {"SliceData", Builtin::kUnsafeSliceData},
    {"String", Builtin::kUnsafeString},
    {"StringData", Builtin::kUnsafeStringData},
}};

constexpr std::array<std::pair<const char*, BasicKind>, 17> kBasicTypes{{
    {"bool", BasicKind::kBool},
    {"int", BasicKind::kInt},
    {"int8", BasicKind::kInt8},
    {"int16", BasicKind::kInt16},
    {"int32", BasicKind::kInt32},
    {"int64", BasicKind::kInt64},
    {"uint", BasicKind::kUint},
    {"uint8", BasicKind::kUint8},
    {"uint16", BasicKind::kUint16},
    {"uint32", BasicKind::kUint32},
    {"uint64", BasicKind::kUint64},
    {"uintptr", BasicKind::kUintptr},
    {"float32", BasicKind::kFloat32},
    {"float64", BasicKind::kFloat64},
    {"complex64", BasicKind::kComplex64},
    {"complex128", BasicKind::kComplex128},
    {"string", BasicKind::kString},
}};

ObjectId declare(Program& program, ScopeId scope, std::string_view name, Object object) {
  object.name = program.symbols.intern(name);
  object.parent = scope;
  const Symbol symbol = object.name;
  const ObjectId id = program.objects.add(std::move(object));
  program.scopes[scope].insert(symbol, id);
  return id;
}

ObjectId declare_type(Program& program, ScopeId scope, std::string_view name, TypeId type,
                      bool alias = false) {
  return declare(program, scope, name,
                 Object{.kind = ObjectKind::kTypeName, .is_alias = alias, .type = type});
}

void declare_constants(Program& program, ScopeId scope) {
  TypeStore& types = program.types;
  const std::pair<const char*, bool> booleans[] = {{"true", true}, {"false", false}};
  for (auto [name, value] : booleans) {
    declare(program, scope, name,
            Object{.kind = ObjectKind::kConst,
                   .type = types.basic(BasicKind::kUntypedBool),
                   .value = program.constants.add(ConstantValue(value))});
  }
  declare(program, scope, "iota",
          Object{.kind = ObjectKind::kConst,
                 .type = types.basic(BasicKind::kUntypedInt),
                 .value = program.constants.add(ConstantValue(mpz_class(0)))});
  declare(program, scope, "nil",
          Object{.kind = ObjectKind::kNil, .type = types.basic(BasicKind::kUntypedNil)});
}

// type error interface { Error() string }
void declare_error(Program& program, ScopeId scope) {
  TypeStore& types = program.types;
  const ObjectId object = declare_type(program, scope, "error", TypeId());
  const TypeId type = types.named(object);
  program.objects[object].type = type;
  const TypeId signature =
      types.signature(types.tuple({}), types.tuple({types.basic(BasicKind::kString)}), false);
  types.named_info(type).underlying =
      types.interface({InterfaceMethod{program.symbols.intern("Error"), PackageId(), signature}}, {});
  program.error_type = type;
}

void declare_comparable(Program& program, ScopeId scope) {
  const ObjectId object = declare_type(program, scope, "comparable", TypeId());
  const TypeId type = program.types.named(object);
  program.objects[object].type = type;
  program.types.named_info(type).underlying = program.types.comparable_interface();
  program.comparable_type = type;
}

void declare_unsafe(Program& program) {
  const ScopeId scope = program.scopes.add(Scope());
  const PackageId package = program.packages.add(Package{.path = "unsafe", .name = "unsafe", .scope = scope});
  program.packages[package].complete = true;
  const ObjectId pointer =
      declare_type(program, scope, "Pointer", program.types.basic(BasicKind::kUnsafePointer));
  program.objects[pointer].package = package;
  for (auto [name, builtin] : kUnsafeBuiltins) {
    const ObjectId object =
        declare(program, scope, name, Object{.kind = ObjectKind::kBuiltin, .builtin = builtin});
    program.objects[object].type = program.types.invalid();
    program.objects[object].package = package;
  }
}

}  // namespace

Program::Program() {
  universe = scopes.add(Scope());
  for (auto [name, kind] : kBasicTypes) declare_type(*this, universe, name, types.basic(kind));
  declare_type(*this, universe, "byte", types.byte_type(), true);
  declare_type(*this, universe, "rune", types.rune_type(), true);
  declare_type(*this, universe, "any", types.any_type(), true);
  declare_error(*this, universe);
  declare_comparable(*this, universe);
  declare_constants(*this, universe);
  for (auto [name, builtin] : kBuiltins) {
    declare(*this, universe, name,
            Object{.kind = ObjectKind::kBuiltin, .builtin = builtin, .type = types.invalid()});
  }
  declare_unsafe(*this);
}

void declare_test_functions(Program& program) {
  if (program.scopes[program.universe].find(program.symbols.intern("assert")).has_value()) return;
  TypeStore& types = program.types;
  const TypeId truth = types.tuple({types.basic(BasicKind::kBool)});
  declare(program, program.universe, "assert",
          Object{.kind = ObjectKind::kFunc, .type = types.signature(truth, truth, false)});
  const TypeId anything = types.tuple({types.slice(types.any_type())});
  declare(program, program.universe, "trace",
          Object{.kind = ObjectKind::kFunc, .type = types.signature(anything, types.tuple({}), true)});
}

ObjectId Program::member(PackageId package, Symbol name) {
  const ObjectId known = scopes[packages[package].scope].find(name);
  return known.has_value() || lazy == nullptr ? known : lazy->member(*this, package, name);
}

std::vector<ObjectId> Program::members(PackageId package) {
  if (lazy != nullptr) {
    if (auto restored = lazy->members(*this, package)) return std::move(*restored);
  }
  return scopes[packages[package].scope].objects();
}

PackageId Program::find_package(std::string_view path) const {
  for (uint32_t i = static_cast<uint32_t>(packages.size()); i-- > 0;) {
    const Package& package = packages[PackageId(i)];
    if (package.complete && package.path == path) return PackageId(i);
  }
  return PackageId();
}

}  // namespace escdiff::types
