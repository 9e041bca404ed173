#include "solver/escape/solve.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/solver/escape/random_graph.h"
#include "tests/support/rapidcheck_bridge.h"

namespace escdiff::escape {

namespace {

using testing::PlainSolver;
using testing::random_graph;
using testing::RandomGraph;

// One function: a parameter, a result, variables.
struct Function {
  Function() {
    locations.resize(kPseudoLocations);
    frames.push_back({.family = FrameId(0)});
    parameter = add({.is_parameter = true});
    result = add({});
    frames[0].parameters.push_back(parameter);
    frames[0].results.push_back(result);
  }
  LocationId add(Location location) {
    location.frame = FrameId(0);
    locations.push_back(location);
    return LocationId(static_cast<uint32_t>(locations.size() - 1));
  }
  Solution solution() const {
    Graph graph(locations, frames, flows);
    return solve(graph, {});
  }

  std::vector<Location> locations;
  std::vector<Frame> frames;
  std::vector<Flow> flows;
  LocationId parameter, result;
};

TEST_CASE("an address that reaches the heap moves the variable there") {
  Function f;
  LocationId p = f.add({});
  LocationId x = f.add({});
  f.flows = {{kHeapLocation, p, 0}, {p, x, -1}};
  CHECK(f.solution().escapes[x.index]);
  CHECK_FALSE(f.solution().escapes[p.index]);
}

TEST_CASE("a dereference on the way undoes an address, and no more than one") {
  Function f;
  LocationId p = f.add({});
  LocationId x = f.add({});
  LocationId y = f.add({});
  f.flows = {{kHeapLocation, p, 1}, {p, x, -1}, {x, y, -1}};
  CHECK_FALSE(f.solution().escapes[x.index]);
  CHECK(f.solution().escapes[y.index]);
}

TEST_CASE("parameters leak to results with their dereferences") {
  Function f;
  f.flows = {{f.result, f.parameter, 2}};
  Leaks leaks = f.solution().leaks[f.parameter.index];
  CHECK(leaks.result(0) == 2);
  CHECK_FALSE(leaks.heap());
}

TEST_CASE("a result on the heap is the heap") {
  Function f;
  LocationId p = f.add({});
  f.flows = {{f.result, f.parameter, 0}, {kHeapLocation, p, 0}, {p, f.result, -1}};
  Leaks leaks = f.solution().leaks[f.parameter.index];
  CHECK(leaks.heap() == 0);
  CHECK_FALSE(leaks.result(0));
}

TEST_CASE("the heap absorbs flows that are as long") {
  Function f;
  f.flows = {{kHeapLocation, f.parameter, 1}, {f.result, f.parameter, 1}};
  CHECK_FALSE(f.solution().leaks[f.parameter.index].result(0));
  f.flows[1].derefs = 0;
  CHECK(f.solution().leaks[f.parameter.index].result(0) == 0);
}

TEST_CASE("what is declared outside of a loop outlives what is declared inside") {
  Function f;
  LocationId outer = f.add({.loop_depth = 1});
  LocationId inner = f.add({.loop_depth = 2});
  f.flows = {{outer, inner, -1}};
  CHECK(f.solution().escapes[inner.index]);
  f.flows = {{inner, outer, -1}};
  CHECK_FALSE(f.solution().escapes[outer.index]);
}

TEST_CASE("the results of a literal outlive its outer function only when calls get lost") {
  Function f;
  f.frames.push_back({.parent = FrameId(0), .family = FrameId(0)});
  f.locations.push_back({.frame = FrameId(1)});
  LocationId inner_result(static_cast<uint32_t>(f.locations.size() - 1));
  f.frames[1].results.push_back(inner_result);
  LocationId x = f.add({});
  LocationId literal = f.add({.literal = FrameId(1)});
  f.flows = {{inner_result, x, -1}};
  CHECK_FALSE(f.solution().escapes[x.index]);
  f.flows.push_back({kCalleeLocation, literal, -1});
  CHECK(f.solution().escapes[x.index]);
}

TEST_CASE("deep dereferences are bounded by what a tag holds") {
  Function f;
  f.flows = {{f.result, f.parameter, 300}};
  CHECK(f.solution().leaks[f.parameter.index].result(0) == 254);
}

Solution permuted_back(const Solution& solution, const std::vector<uint32_t>& place) {
  Solution result = solution;
  for (uint32_t i = 0; i < place.size(); ++i) {
    result.escapes[i] = solution.escapes[place[i]];
    result.mutated[i] = solution.mutated[place[i]];
    result.leaks[i] = solution.leaks[place[i]];
  }
  return result;
}

TEST_CASE("properties of solutions") {
  SolveOptions options{.result_slots = 2};
  tests::require_property("the solver agrees with the theory, word by word", [&] {
    Graph graph = (*random_graph()).build();
    Solution fast = solve(graph, options);
    Solution plain = PlainSolver(graph, options).run();
    RC_ASSERT(fast.escapes == plain.escapes);
    RC_ASSERT(fast.mutated == plain.mutated);
    RC_ASSERT(fast.leaks == plain.leaks);
  });
  tests::require_property("the order of edges says nothing", [&] {
    RandomGraph graph = *random_graph();
    Solution before = solve(graph.build(), options);
    std::reverse(graph.flows.begin(), graph.flows.end());
    size_t middle = graph.flows.empty() ? 0 : *rc::gen::inRange<size_t>(0, graph.flows.size());
    std::rotate(graph.flows.begin(), graph.flows.begin() + static_cast<std::ptrdiff_t>(middle),
                graph.flows.end());
    RC_ASSERT(solve(graph.build(), options) == before);
  });
  tests::require_property("the order of locations says nothing", [&] {
    RandomGraph graph = *random_graph();
    Solution before = solve(graph.build(), options);
    auto count = static_cast<uint32_t>(graph.locations.size());
    std::vector<uint32_t> place(count);
    for (uint32_t i = 0; i < count; ++i)
      place[i] = i < kPseudoLocations ? i : count - 1 - i + kPseudoLocations;
    RandomGraph other = graph;
    for (uint32_t i = 0; i < count; ++i) other.locations[place[i]] = graph.locations[i];
    for (Flow& flow : other.flows)
      flow = {LocationId(place[flow.to.index]), LocationId(place[flow.from.index]), flow.derefs};
    for (Frame& frame : other.frames) {
      for (LocationId& id : frame.results) id = LocationId(place[id.index]);
      for (LocationId& id : frame.parameters) id = LocationId(place[id.index]);
    }
    RC_ASSERT(permuted_back(solve(other.build(), options), place) == before);
  });
  tests::require_property("another edge never takes an escape back", [&] {
    RandomGraph graph = *random_graph();
    RC_PRE(!graph.flows.empty());
    Solution more = solve(graph.build(), options);
    graph.flows.pop_back();
    Solution less = solve(graph.build(), options);
    for (size_t i = 0; i < less.escapes.size(); ++i) RC_ASSERT(!less.escapes[i] || more.escapes[i]);
  });
}

}  // namespace

}  // namespace escdiff::escape
