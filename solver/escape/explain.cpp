#include "solver/escape/explain.h"

#include <algorithm>
#include <deque>
#include <set>

namespace escdiff::escape {

namespace {

using FlowIndex = Id<struct FlowIndexTag>;

// What is known of a location. Only escapes are answers; the others decide what is searched again, and when.
enum Mark : uint8_t {
  kEscapes = 1,
  kPersists = 2,  // its storage is needed after the statement
  kMutated = 4,   // may be written through
  kCalled = 8,    // may be called out of sight
};
constexpr uint8_t kOnHeap = kEscapes | kPersists | kMutated | kCalled;

struct State {
  uint8_t marks = 0;
  bool is_scheduled = false;
  bool is_result = false;
  // Of the search under way.
  uint32_t search = 0;
  uint32_t queued_in = 0;
  int derefs = 0;
  FlowIndex via;  // the flow that leads on to the root
  std::vector<FlowIndex> incoming;
};

class PathFinder {
 public:
  PathFinder(const Graph& graph, const Trail& trail)
      : graph_(graph), trail_(trail), states_(graph.size()), is_lost_(graph.frames().size()) {
    state(kHeapLocation).marks = kOnHeap;
    state(kMutatorLocation).marks = kMutated;
    state(kCalleeLocation).marks = kCalled;
    for (const Frame& frame : graph.frames())
      for (LocationId result : frame.results) state(result).is_result = true;
    for (uint32_t i = kPseudoLocations; i < graph.size(); ++i)
      if (graph[LocationId(i)].local.has_value()) states_[i].marks = kPersists;
    for (LocationId id : trail.persistent) state(id).marks = kPersists;
  }

  std::vector<Explanation> run() {
    for (uint32_t i = 0; i < trail_.flows.size(); ++i) add_flow(FlowIndex(i));
    for (LocationId id : {kHeapLocation, kCalleeLocation, kMutatorLocation}) schedule_last(id);
    for (size_t i = graph_.size(); i-- > kPseudoLocations;)
      schedule_last(LocationId(static_cast<uint32_t>(i)));
    while (!scheduled_.empty()) {
      LocationId root = scheduled_.front();
      scheduled_.pop_front();
      state(root).is_scheduled = false;
      search_from(root);
    }
    return std::move(explanations_);
  }

 private:
  State& state(LocationId id) { return states_[id.index]; }
  bool escapes(LocationId id) { return (state(id).marks & kEscapes) != 0; }
  const Flow& flow(FlowIndex index) const { return trail_.flows[index.index].flow; }

  void schedule_last(LocationId id) {
    state(id).is_scheduled = true;
    scheduled_.push_back(id);
  }

  // What escapes goes first.
  void schedule(LocationId id) {
    if (state(id).is_scheduled) return;
    if (!escapes(id)) return schedule_last(id);
    state(id).is_scheduled = true;
    scheduled_.push_front(id);
  }

  // An address that goes straight to the heap needs no search, and is reported each time.
  void add_flow(FlowIndex index) {
    const Flow& added = flow(index);
    if (added.derefs >= 0 || !escapes(added.to)) {
      state(added.to).incoming.push_back(index);
      return;
    }
    Explanation explanation = start(added.from, added.to);
    explanation.steps.push_back(step(index));
    Reason reason = explanation.steps[0].causes[0].reason;
    explanation.is_early = reason != Reason::kTooLarge && reason != Reason::kZeroSizedElement;
    explanations_.push_back(std::move(explanation));
    state(added.from).marks = kOnHeap;
  }

  void search_from(LocationId root) {
    ++search_;
    state(root).search = search_;
    state(root).derefs = 0;
    if ((state(root).marks & kCalled) != 0) lose_literal(graph_[root].literal);
    std::deque<LocationId> queue{root};
    while (!queue.empty()) {
      LocationId id = queue.front();
      queue.pop_front();
      state(id).queued_in = 0;
      if (visit(root, id)) follow(id, queue);
    }
  }

  // A literal that is called out of sight: where its results go is not known any more.
  void lose_literal(FrameId literal) {
    if (!literal.has_value() || is_lost_[literal.index]) return;
    is_lost_[literal.index] = true;
    for (LocationId result : graph_.frame(literal).results) schedule(result);
  }

  // False when `id` has just turned out to escape: what flows into it is found from there.
  bool visit(LocationId root, LocationId id) {
    State& reached = state(id);
    const uint8_t root_marks = state(root).marks;
    const bool is_address = reached.derefs < 0;
    const bool is_outlived = outlives(root, id);
    uint8_t marks = 0;
    if (is_address && is_outlived) {
      if (!escapes(id)) explain_escape(root, id);
      marks = kOnHeap;
    } else if (is_address) {
      marks = root_marks & kPersists;
    }
    if (reached.derefs <= 0) marks |= root_marks & (kMutated | kCalled);
    if (graph_[id].is_parameter && is_outlived && !escapes(id)) explain_leak(root, id);
    if ((marks & ~reached.marks) == 0) return true;
    reached.marks |= marks;
    schedule(id);
    return !escapes(id);
  }

  void follow(LocationId id, std::deque<LocationId>& queue) {
    const int derefs = std::max(state(id).derefs, 0);
    for (FlowIndex index : state(id).incoming) {
      LocationId next_id = flow(index).from;
      State& next = state(next_id);
      const int next_derefs = derefs + flow(index).derefs;
      if (escapes(next_id) || (next.search == search_ && next.derefs <= next_derefs)) continue;
      next.search = search_;
      next.derefs = next_derefs;
      next.via = index;
      if (next.queued_in == search_) continue;
      next.queued_in = search_;
      queue.push_back(next_id);
    }
  }

  // README.md, "What follows from paths".
  bool outlives(LocationId root, LocationId other) {
    if (escapes(root)) return true;
    if (root.index < kPseudoLocations) return false;
    const Location& at = graph_[root];
    const Location& inner = graph_[other];
    if (state(root).is_result) return is_lost_[at.frame.index] || !graph_.is_inside(at.frame, inner.frame);
    if (at.frame == inner.frame && at.loop_depth < inner.loop_depth) return true;
    return graph_.is_inside(inner.frame, at.frame);
  }

  void explain_escape(LocationId root, LocationId id) {
    Explanation explanation = start(id, root);
    add_steps(root, id, explanation);
    explanations_.push_back(std::move(explanation));
  }

  void explain_leak(LocationId root, LocationId id) {
    Explanation explanation = start(id, root);
    explanation.is_leak = true;
    explanation.derefs = std::max(state(id).derefs, 0);
    add_steps(root, id, explanation);
    explanations_.push_back(std::move(explanation));
  }

  Explanation start(LocationId value, LocationId sink) const {
    return {
        .value = place(value), .function = graph_.frame(graph_[value].frame).function, .sink = place(sink)};
  }

  void add_steps(LocationId root, LocationId from, Explanation& explanation) {
    std::set<LocationId> seen;
    do {
      if (!seen.insert(from).second) {
        explanation.has_cycle = true;
        return;
      }
      FlowIndex via = state(from).via;
      explanation.steps.push_back(step(via));
      from = flow(via).to;
    } while (from != root);
  }

  Place place(LocationId id) const {
    const Location& location = graph_[id];
    return {location.inst, location.local, id == kHeapLocation};
  }

  PathStep step(FlowIndex index) const {
    const NotedFlow& noted = trail_.flows[index.index];
    PathStep step{place(noted.flow.to), place(noted.flow.from), noted.flow.derefs, {}};
    for (NoteId id = noted.notes; id.has_value(); id = trail_[id].next)
      step.causes.push_back({trail_[id].inst, trail_[id].local, trail_[id].reason});
    return step;
  }

  const Graph& graph_;
  const Trail& trail_;
  std::vector<State> states_;
  std::vector<bool> is_lost_;  // by frame
  std::deque<LocationId> scheduled_;
  std::vector<Explanation> explanations_;
  uint32_t search_ = 0;
};

}  // namespace

std::vector<Explanation> explain(const Graph& graph, const Trail& trail) {
  return PathFinder(graph, trail).run();
}

}  // namespace escdiff::escape
