// The instances of generic functions and methods that a package compiles: those that it calls, and all
// methods of every instance of a generic type that is a part of anything it mentions, in other packages too.
//
// One body serves all arguments of the same shape (TypeStore::shape); it gets what differs in a dictionary.
// An instance with its real arguments is a wrapper that calls the body; nothing calls it, unless it is a
// value.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// The method that `generic`, of a generic type, is for `owner`, an instance of the type.
ObjectId method_of_instance(types::Program& program, InstanceObjects& objects, ObjectId generic,
                            TypeId owner);

class Instances {
 public:
  Instances(types::Program& program, types::PackageId package, InstanceObjects& objects)
      : program_(program), package_(package), objects_(objects) {}

  // The function that stands for `generic` with `arguments`: the body for their shapes, or the wrapper.
  ObjectId function(ObjectId generic, const std::vector<TypeId>& arguments, bool shaped);
  // Likewise for the method `generic` of `owner`, an instance of a generic type. When that has shapes
  // already, there is a body only.
  ObjectId method(ObjectId generic, TypeId owner, bool shaped);

  // Something has this type, or refers to this object: its parts are read, and what they are made of.
  void read(TypeId type) {
    if (!mark(type, place_)) return;
    pending_.push_back({type, place_});
    if (place_ == kHere) read_here_.push_back(type);
  }
  // The same for the type of an object that another package declares.
  void read_elsewhere(TypeId type) {
    const Place here = place_;
    place_ = kElsewhere;
    read(type);
    place_ = here;
  }
  // It is known that this type, not its parts, was read elsewhere.
  void mark_elsewhere(TypeId type) { mark(type, kElsewhere); }
  // Instances, structs and shapes that this package mentions and that no type of another package has as a
  // part: their method wrappers are made here. In the order in which they were read.
  std::vector<TypeId> wrapped() const;

  // A dictionary holds the types that bodies ask the run time about, with the real arguments put in, and the
  // dictionaries of other instances. `body` is a generic function or method; of a type's methods there is one
  // dictionary for all. The types are those of the declaration.
  void dictionary_has(ObjectId body, TypeId type);
  void dictionary_has(ObjectId body, ObjectId other, std::vector<TypeId> arguments);
  // The dictionary of a generic function or type with real arguments is needed.
  void need_dictionary(ObjectId generic, const std::vector<TypeId>& arguments);

  // The next function that nobody has taken.
  std::optional<InstanceBody> next();

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
  ObjectId add(const InstanceBody& body);
  void read_parts(TypeId type);
  void read_named(TypeId type);
  void read_methods(TypeId named);
  bool is_wrapped(TypeId type) const;
  TypeId shaped(TypeId instance);

  // Where a type was read: in this package's own source or in generic code, in other packages, or nowhere: it
  // is a part of a shape.
  enum Place : uint8_t { kHere = 1, kElsewhere = 2, kNowhere = 4 };
  struct Pending {
    TypeId type;
    Place place;
  };
  // False when that is known already.
  bool mark(TypeId type, Place place) {
    if (type.index >= is_read_.size()) is_read_.resize(program_.types.size());
    uint8_t& read = is_read_[type.index];
    const bool is_new = (read & place) == 0;
    read |= place;
    return is_new;
  }

  types::Program& program_;
  types::PackageId package_;
  InstanceObjects& objects_;
  std::set<ObjectId> has_body_;  // in this package
  std::vector<InstanceBody> bodies_;
  size_t taken_ = 0;
  std::map<ObjectId, std::vector<Entry>> entries_;  // by generic function or type
  std::set<std::pair<ObjectId, std::vector<TypeId>>> dictionaries_;
  std::vector<std::pair<ObjectId, std::vector<TypeId>>> unread_dictionaries_;
  Place place_ = kHere;           // of what is being read
  std::vector<uint8_t> is_read_;  // by type: the places
  std::vector<Pending> pending_;
  std::vector<TypeId> read_here_;
};

}  // namespace escdiff::ir
