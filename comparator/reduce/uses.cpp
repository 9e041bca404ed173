#include "comparator/reduce/uses.h"

#include <set>
#include <string_view>

#include "comparator/reduce/erase.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// Whether the Name is the field's in T{field: value}.
bool is_struct_key(const Snapshot& program, NodeId name) {
  const NodeId pair = program.parent(name);
  if (!program.is(pair, NodeKind::kKeyValue) || program.view<KeyValue>(pair).key != name) return false;
  const NodeId literal = program.parent(program.parent(pair));
  const TypeId type = program.type_of(literal);
  return type.has_value() && struct_behind(program, type).has_value();
}

// The call of which `function` (with parentheses around it) is the callee, or none.
NodeId call_of(const Snapshot& program, NodeId function) {
  NodeId at = function;
  while (program.is(program.parent(at), NodeKind::kParen)) at = program.parent(at);
  NodeId parent = program.parent(at);
  return program.is(parent, NodeKind::kCall) && program.view<Call>(parent).function == at ? parent : NodeId();
}

void add_use(const Snapshot& program, NodeId use, Family& family) {
  NodeId call = call_of(program, use);
  if (call.has_value()) {
    family.calls.push_back(call);
  } else {
    family.only_called = false;
  }
}

void add_body(NodeId type, NodeId body, Family& family) {
  family.signatures.push_back(type);
  if (body.has_value()) family.bodies.push_back(body);
}

// The variable that holds nothing but this literal: `x := func...`.
NodeId holder_of(const Snapshot& program, NodeId literal) {
  NodeId list = program.parent(literal), owner = program.parent(list);
  if (!program.is(list, NodeKind::kList)) return {};
  NodeId names;
  if (program.is(owner, NodeKind::kAssign) && program.tree().op(owner) == Token::kDefine) {
    names = program.view<Assign>(owner).left;
  } else if (program.is(owner, NodeKind::kVarSpec) && !program.view<VarSpec>(owner).type.has_value()) {
    names = program.view<VarSpec>(owner).names;
  }
  if (!names.has_value() || program.children(names).size() != program.children(list).size()) return {};
  return program.children(names)[index_in_parent(program, literal)];
}

Family literal_family(const Snapshot& program, NodeId literal) {
  Family family;
  auto [type, body] = program.view<FuncLit>(literal);
  add_body(type, body, family);
  if (NodeId call = call_of(program, literal); call.has_value()) {
    family.calls.push_back(call);
    return family;
  }
  NodeId holder = holder_of(program, literal);
  ObjectId object = holder.has_value() ? program.info().definitions[holder.index] : ObjectId();
  // Where the literal ends up, the checker judges.
  if (!object.has_value()) return family;
  for (NodeId use : program.occurrences(object)) {
    if (use != holder) add_use(program, use, family);
  }
  return family;
}

// All methods of one name, of types and of interfaces.
Family method_family(const Snapshot& program, std::string_view name) {
  Family family;
  for (NodeId node : program.nodes()) {
    if (program.is(node, NodeKind::kFuncDecl)) {
      FuncDecl function = program.view<FuncDecl>(node);
      if (program.children(function.receiver).empty() || program.spelling(function.name) != name) continue;
      add_body(function.type, function.body, family);
    } else if (program.is(node, NodeKind::kMethod)) {
      Method method = program.view<Method>(node);
      if (program.spelling(method.name) == name) family.signatures.push_back(method.type);
    } else if (program.is(node, NodeKind::kSelector)) {
      const types::Selection* selection = program.info().selections.find(node);
      if (selection == nullptr || program.spelling(program.view<Selector>(node).name) != name) continue;
      if (selection->kind == types::SelectionKind::kMethodValue) add_use(program, node, family);
      if (selection->kind == types::SelectionKind::kMethodExpression) family.only_called = false;
    }
  }
  return family;
}

}  // namespace

NodeId signature_of(const Snapshot& program, NodeId function) {
  return program.is(function, NodeKind::kFuncDecl) ? program.view<FuncDecl>(function).type
                                                   : program.view<FuncLit>(function).type;
}

std::vector<Family> families(const Snapshot& program) {
  std::vector<Family> result;
  std::set<std::string_view> methods_done;
  auto add_methods = [&](NodeId name) {
    if (methods_done.insert(program.spelling(name)).second) {
      result.push_back(method_family(program, program.spelling(name)));
    }
  };
  for (NodeId node : program.nodes()) {
    if (program.is(node, NodeKind::kFuncLit)) result.push_back(literal_family(program, node));
    if (program.is(node, NodeKind::kMethod)) add_methods(program.view<Method>(node).name);
    if (!program.is(node, NodeKind::kFuncDecl)) continue;
    FuncDecl function = program.view<FuncDecl>(node);
    if (!program.children(function.receiver).empty()) {
      add_methods(function.name);
      continue;
    }
    Family family;
    add_body(function.type, function.body, family);
    ObjectId object = program.info().definitions[function.name.index];
    if (object.has_value()) {
      for (NodeId use : program.occurrences(object)) {
        if (use != function.name) add_use(program, use, family);
      }
    }
    result.push_back(std::move(family));
  }
  return result;
}

std::vector<Slot> slots(const Snapshot& program, NodeId fields) {
  std::vector<Slot> result;
  for (NodeId field : program.children(fields)) {
    auto names = program.children(program.view<Field>(field).names);
    if (names.empty()) result.push_back({field, NodeId()});
    for (NodeId name : names) result.push_back({field, name});
  }
  return result;
}

std::vector<NodeId> declared_names(const Snapshot& file) {
  std::vector<NodeId> result;
  const auto add_all = [&](NodeId names) {
    for (NodeId name : file.children(names)) result.push_back(name);
  };
  for (NodeId declaration : file.children(file.view<File>(file.root()).declarations)) {
    if (file.is(declaration, NodeKind::kFuncDecl)) {
      FuncDecl function = file.view<FuncDecl>(declaration);
      if (file.children(function.receiver).empty()) result.push_back(function.name);
      continue;
    }
    if (!file.is(declaration, NodeKind::kGenDecl)) continue;
    for (NodeId spec : file.children(file.view<GenDecl>(declaration).specs)) {
      if (file.is(spec, NodeKind::kTypeSpec)) result.push_back(file.view<TypeSpec>(spec).name);
      if (file.is(spec, NodeKind::kVarSpec)) add_all(file.view<VarSpec>(spec).names);
      if (file.is(spec, NodeKind::kConstSpec)) add_all(file.view<ConstSpec>(spec).names);
    }
  }
  return result;
}

std::vector<NodeId> returns_of(const Snapshot& program, NodeId body) {
  std::vector<NodeId> result;
  for (NodeId node : program.nodes()) {
    if (!program.is(node, NodeKind::kReturn) || !program.contains(body, node)) continue;
    NodeId function = program.enclosing(node, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
    if (function == program.parent(body)) result.push_back(node);
  }
  return result;
}

TypeId struct_behind(const Snapshot& program, TypeId type) {
  types::TypeStore& store = program.store();
  if (!type.has_value()) return {};
  TypeId underlying = store.underlying(type);
  if (store.kind(underlying) == types::TypeKind::kPointer)
    underlying = store.underlying(store[underlying].element);
  return store.kind(underlying) == types::TypeKind::kStruct ? store.canonical(underlying) : TypeId();
}

std::vector<FieldId> selected_fields(const Snapshot& program, NodeId selector) {
  std::vector<FieldId> result;
  const types::Selection* selection = program.info().selections.find(selector);
  if (selection == nullptr) return result;
  TypeId type = selection->receiver;
  for (uint32_t index : selection->path) {
    TypeId structure = struct_behind(program, type);
    if (!structure.has_value() || index >= program.store()[structure].fields.size()) break;
    result.push_back({structure, index});
    type = program.store()[structure].fields[index].type;
  }
  if (selection->kind != types::SelectionKind::kField) result.push_back({});
  return result;
}

bool is_member(const Snapshot& program, NodeId name) {
  const NodeId parent = program.parent(name);
  if (program.is(parent, NodeKind::kSelector) && program.view<Selector>(parent).name == name) {
    const types::Selection* selection = program.info().selections.find(parent);
    return selection != nullptr && selection->kind != types::SelectionKind::kQualified;
  }
  if (program.is(parent, NodeKind::kMethod)) return true;
  if (program.is(parent, NodeKind::kFuncDecl)) {
    return !program.children(program.view<FuncDecl>(parent).receiver).empty();
  }
  if (program.is(parent, NodeKind::kList) && program.is(program.parent(parent), NodeKind::kField)) {
    return program.is(program.parent(program.parent(program.parent(parent))), NodeKind::kStructType);
  }
  return !program.object_of(name).has_value() && is_struct_key(program, name);
}

bool is_written(const Snapshot& program, NodeId expression) {
  NodeId at = expression, parent = program.parent(at);
  while (program.is(parent, NodeKind::kParen)) at = parent, parent = program.parent(at);
  if (program.is(parent, NodeKind::kList)) {
    NodeId owner = program.parent(parent);
    return program.is(owner, NodeKind::kAssign) && program.view<Assign>(owner).left == parent;
  }
  if (program.is(parent, NodeKind::kUnary)) return program.tree().op(parent) == Token::kAnd;
  if (program.is(parent, NodeKind::kIncDec)) return true;
  if (program.is(parent, NodeKind::kRange)) return program.view<Range>(parent).x != at;
  // A part of it may be written.
  if (program.is(parent, NodeKind::kSelector) || program.is(parent, NodeKind::kIndex)) {
    bool is_base = program.children(parent)[0] == at;
    return is_base && is_written(program, parent);
  }
  if (program.is(parent, NodeKind::kSlice)) return program.view<Slice>(parent).x == at;
  return false;
}

}  // namespace escdiff::reduce
