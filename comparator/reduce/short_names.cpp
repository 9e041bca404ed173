// Names like a person would give.
#include <map>

#include "comparator/reduce/canonical.h"
#include "comparator/reduce/edit.h"
#include "comparator/reduce/uses.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// Letters for one kind of name, then the first of them with numbers. No two pools of one name space share a
// first letter, so no new name can hide another.
class NamePool {
 public:
  explicit NamePool(std::string_view letters) : letters_(letters) {}
  std::string next() {
    size_t index = used_++;
    if (index < letters_.size()) return std::string(1, letters_[index]);
    return letters_[0] + std::to_string(index - letters_.size() + 1);
  }
  void restart() { used_ = 0; }

 private:
  std::string_view letters_;
  size_t used_ = 0;
};

class Renamer {
 public:
  Renamer(const Snapshot& program, bool members) : program_(program), rename_members_(members) {}

  std::string run() {
    NodeId declarations = program_.view<File>(program_.root()).declarations;
    for (NodeId node : program_.nodes()) {
      if (program_.parent(node) == declarations) restart_function();
      if (program_.is(node, NodeKind::kName) && !program_.is_name(node, "_")) declare(node);
    }
    name_embedded_fields();
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kName)) rename(node);
    }
    return edit_.apply(program_.text());
  }

 private:
  void restart_function() {
    parameters_.restart();
    results_.restart();
    locals_.restart();
    labels_.restart();
    label_names_.clear();
  }

  void declare(NodeId name) {
    NodeId parent = program_.parent(name);
    NodeId owner = program_.is(parent, NodeKind::kList) ? program_.parent(parent) : parent;
    switch (program_.kind(owner)) {
      case NodeKind::kFuncDecl: declare_function(owner, name); break;
      case NodeKind::kMethod: declare_member(name, methods_); break;
      case NodeKind::kField: declare_field(owner, parent, name); break;
      case NodeKind::kTypeSpec:
        if (program_.view<TypeSpec>(owner).name == name) declare_object(name, types_);
        break;
      case NodeKind::kConstSpec: declare_object(name, constants_); break;
      case NodeKind::kVarSpec:
        declare_object(name, program_.listed_statement(owner).has_value() ? locals_ : variables_);
        break;
      case NodeKind::kTypeSwitch: declare_binding(owner, name); break;
      case NodeKind::kLabeled:
      case NodeKind::kBranch: rename_label(name); break;
      default: declare_object(name, locals_); break;
    }
  }
  void declare_function(NodeId declaration, NodeId name) {
    FuncDecl function = program_.view<FuncDecl>(declaration);
    if (function.name != name) return;
    if (!program_.children(function.receiver).empty()) {
      declare_member(name, methods_);
    } else if (!program_.is_name(name, "main") && !program_.is_name(name, "init")) {
      declare_object(name, functions_);
    }
  }
  void declare_field(NodeId field, NodeId names, NodeId name) {
    if (program_.view<Field>(field).names != names) return;
    NodeId list = program_.parent(field), owner = program_.parent(list);
    if (program_.is(owner, NodeKind::kStructType)) {
      declare_member(name, fields_);
    } else if (program_.is(owner, NodeKind::kFuncType)) {
      declare_object(name, program_.view<FuncType>(owner).results == list ? results_ : parameters_);
    } else if (program_.is(owner, NodeKind::kFuncDecl) && program_.view<FuncDecl>(owner).receiver == list) {
      declare_object(name, parameters_);
    } else {
      declare_object(name, type_parameters_);
    }
  }
  void declare_object(NodeId name, NamePool& pool) {
    ObjectId object = program_.info().definitions[name.index];
    if (object.has_value() && !names_.contains(object)) names_[object] = pool.next();
  }
  // The variable of a type switch is another object in each clause.
  void declare_binding(NodeId statement, NodeId binding) {
    if (program_.view<TypeSwitch>(statement).binding != binding) return;
    std::string text = locals_.next();
    bindings_[binding] = text;
    for (NodeId clause : program_.children(program_.view<TypeSwitch>(statement).clauses)) {
      auto implicit = program_.info().implicits.find(clause);
      if (implicit != program_.info().implicits.end()) names_[implicit->second] = text;
    }
  }
  void rename_label(NodeId name) {
    auto [entry, is_new] = label_names_.try_emplace(std::string(program_.spelling(name)));
    if (is_new) entry->second = labels_.next();
    replace(name, entry->second);
  }
  // Fields and methods go by their spelling: interfaces, and fields of equal struct types, keep matching.
  // `Error` belongs to the predeclared interface.
  void declare_member(NodeId name, NamePool& pool) {
    std::string text(program_.spelling(name));
    if (!rename_members_) return;
    if (text != "Error" && !members_.contains(text)) members_[text] = pool.next();
  }
  // An embedded field is called like its type, and every field that shares the name goes with it.
  void name_embedded_fields() {
    for (NodeId node : program_.nodes()) {
      if (!program_.is(node, NodeKind::kField) || !program_.tree().has_flag(node, kEmbedded)) continue;
      NodeId type = program_.view<Field>(node).type;
      if (program_.is(type, NodeKind::kStar)) type = program_.view<Star>(type).x;
      if (program_.is(type, NodeKind::kIndex)) type = program_.view<Index>(type).x;
      if (!program_.is(type, NodeKind::kName)) continue;
      auto entry = names_.find(program_.object_of(type));
      std::string old(program_.spelling(type));
      members_[old] = entry == names_.end() ? old : entry->second;
    }
  }

  void rename(NodeId name) {
    ObjectId object = program_.object_of(name);
    if (auto binding = bindings_.find(name); binding != bindings_.end()) {
      replace(name, binding->second);
    } else if (is_member(program_, name)) {
      auto entry = members_.find(std::string(program_.spelling(name)));
      if (entry != members_.end()) replace(name, entry->second);
    } else if (auto entry = names_.find(object); object.has_value() && entry != names_.end()) {
      replace(name, entry->second);
    }
  }
  void replace(NodeId name, const std::string& text) {
    if (program_.spelling(name) != text) edit_.replace(program_.begin(name), program_.end(name), text);
  }

  const Snapshot& program_;
  bool rename_members_;
  Edit edit_;
  NamePool functions_{"fgh"}, types_{"TUV"}, variables_{"vw"}, constants_{"cd"}, type_parameters_{"PQ"};
  NamePool parameters_{"pq"}, results_{"r"}, locals_{"xyz"}, labels_{"LM"};
  NamePool fields_{"abe"}, methods_{"mn"};
  std::map<ObjectId, std::string> names_;
  std::map<NodeId, std::string> bindings_;
  std::map<std::string, std::string> members_;      // by the old name
  std::map<std::string, std::string> label_names_;  // of the current function, by the old name
};

}  // namespace

std::string with_short_names(const Snapshot& program, bool members) {
  return Renamer(program, members).run();
}

}  // namespace escdiff::reduce
