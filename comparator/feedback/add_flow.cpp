// A value goes somewhere else, too: by an assignment, an append or a send of its own.
#include "comparator/feedback/mutate.h"
#include "comparator/feedback/sites.h"

namespace escdiff::feedback {

using namespace syntax;

namespace {

// Nothing stands behind it that runs.
bool ends_list(const Snapshot& program, NodeId statement) {
  return program.is(statement, NodeKind::kReturn) || program.is(statement, NodeKind::kBranch) ||
         program.is(statement, NodeKind::kLabeled) || program.text(statement).starts_with("panic(");
}

// `target = value`, or for slices and channels what puts a value into them.
std::optional<std::string> flow(const Snapshot& program, const std::vector<NodeId>& values, NodeId target,
                                generator::Choices& choices) {
  const std::string place(program.text(target));
  const TypeId type = program.type_of(target);
  const types::Type& underlying = program.store()[program.store().underlying(type)];
  const bool holds = underlying.kind == types::TypeKind::kSlice || underlying.kind == types::TypeKind::kChan;
  if (holds && choices.chance(500)) {
    const auto element = pick_value(program, values, underlying.element, target, choices);
    if (!element) return std::nullopt;
    if (underlying.kind == types::TypeKind::kChan) return place + " <- " + *element;
    return place + " = append(" + place + ", " + *element + ")";
  }
  // Whatever it is, an empty interface takes it; the checker knows of others.
  const bool takes_all = underlying.kind == types::TypeKind::kInterface && choices.chance(700);
  const auto value = takes_all ? std::optional(std::string(program.text(pick(values, choices))))
                               : pick_value(program, values, type, target, choices);
  if (!value || *value == place) return std::nullopt;
  return place + " = " + *value;
}

}  // namespace

std::optional<reduce::Edit> add_flow(const Snapshot& program, generator::Choices& choices) {
  std::vector<NodeId> anchors;
  for (const NodeId node : program.nodes()) {
    const NodeId parent = program.parent(node);
    if (parent.has_value() && program.is_statement_list(parent)) anchors.push_back(node);
  }
  if (anchors.empty()) return std::nullopt;
  const NodeId anchor = pick(anchors, choices);
  std::vector<NodeId> values = values_for(program, function_around(program, anchor)), targets;
  for (const NodeId value : values) {
    const bool stands_alone = program.is(value, NodeKind::kName) || program.is(value, NodeKind::kSelector) ||
                              program.is(value, NodeKind::kStar) || program.is(value, NodeKind::kIndex);
    if (stands_alone && is_variable(program, value)) targets.push_back(value);
  }
  if (targets.empty()) return std::nullopt;
  const auto text = flow(program, values, pick(targets, choices), choices);
  if (!text) return std::nullopt;
  reduce::Edit edit;
  const std::string indent = indentation(program, anchor);
  if (ends_list(program, anchor)) {
    edit.insert(program.begin(anchor), *text + "\n" + indent);
  } else {
    edit.insert(program.end(anchor), "\n" + indent + *text);
  }
  return edit;
}

}  // namespace escdiff::feedback
