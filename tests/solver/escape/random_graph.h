// Random graphs, and a solver that follows the theory word by word: one walk from every location, again and
// again until nothing changes. Slow, and so plain that it can be checked by reading.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <ostream>
#include <vector>

#include "solver/escape/solve.h"

namespace escdiff::escape::testing {

struct RandomGraph {
  std::vector<Location> locations;
  std::vector<Frame> frames;
  std::vector<Flow> flows;

  Graph build() const { return Graph(locations, frames, flows); }
};

// A counterexample as RapidCheck prints it.
inline std::ostream& operator<<(std::ostream& out, const RandomGraph& graph) {
  for (uint32_t i = 0; i < graph.frames.size(); ++i) {
    const Frame& frame = graph.frames[i];
    out << "frame " << i << " inside " << static_cast<int>(frame.parent.index) << ", results";
    for (LocationId id : frame.results) out << ' ' << id.index;
    out << '\n';
  }
  for (uint32_t i = kPseudoLocations; i < graph.locations.size(); ++i) {
    const Location& location = graph.locations[i];
    out << "location " << i << " of frame " << location.frame.index << " depth " << location.loop_depth
        << (location.is_parameter ? " parameter" : "") << (location.starts_on_heap ? " heap" : "");
    if (location.literal.has_value()) out << " literal " << location.literal.index;
    out << '\n';
  }
  for (const Flow& flow : graph.flows)
    out << flow.to.index << " <- " << flow.from.index << " derefs " << flow.derefs << '\n';
  return out;
}

// Frames in small families; each has parameters, results and variables at loop depths 0 to 3.
inline rc::Gen<RandomGraph> random_graph() {
  return rc::gen::exec([] {
    RandomGraph graph;
    auto below = [](int bound) { return *rc::gen::resize(100, rc::gen::inRange(0, bound)); };
    graph.locations.resize(kPseudoLocations);
    int frames = 1 + below(5);
    for (int f = 0; f < frames; ++f) {
      Frame frame;
      if (f > 0 && below(3) > 0) frame.parent = FrameId(static_cast<uint32_t>(below(f)));
      graph.frames.push_back(frame);
      FrameId id(static_cast<uint32_t>(f));
      auto add = [&](Location location) {
        location.frame = id;
        graph.locations.push_back(location);
        return LocationId(static_cast<uint32_t>(graph.locations.size() - 1));
      };
      for (int i = below(3); i > 0; --i)
        graph.frames[id.index].parameters.push_back(add({.is_parameter = true}));
      for (int i = below(3); i > 0; --i) graph.frames[id.index].results.push_back(add({}));
      for (int i = below(4); i > 0; --i) add({.loop_depth = below(4), .starts_on_heap = below(30) == 0});
    }
    for (uint32_t f = 0; f < graph.frames.size(); ++f) {
      FrameId top(f);
      while (graph.frames[top.index].parent.has_value()) top = graph.frames[top.index].parent;
      graph.frames[f].family = top;
      if (top.index == f) continue;
      Location literal{.frame = graph.frames[f].parent, .loop_depth = 1 + below(2), .literal = FrameId(f)};
      graph.locations.push_back(literal);
    }
    auto total = static_cast<int>(graph.locations.size());
    auto first = static_cast<int>(kPseudoLocations);
    if (total == first) return graph;
    for (int i = below(3 * total); i > 0; --i) {
      LocationId from(static_cast<uint32_t>(first + below(total - first)));
      // Calls between families go through parameters and results; into the heap, mutator and callee from
      // anywhere.
      LocationId to(static_cast<uint32_t>(below(total)));
      if (to == kBlankLocation) continue;
      auto family = [&](LocationId id) { return graph.frames[graph.locations[id.index].frame.index].family; };
      if (to.index >= kPseudoLocations && family(to) != family(from)) {
        const Frame& source = graph.frames[graph.locations[from.index].frame.index];
        bool is_call =
            graph.locations[to.index].is_parameter && family(to) == graph.locations[to.index].frame;
        bool is_result = !source.parent.has_value() && std::find(source.results.begin(), source.results.end(),
                                                                 from) != source.results.end();
        if (!is_call && !is_result) continue;
      }
      graph.flows.push_back({to, from, below(5) - 1});
      if (graph.flows.back().to == from && graph.flows.back().derefs >= 0) graph.flows.pop_back();
    }
    return graph;
  });
}

class PlainSolver {
 public:
  PlainSolver(const Graph& graph, const SolveOptions& options) : graph_(graph), options_(options) {
    escapes_.resize(graph.size());
    mutates_.resize(graph.size());
    calls_.resize(graph.size());
    lost_.resize(graph.frames().size());
    leaks_.resize(graph.size());
    for (uint32_t i = 0; i < graph.size(); ++i)
      if (graph[LocationId(i)].is_parameter) leaks_[i] = Leaks(options.result_slots);
    mark_heap(kHeapLocation.index);
    mutates_[kMutatorLocation.index] = true;
    calls_[kCalleeLocation.index] = true;
    for (uint32_t i = 0; i < graph.size(); ++i)
      if (graph[LocationId(i)].starts_on_heap) mark_heap(i);
  }

  Solution run() {
    do {
      changed_ = false;
      for (uint32_t i = 0; i < graph_.size(); ++i) walk(LocationId(i));
    } while (changed_);
    Solution solution{escapes_, mutates_, leaks_};
    for (uint32_t i = 0; i < kPseudoLocations; ++i) solution.escapes[i] = solution.mutated[i] = false;
    for (uint32_t i = 0; i < graph_.size(); ++i)
      if (graph_[LocationId(i)].is_parameter) solution.leaks[i].normalize(options_.max_derefs);
    return solution;
  }

 private:
  void mark_heap(uint32_t i) { escapes_[i] = mutates_[i] = calls_[i] = true; }

  void raise(std::vector<bool>& property, uint32_t i) {
    if (property[i]) return;
    property[i] = true;
    changed_ = true;
  }

  bool outlives(LocationId root, LocationId other) const {
    if (escapes_[root.index]) return true;
    if (root.index < kPseudoLocations) return false;
    const Location& l = graph_[root];
    const Location& o = graph_[other];
    if (result_number(root) >= 0) return !(graph_.is_inside(l.frame, o.frame) && !lost_[l.frame.index]);
    if (l.frame == o.frame && l.loop_depth < o.loop_depth) return true;
    return graph_.is_inside(o.frame, l.frame);
  }

  int result_number(LocationId id) const {
    const std::vector<LocationId>& results = graph_.frame(graph_[id].frame).results;
    auto found = std::find(results.begin(), results.end(), id);
    return found == results.end() ? -1 : static_cast<int>(found - results.begin());
  }

  void leak(LocationId root, LocationId parameter, int derefs) {
    Leaks before = leaks_[parameter.index];
    bool is_own = root.index >= kPseudoLocations && graph_[root].frame == graph_[parameter].frame;
    int number = is_own ? result_number(root) : -1;
    if (!escapes_[root.index] && number >= 0 && number < static_cast<int>(options_.result_slots)) {
      leaks_[parameter.index].add_result(static_cast<uint32_t>(number), derefs);
    } else {
      leaks_[parameter.index].add_heap(derefs);
    }
    changed_ |= !(before == leaks_[parameter.index]);
  }

  void walk(LocationId root) {
    if (calls_[root.index] && graph_[root].literal.has_value() && !lost_[graph_[root].literal.index]) {
      lost_[graph_[root].literal.index] = true;
      changed_ = true;
    }
    std::vector<int> derefs(graph_.size(), INT32_MAX);
    std::deque<LocationId> todo{root};
    derefs[root.index] = 0;
    while (!todo.empty()) {
      LocationId id = todo.front();
      todo.pop_front();
      reach(root, id, derefs[id.index]);
      for (const Edge& edge : graph_.edges(id)) {
        int next = std::max(derefs[id.index], 0) + edge.derefs;
        if (next >= derefs[edge.from.index]) continue;
        derefs[edge.from.index] = next;
        todo.push_back(edge.from);
      }
    }
  }

  void reach(LocationId root, LocationId id, int derefs) {
    if (derefs < 0 && outlives(root, id)) {
      raise(escapes_, id.index);
      raise(mutates_, id.index);
      raise(calls_, id.index);
    }
    derefs = std::max(derefs, 0);
    if (derefs == 0 && mutates_[root.index]) raise(mutates_, id.index);
    if (derefs == 0 && calls_[root.index]) raise(calls_, id.index);
    if (!graph_[id].is_parameter) return;
    if (outlives(root, id)) leak(root, id, derefs);
    Leaks before = leaks_[id.index];
    if (mutates_[root.index]) leaks_[id.index].add_mutator(derefs);
    if (calls_[root.index]) leaks_[id.index].add_callee(derefs);
    changed_ |= !(before == leaks_[id.index]);
  }

  const Graph& graph_;
  const SolveOptions& options_;
  std::vector<bool> escapes_, mutates_, calls_, lost_;
  std::vector<Leaks> leaks_;
  bool changed_ = false;
};

}  // namespace escdiff::escape::testing
