// What the analysis asks of types, remembered type by type.
#pragma once

#include <cstdint>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::escape {

using types::TypeId;

class TypeFacts {
 public:
  explicit TypeFacts(types::Program& program) : program_(program) {}

  uint64_t size(TypeId type) { return of(type).size; }  // bytes
  bool has_pointers(TypeId type) { return of(type).has_pointers; }
  bool is_interface(TypeId type) { return of(type).is_interface; }
  // The value is one pointer word: an interface holds it without an allocation.
  bool is_pointer_shaped(TypeId type) {
    const Facts& facts = of(type);
    return facts.size == kWordSize && facts.has_pointers;
  }

 private:
  static constexpr uint64_t kWordSize = 8;
  struct Facts {
    uint64_t size = 0;
    bool is_known = false;
    bool has_pointers = false;
    bool is_interface = false;
  };
  const Facts& of(TypeId type);

  types::Program& program_;
  std::vector<Facts> facts_;  // by type
};

}  // namespace escdiff::escape
