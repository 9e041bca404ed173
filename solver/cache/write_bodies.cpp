// Kept declarations: their nodes, and what the checker found out about them.
#include <algorithm>

#include "base/check.h"
#include "solver/cache/summary_writer.h"
#include "solver/syntax/walk.h"

namespace escdiff::cache {

void SummaryWriter::keep_bodies() {
  for (const ObjectId function : contents_.bodies) keep_body(function);
}

void SummaryWriter::keep_body(ObjectId function) {
  program_.complete_body(function);
  const syntax::Tree& tree = own().tree;
  const NodeId declaration = program_.objects[function].declaration;
  ESCDIFF_CHECK(tree.is(declaration, syntax::NodeKind::kFuncDecl), "no function is kept");
  std::vector<NodeId> nodes;
  syntax::walk_preorder(tree, declaration, [&](NodeId id, NodeId) { nodes.push_back(id); });
  std::ranges::sort(nodes);  // children before their parents
  kept_of_[function] = static_cast<uint32_t>(kept_.size());
  kept_.push_back(std::move(nodes));
  ByteWriter ignored;
  reference(ignored, function);  // one that no name leads to: init
}

std::string SummaryWriter::tree() const {
  uint64_t nodes = 0, children = 0;
  for (const std::vector<NodeId>& kept : kept_) {
    nodes += kept.size();
    for (const NodeId id : kept) children += own().tree.children(id).size();
  }
  ByteWriter out;
  out.number(nodes);
  out.number(children);
  return out.take();
}

// `nodes`: of a declaration, its root last.
std::string SummaryWriter::body(const std::vector<NodeId>& nodes) {
  ByteWriter out;
  out.number(nodes.size());
  out.number(own().tree.pragmas(nodes.back()));
  std::unordered_map<NodeId, uint32_t> numbers;  // looked up only
  SourcePos last{base_};
  for (const NodeId id : nodes) {
    node(out, id, last, numbers);
    last = own().tree.pos(id);
  }
  for (const NodeId id : nodes) facts_of_node(out, id);
  return out.take();
}

void SummaryWriter::node(ByteWriter& out, NodeId id, SourcePos last,
                         std::unordered_map<NodeId, uint32_t>& numbers) {
  const syntax::Tree& tree = own().tree;
  const syntax::Node& node = tree[id];
  const auto number = static_cast<uint32_t>(numbers.size());
  numbers[id] = number;
  out.byte(static_cast<uint8_t>(node.kind));
  out.byte(static_cast<uint8_t>(node.op));
  out.byte(node.flags);
  out.signed_number(int64_t{node.pos.offset} - last.offset);
  out.signed_number(int64_t{tree.end(id).offset} - node.pos.offset);
  if (node.kind == syntax::NodeKind::kName || node.kind == syntax::NodeKind::kBasicLit) {
    reference(out, tree.symbol(id));
    return;
  }
  out.signed_number(int64_t{tree.begin(id).offset} - node.pos.offset);
  out.number(node.count);
  for (const NodeId child : tree.children(id)) out.number(child.has_value() ? number - numbers.at(child) : 0);
}

uint8_t SummaryWriter::fact_flags(NodeId id) const {
  const types::Info& info = own().info;
  uint8_t flags = 0;
  if (info.expressions[id.index].mode != types::Mode::kInvalid) flags |= kFactExpression;
  if (info.definitions[id.index].has_value()) flags |= kFactDefinition;
  if (info.uses[id.index].has_value()) flags |= kFactUse;
  if (info.selections.find(id) != nullptr) flags |= kFactSelection;
  if (info.instances.contains(id)) flags |= kFactInstance;
  if (info.implicits.contains(id)) flags |= kFactImplicit;
  if (info.captures.contains(id)) flags |= kFactCaptures;
  if (info.literals.contains(id)) flags |= kFactLiteral;
  return flags;
}

void SummaryWriter::facts_of_node(ByteWriter& out, NodeId id) {
  const types::Info& info = own().info;
  const uint8_t flags = fact_flags(id);
  out.byte(flags);
  if (flags & kFactExpression) {
    const types::ExprInfo& fact = info.expressions[id.index];
    out.byte(static_cast<uint8_t>(static_cast<uint8_t>(fact.mode) * 2 + (fact.comma_ok ? 1 : 0)));
    reference(out, fact.type);
    reference(out, fact.value);
  }
  if (flags & kFactDefinition) reference(out, info.definitions[id.index]);
  if (flags & kFactUse) reference(out, info.uses[id.index]);
  if (flags & kFactSelection) {
    const types::Selection& selection = *info.selections.find(id);
    out.byte(static_cast<uint8_t>(static_cast<uint8_t>(selection.kind) * 2 + (selection.indirect ? 1 : 0)));
    reference(out, selection.receiver);
    reference(out, selection.object);
    out.number(selection.path.size());
    for (const uint32_t index : selection.path) out.number(index);
    reference(out, selection.interface_method);
  }
  if (flags & kFactInstance) {
    references(out, info.instances.at(id).arguments);
    reference(out, info.instances.at(id).type);
  }
  if (flags & kFactImplicit) reference(out, info.implicits.at(id));
  if (flags & kFactCaptures) references(out, info.captures.at(id));
  if (flags & kFactLiteral) {
    references(out, info.literals.at(id).parameters);
    references(out, info.literals.at(id).results);
  }
}

}  // namespace escdiff::cache
