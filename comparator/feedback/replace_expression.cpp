// An expression becomes another one of its type.
#include "comparator/feedback/mutate.h"
#include "comparator/feedback/sites.h"

namespace escdiff::feedback {

std::optional<reduce::Edit> replace_expression(const Snapshot& program, generator::Choices& choices) {
  std::vector<NodeId> places;
  for (const NodeId node : program.nodes()) {
    if (is_replaceable(program, node) && function_around(program, node).has_value()) places.push_back(node);
  }
  if (places.empty()) return std::nullopt;
  const NodeId place = pick(places, choices);
  const auto values = values_for(program, function_around(program, place));
  const auto text = pick_value(program, values, program.type_of(place), place, choices);
  if (!text || *text == program.text(place)) return std::nullopt;
  reduce::Edit edit;
  edit.replace(program.begin(place), program.end(place), *text);
  return edit;
}

}  // namespace escdiff::feedback
