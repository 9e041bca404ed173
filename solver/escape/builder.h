// The inside of build_graph, shared by the files that implement it.
#pragma once

#include <span>
#include <vector>

#include "solver/escape/build.h"

namespace escdiff::escape {

using ir::FunctionId;
using ir::Inst;
using ir::InstId;
using ir::LocalId;
using ir::Op;

// Holes for the results of a call; null when the call is a statement.
using ResultHoles = const std::vector<Hole>*;

class Builder {
 public:
  Builder(Unit& unit, const std::vector<FunctionId>& group, const Summaries& summaries, bool keeps_trail);
  BuiltGraph build();

 private:
  // What an operand needs first, which stands in front of the whole statement.
  struct Late {
    InstId definition;               // of the temporaries
    std::vector<InstId> statements;  // their declarations, and this definition
  };
  // The function that is being walked.
  struct Walk {
    FrameId frame;
    int loop_depth = 1;
    std::vector<bool> looping;  // by symbol: labels that a later goto jumps back to
    std::vector<Late> late;     // what waits for the operand that needs it
  };
  // What the walk has seen of a variable so far: it decides how literals capture it.
  struct Capture {
    bool is_captured = false;
    bool is_reassigned = false;
    bool is_address_taken = false;
  };
  // A pointer operand that was evaluated into a temporary before the expression around it.
  struct Kept {
    InstId operand;
    LocationId temporary;
  };
  // The function that a call runs: one of this module, or what is known of one of another package; neither
  // when only the run time knows.
  struct Callee {
    FunctionId function;
    const Summary* imported = nullptr;
    bool is_known() const { return function.has_value() || imported != nullptr; }
  };
  struct Literal {
    Hole hole;
    FunctionId function;
  };

  // build.cpp: frames, locations, flows.
  void add_frame(FunctionId function);
  void link_frames();
  void forget_frames();
  LocationId add_location(Location location);
  LocationId add_variable(LocalId local, FrameId frame);
  LocationId add_temporary();
  LocationId add_lasting_temporary();
  LocationId location_of(LocalId local) const;
  FrameId frame_of(FunctionId function) const { return unit_.frame_of[function.index]; }
  void flow(const Hole& hole, LocationId from);
  Hole tee(std::span<const Hole> holes);
  // The hole with one more reason for what flows into it.
  Hole because(const Hole& hole, Reason reason, InstId inst) {
    return keeps_trail_ ? noted(hole, {.inst = inst, .reason = reason, .next = hole.notes}) : hole;
  }
  Hole because(const Hole& hole, Reason reason, LocalId local) {
    return keeps_trail_ ? noted(hole, {.local = local, .reason = reason, .next = hole.notes}) : hole;
  }
  Hole noted(Hole hole, const Note& note);
  Hole spill(const Hole& hole, InstId inst);
  void walk_function(FunctionId function);
  void capture_variables(const Literal& literal);
  bool starts_on_heap(const Location& location);
  void note_start_on_heap(LocationId location);
  void note_capture(LocalId captured, LocationId variable);
  bool captures_by_value(LocationId variable);
  uint64_t literal_size(FunctionId function);

  // build_reached.cpp: Unit::reached is not null.
  int place_of(LocationId id) const;
  void reach_expression(const Hole& hole, InstId id);
  void reach_statement(InstId id);
  // `user` passes an argument, or binds a receiver.
  void reach_argument(InstId user, const Callee& callee, uint32_t parameter);
  void reach_capture(LocationId variable);

  // build_expressions.cpp: a value goes into a hole.
  void expression(Hole hole, InstId id);
  void discard(InstId id) { expression(kDiscard, id); }
  void discard_from(InstId id, uint32_t slot);
  void access(const Hole& hole, InstId id);
  void conversion(const Hole& hole, InstId id);
  void interface_conversion(Hole hole, InstId id);
  void unsafe_arithmetic(const Hole& hole, InstId id);
  void elements(const Hole& hole, InstId literal);
  void map_literal(const Hole& hole, InstId id);
  // Where keys and values of maps go.
  Hole map_storage() const;
  void closure(const Hole& hole, InstId id);
  void method_value(const Hole& hole, InstId id);

  // build_calls.cpp
  void call(ResultHoles results, InstId id);
  void inlined_call(ResultHoles results, InstId id);
  void function_call(ResultHoles results, InstId id);
  Hole argument_hole(ResultHoles results, InstId id, const Callee& callee, uint32_t parameter);
  void arguments_of(ResultHoles results, InstId id, const Callee& callee, uint32_t first);
  void results_of(ResultHoles results, FunctionId callee);
  Callee callee_of(InstId call);
  Callee declared_callee(ir::ObjectId object) const;
  Callee function_behind(InstId value);
  const Summary* summary_of(const Callee& callee) const;
  Hole parameter_hole(ResultHoles results, const Callee& callee, uint32_t parameter);
  void uintptr_arguments(const Callee& callee, InstId argument);
  void append(const std::vector<Hole>& results, InstId id);
  void copy(InstId id);
  void builtin_call(ResultHoles results, InstId id);

  // build_assignments.cpp
  Hole target(InstId left);
  void assign(InstId statement, std::span<const InstId> pairs);
  void assign_operation(InstId id);
  void assign_call(InstId id);
  void assign_comma_ok(InstId id);
  void return_values(InstId id);
  void value_into(Hole hole, InstId left, InstId right, InstId statement);
  void mark_reassigned(const Hole& hole, InstId statement);

  // build_statements.cpp
  void block(InstId id);
  void statements(std::span<const InstId> list);
  void statement(InstId id);
  bool defines_for_operand(InstId id) const;
  bool evaluates_looping_label(InstId statement) const;
  bool wait_for_use(InstId preparation);
  void evaluate_late(size_t number);
  void use(LocalId local);
  void for_loop(InstId id);
  void range_loop(InstId id);
  void switch_cases(InstId id);
  void type_switch(InstId id);
  void select(InstId id);
  void deferred_call(InstId id);
  void find_looping_labels(InstId id, std::vector<bool>& seen);

  TypeId type_of(InstId id) const { return unit_[id].type; }
  TypeId element_of(TypeId type) { return unit_.program.types[unit_.program.types.underlying(type)].element; }
  InstId child(InstId id, uint32_t slot) const { return unit_.module.child(id, slot); }
  std::span<const InstId> children(InstId id) const { return unit_.module.children(id); }
  const ir::Module& module() const { return unit_.module; }

  Unit& unit_;
  const Summaries& summaries_;
  std::vector<FunctionId> group_;
  std::vector<Location> locations_;
  std::vector<Capture> captures_;  // by location
  std::vector<Frame> frames_;
  std::vector<Flow> flows_;
  std::vector<Literal> literals_;  // in the order of the walk
  std::vector<Kept> kept_;
  std::vector<SelfAssignmentFact> self_assignments_;
  bool keeps_trail_;
  Trail trail_;
  std::vector<CaptureFact> capture_facts_;
  Walk walk_;
};

}  // namespace escdiff::escape
