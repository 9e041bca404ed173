#include "solver/escape/build.h"

#include "solver/escape/builder.h"
#include "solver/escape/heap_reasons.h"

namespace escdiff::escape {

namespace {

// A literal that captures nothing is walked like a declared function.
bool is_walked_on_its_own(const ir::Function& function) { return function.captures.empty(); }

}  // namespace

Builder::Builder(Unit& unit, const std::vector<FunctionId>& group, const Summaries& summaries,
                 bool keeps_trail)
    : unit_(unit), summaries_(summaries), group_(group), keeps_trail_(keeps_trail) {
  for (uint32_t i = 0; i < kPseudoLocations; ++i) add_location({});
}

BuiltGraph Builder::build() {
  for (FunctionId function : group_) add_frame(function);
  link_frames();
  for (FunctionId function : group_)
    if (is_walked_on_its_own(module().functions[function])) walk_function(function);
  for (const Literal& literal : literals_) capture_variables(literal);
  for (uint32_t i = 0; i < locations_.size(); ++i) {
    locations_[i].starts_on_heap = starts_on_heap(locations_[i]);
    if (keeps_trail_ && locations_[i].starts_on_heap) note_start_on_heap(LocationId(i));
  }
  forget_frames();
  return {Graph(std::move(locations_), std::move(frames_), flows_), std::move(self_assignments_),
          std::move(trail_), std::move(capture_facts_)};
}

void Builder::add_frame(FunctionId id) {
  const ir::Function& function = module().functions[id];
  FrameId frame(static_cast<uint32_t>(frames_.size()));
  unit_.frame_of[id.index] = frame;
  frames_.push_back({.function = id});
  for (LocalId local : function.locals) {
    const ir::Local& info = module().locals[local];
    if (info.outer.has_value()) continue;  // its location is the captured variable's
    LocationId location = add_variable(local, frame);
    if (info.kind == ir::LocalKind::kParameter) locations_[location.index].is_parameter = true;
  }
  for (LocalId local : function.parameters) frames_[frame.index].parameters.push_back(location_of(local));
  for (LocalId local : function.results) frames_[frame.index].results.push_back(location_of(local));
}

void Builder::link_frames() {
  for (Frame& frame : frames_) {
    FunctionId parent = module().functions[frame.function].parent;
    if (parent.has_value()) frame.parent = frame_of(parent);
  }
  for (uint32_t i = 0; i < frames_.size(); ++i) {
    FrameId top(i);
    while (frames_[top.index].parent.has_value()) top = frames_[top.index].parent;
    frames_[i].family = top;
  }
}

void Builder::forget_frames() {
  for (FunctionId function : group_) unit_.frame_of[function.index] = FrameId();
}

LocationId Builder::add_location(Location location) {
  locations_.push_back(location);
  captures_.emplace_back();
  return LocationId(static_cast<uint32_t>(locations_.size() - 1));
}

LocationId Builder::add_variable(LocalId local, FrameId frame) {
  LocationId id = add_location({.local = local, .frame = frame});
  unit_.location_of[local.index] = id;
  return id;
}

LocationId Builder::add_temporary() {
  return add_location({.frame = walk_.frame, .loop_depth = walk_.loop_depth});
}

// One that holds a value beyond the statement.
LocationId Builder::add_lasting_temporary() {
  LocationId id = add_temporary();
  if (keeps_trail_) trail_.persistent.push_back(id);
  return id;
}

LocationId Builder::location_of(LocalId local) const {
  LocationId id = unit_.location_of[module().canonical(local).index];
  ESCDIFF_CHECK(id.has_value(), "variable {} has no location", module().locals[local].text);
  return id;
}

// Flows of a variable into itself say nothing, except that of its own address.
void Builder::flow(const Hole& hole, LocationId from) {
  if (hole.takes_address) captures_[from.index].is_address_taken = true;
  if (hole.is_discarded() || (hole.to == from && hole.derefs >= 0)) return;
  flows_.push_back({hole.to, from, hole.derefs});
  if (keeps_trail_) trail_.flows.push_back({flows_.back(), hole.notes});
}

Hole Builder::noted(Hole hole, const Note& note) {
  hole.notes = NoteId(static_cast<uint32_t>(trail_.notes.size()));
  trail_.notes.push_back(note);
  return hole;
}

// A hole whose value goes into all of `holes`.
Hole Builder::tee(std::span<const Hole> holes) {
  if (holes.empty()) return kDiscard;
  if (holes.size() == 1) return holes[0];
  LocationId temporary = add_temporary();
  for (const Hole& hole : holes) flow(hole, temporary);
  return {temporary};
}

// New storage for `inst`: its address goes into `hole`; the returned hole is what is stored there.
Hole Builder::spill(const Hole& hole, InstId inst) {
  LocationId storage = add_location({.inst = inst, .frame = walk_.frame, .loop_depth = walk_.loop_depth});
  flow(because(hole.addressed(), Reason::kSpill, inst), storage);
  return {storage};
}

void Builder::walk_function(FunctionId id) {
  const ir::Function& function = module().functions[id];
  if (!function.body.has_value()) return;
  Walk outer = std::move(walk_);
  walk_ = {.frame = frame_of(id)};
  std::vector<bool> seen;
  if (unit_.has_labels[id.index]) find_looping_labels(function.body, seen);
  block(function.body);
  walk_ = std::move(outer);
}

bool Builder::captures_by_value(LocationId variable) {
  if (unit_.is_wrong(Rule::kClosureCapture)) return true;
  const Capture& capture = captures_[variable.index];
  TypeId type = module().locals[locations_[variable.index].local].type;
  return !capture.is_address_taken && !capture.is_reassigned &&
         unit_.types.size(type) <= unit_.profile.capture_by_value_limit;
}

void Builder::capture_variables(const Literal& literal) {
  for (LocalId local : module().functions[literal.function].captures) {
    LocationId variable = location_of(local);
    Hole hole = literal.hole;
    if (keeps_trail_) note_capture(local, variable);
    if (unit_.reached != nullptr) reach_capture(variable);
    if (!captures_by_value(variable)) hole = because(hole.addressed(), Reason::kCapturedByReference, local);
    flow(because(hole, Reason::kCaptured, local), variable);
  }
}

void Builder::note_capture(LocalId captured, LocationId variable) {
  const Capture& capture = captures_[variable.index];
  uint64_t size = unit_.types.size(module().locals[captured].type);
  capture_facts_.push_back({module().canonical(captured), captures_by_value(variable),
                            capture.is_address_taken, capture.is_reassigned, size});
}

// The record of a literal: its code and what it captures.
uint64_t Builder::literal_size(FunctionId function) {
  uint64_t size = kPointerSize;
  for (LocalId local : module().functions[function].captures)
    size +=
        captures_by_value(location_of(local)) ? unit_.types.size(module().locals[local].type) : kPointerSize;
  return size;
}

bool Builder::starts_on_heap(const Location& location) {
  if (location.local.has_value()) return variable_starts_on_heap(unit_, location.local);
  if (!location.inst.has_value()) return false;
  if (unit_[location.inst].op == Op::kClosure)
    return is_too_large(unit_, literal_size(module().function(location.inst)));
  return allocation_starts_on_heap(unit_, location.inst);
}

void Builder::note_start_on_heap(LocationId id) {
  const Location& location = locations_[id.index];
  const bool has_empty_elements = location.inst.has_value() && makes_empty_elements(unit_, location.inst);
  Reason reason = has_empty_elements ? Reason::kZeroSizedElement : Reason::kTooLarge;
  Hole hole = kToHeap.addressed();
  hole = noted(hole, {.inst = location.inst, .local = location.local, .reason = reason});
  trail_.flows.push_back({{hole.to, id, hole.derefs}, hole.notes});
}

BuiltGraph build_graph(Unit& unit, const std::vector<FunctionId>& group, const Summaries& summaries,
                       bool keeps_trail) {
  return Builder(unit, group, summaries, keeps_trail).build();
}

}  // namespace escdiff::escape
