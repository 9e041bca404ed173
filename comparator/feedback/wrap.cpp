// What stands somewhere is done by a closure there.
#include "comparator/feedback/mutate.h"
#include "comparator/feedback/sites.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::feedback {

using namespace syntax;

namespace {

std::string indented(std::string text) {
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] != '\n') text.insert(at + 1, "\t");
  }
  return text;
}

bool declares(const Snapshot& program, NodeId statement) {
  return program.is(statement, NodeKind::kDeclStmt) || program.is(statement, NodeKind::kLabeled) ||
         (program.is(statement, NodeKind::kAssign) && program.tree().op(statement) == Token::kDefine);
}

}  // namespace

std::optional<reduce::Edit> wrap_expression(const Snapshot& program, generator::Choices& choices) {
  std::vector<NodeId> places;
  for (const NodeId node : program.nodes()) {
    if (!is_replaceable(program, node) || program.is(node, NodeKind::kBasicLit)) continue;
    const types::Type& type = program.store()[program.type_of(node)];
    const bool has_text =
        type.kind != types::TypeKind::kTuple &&
        !(type.kind == types::TypeKind::kBasic && type.basic >= types::BasicKind::kUntypedBool);
    if (has_text && function_around(program, node).has_value()) places.push_back(node);
  }
  if (places.empty()) return std::nullopt;
  const NodeId place = pick(places, choices);
  const std::string indent = indentation(program, place);
  reduce::Edit edit;
  edit.replace(program.begin(place), program.end(place),
               "func() " + reduce::type_text(program, program.type_of(place)) + " {\n" + indent +
                   "\treturn " + indented(std::string(program.text(place))) + "\n" + indent + "}()");
  return edit;
}

std::optional<reduce::Edit> wrap_statement(const Snapshot& program, generator::Choices& choices) {
  std::vector<NodeId> places;
  for (const NodeId node : program.nodes()) {
    const NodeId parent = program.parent(node);
    if (!parent.has_value() || !program.is_statement_list(parent)) continue;
    const bool leaves = program.is(node, NodeKind::kReturn) || program.is(node, NodeKind::kBranch);
    if (!leaves && !declares(program, node)) places.push_back(node);
  }
  if (places.empty()) return std::nullopt;
  const NodeId place = pick(places, choices);
  static constexpr std::string_view kHow[] = {"", "defer ", "go "};
  const std::string indent = indentation(program, place);
  reduce::Edit edit;
  edit.replace(program.begin(place), program.end(place),
               std::string(kHow[choices.chance(600) ? 0 : 1 + choices.draw(2)]) + "func() {\n" + indent +
                   "\t" + indented(std::string(program.text(place))) + "\n" + indent + "}()");
  return edit;
}

}  // namespace escdiff::feedback
