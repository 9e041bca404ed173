// The instances of generic functions and methods that a package compiles: those that it calls, and all
// methods of every instance of a generic type that is a part of anything it mentions, in other packages too.
//
// One body serves all arguments of the same shape (TypeStore::shape); it gets what differs in a dictionary.
// An instance with its real arguments is a wrapper that calls the body; it is made only where it is a value.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::ir {

using types::ObjectId;
using types::TypeId;

// A function to be lowered.
struct InstanceBody {
  ObjectId object;   // that stands for it: its name, signature and receiver have the arguments put in
  ObjectId generic;  // the declared function or method
  TypeId owner;      // of a method: the instance that has it
  std::vector<TypeId> arguments;
  bool is_shaped = false;  // false: a wrapper
};

class Instances {
 public:
  explicit Instances(types::Program& program) : program_(program) {}

  // The function that stands for `generic` with `arguments`: the body for their shapes, or the wrapper.
  ObjectId function(ObjectId generic, const std::vector<TypeId>& arguments, bool shaped);
  // Likewise for the method `generic` of `owner`, an instance of a generic type. When that has shapes
  // already, there is a body only.
  ObjectId method(ObjectId generic, TypeId owner, bool shaped);

  // Something has this type, or refers to this object: its parts are read, and what they are made of.
  void read(TypeId type) {
    if (type.index >= is_read_.size()) is_read_.resize(program_.types.size());
    if (is_read_[type.index]) return;
    is_read_[type.index] = true;
    pending_.push_back(type);
  }

  // A dictionary holds the types that bodies ask the run time about, with the real arguments put in, and the
  // dictionaries of other instances. `body` is a generic function or method; of a type's methods there is one
  // dictionary for all. The types are those of the declaration.
  void dictionary_has(ObjectId body, TypeId type);
  void dictionary_has(ObjectId body, ObjectId other, std::vector<TypeId> arguments);
  // The dictionary of a generic function or type with real arguments is needed.
  void need_dictionary(ObjectId generic, const std::vector<TypeId>& arguments);

  // The next function that nobody has taken.
  std::optional<InstanceBody> next();

  // By generic method and the canonical type that has it.
  const std::map<std::pair<ObjectId, TypeId>, ObjectId>& methods() const { return methods_; }

  // "F[int]": of a function with type arguments.
  std::string name_of(ObjectId generic, std::span<const TypeId> arguments) const;

 private:
  // What one body adds to a dictionary.
  struct Entry {
    ObjectId body;
    TypeId type;     // a type, or ...
    ObjectId other;  // ... another dictionary
    std::vector<TypeId> arguments;
  };
  ObjectId dictionary_key(ObjectId body) const;
  void read_pending();
  bool read_dictionaries();
  ObjectId add(InstanceBody body, std::span<const TypeId> parameters);
  void read_parts(TypeId type);
  void read_named(TypeId type);
  TypeId shaped(TypeId instance);

  types::Program& program_;
  std::map<std::pair<ObjectId, std::vector<TypeId>>, ObjectId> functions_;
  std::map<std::pair<ObjectId, TypeId>, ObjectId> methods_;  // by canonical type
  std::vector<InstanceBody> bodies_;
  size_t taken_ = 0;
  std::map<ObjectId, std::vector<Entry>> entries_;  // by generic function or type
  std::set<std::pair<ObjectId, std::vector<TypeId>>> dictionaries_;
  std::vector<std::pair<ObjectId, std::vector<TypeId>>> unread_dictionaries_;
  std::vector<bool> is_read_;  // by type
  std::vector<TypeId> pending_;
};

}  // namespace escdiff::ir
