// What the checker found out about every node of a package: side tables that are indexed by node.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "solver/syntax/tree.h"
#include "solver/types/constant.h"
#include "solver/types/object.h"
#include "solver/types/type.h"

namespace escdiff::types {

enum class Mode : uint8_t {
  kInvalid,
  kNoValue,  // a call without results
  kBuiltin,  // a builtin's name
  kType,
  kConstant,  // ExprInfo::value
  kVariable,  // addressable
  kMapIndex,  // not addressable, but assignable
  kValue,
  kNil,
  kCommaOk,  // a value that may also give a second, boolean one
};

// Final facts about an expression: untyped operands have got the type that their context gives them.
struct ExprInfo {
  Mode mode = Mode::kInvalid;
  bool comma_ok = false;  // used in a two-value form: type is the tuple (T, bool)
  TypeId type;
  ConstantId value;  // of every constant expression, whatever its form (but of a + b + c, when strings, a + b
                     // has none)
};

enum class SelectionKind : uint8_t { kField, kMethodValue, kMethodExpression, kQualified };

// What x.name selects.
struct Selection {
  SelectionKind kind = SelectionKind::kField;
  TypeId receiver;  // the type of x
  ObjectId object;  // the method (kFunc), or the qualified package member
  std::vector<uint32_t>
      path;  // field indices from x to what is selected; for methods: the embedded fields on the way,
             // and, when an interface's method is selected, no index for the method itself
  bool indirect =
      false;  // a pointer is followed on the way (not counting an implicit & or * of the receiver)
  Symbol interface_method;  // set when the method belongs to an interface type (object is none)
};

// A use of a generic function with its (inferred) arguments.
struct Instance {
  std::vector<TypeId> arguments;
  TypeId type;  // the instantiated signature
};

// A function literal's own variables (unnamed ones too), in order.
struct LiteralVariables {
  std::vector<ObjectId> parameters;
  std::vector<ObjectId> results;
};

// One step of package initialization: `left` variables get `right`.
struct Initializer {
  std::vector<ObjectId> left;
  NodeId right;
};

using SelectionId = Id<struct SelectionTag>;

// What Selectors select; in Go 1.27 also the keys that set promoted fields. Most select what others do too:
// they share one Selection.
class Selections {
 public:
  void resize(size_t nodes) { by_node_.resize(nodes); }
  SelectionId add(Selection selection) { return kept_.add(std::move(selection)); }
  void set(NodeId node, SelectionId selection) { by_node_[node.index] = selection; }
  // Null when the node selects nothing. Stays valid while others are added.
  const Selection* find(NodeId node) const {
    const SelectionId id = node.index < by_node_.size() ? by_node_[node.index] : SelectionId();
    return id.has_value() ? &kept_[id] : nullptr;
  }

 private:
  std::vector<SelectionId> by_node_;
  ValueStore<SelectionId, Selection> kept_;
};

struct Info {
  std::vector<ExprInfo> expressions;  // by NodeId; kInvalid for nodes that are no expressions
  std::vector<ObjectId> definitions;  // by NodeId of a declaring Name
  std::vector<ObjectId> uses;         // by NodeId of any other Name (selected fields and methods included)
  Selections selections;
  std::map<NodeId, Instance> instances;  // by the Name or Selector that is instantiated
  std::map<NodeId, ObjectId> implicits;  // CaseClause of a type switch: its variable; ImportSpec: its name
  std::map<NodeId, std::vector<ObjectId>>
      captures;  // FuncLit: the outer variables it uses, in order of the first use
  std::map<NodeId, LiteralVariables> literals;  // by FuncLit
  std::vector<Initializer> initialization;      // package-level variables, in the order of initialization
  std::vector<ObjectId>
      defined_types;  // declared in the package and in functions, no aliases, in source order

  const ExprInfo& expression(NodeId id) const { return expressions[id.index]; }
  TypeId type_of(NodeId id) const { return expressions[id.index].type; }
  ObjectId object_of(NodeId name) const {
    return definitions[name.index].has_value() ? definitions[name.index] : uses[name.index];
  }
  // What `pkg.x` names; none for all other nodes.
  ObjectId qualified(NodeId selector) const {
    const Selection* selection = selections.find(selector);
    const bool is_qualified = selection != nullptr && selection->kind == SelectionKind::kQualified;
    return is_qualified ? selection->object : ObjectId();
  }
};

}  // namespace escdiff::types
