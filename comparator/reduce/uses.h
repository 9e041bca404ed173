// How a program uses its functions and variables: what passes must change together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// The functions whose signatures change together, and all their calls: one function; all methods of one name
// (with the interface methods of that name); a func literal and the variable that holds it.
struct Family {
  std::vector<NodeId> signatures;  // FuncType nodes
  std::vector<NodeId> bodies;      // Block nodes
  std::vector<NodeId> calls;       // Call nodes
  bool only_called = true;         // false: somewhere a member is used as a value
};

// Every family of the program, in the order of the source.
std::vector<Family> families(const Snapshot& program);

// One parameter or result of a signature: its field, and which of the field's names (nothing when it has
// none).
struct Slot {
  NodeId field;
  NodeId name;
};
// The slots of a list of Fields in order.
std::vector<Slot> slots(const Snapshot& program, NodeId fields);

// The FuncType of a FuncDecl or FuncLit.
NodeId signature_of(const Snapshot& program, NodeId function);

// The names that a file declares for its package, in the order of the source; methods and imports are not
// among them. A snapshot without types will do.
std::vector<NodeId> declared_names(const Snapshot& file);

// The returns that belong to `body` itself, not to func literals inside.
std::vector<NodeId> returns_of(const Snapshot& program, NodeId body);

// A field of a struct type: the canonical struct, and the field's index.
struct FieldId {
  TypeId structure;
  uint32_t index = 0;
  friend bool operator==(const FieldId&, const FieldId&) = default;
};
// The fields that a Selector goes through, the selected one last (none at the end when it selects a method).
std::vector<FieldId> selected_fields(const Snapshot& program, NodeId selector);
// The canonical struct behind a struct type, a name of one, or a pointer to one; none for other types.
TypeId struct_behind(const Snapshot& program, TypeId type);

// Whether a Name is that of a field or a method, where it is declared and where it is used.
bool is_member(const Snapshot& program, NodeId name);

// Whether the expression is assigned to, its address taken, or changed in place.
bool is_written(const Snapshot& program, NodeId expression);

}  // namespace escdiff::reduce
