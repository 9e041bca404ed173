// Where a type comes from. gc counts the entries of a dictionary by the objects that its type checker made:
// `[]T` that is written twice is two of them, `[]T` that a variable takes over from another is one. Named and
// basic types and type parameters are what they are; all others are told apart by their origin.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::ir {

using types::NodeId;
using types::ObjectId;
using types::PackageId;
using types::TypeId;
using OriginId = Id<struct OriginTag>;

// A part of a type.
struct TypePart {
  enum Kind : uint8_t { kElement, kKey, kField, kParameter, kResult } kind = kElement;
  uint32_t index = 0;
};

// The origins of the types in one package's source, function by function. OriginId(): not known.
class TypeOrigins {
 public:
  TypeOrigins(types::Program& program, PackageId package) : program_(program), package_(package) {}

  // Of a type that it does not matter where it comes from.
  OriginId plain(TypeId type);
  // Of a type that is made for `node`; `element`: when it is a pointer to, or a slice of, something.
  OriginId made_for(NodeId node, TypeId type, OriginId element = {});
  OriginId of_type_expression(NodeId node);
  // Of an expression's type. The variables in it must have been set.
  OriginId of_expression(NodeId node);
  OriginId part(OriginId whole, TypePart part);
  // Of a parameter's (a result's) type in the signature of what is called.
  OriginId part_of_call(NodeId call, TypePart part);
  void set_variable(ObjectId variable, OriginId origin) { variables_[variable] = origin; }
  OriginId of_variable(ObjectId variable);

  TypeId type(OriginId origin) const { return origins_[origin].type; }
  // The type itself, or the one that its type set has in common.
  TypeId core(TypeId type);

 private:
  enum class Kind : uint8_t { kPlain, kWritten, kMade, kDeclared, kPart };
  struct Key {
    Kind kind = Kind::kPlain;
    uint32_t a = 0;  // kPlain: type; kWritten, kMade: node; kDeclared: declaration; kPart: the whole
    uint32_t b = 0;  // kPart: which
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  // What the types of a declaration become with type arguments.
  struct Declaration {
    std::vector<TypeId> parameters;
    std::vector<OriginId> arguments;
  };
  using DeclarationId = Id<struct DeclarationTag>;
  struct Origin {
    Key key;
    TypeId type;
    OriginId element;           // kMade
    DeclarationId declaration;  // kDeclared, kPart
    TypeId declared;            // kDeclared, kPart: the type before arguments were put in
  };

  bool is_plain(TypeId type) const;
  OriginId add(Origin origin);
  OriginId declared(DeclarationId declaration, TypeId declared, TypeId type);
  OriginId declared_named(TypeId type);
  OriginId declared_signature(NodeId call);
  OriginId written_part(NodeId node, TypePart part);
  TypeId part_type(TypeId type, TypePart part);
  DeclarationId declaration_of_call(NodeId call, NodeId function, ObjectId generic);
  DeclarationId declaration_of_method(TypeId instance, ObjectId method);
  void unify(TypeId declared, OriginId given, Declaration& declaration);
  OriginId of_call(NodeId call, TypeId type);
  OriginId of_builtin(NodeId call, types::Builtin builtin, TypeId type);
  OriginId of_selector(NodeId node);
  NodeId unparen(NodeId node) const;
  ObjectId object_of(NodeId node) const;
  const syntax::Tree& tree() const { return program_.packages[package_].tree; }
  const types::Info& info() const { return program_.packages[package_].info; }

  types::Program& program_;
  PackageId package_;
  ValueStore<OriginId, Origin> origins_;
  std::map<Key, OriginId> known_;
  ValueStore<DeclarationId, Declaration> declarations_;
  std::map<std::pair<ObjectId, std::vector<TypeId>>, DeclarationId> calls_;  // one for equal arguments
  std::map<std::pair<TypeId, ObjectId>, DeclarationId> of_types_;
  std::map<ObjectId, OriginId> variables_;
};

}  // namespace escdiff::ir
