// Interned texts: names and literals are compared by a 4-byte id.
#pragma once

#include <memory>
#include <string_view>

#include "base/id.h"

namespace escdiff::syntax {

using Symbol = Id<struct SymbolTag>;

// Maps texts to ids and back. Ids count up from 0 in the order of the first use, so they depend on the input
// alone. Not thread-safe: a parallel parse uses one table a thread and re-interns when trees are joined.
class SymbolTable {
 public:
  SymbolTable();
  ~SymbolTable();
  SymbolTable(SymbolTable&&) noexcept;
  SymbolTable& operator=(SymbolTable&&) noexcept;

  Symbol intern(std::string_view text);
  // Stays valid as long as the table lives.
  std::string_view text(Symbol symbol) const;
  size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace escdiff::syntax
