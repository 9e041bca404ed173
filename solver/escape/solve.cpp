#include "solver/escape/solve.h"

#include <algorithm>
#include <set>

#include "solver/escape/reach.h"

namespace escdiff::escape {

namespace {

// README.md, "The fixed point", names the parts: claims, local walks, lost literals.
class Solver {
 public:
  Solver(const Graph& graph, const SolveOptions& options)
      : graph_(graph),
        options_(options),
        claims_(graph),
        called_(graph),
        walk_(graph, claims_),
        lost_(graph.frames().size()) {
    solution_.escapes.resize(graph.size());
    solution_.leaks.resize(graph.size());
    for (uint32_t i = 0; i < graph.size(); ++i)
      if (graph[LocationId(i)].is_parameter) solution_.leaks[i] = Leaks(options.result_slots);
  }

  Solution run() {
    claims_.add(kHeapLocation, 0, FrameId());
    called_.add(kHeapLocation, 0);
    called_.add(kCalleeLocation, 0);
    collect_sources();
    for (uint32_t i = 0; i < graph_.size(); ++i)
      if (graph_[LocationId(i)].starts_on_heap) escape(LocationId(i));
    settle();
    for (uint32_t f = 0; f < graph_.frames().size(); ++f) walk_frame(FrameId(f));
    settle();
    finish();
    return std::move(solution_);
  }

 private:
  // Results claim what they reach for whoever calls; per frame, its locations by loop depth.
  void collect_sources() {
    by_frame_.resize(graph_.frames().size());
    candidates_.resize(graph_.frames().size());
    has_literals_.resize(graph_.frames().size());
    for (uint32_t i = kPseudoLocations; i < graph_.size(); ++i) {
      LocationId id(i);
      uint32_t frame = graph_[id].frame.index;
      if (!graph_.edges(id).empty()) by_frame_[frame].push_back(id);
      if (graph_.is_pointed_at(id) || graph_[id].is_parameter) candidates_[frame].push_back(id);
    }
    for (const Frame& frame : graph_.frames()) {
      if (frame.parent.has_value()) has_literals_[frame.parent.index] = true;
      for (LocationId result : frame.results) claims_.add(result, 0, frame.family);
    }
  }

  void walk_frame(FrameId frame) {
    for (uint32_t i = 0; i < graph_.frame(frame).results.size(); ++i) walk_result(frame, i);
    if (has_literals_[frame.index]) walk_into_literals(frame);
    if (options_.wrong_rule != Rule::kLoopDepth) walk_loops(frame);
  }

  // What result `i` of `frame` holds outlives the frame, and the family's other frames unless the result
  // stays with a caller that is known.
  void walk_result(FrameId frame, uint32_t i) {
    LocationId result = graph_.frame(frame).results[i];
    bool is_named_by_tag = i < options_.result_slots && options_.wrong_rule != Rule::kResultTag;
    walk_.run({&result, 1}, graph_.frame(frame).family, [&](LocationId id, int derefs) {
      const Location& location = graph_[id];
      if (graph_.is_inside(frame, location.frame) && !lost_[frame.index]) return;
      if (derefs < 0) escape(id);
      if (!location.is_parameter) return;
      Leaks& leaks = solution_.leaks[id.index];
      if (location.frame == frame && is_named_by_tag) {
        leaks.add_result(i, std::max(derefs, 0));
      } else {
        leaks.add_heap(std::max(derefs, 0));
      }
    });
  }

  // A function's own locations outlive those of the literals inside it.
  void walk_into_literals(FrameId frame) {
    walk_.run(by_frame_[frame.index], graph_.frame(frame).family, [&](LocationId id, int derefs) {
      if (graph_.is_inside(graph_[id].frame, frame)) outlived(id, derefs);
    });
  }

  // A location outlives those declared in loops that it was declared outside of.
  void walk_loops(FrameId frame) {
    std::set<int> depths;
    for (LocationId id : by_frame_[frame.index]) depths.insert(graph_[id].loop_depth);
    for (int depth : depths) {
      if (!has_candidate_below(frame, depth)) continue;
      std::vector<LocationId> sources;
      for (LocationId id : by_frame_[frame.index])
        if (graph_[id].loop_depth <= depth) sources.push_back(id);
      walk_.run(sources, graph_.frame(frame).family, [&](LocationId id, int derefs) {
        if (graph_[id].frame == frame && graph_[id].loop_depth > depth) outlived(id, derefs);
      });
    }
  }

  // Some location of the frame in a deeper loop could escape still, or is a parameter.
  bool has_candidate_below(FrameId frame, int depth) const {
    for (LocationId id : candidates_[frame.index])
      if (graph_[id].loop_depth > depth && !solution_.escapes[id.index]) return true;
    return false;
  }

  void outlived(LocationId id, int derefs) {
    if (derefs < 0) escape(id);
    if (graph_[id].is_parameter) solution_.leaks[id.index].add_heap(std::max(derefs, 0));
  }

  void escape(LocationId id) {
    if (solution_.escapes[id.index]) return;
    solution_.escapes[id.index] = true;
    claims_.add(id, 0, FrameId());
    called_.add(id, 0);
  }

  // Until nothing changes: escapes raise claims and calls, calls of literals raise escapes.
  void settle() {
    do {
      claims_.settle([&](LocationId id, int derefs) {
        if (derefs < 0) escape(id);
      });
      called_.settle([&](LocationId id, int derefs) {
        FrameId literal = graph_[id].literal;
        if (derefs > 0 || !literal.has_value() || lost_[literal.index]) return;
        lost_[literal.index] = true;
        for (uint32_t i = 0; i < graph_.frame(literal).results.size(); ++i) walk_result(literal, i);
      });
    } while (!claims_.is_settled() || !called_.is_settled());
  }

  void finish() {
    Derefs mutated(graph_);
    mutated.add(kMutatorLocation, 0);
    mutated.add(kHeapLocation, 0);
    for (uint32_t i = 0; i < graph_.size(); ++i)
      if (solution_.escapes[i]) mutated.add(LocationId(i), 0);
    mutated.settle([](LocationId, int) {});
    solution_.mutated.resize(graph_.size());
    for (uint32_t i = kPseudoLocations; i < graph_.size(); ++i) {
      LocationId id(i);
      solution_.mutated[i] = mutated[id] <= 0;
      if (!graph_[id].is_parameter) continue;
      Leaks& leaks = solution_.leaks[i];
      if (claims_.foreign(id) != kFar) leaks.add_heap(std::max(claims_.foreign(id), 0));
      if (called_[id] != kFar) leaks.add_callee(std::max(called_[id], 0));
      if (mutated[id] != kFar) leaks.add_mutator(std::max(mutated[id], 0));
      leaks.normalize(options_.max_derefs);
    }
  }

  const Graph& graph_;
  const SolveOptions& options_;
  Claims claims_;
  Derefs called_;
  FamilyWalk walk_;
  std::vector<bool> lost_;                           // by frame: a literal whose calls are not all known
  std::vector<std::vector<LocationId>> by_frame_;    // what something flows into
  std::vector<std::vector<LocationId>> candidates_;  // by frame: what may escape or leak
  std::vector<bool> has_literals_;                   // by frame
  Solution solution_;
};

}  // namespace

Solution solve(const Graph& graph, const SolveOptions& options) { return Solver(graph, options).run(); }

}  // namespace escdiff::escape
