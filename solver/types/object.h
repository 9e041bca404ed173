// What names stand for: constants, types, variables, functions, packages, builtins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "solver/syntax/source.h"
#include "solver/syntax/tree.h"
#include "solver/types/type.h"

namespace escdiff::types {

using syntax::NodeId;
using syntax::SourcePos;
using ConstantId = Id<struct ConstantTag>;
using ScopeId = Id<struct ScopeTag>;

enum class ObjectKind : uint8_t {
  kBad,
  kPackageName,
  kConst,
  kTypeName,
  kVar,
  kFunc,
  kLabel,
  kBuiltin,
  kNil
};

// The predeclared functions, and those of package unsafe.
enum class Builtin : uint8_t {
  kAppend,
  kCap,
  kClear,
  kClose,
  kComplex,
  kCopy,
  kDelete,
  kImag,
  kLen,
  kMake,
  kMax,
  kMin,
  kNew,
  kPanic,
  kPrint,
  kPrintln,
  kReal,
  kRecover,
  kUnsafeAdd,
  kUnsafeAlignof,
  kUnsafeOffsetof,
  kUnsafeSizeof,
  kUnsafeSlice,
  kUnsafeSliceData,
  kUnsafeString,
  kUnsafeStringData,
};

// What a variable is in its function.
enum class VarRole : uint8_t { kLocal, kPackage, kParameter, kReceiver, kResult, kField };

struct Object {
  ObjectKind kind = ObjectKind::kBad;
  VarRole role = VarRole::kLocal;
  Builtin builtin = Builtin::kAppend;
  bool is_alias = false;  // kTypeName
  bool used = false;
  Symbol name;  // none for an unnamed parameter or result
  TypeId type;
  PackageId package;   // where it is declared; none for predeclared names
  PackageId imported;  // kPackageName
  SourcePos pos;       // of the declaring name (or of the parameter's type when unnamed)
  ScopeId
      parent;  // the scope of the package, file or universe that holds it; none for local ones and methods
  NodeId declaration;  // kFunc: its FuncDecl (or Method); kConst, kTypeName, kVar: its spec, if any
  ConstantId value;    // kConst
  TypeId receiver;     // kFunc that is a method: the receiver's type (with * if it has one)
  uint32_t local_number =
      0;            // kTypeName inside a function, no alias: counts from 1 over the package, in source order
  ObjectId origin;  // method of an instance: the generic type's method
  std::vector<TypeId> type_parameters;  // kFunc (a method's: those that its receiver names), kTypeName alias
  std::vector<ObjectId> parameters;     // kFunc with a body: its parameters' kVar objects, receiver first
  std::vector<ObjectId> results;        // likewise
};

}  // namespace escdiff::types
