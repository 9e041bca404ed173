// Sizes as gc lays types out on amd64.
#pragma once

#include <cstdint>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// In bytes; -1 when it depends on a type parameter. Overflowing sizes saturate at INT64_MAX.
int64_t size_of(Program& program, TypeId type);
// In bytes, at least 1.
int64_t alignment_of(Program& program, TypeId type);
// The offset of every field of a struct type (by underlying type), in bytes.
std::vector<int64_t> field_offsets(Program& program, TypeId structure);
// Values of the type hold pointers that the garbage collector follows.
bool has_pointers(Program& program, TypeId type);
// Values of the type never lie in Go's heap, because they hold an internal/runtime/sys.NotInHeap: the collector
// does not follow pointers to them.
bool is_not_in_heap(Program& program, TypeId type);

}  // namespace escdiff::types
