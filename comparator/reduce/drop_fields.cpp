// Struct fields go with their uses; structs with one field become that field.
#include <optional>
#include <utility>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// The struct types that the file writes, each with its canonical type.
std::vector<std::pair<NodeId, TypeId>> written_structs(const Snapshot& program) {
  std::vector<std::pair<NodeId, TypeId>> result;
  for (NodeId node : program.nodes()) {
    if (!program.is(node, NodeKind::kStructType)) continue;
    TypeId type = struct_behind(program, program.type_of(node));
    if (type.has_value()) result.emplace_back(node, type);
  }
  return result;
}

bool is_literal_of(const Snapshot& program, NodeId node, TypeId structure) {
  if (!program.is(node, NodeKind::kCompositeLit)) return false;
  TypeId type = program.type_of(node);
  return type.has_value() && struct_behind(program, type) == structure;
}

bool is_keyed(const Snapshot& program, NodeId literal) { return program.tree().has_flag(literal, kKeyed); }

class FieldDropper {
 public:
  explicit FieldDropper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (const auto& [node, type] : written_structs(program_)) {
      size_t count = slots(program_, program_.view<StructType>(node).fields).size();
      for (size_t i = count; i-- > 0;) propose({type, static_cast<uint32_t>(i)});
    }
    return std::move(result_);
  }

 private:
  void propose(const FieldId& field) {
    Edit edit, typed;
    for (const auto& [node, type] : written_structs(program_)) {
      if (type == field.structure) erase_field(node, field.index, edit);
    }
    typed = edit;
    for (NodeId node : program_.nodes()) {
      if (is_literal_of(program_, node, field.structure)) {
        erase_element(node, field, edit);
        erase_element(node, field, typed);
      } else if (program_.is(node, NodeKind::kSelector) && goes_through(node, field)) {
        if (!replace_use(node, edit, typed)) return;
      }
    }
    Proposal proposal;
    proposal.alternatives = {edit, typed};
    result_.push_back(proposal);
  }

  bool goes_through(NodeId selector, const FieldId& field) const {
    for (const FieldId& step : selected_fields(program_, selector)) {
      if (step == field) return true;
    }
    return false;
  }
  void erase_field(NodeId type, uint32_t index, Edit& edit) {
    Slot slot = slots(program_, program_.view<StructType>(type).fields)[index];
    NodeId names = program_.view<Field>(slot.field).names;
    if (program_.children(names).size() > 1) {
      erase_item(program_, names, index_in_parent(program_, slot.name), edit);
    } else {
      erase_node(program_, slot.field, edit);
    }
  }
  void erase_element(NodeId literal, const FieldId& field, Edit& edit) {
    NodeId list = program_.view<CompositeLit>(literal).elements;
    auto items = program_.children(list);
    if (!is_keyed(program_, literal)) {
      if (field.index < items.size()) erase_item(program_, list, field.index, edit);
      return;
    }
    std::string_view name =
        program_.program().symbols.text(program_.store()[field.structure].fields[field.index].name);
    for (uint32_t i = 0; i < items.size(); ++i) {
      if (program_.is_name(program_.view<KeyValue>(items[i]).key, name)) erase_item(program_, list, i, edit);
    }
  }
  // Reading gives the zero value; statements that write the field go.
  bool replace_use(NodeId selector, Edit& edit, Edit& typed) {
    auto zero = program_.is_value(selector) ? zero_text(program_, program_.type_of(selector)) : std::nullopt;
    if (is_written(program_, selector) || !zero) {
      NodeId statement = program_.listed_statement(selector);
      if (!statement.has_value()) return false;
      erase_node(program_, statement, edit);
      erase_node(program_, statement, typed);
      return true;
    }
    uint32_t begin = program_.begin(selector), end = program_.end(selector);
    edit.replace(begin, end, *zero);
    typed.replace(begin, end, *typed_zero_text(program_, program_.type_of(selector)));
    return true;
  }

  const Snapshot& program_;
  Proposals result_;
};

class StructUnwrapper {
 public:
  explicit StructUnwrapper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (const auto& [node, type] : written_structs(program_)) {
      if (program_.store()[type].fields.size() == 1) propose(type);
    }
    return std::move(result_);
  }

 private:
  // A declared type may become another name for an embedded one, which keeps its methods.
  void propose(TypeId type) {
    Proposal proposal;
    for (const bool alias : {false, true}) {
      if (auto edit = unwrapped(type, alias)) proposal.alternatives.push_back(std::move(*edit));
    }
    if (!proposal.alternatives.empty()) result_.push_back(std::move(proposal));
  }

  std::optional<Edit> unwrapped(TypeId type, bool alias) {
    Edit edit;
    for (const auto& [other, other_type] : written_structs(program_)) {
      if (other_type != type) continue;
      NodeId field = program_.children(program_.view<StructType>(other).fields)[0];
      const bool is_declared = program_.is(program_.parent(other), NodeKind::kTypeSpec);
      if (alias && !(is_declared && program_.tree().has_flag(field, kEmbedded))) return std::nullopt;
      edit.replace(program_.begin(other), program_.begin(program_.view<Field>(field).type),
                   alias ? "= " : "");
      edit.erase(program_.end(program_.view<Field>(field).type), program_.end(other));
    }
    FieldId field{type, 0};
    for (NodeId use : program_.nodes()) {
      if (is_literal_of(program_, use, type)) unwrap_literal(use, edit);
      if (!program_.is(use, NodeKind::kSelector)) continue;
      auto steps = selected_fields(program_, use);
      if (steps.empty() || steps.back() != field) continue;
      if (steps.size() > 1) return std::nullopt;
      unwrap_selector(use, edit);
    }
    return edit;
  }

  // T{f: e}, T{e}, T{}
  void unwrap_literal(NodeId literal, Edit& edit) {
    auto [type, elements] = program_.view<CompositeLit>(literal);
    auto items = program_.children(elements);
    std::string name = type.has_value() ? std::string(program_.text(type)) : std::string();
    if (items.empty()) {
      TypeId field = program_.store()[struct_behind(program_, program_.type_of(literal))].fields[0].type;
      const types::TypeKind kind = program_.store().underlying_kind(field);
      if (kind == types::TypeKind::kArray || kind == types::TypeKind::kStruct) return;
      edit.replace(program_.begin(literal), program_.end(literal),
                   name + "(" + zero_text(program_, field).value_or("nil") + ")");
      return;
    }
    NodeId value =
        program_.is(items[0], NodeKind::kKeyValue) ? program_.view<KeyValue>(items[0]).value : items[0];
    edit.replace(program_.begin(literal), program_.begin(value), name + "(");
    edit.replace(program_.end(value), program_.end(literal), ")");
  }
  void unwrap_selector(NodeId selector, Edit& edit) {
    auto [x, name] = program_.view<Selector>(selector);
    types::TypeStore& store = program_.store();
    if (store.underlying_kind(program_.type_of(x)) == types::TypeKind::kPointer) {
      edit.insert(program_.begin(x), "(*");
      edit.replace(program_.end(x), program_.end(selector), ")");
    } else {
      edit.erase(program_.end(x), program_.end(selector));
    }
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals drop_fields(const Snapshot& program) { return FieldDropper(program).run(); }
Proposals unwrap_structs(const Snapshot& program) { return StructUnwrapper(program).run(); }

}  // namespace escdiff::reduce
