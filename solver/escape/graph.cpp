#include "solver/escape/graph.h"

namespace escdiff::escape {

Graph::Graph(std::vector<Location> locations, std::vector<Frame> frames, std::span<const Flow> flows)
    : locations_(std::move(locations)),
      frames_(std::move(frames)),
      first_(locations_.size() + 1),
      edges_(flows.size()),
      pointed_at_(locations_.size()) {
  for (const Flow& flow : flows) ++first_[flow.to.index + 1];
  for (size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
  for (const Flow& flow : flows) edges_[next[flow.to.index]++] = {flow.from, flow.derefs};
  for (const Flow& flow : flows)
    if (flow.derefs < 0) pointed_at_[flow.from.index] = true;
}

bool Graph::is_inside(FrameId inner, FrameId outer) const {
  for (FrameId frame = frames_[inner.index].parent; frame.has_value(); frame = frames_[frame.index].parent)
    if (frame == outer) return true;
  return false;
}

}  // namespace escdiff::escape
