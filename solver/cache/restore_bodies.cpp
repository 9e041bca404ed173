// Kept declarations: the tree of a package at once, the facts function by function.
#include "solver/cache/restored_source.h"

namespace escdiff::cache {

using syntax::NodeKind;

// The last node of a declaration is its root.
NodeId RestoredPackages::kept_declaration(Source& source, uint32_t kept) {
  ByteReader in(source.file.facts[kept]);
  const uint64_t first = in.number();
  const uint64_t count = in.number();
  if (!in.failed() && count > 0 && first + count <= UINT32_MAX)
    return NodeId(static_cast<uint32_t>(first + count - 1));
  damaged_ = true;
  return NodeId();
}

void RestoredPackages::complete_body(Program& program, ObjectId function) {
  const auto place = places_.find(function);
  if (place == places_.end() || !program.objects[function].declaration.has_value()) return;
  Source& source = *place->second.source;
  ByteReader in(source.file.objects[place->second.row]);
  in.raw(4);
  in.number();  // name
  in.number();  // position
  in.number();  // type
  in.number();  // receiver
  for (uint32_t count = in.count(); count > 0; --count) in.number();
  const uint32_t kept = in.small_number();
  if (kept == 0 || kept > source.facts_restored.size() || source.facts_restored[kept - 1]) return;
  source.facts_restored[kept - 1] = 1;
  restore_tree(program, source);
  restore_facts(program, source, kept - 1);
  complete_all(program);
}

void RestoredPackages::restore_tree(Program& program, Source& source) {
  if (source.tree_restored) return;
  source.tree_restored = true;
  syntax::Tree& tree = program.packages[source.id].tree;
  ByteReader in(source.file.section(Section::kTree));
  const uint32_t count = in.count();
  std::vector<std::pair<uint32_t, uint16_t>> pragmas(in.count());
  for (auto& [row, bits] : pragmas) {
    row = in.small_number();
    bits = static_cast<uint16_t>(in.number());
  }
  SourcePos last = program.packages[source.id].start;
  for (uint32_t row = 0; row < count && !in.failed(); ++row)
    last = restore_node(program, source, tree, last, in);
  if (in.failed()) damaged_ = true;
  for (auto [row, bits] : pragmas) {
    if (row < tree.size()) tree.set_pragmas(NodeId(row), bits);
  }
  types::Info& info = program.packages[source.id].info;
  info.expressions.resize(tree.size());
  info.definitions.resize(tree.size());
  info.uses.resize(tree.size());
}

// Returns the node's position, from which the next one's is counted.
SourcePos RestoredPackages::restore_node(Program& program, Source& source, syntax::Tree& tree, SourcePos last,
                                         ByteReader& in) {
  const auto row = static_cast<uint32_t>(tree.size());
  syntax::Node node;
  const uint8_t kind = in.byte();
  const uint8_t op = in.byte();
  node.flags = in.byte();
  if (kind > static_cast<uint8_t>(NodeKind::kList)) damaged_ = true;
  node.kind = kind > static_cast<uint8_t>(NodeKind::kList) ? NodeKind::kBadExpr : static_cast<NodeKind>(kind);
  node.op = static_cast<syntax::Token>(op);
  const auto moved = [&](SourcePos from) {
    const int64_t offset = int64_t{from.offset} + in.signed_number();
    const int64_t start = source.start;
    if (offset >= start && offset <= start + source.size) return SourcePos{static_cast<uint32_t>(offset)};
    damaged_ = true;
    return SourcePos{static_cast<uint32_t>(start)};
  };
  node.pos = moved(last);
  const SourcePos begin = moved(node.pos);
  const SourcePos end = moved(node.pos);
  if (node.kind == NodeKind::kName || node.kind == NodeKind::kBasicLit) {
    Symbol symbol = text(program, source, in);
    if (!symbol.has_value()) {
      damaged_ = true;
      symbol = program.symbols.intern("_");
    }
    tree.add_leaf(node, symbol, begin, end);
    return node.pos;
  }
  std::vector<NodeId> children(in.count());
  for (NodeId& child : children) {
    const uint64_t distance = in.number();
    if (distance > row) damaged_ = true;
    if (distance > 0 && distance <= row) child = NodeId(static_cast<uint32_t>(row - distance));
  }
  tree.add(node, children, begin, end);
  return node.pos;
}

void RestoredPackages::restore_facts(Program& program, Source& source, uint32_t kept) {
  ByteReader in(source.file.facts[kept]);
  const uint64_t first = in.number();
  const uint64_t count = in.count();
  if (first + count > program.packages[source.id].tree.size()) {
    damaged_ = true;
    return;
  }
  for (uint64_t i = 0; i < count && !in.failed(); ++i)
    facts_of_node(program, source, NodeId(static_cast<uint32_t>(first + i)), in);
  if (in.failed()) damaged_ = true;
}

void RestoredPackages::facts_of_node(Program& program, Source& source, NodeId id, ByteReader& in) {
  types::Info& info = program.packages[source.id].info;
  const uint8_t flags = in.byte();
  if (flags & kFactExpression) {
    types::ExprInfo fact;
    const uint8_t mode = in.byte();
    if (mode / 2 > static_cast<uint8_t>(types::Mode::kCommaOk)) damaged_ = true;
    fact.mode = mode / 2 > static_cast<uint8_t>(types::Mode::kCommaOk) ? types::Mode::kInvalid
                                                                       : static_cast<types::Mode>(mode / 2);
    fact.comma_ok = mode % 2 != 0;
    fact.type = type(program, source, in);
    fact.value = constant(program, source, in);
    info.expressions[id.index] = fact;
  }
  if (flags & kFactDefinition) info.definitions[id.index] = object(program, source, in);
  if (flags & kFactUse) info.uses[id.index] = object(program, source, in);
  if (flags & kFactSelection) info.selections[id] = selection(program, source, in);
  if (flags & kFactInstance) {
    std::vector<TypeId> arguments = required_types(program, source, in);
    info.instances[id] = types::Instance{std::move(arguments), type(program, source, in)};
  }
  if (flags & kFactImplicit) info.implicits[id] = object(program, source, in);
  if (flags & kFactCaptures) info.captures[id] = objects(program, source, in);
  if (flags & kFactLiteral) {
    std::vector<ObjectId> parameters = objects(program, source, in);
    info.literals[id] = types::LiteralVariables{std::move(parameters), objects(program, source, in)};
  }
}

types::Selection RestoredPackages::selection(Program& program, Source& source, ByteReader& in) {
  types::Selection selection;
  const uint8_t kind = in.byte();
  if (kind / 2 > static_cast<uint8_t>(types::SelectionKind::kQualified)) {
    damaged_ = true;
  } else {
    selection.kind = static_cast<types::SelectionKind>(kind / 2);
  }
  selection.indirect = kind % 2 != 0;
  selection.receiver = type(program, source, in);
  selection.object = object(program, source, in);
  selection.path.resize(in.count());
  for (uint32_t& index : selection.path) index = in.small_number();
  selection.interface_method = text(program, source, in);
  return selection;
}

}  // namespace escdiff::cache
