// The trail of a graph's construction, kept only for those who ask why: each flow with its reasons, in the
// order in which the walk over the source found it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "solver/escape/graph.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

enum class Reason : uint8_t {
#define REASON(name, text) k##name,
#include "solver/escape/reasons.def"
#undef REASON
};

// As gc prints it: "call parameter".
std::string_view reason_text(Reason reason);

using NoteId = Id<struct NoteTag>;

// One reason for a flow, and the expression, statement or variable that it is about. Notes form lists, the
// innermost step of an expression first; lists share their ends.
struct Note {
  ir::InstId inst;
  ir::LocalId local;  // instead of `inst`: the variable itself
  Reason reason = Reason::kAssign;
  NoteId next;
};

struct NotedFlow {
  Flow flow;
  NoteId notes;
};

struct Trail {
  std::vector<Note> notes;  // by NoteId
  std::vector<NotedFlow> flows;
  std::vector<LocationId> persistent;  // temporaries whose storage outlives the statement, as variables do

  const Note& operator[](NoteId id) const { return notes[id.index]; }
};

}  // namespace escdiff::escape
