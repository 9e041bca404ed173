// The IR: a package's functions after type checking, with everything implicit made explicit.
// Escape analysis (and later the inliner) read it; nothing here refers to how an answer is found.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/id.h"
#include "solver/syntax/source.h"
#include "solver/syntax/token.h"
#include "solver/types/object.h"
#include "solver/types/type.h"

namespace escdiff::ir {

using syntax::SourcePos;
using types::ConstantId;
using types::ObjectId;
using types::Symbol;
using types::TypeId;
using InstId = Id<struct InstTag>;
using LocalId = Id<struct LocalTag>;
using FunctionId = Id<struct FunctionTag>;

enum class Op : uint8_t {
#define OP(name, children, meaning) k##name,
#include "solver/ir/ops.def"
#undef OP
};

inline constexpr size_t kOpCount = 0
#define OP(name, children, meaning) +1
#include "solver/ir/ops.def"
#undef OP
    ;

std::string_view op_name(Op op);

enum InstFlag : uint8_t {
  kImplicit = 1,         // not in the source: inserted by the lowering
  kSimpleInit = 1,       // of a preparation: the init statement that the next if shows
  kHasDots = 2,          // f(x...)
  kPackedArguments = 4,  // the slice of a variadic call
  kCommaOk = 4,          // of TypeAssert: v, ok = x.(T)
  kDefine = 8,           // of statements
  kImprecise = 8,        // of DictionaryMethod: called on an interface, see kImpreciseCall
  kOwnIterations = 16,   // of a loop: its variables are new in each iteration
  kDynamicType = 64,     // of New, TypeAssert and Dictionary: what it is depends on type parameters
  kPreparation = 128,    // of statements: a part of the one that follows, which does not show it
  kDefault = 32,
};

// One operation. `payload` is what ops.def names in brackets: a LocalId, ObjectId, ConstantId, FunctionId,
// Symbol, builtin, token, field number ... as the accessors of Body give it.
struct Inst {
  Op op = Op::kBlock;
  uint8_t flags = 0;
  syntax::Token token = syntax::Token::kNone;
  SourcePos pos;  // where gc reports it
  TypeId type;    // of expressions; asserted, allocated or element types follow from it
  uint32_t payload = UINT32_MAX;
  uint32_t extra = UINT32_MAX;  // a second payload: a method name, a type list, a dictionary's package
  uint32_t first = 0;
  uint32_t count = 0;
};

enum class LocalKind : uint8_t { kParameter, kResult, kVariable, kCaptured, kTemporary };

// A variable of one function. A captured variable has a Local of its own in each closure on the way.
struct Local {
  LocalKind kind = LocalKind::kVariable;
  Symbol name;       // none when unnamed
  std::string text;  // as messages print it: "x", "~r0", ".autotmp_1"
  TypeId type;
  SourcePos pos;        // of the declaration
  FunctionId function;  // that it belongs to
  LocalId outer;        // kCaptured: the variable in the enclosing function
  ObjectId object;      // the checker's variable, if any
  // Of a captured variable the flags and the definition stand at the outermost Local (Module::canonical).
  bool address_taken =
      false;  // & of it or of a part of it, explicit or implied (slicing an array, pointer method)
  bool reassigned =
      false;  // it or a part of it is written by another statement than `definition`, closures included;
              // parameters and results: written at all. Not what decides captures: see lower.h
  bool blank = false;  // _ or unnamed
  InstId
      definition;  // gc's Defn: the Assign, AssignPairs, AssignCall, AssignCommaOk, Range or TypeSwitch that
                   // declares it; none for `var x T`, parameters, results and after dead stores are dropped
};

// One function, method or closure.
struct Function {
  std::string name;  // as gc prints it within its package: "f", "T.M", "(*T).M", "f.func1", "init.0", "init"
  std::string package_prefix;  // "pkg." in front of it, where another package declares it
  ObjectId object;             // of a declared function or method, or of an instance
  FunctionId parent;           // of a closure: the function that holds it
  SourcePos pos;
  TypeId signature;                 // without receiver
  std::vector<LocalId> parameters;  // receiver first
  std::vector<LocalId> results;
  std::vector<LocalId> captures;     // of a closure, in gc's order
  std::vector<LocalId> locals;       // all of the above and every other
  std::vector<FunctionId> closures;  // directly inside, in source order
  InstId body;                       // a Block; none for a body-less declaration
  uint16_t pragmas = 0;              // syntax::Pragma bits
  bool is_variadic = false;
  bool has_defer = false;
  bool is_range_body = false;  // the body of a range over a function
  bool is_instance = false;  // of a generic function, or a method wrapper, or a closure inside of one: other
                             // packages may have the same function, and its parameters have no messages
  bool is_wrapper =
      false;  // made for go or defer of a call with operands: no message names its Closure or parameters
  std::string qualified_name() const { return package_prefix + name; }
};

// A message that is decided before escape analysis: "devirtualizing i.M to *T".
struct Note {
  SourcePos pos;
  std::string text;
  bool explains = false;                       // only explanations have it
  std::optional<int32_t> cost = std::nullopt;  // of "can inline f", in nodes: see inline/cost.h
};

// Of a call of a type parameter's method whose argument is an interface, each time that gc reads it: inlining
// does so again.
inline constexpr const char* kImpreciseCall = "imprecise interface call";

// A constant that propagation has put in the place of an expression.
struct Replacement {
  InstId constant;
  InstId original;
};

// A function that stands for a generic one with arguments.
struct InstanceBody {
  ObjectId object;   // that stands for it: its name, signature and receiver have the arguments put in
  ObjectId generic;  // the declared function or method
  TypeId owner;      // of a method: the instance that has it
  std::vector<TypeId> arguments;
  bool is_shaped = false;  // false: a wrapper
};

// The objects that stand for instances of generic functions: the same ones in all packages of a program.
struct InstanceObjects {
  std::map<std::pair<ObjectId, std::vector<TypeId>>, ObjectId> functions;  // canonical type arguments
  // The method that a generic type's method is for an instance of the type (its canonical id).
  std::map<std::pair<ObjectId, TypeId>, ObjectId> methods;
  std::map<ObjectId, InstanceBody> bodies;  // by the object that stands for the instance
};

// The IR of one package.
class Module {
 public:
  const Inst& operator[](InstId id) const { return insts_[id.index]; }
  std::span<const InstId> children(InstId id) const {
    const Inst& inst = insts_[id.index];
    return {children_.data() + inst.first, inst.count};
  }
  InstId child(InstId id, uint32_t slot) const { return children(id)[slot]; }
  LocalId local(InstId id) const { return LocalId(insts_[id.index].payload); }
  ObjectId object(InstId id) const { return ObjectId(insts_[id.index].payload); }
  ConstantId constant(InstId id) const { return ConstantId(insts_[id.index].payload); }
  FunctionId function(InstId id) const { return FunctionId(insts_[id.index].payload); }
  uint32_t field(InstId id) const { return insts_[id.index].payload; }
  int64_t number(InstId id) const { return insts_[id.index].payload; }
  types::Builtin builtin(InstId id) const { return static_cast<types::Builtin>(insts_[id.index].payload); }
  // CallInterface, MethodValue, MethodExpression: the method's name; RuntimeCall: the function's.
  Symbol method(InstId id) const { return Symbol(insts_[id.index].extra); }
  // TypeCase: the types of the clause; TypeId() stands for nil.
  std::span<const TypeId> case_types(InstId id) const { return type_lists_[insts_[id.index].extra]; }
  // TypeCase: its variable, none without one.
  LocalId case_local(InstId id) const { return local(id); }

  // The variable that `local` stands for: itself, or what a chain of captures begins with.
  LocalId canonical(LocalId local) const {
    while (locals[local].outer) local = locals[local].outer;
    return local;
  }

  // Room for so many operations in all: growing step by step would copy them again and again.
  void reserve(size_t insts) {
    insts_.reserve(insts);
    children_.reserve(insts);
  }
  InstId add(Inst inst, std::span<const InstId> children);
  // Names a variable.
  InstId use(LocalId local, SourcePos pos) {
    return add({.op = Op::kLocal, .pos = pos, .type = locals[local].type, .payload = local.index}, {});
  }
  Inst& edit(InstId id) { return insts_[id.index]; }
  void set_child(InstId id, uint32_t slot, InstId child) { children_[insts_[id.index].first + slot] = child; }
  // Gives `id` other children (more or fewer than it had).
  void set_children(InstId id, std::span<const InstId> children);
  uint32_t add_type_list(std::vector<TypeId> types);
  // How many variables `function` has of its own: all but what it captures.
  uint32_t own_variables(FunctionId function) const;
  // A new variable of `function` that the source does not name. gc numbers them by the variables that the
  // function has of its own before.
  LocalId add_temporary(FunctionId function, uint32_t number, SourcePos pos, TypeId type);

  types::PackageId package;
  ValueStore<LocalId, Local> locals;
  ValueStore<FunctionId, Function> functions;  // in source order; a closure after the function that holds it
  std::vector<FunctionId>
      top_level;            // declared functions and methods in source order, package initialization last
  std::vector<Note> notes;  // in the order of functions
  std::shared_ptr<InstanceObjects> instances;
  std::vector<TypeId> wrapped_types;  // beside the package's own types, those whose method wrappers it makes
  std::vector<InstId> method_values;  // that the source has: a MethodValue each
  std::vector<Replacement> replacements;  // in the order of `constant`
  size_t size() const { return insts_.size(); }

 private:
  std::vector<Inst> insts_;
  std::vector<InstId> children_;
  std::vector<std::vector<TypeId>> type_lists_;
};

}  // namespace escdiff::ir
