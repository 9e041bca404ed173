// What a dictionary holds: the words that a body for shapes needs of the real type arguments. A generic
// function has a layout of its own; all methods of a generic type share one. Messages show the places of
// dictionaries in dictionaries, and their sizes.
//
// In this order: methods of type parameters, dictionaries of other instances, types, conversions (itabs; for
// every conversion from or to a type that depends on type parameters). Measured: each list is in the order in
// which gc's front end writes the source, without what is known to be dead.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "solver/types/program.h"

namespace escdiff::ir {

struct DictionaryLayout {
  // By the selector of a type parameter's method: its word. By the name of a generic function with type
  // arguments (Index where they are written), or a selected method: the word that holds the dictionary.
  std::map<types::NodeId, uint32_t> words;
  // In words; none when gc's count depends on what is not known here.
  std::optional<uint32_t> size;
};

// How to leave away dead code, as questions about nodes of the package under way.
struct DeadCode {
  std::function<int(types::NodeId& condition)> static_bool;  // below 0: false, above 0: true; simplifies
  std::function<bool(types::NodeId statement)> terminates;
  std::function<types::NodeId(types::NodeId expression)> resolve;  // an operand without constant parts
};

// Of `generic`: a function, or the name of a type. Bodies must be complete.
DictionaryLayout dictionary_layout(types::Program& program, types::ObjectId generic,
                                   const DeadCode& dead_code);

}  // namespace escdiff::ir
