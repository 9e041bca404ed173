// Names declared in one block.
#pragma once

#include <unordered_map>
#include <vector>

#include "solver/types/object.h"

namespace escdiff::types {

// The names of the universe or of a package. Function blocks need no scope of their own once they are
// checked.
class Scope {
 public:
  // The object that `name` stands for here, or none.
  ObjectId find(Symbol name) const {
    auto it = objects_.find(name);
    return it == objects_.end() ? ObjectId() : it->second;
  }
  // Declares `name`; the first declaration wins. False when there was one already.
  bool insert(Symbol name, ObjectId object) {
    if (!objects_.emplace(name, object).second) return false;
    order_.push_back(object);
    return true;
  }
  // In the order of their declaration.
  const std::vector<ObjectId>& objects() const { return order_; }

 private:
  std::unordered_map<Symbol, ObjectId> objects_;  // looked up by name only, never walked
  std::vector<ObjectId> order_;
};

}  // namespace escdiff::types
