// Kept declarations: nodes, and what the checker found out about them, function by function.
#include <algorithm>

#include "solver/cache/restored_source.h"

namespace escdiff::cache {

using syntax::NodeKind;

void RestoredPackages::complete_body(Program& program, ObjectId function) {
  const auto place = places_.find(function);
  if (place == places_.end()) return;
  Source& source = *place->second.source;
  ByteReader in(source.file.objects[place->second.row]);
  in.raw(4);
  in.number();  // name
  in.number();  // position
  in.number();  // type
  in.number();  // receiver
  for (uint32_t count = in.count(); count > 0; --count) in.number();
  const uint32_t kept = in.small_number();
  if (kept == 0 || kept > source.bodies_restored.size() || source.bodies_restored[kept - 1]) return;
  source.bodies_restored[kept - 1] = 1;
  std::vector<ObjectId> parameters = objects(program, source, in);
  std::vector<ObjectId> results = objects(program, source, in);
  const NodeId declaration = restore_body(program, source, ByteReader(source.file.bodies[kept - 1]));
  types::Object& object = program.objects[function];
  object.parameters = std::move(parameters);
  object.results = std::move(results);
  object.declaration = declaration;
  complete_all(program);
}

// For all bodies at once: those who read one hold on to parts of the tree while others are restored.
void RestoredPackages::make_room(Program& program, Source& source) {
  if (source.node_room > 0) return;
  ByteReader in(source.file.section(Section::kTree));
  const size_t most = source.file.section(Section::kBodies).size();  // each takes a byte at least
  source.node_room = in.small_number();
  source.child_room = in.small_number();
  if (in.failed() || source.node_room > most || source.child_room > most) {
    damaged_ = true;
    source.node_room = source.child_room = static_cast<uint32_t>(most);
  }
  program.packages[source.id].tree.reserve(source.node_room, source.child_room);
  types::Info& info = program.packages[source.id].info;
  info.expressions.resize(source.node_room);
  info.definitions.resize(source.node_room);
  info.uses.resize(source.node_room);
  info.selections.resize(source.node_room);
}

// The last node of a declaration is its root.
NodeId RestoredPackages::restore_body(Program& program, Source& source, ByteReader in) {
  make_room(program, source);
  syntax::Tree& tree = program.packages[source.id].tree;
  const auto first = static_cast<uint32_t>(tree.size());
  const uint32_t count = in.count();
  const auto pragmas = static_cast<uint16_t>(in.number());
  if (count == 0 || count > source.node_room - first) {
    damaged_ = true;
    return NodeId();
  }
  SourcePos last{source.start};
  for (uint32_t i = 0; i < count; ++i) last = restore_node(program, source, first, last, in);
  const NodeId root(first + count - 1);
  if (!tree.is(root, NodeKind::kFuncDecl)) damaged_ = true;
  if (pragmas != 0) tree.set_pragmas(root, pragmas);
  for (uint32_t i = 0; i < count && !in.failed(); ++i) facts_of_node(program, source, NodeId(first + i), in);
  if (in.failed()) damaged_ = true;
  return root;
}

// Adds a node to the declaration that begins with node `first`. Returns its position, from which the next
// one's is counted.
SourcePos RestoredPackages::restore_node(Program& program, Source& source, uint32_t first, SourcePos last,
                                         ByteReader& in) {
  syntax::Tree& tree = program.packages[source.id].tree;
  const uint32_t number = static_cast<uint32_t>(tree.size()) - first;
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
  const SourcePos end = moved(node.pos);
  if (node.kind == NodeKind::kName || node.kind == NodeKind::kBasicLit) {
    Symbol symbol = text(program, source, in);
    if (!symbol.has_value()) {
      damaged_ = true;
      symbol = program.symbols.intern("_");
    }
    tree.add_leaf(node, symbol, end);
    return node.pos;
  }
  const SourcePos begin = moved(node.pos);
  const uint32_t count = in.count();
  if (count > source.child_room) {
    damaged_ = true;
    tree.add(node, {}, begin, end);
    return node.pos;
  }
  source.child_room -= count;
  std::vector<NodeId> children(count);
  for (NodeId& child : children) {
    const uint64_t distance = in.number();
    if (distance > number) damaged_ = true;
    if (distance > 0 && distance <= number) child = NodeId(static_cast<uint32_t>(first + number - distance));
  }
  tree.add(node, children, begin, end);
  return node.pos;
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
  if (flags & kFactSelection) info.selections.set(id, info.selections.add(selection(program, source, in)));
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
