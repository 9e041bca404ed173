// Least dereference counts along the edges of a graph, backwards from where values end. An address does not
// go through a variable: on the way, counts below 0 count as 0. Label-correcting search with a
// first-in-first-out queue (Bellman and Ford's method; there are no negative cycles because of that bound).
#pragma once

#include <algorithm>
#include <climits>
#include <span>
#include <vector>

#include "solver/escape/graph.h"

namespace escdiff::escape {

inline constexpr int kFar = INT_MAX;

// A queue of locations in which each stands at most once.
class LocationQueue {
 public:
  explicit LocationQueue(size_t locations) : queued_(locations) {}
  void push(LocationId id) {
    if (queued_[id.index]) return;
    queued_[id.index] = true;
    items_.push_back(id);
  }
  bool empty() const { return next_ == items_.size(); }
  LocationId pop() {
    LocationId id = items_[next_++];
    queued_[id.index] = false;
    if (empty()) {
      items_.clear();
      next_ = 0;
    }
    return id;
  }

 private:
  std::vector<bool> queued_;
  std::vector<LocationId> items_;
  size_t next_ = 0;
};

// Counts from a set of sources that may grow.
class Derefs {
 public:
  explicit Derefs(const Graph& graph) : graph_(graph), derefs_(graph.size(), kFar), queue_(graph.size()) {}

  void add(LocationId id, int derefs) {
    if (derefs >= derefs_[id.index]) return;
    derefs_[id.index] = derefs;
    queue_.push(id);
  }
  bool is_settled() const { return queue_.empty(); }
  // Calls `reached(id, derefs)` whenever a location's count has become lower; it may add sources.
  template <class Reached>
  void settle(Reached reached) {
    while (!queue_.empty()) {
      LocationId id = queue_.pop();
      int derefs = derefs_[id.index];
      reached(id, derefs);
      for (const Edge& edge : graph_.edges(id)) add(edge.from, std::max(derefs, 0) + edge.derefs);
    }
  }
  int operator[](LocationId id) const { return derefs_[id.index]; }

 private:
  const Graph& graph_;
  std::vector<int> derefs_;
  LocationQueue queue_;
};

// Counts from sources that belong to families of functions, or to none (the heap). What matters to a location
// is the least count from a source of another family than its own; the best two of different families tell
// it.
class Claims {
 public:
  explicit Claims(const Graph& graph) : graph_(graph), claims_(graph.size()), queue_(graph.size()) {}

  void add(LocationId id, int derefs, FrameId family) {
    if (offer(claims_[id.index], derefs, family)) queue_.push(id);
  }
  bool is_settled() const { return queue_.empty(); }
  // The least count from the heap or from another family than `family`; kFar when there is none.
  int foreign_to(FrameId family, LocationId id) const {
    const Claim& claim = claims_[id.index];
    bool is_own = family.has_value() && claim.first.derefs != kFar && claim.first.family == family;
    return is_own ? claim.second.derefs : claim.first.derefs;
  }
  // Likewise, foreign to the location's own family.
  int foreign(LocationId id) const {
    FrameId frame = graph_[id].frame;
    return foreign_to(frame.has_value() ? graph_.frame(frame).family : FrameId(), id);
  }
  // Calls `reached(id, foreign(id))` for each location whose claims have changed; it may add sources.
  template <class Reached>
  void settle(Reached reached) {
    while (!queue_.empty()) {
      LocationId id = queue_.pop();
      reached(id, foreign(id));
      Claim claim = claims_[id.index];
      for (const Edge& edge : graph_.edges(id)) {
        pass(claim.first, edge);
        pass(claim.second, edge);
      }
    }
  }

 private:
  struct Source {
    int derefs = kFar;
    FrameId family;
  };
  struct Claim {
    Source first, second;  // of different families; first is the nearer one
  };

  void pass(const Source& source, const Edge& edge) {
    if (source.derefs != kFar) add(edge.from, std::max(source.derefs, 0) + edge.derefs, source.family);
  }

  static bool is_heap(const Source& source) { return source.derefs != kFar && !source.family.has_value(); }

  // Takes the source in when it says anything new.
  static bool offer(Claim& claim, int derefs, FrameId family) {
    Source& first = claim.first;
    Source& second = claim.second;
    if (is_heap(first) && derefs >= first.derefs) return false;
    if (first.derefs != kFar && first.family == family) {
      if (derefs >= first.derefs) return false;
      first.derefs = derefs;
    } else if (derefs < first.derefs) {
      second = first;
      first = {derefs, family};
    } else if (derefs < second.derefs) {
      second = {derefs, family};
    } else {
      return false;
    }
    return true;
  }

  const Graph& graph_;
  std::vector<Claim> claims_;
  LocationQueue queue_;
};

// Counts from some locations of a family to its other ones, on paths that may lead through callers. What a
// foreign source claims with a count that is no higher is left out: nothing behind it can be new.
class FamilyWalk {
 public:
  FamilyWalk(const Graph& graph, const Claims& claims)
      : graph_(graph), claims_(claims), derefs_(graph.size(), kFar), queue_(graph.size()) {}

  // Calls `reached(id, derefs)` once for each location of `family` that is reached, the sources included,
  // when all counts are final.
  template <class Reached>
  void run(std::span<const LocationId> sources, FrameId family, Reached reached) {
    for (LocationId id : sources) lower(id, 0, family);
    while (!queue_.empty()) {
      LocationId id = queue_.pop();
      int derefs = std::max(derefs_[id.index], 0);
      for (const Edge& edge : graph_.edges(id)) lower(edge.from, derefs + edge.derefs, family);
    }
    for (LocationId id : touched_) {
      if (graph_.frame(graph_[id].frame).family == family) reached(id, derefs_[id.index]);
      derefs_[id.index] = kFar;
    }
    touched_.clear();
  }

 private:
  void lower(LocationId id, int derefs, FrameId family) {
    int& known = derefs_[id.index];
    if (derefs >= known || derefs >= claims_.foreign_to(family, id)) return;
    if (known == kFar) touched_.push_back(id);
    known = derefs;
    queue_.push(id);
  }

  const Graph& graph_;
  const Claims& claims_;
  std::vector<int> derefs_;
  LocationQueue queue_;
  std::vector<LocationId> touched_;
};

}  // namespace escdiff::escape
