// The graph of a call group: locations, and edges weighted by dereferences.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "solver/escape/location.h"

namespace escdiff::escape {

// `to` receives the value of `from` after `derefs` dereferences; -1 stands for its address.
struct Flow {
  LocationId to;
  LocationId from;
  int32_t derefs = 0;
};

// A flow, seen from where it ends.
struct Edge {
  LocationId from;
  int32_t derefs = 0;
};

// Immutable once built.
class Graph {
 public:
  // The first kPseudoLocations of `locations` are the pseudo-locations.
  Graph(std::vector<Location> locations, std::vector<Frame> frames, std::span<const Flow> flows);

  size_t size() const { return locations_.size(); }
  const Location& operator[](LocationId id) const { return locations_[id.index]; }
  const std::vector<Location>& locations() const { return locations_; }
  const std::vector<Frame>& frames() const { return frames_; }
  const Frame& frame(FrameId id) const { return frames_[id.index]; }
  // What flows into `to`.
  std::span<const Edge> edges(LocationId to) const {
    return {edges_.data() + first_[to.index], first_[to.index + 1] - first_[to.index]};
  }
  // Its address flows somewhere.
  bool is_pointed_at(LocationId id) const { return pointed_at_[id.index]; }
  // `inner` is a literal inside of `outer`, however deep.
  bool is_inside(FrameId inner, FrameId outer) const;

 private:
  std::vector<Location> locations_;
  std::vector<Frame> frames_;
  std::vector<uint32_t> first_;  // by location, one more at the end
  std::vector<Edge> edges_;
  std::vector<bool> pointed_at_;  // by location
};

}  // namespace escdiff::escape
