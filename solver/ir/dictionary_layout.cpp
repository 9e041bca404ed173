#include "solver/ir/dictionary_layout.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "solver/ir/type_origins.h"
#include "solver/syntax/views.h"
#include "solver/types/constant.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

using syntax::NodeKind;
using syntax::Token;
using types::SelectionKind;
using types::TypeKind;

namespace {

class LayoutWriter {
 public:
  LayoutWriter(types::Program& program, PackageId package, const DeadCode& dead_code)
      : program_(program), package_(package), dead_code_(dead_code), origins_(program, package) {}

  void function(ObjectId id);
  DictionaryLayout take();

 private:
  // Another dictionary: of a function or a type's name with type arguments.
  using Subdictionary = std::pair<ObjectId, std::vector<OriginId>>;

  void statements(std::span<const NodeId> list);
  void statement(NodeId node);
  void optional_statement(NodeId node) {
    if (node.has_value()) statement(node);
  }
  void block(NodeId node) {
    statements(tree().children(syntax::view<syntax::Block>(tree(), node).statements));
  }
  void if_statement(NodeId node);
  void for_statement(NodeId node);
  void range(NodeId node);
  void range_function(NodeId node);
  void switch_statement(NodeId node);
  void type_switch(NodeId node);
  void assign_operation(NodeId node);
  void assignment(std::span<const NodeId> left, std::span<const NodeId> right, NodeId type);
  void assigned(NodeId target);
  void define(std::span<const NodeId> left, std::span<const NodeId> right, NodeId type);
  OriginId nth_value(std::span<const NodeId> right, size_t i);

  void expression(NodeId node);
  void optional_expression(NodeId node) {
    if (node.has_value()) expression(node);
  }
  void selector(NodeId node);
  void method(NodeId node, const types::Selection& selected);
  void call(NodeId node);
  void builtin_call(NodeId node, types::Builtin builtin);
  void composite(NodeId node, OriginId origin);
  void element(NodeId node, OriginId origin);
  void literal(NodeId node);
  void instance(NodeId node, NodeId name);
  void converted(OriginId target, TypeId target_type, NodeId node);
  void converted_to(OriginId target, NodeId node);
  void conversion(OriginId from, TypeId from_type, OriginId to, TypeId to_type);
  void values(std::span<const NodeId> list, const std::function<OriginId(size_t)>& target);

  void local(ObjectId variable, OriginId origin);
  void type_word(OriginId origin, TypeId type);
  void asked_type(TypeId interface, NodeId type);
  bool is_derived(TypeId type) const { return type.has_value() && program_.types.has_type_parameters(type); }
  OriginId unknown(TypeId type);
  bool is_blank(NodeId node) const {
    return tree().is(node, NodeKind::kName) && program_.symbols.text(tree().symbol(node)) == "_";
  }
  NodeId unparen(NodeId node) const;
  ObjectId object_of(NodeId node) const;
  TypeId type_of(NodeId node) const;
  const syntax::Tree& tree() const { return program_.packages[package_].tree; }
  const types::Info& info() const { return program_.packages[package_].info; }

  types::Program& program_;
  PackageId package_;
  const DeadCode& dead_code_;
  TypeOrigins origins_;
  std::vector<std::pair<uint32_t, syntax::Symbol>> methods_;  // number of the type parameter, name
  std::vector<Subdictionary> subdictionaries_;
  std::set<OriginId> types_;
  std::set<std::pair<OriginId, OriginId>> conversions_;
  std::map<NodeId, uint32_t> method_at_, subdictionary_at_;
  std::vector<NodeId> results_;  // of the function or literal under way: one Field a result
  bool is_known_ = true;
};

NodeId LayoutWriter::unparen(NodeId node) const {
  while (tree().is(node, NodeKind::kParen)) node = tree().child(node, 0);
  return node;
}

ObjectId LayoutWriter::object_of(NodeId node) const {
  if (tree().is(node, NodeKind::kName)) return info().object_of(node);
  return info().qualified(node);
}

// nil has no type of its own, whatever it was converted to.
TypeId LayoutWriter::type_of(NodeId node) const {
  if (info().expression(unparen(node)).mode == types::Mode::kNil)
    return program_.types.basic(types::BasicKind::kUntypedNil);
  const TypeId type = info().type_of(node);
  if (type.has_value()) return type;
  const ObjectId object = object_of(unparen(node));
  return object.has_value() ? program_.objects[object].type : TypeId();
}

void LayoutWriter::function(ObjectId id) {
  const auto [receivers, name, type_parameters, type, body] =
      syntax::view<syntax::FuncDecl>(tree(), program_.objects[id].declaration);
  const auto [parameters_node, results_node] = syntax::view<syntax::FuncType>(tree(), type);
  const types::Object& object = program_.objects[id];
  // The objects stand in the order of the fields, the receiver first.
  std::vector<NodeId> fields;
  const auto add = [&](NodeId list, std::vector<NodeId>& to) {
    for (const NodeId field : tree().children(list)) {
      const auto names = tree().children(syntax::view<syntax::Field>(tree(), field).names);
      to.insert(to.end(), std::max<size_t>(names.size(), 1), syntax::view<syntax::Field>(tree(), field).type);
    }
  };
  add(receivers, fields);
  add(parameters_node, fields);
  results_.clear();
  add(results_node, results_);
  for (size_t i = 0; i < fields.size() && i < object.parameters.size(); ++i)
    local(object.parameters[i], origins_.of_type_expression(fields[i]));
  for (size_t i = 0; i < results_.size() && i < object.results.size(); ++i)
    local(object.results[i], origins_.of_type_expression(results_[i]));
  if (body.has_value()) block(body);
}

DictionaryLayout LayoutWriter::take() {
  DictionaryLayout layout;
  const auto methods = static_cast<uint32_t>(methods_.size());
  for (const auto& [node, index] : method_at_) layout.words[node] = index;
  for (const auto& [node, index] : subdictionary_at_) layout.words[node] = methods + index;
  if (is_known_)
    layout.size =
        static_cast<uint32_t>(methods + subdictionaries_.size() + types_.size() + conversions_.size());
  return layout;
}

// ---- types ----

OriginId LayoutWriter::unknown(TypeId type) {
  if (is_derived(type)) is_known_ = false;
  return origins_.plain(type);
}

void LayoutWriter::type_word(OriginId origin, TypeId type) {
  if (!is_derived(type)) return;
  types_.insert(origin.has_value() ? origin : unknown(type));
}

void LayoutWriter::local(ObjectId variable, OriginId origin) {
  if (!variable.has_value()) return;
  const TypeId type = program_.objects[variable].type;
  if (!origin.has_value() && type.has_value() && !is_derived(type)) origin = origins_.plain(type);
  origins_.set_variable(variable, origin);
  type_word(origins_.of_variable(variable), type);
}

void LayoutWriter::conversion(OriginId from, TypeId from_type, OriginId to, TypeId to_type) {
  if (!is_derived(from_type) && !is_derived(to_type)) return;
  type_word(from, from_type);
  type_word(to, to_type);
  if (!from.has_value()) from = unknown(from_type);
  if (!to.has_value()) to = unknown(to_type);
  conversions_.emplace(from, to);
}

// The type of an assertion or a case.
void LayoutWriter::asked_type(TypeId interface, NodeId node) {
  const TypeId type = type_of(node);
  const OriginId origin = origins_.of_type_expression(node);
  if (!interface.has_value()) return type_word(origin, type);
  const bool is_empty = program_.types.type_set(program_.types.underlying(interface)).methods.empty();
  if (is_empty) return type_word(origin, type);
  conversion(origin, type, origins_.plain(interface), interface);
}

// ---- statements ----

void LayoutWriter::statements(std::span<const NodeId> list) {
  size_t behind_last_label = 0;
  for (size_t i = 0; i < list.size(); ++i)
    if (tree().is(list[i], NodeKind::kLabeled)) behind_last_label = i + 1;
  bool dead = false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (dead && i >= behind_last_label) continue;
    statement(list[i]);
    dead = dead_code_.terminates(list[i]);
  }
}

void LayoutWriter::statement(NodeId node) {
  switch (tree().kind(node)) {
    case NodeKind::kBlock: return block(node);
    case NodeKind::kExprStmt: return expression(tree().child(node, 0));
    case NodeKind::kSendStmt: {
      const auto [channel, value] = syntax::view<syntax::SendStmt>(tree(), node);
      expression(channel);
      return converted_to(origins_.part(origins_.of_expression(channel), {TypePart::kElement}), value);
    }
    case NodeKind::kIncDec: return expression(tree().child(node, 0));
    case NodeKind::kAssign: return assign_operation(node);
    case NodeKind::kGoStmt:
    case NodeKind::kDeferStmt: return expression(tree().child(node, 0));
    case NodeKind::kReturn: {
      const auto results = tree().children(syntax::view<syntax::Return>(tree(), node).results);
      return values(results, [this](size_t i) { return origins_.of_type_expression(results_[i]); });
    }
    case NodeKind::kIf: return if_statement(node);
    case NodeKind::kSwitch: return switch_statement(node);
    case NodeKind::kTypeSwitch: return type_switch(node);
    case NodeKind::kSelect:
      for (const NodeId clause : tree().children(syntax::view<syntax::Select>(tree(), node).clauses)) {
        const auto [communication, body] = syntax::view<syntax::CommClause>(tree(), clause);
        optional_statement(communication);
        statements(tree().children(body));
      }
      return;
    case NodeKind::kFor: return for_statement(node);
    case NodeKind::kRange: return range(node);
    case NodeKind::kLabeled: return statement(syntax::view<syntax::Labeled>(tree(), node).statement);
    case NodeKind::kDeclStmt: {
      const NodeId declaration = syntax::view<syntax::DeclStmt>(tree(), node).declaration;
      if (tree().op(declaration) != Token::kVar) return;
      for (const NodeId spec : tree().children(syntax::view<syntax::GenDecl>(tree(), declaration).specs)) {
        const auto [names, type, given] = syntax::view<syntax::VarSpec>(tree(), spec);
        assignment(tree().children(names), tree().children(given), type);
      }
      return;
    }
    default: return;
  }
}

void LayoutWriter::if_statement(NodeId node) {
  auto [init, condition, then, otherwise] = syntax::view<syntax::If>(tree(), node);
  const int known = dead_code_.static_bool(condition);
  optional_statement(init);
  expression(condition);
  if (known >= 0) block(then);
  if (known <= 0) optional_statement(otherwise);
}

void LayoutWriter::for_statement(NodeId node) {
  auto [init, condition, post, body] = syntax::view<syntax::For>(tree(), node);
  const bool never = condition.has_value() && dead_code_.static_bool(condition) < 0;
  optional_statement(init);
  optional_expression(condition);
  if (never) return;
  optional_statement(post);
  block(body);
}

void LayoutWriter::range(NodeId node) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), node);
  const TypeId type = type_of(x);
  const TypeId core = origins_.core(type);
  if (core.has_value() && program_.types.kind(core) == TypeKind::kSignature) return range_function(node);
  const OriginId over = origins_.of_expression(x);
  const TypeKind kind = core.has_value() ? program_.types.kind(core) : TypeKind::kInvalid;
  OriginId keys, elements;
  const TypeId integer = program_.types.basic(types::BasicKind::kInt);
  switch (kind) {
    case TypeKind::kMap:
      keys = origins_.part(over, {TypePart::kKey});
      elements = origins_.part(over, {TypePart::kElement});
      break;
    case TypeKind::kChan: keys = origins_.part(over, {TypePart::kElement}); break;
    case TypeKind::kPointer:
      keys = origins_.plain(integer);
      elements = origins_.part(origins_.part(over, {TypePart::kElement}), {TypePart::kElement});
      break;
    case TypeKind::kBasic: {
      const bool is_string = types::is_basic(program_, core, types::kIsString);
      keys = origins_.plain(is_string ? integer : type);
      elements = origins_.plain(program_.types.rune_type());
      break;
    }
    default:
      keys = origins_.plain(integer);
      elements = origins_.part(over, {TypePart::kElement});
      break;
  }
  const bool defines = tree().op(node) == Token::kDefine;
  const auto target = [&](NodeId one, OriginId origin) {
    if (!one.has_value()) return;
    const NodeId plain = unparen(one);
    if (is_blank(plain)) return;
    if (defines) {
      local(info().definitions[plain.index], origin);
    } else {
      expression(plain);
    }
  };
  target(key, keys);
  target(value, elements);
  expression(x);
  if (kind == TypeKind::kMap) type_word(over, type);
  const auto assign = [&](NodeId one, OriginId from) {
    if (!one.has_value()) return;
    const NodeId plain = unparen(one);
    if (is_blank(plain)) return;
    OriginId to;
    TypeId to_type;
    if (defines) {
      const ObjectId variable = info().definitions[plain.index];
      to = origins_.of_variable(variable);
      to_type = program_.objects[variable].type;
    } else {
      to = origins_.of_expression(plain);
      to_type = type_of(plain);
    }
    conversion(from, from.has_value() ? origins_.type(from) : to_type, to, to_type);
  };
  assign(key, keys);
  assign(value, elements);
  block(body);
}

// The body is a function literal by then, and is written before the function that it is passed to.
void LayoutWriter::range_function(NodeId node) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), node);
  const OriginId yield = origins_.part(origins_.of_expression(x), {TypePart::kParameter, 0});
  if (!yield.has_value()) is_known_ = false;
  const TypeId signature = yield.has_value() ? origins_.type(yield) : TypeId();
  const size_t count =
      signature.has_value()
          ? program_.types[program_.types[program_.types.underlying(signature)].parameters].members.size()
          : 0;
  // The loop's body is a function whose type gc makes for it.
  if (signature.has_value()) type_word(origins_.made_for(node, signature), signature);
  const bool defines = tree().op(node) == Token::kDefine;
  for (uint32_t i = 0; i < count; ++i) {
    const OriginId parameter = origins_.part(yield, {TypePart::kParameter, i});
    const NodeId target = i == 0 ? key : value;
    if (parameter.has_value()) {
      type_word(parameter, origins_.type(parameter));
    } else {
      is_known_ = false;
    }
    if (i > 1 || !target.has_value() || is_blank(unparen(target))) continue;
    if (defines) {
      const ObjectId variable = info().definitions[unparen(target).index];
      if (variable.has_value()) local(variable, parameter);
    } else {
      expression(target);
      if (parameter.has_value() && !program_.types.identical(type_of(target), origins_.type(parameter)))
        conversion(parameter, origins_.type(parameter), origins_.of_expression(target), type_of(target));
    }
  }
  block(body);
  expression(x);
}

bool has_fallthrough(const syntax::Tree& tree, std::span<const NodeId> body) {
  return !body.empty() && tree.is(body.back(), NodeKind::kBranch) &&
         tree.op(body.back()) == Token::kFallthrough;
}

void LayoutWriter::switch_statement(NodeId node) {
  auto [init, tag, clauses_node] = syntax::view<syntax::Switch>(tree(), node);
  optional_statement(init);
  std::vector<NodeId> clauses(tree().children(clauses_node).begin(), tree().children(clauses_node).end());
  TypeId tag_type = program_.types.basic(types::BasicKind::kBool);
  OriginId tag_origin = origins_.plain(tag_type);
  std::optional<types::ConstantValue> constant(true);
  if (tag.has_value()) {
    tag_type = type_of(tag);
    tag_origin = origins_.of_expression(tag);
    const types::ConstantId value = info().expression(unparen(tag)).value;
    constant = value.has_value() ? std::optional(program_.constants[value]) : std::nullopt;
  }
  NodeId chosen;
  bool is_static = constant.has_value(), is_default = false;
  for (size_t i = 0; is_static && i < clauses.size(); ++i) {
    if (tree().has_flag(clauses[i], syntax::kDefault)) chosen = clauses[i];
    bool matched = false;
    for (const NodeId one :
         tree().children(syntax::view<syntax::CaseClause>(tree(), clauses[i]).expressions)) {
      const types::ConstantId value = info().expression(unparen(one)).value;
      if (!value.has_value()) {
        is_static = false;
        break;
      }
      matched = matched || types::compare_constants(*constant, Token::kEql, program_.constants[value]);
    }
    if (is_static && matched) {
      chosen = clauses[i];
      break;
    }
  }
  if (is_static && chosen.has_value() &&
      has_fallthrough(tree(), tree().children(syntax::view<syntax::CaseClause>(tree(), chosen).body)))
    is_static = false;
  if (is_static) {
    clauses.assign(chosen.has_value() ? 1 : 0, chosen);
    is_default = true;
    tag = NodeId();
    tag_type = program_.types.basic(types::BasicKind::kBool);
    tag_origin = origins_.plain(tag_type);
  }
  const bool is_channel = program_.types.underlying_kind(tag_type) == TypeKind::kChan;
  if (tag.has_value()) converted(tag_origin, tag_type, tag);
  for (const NodeId clause : clauses) {
    const auto [expressions, body] = syntax::view<syntax::CaseClause>(tree(), clause);
    if (!is_default) {
      for (const NodeId one : tree().children(expressions)) {
        const TypeId type = type_of(one);
        const bool compares_any =
            !is_channel && !program_.types.identical(type, tag_type) &&
            (types::is_interface(program_, type) || types::is_interface(program_, tag_type));
        // The tag may become an interface of gc's own making then.
        if (compares_any && (is_derived(type) || is_derived(tag_type))) is_known_ = false;
        expression(one);
      }
    }
    statements(tree().children(body));
  }
}

void LayoutWriter::type_switch(NodeId node) {
  const auto [init, binding, x, clauses] = syntax::view<syntax::TypeSwitch>(tree(), node);
  optional_statement(init);
  NodeId operand = unparen(x);
  if (tree().is(operand, NodeKind::kTypeAssert))
    operand = syntax::view<syntax::TypeAssert>(tree(), operand).x;
  expression(operand);
  const TypeId interface = type_of(operand);
  for (const NodeId clause : tree().children(clauses)) {
    const auto [expressions, body] = syntax::view<syntax::CaseClause>(tree(), clause);
    const auto types = tree().children(expressions);
    for (const NodeId type : types)
      if (info().expression(unparen(type)).mode == types::Mode::kType) asked_type(interface, type);
    if (const auto found = info().implicits.find(clause); found != info().implicits.end()) {
      const bool is_one =
          types.size() == 1 && info().expression(unparen(types.front())).mode == types::Mode::kType;
      local(found->second,
            is_one ? origins_.of_type_expression(types.front()) : origins_.of_expression(operand));
    }
    statements(tree().children(body));
  }
}

void LayoutWriter::assign_operation(NodeId node) {
  const auto [left, right] = syntax::view<syntax::Assign>(tree(), node);
  const Token op = tree().op(node);
  if (op == Token::kAssign || op == Token::kDefine)
    return assignment(tree().children(left), tree().children(right), NodeId());
  const NodeId target = tree().child(left, 0), value = tree().child(right, 0);
  expression(target);
  if (op == Token::kShl || op == Token::kShr) return expression(value);
  converted(origins_.of_expression(target), type_of(target), value);
}

OriginId LayoutWriter::nth_value(std::span<const NodeId> right, size_t i) {
  if (right.size() > 1 || right.empty())
    return i < right.size() ? origins_.of_expression(right[i]) : OriginId();
  const NodeId only = unparen(right.front());
  if (tree().is(only, NodeKind::kCall) && program_.types.kind(type_of(only)) == TypeKind::kTuple)
    return origins_.part_of_call(only, {TypePart::kResult, static_cast<uint32_t>(i)});
  return i == 0 ? origins_.of_expression(only)
                : origins_.plain(program_.types.basic(types::BasicKind::kBool));
}

void LayoutWriter::assigned(NodeId target) {
  target = unparen(target);
  if (is_blank(target)) return;
  if (tree().is(target, NodeKind::kName) && info().definitions[target.index].has_value()) return;
  expression(target);
}

void LayoutWriter::define(std::span<const NodeId> left, std::span<const NodeId> right, NodeId type) {
  for (size_t i = 0; i < left.size(); ++i) {
    const NodeId name = unparen(left[i]);
    if (!tree().is(name, NodeKind::kName)) continue;
    const ObjectId variable = info().definitions[name.index];
    if (!variable.has_value() || program_.symbols.text(tree().symbol(name)) == "_") continue;
    local(variable, type.has_value() ? origins_.of_type_expression(type) : nth_value(right, i));
  }
}

void LayoutWriter::assignment(std::span<const NodeId> left, std::span<const NodeId> right, NodeId type) {
  define(left, right, type);
  for (const NodeId target : left) assigned(target);
  values(right, [&](size_t i) {
    const NodeId target = unparen(left[i]);
    if (tree().is(target, NodeKind::kName)) {
      if (program_.symbols.text(tree().symbol(target)) == "_") return OriginId();
      const ObjectId variable = info().object_of(target);
      const OriginId own = origins_.of_variable(variable);
      return own.has_value() ? own : unknown(program_.objects[variable].type);
    }
    const OriginId origin = origins_.of_expression(target);
    return origin.has_value() ? origin : unknown(type_of(target));
  });
}

// ---- expressions ----

// Several values are converted one by one. A target that is not there asks for no conversion.
void LayoutWriter::values(std::span<const NodeId> list, const std::function<OriginId(size_t)>& target) {
  if (list.size() == 1) {
    const NodeId only = unparen(list.front());
    const TypeId tuple = info().type_of(only);
    if (tuple.has_value() && program_.types.kind(tuple) == TypeKind::kTuple) {
      expression(only);
      const std::vector<TypeId> members = program_.types[tuple].members;
      for (size_t i = 0; i < members.size(); ++i) {
        const OriginId to = target(i);
        if (!to.has_value() || program_.types.identical(members[i], origins_.type(to))) continue;
        conversion(nth_value(list, i), members[i], to, origins_.type(to));
      }
      return;
    }
  }
  for (size_t i = 0; i < list.size(); ++i) converted_to(target(i), list[i]);
}

void LayoutWriter::converted_to(OriginId target, NodeId node) {
  if (!target.has_value()) return expression(node);
  converted(target, origins_.type(target), node);
}

void LayoutWriter::converted(OriginId target, TypeId target_type, NodeId node) {
  const TypeId type = type_of(node);
  if (type.has_value() && !program_.types.identical(type, target_type) && !types::is_untyped(program_, type))
    conversion(origins_.of_expression(node), type, target, target_type);
  expression(node);
}

void LayoutWriter::expression(NodeId node) {
  node = unparen(dead_code_.resolve(unparen(node)));
  const types::ExprInfo& facts = info().expression(node);
  if (facts.value.has_value() || facts.mode == types::Mode::kNil) return;
  if (object_of(node).has_value()) {
    if (info().instances.contains(node)) instance(node, node);
    return;
  }
  switch (tree().kind(node)) {
    case NodeKind::kCompositeLit: return composite(node, origins_.of_expression(node));
    case NodeKind::kFuncLit: return literal(node);
    case NodeKind::kSelector: return selector(node);
    case NodeKind::kIndex: {
      const auto [x, indices] = syntax::view<syntax::Index>(tree(), node);
      if (info().instances.contains(unparen(x))) return instance(node, unparen(x));
      expression(x);
      const NodeId index = tree().child(indices, 0);
      const TypeId core = origins_.core(type_of(x));
      if (!core.has_value() || program_.types.kind(core) != TypeKind::kMap) return expression(index);
      const OriginId map = origins_.of_expression(x);
      const OriginId key = origins_.part(map, {TypePart::kKey});
      if (!key.has_value()) is_known_ = false;
      converted_to(key, index);
      return type_word(map, type_of(x));
    }
    case NodeKind::kSlice: {
      const auto [x, low, high, max] = syntax::view<syntax::Slice>(tree(), node);
      expression(x);
      optional_expression(low);
      optional_expression(high);
      return optional_expression(max);
    }
    case NodeKind::kTypeAssert: {
      const auto [x, type] = syntax::view<syntax::TypeAssert>(tree(), node);
      expression(x);
      asked_type(type_of(x), type);
      return type_word(origins_.of_expression(x), type_of(x));
    }
    case NodeKind::kCall: return call(node);
    case NodeKind::kStar:
    case NodeKind::kUnary: return expression(tree().child(node, 0));
    case NodeKind::kBinary: {
      const auto [x, y] = syntax::view<syntax::Binary>(tree(), node);
      const Token op = tree().op(node);
      if (op == Token::kShl || op == Token::kShr) {
        expression(x);
        return expression(y);
      }
      const TypeId x_type = type_of(x), y_type = type_of(y);
      if (program_.types.identical(x_type, y_type) || types::is_untyped(program_, x_type) ||
          types::is_untyped(program_, y_type)) {
        expression(x);
        return expression(y);
      }
      const bool to_y = types::is_interface(program_, y_type) && !types::is_interface(program_, x_type);
      const bool to_x = types::is_interface(program_, x_type) && !types::is_interface(program_, y_type);
      if (!to_x && !to_y && (is_derived(x_type) || is_derived(y_type))) is_known_ = false;
      if (to_y) {
        converted(origins_.of_expression(y), y_type, x);
        return expression(y);
      }
      expression(x);
      return to_x ? converted(origins_.of_expression(x), x_type, y) : expression(y);
    }
    default: return;
  }
}

void LayoutWriter::instance(NodeId node, NodeId name) {
  const types::Instance& used = info().instances.find(name)->second;
  if (!std::ranges::any_of(used.arguments, [this](TypeId type) { return is_derived(type); })) return;
  Subdictionary wanted{object_of(name), {}};
  std::span<const NodeId> written;
  if (tree().is(node, NodeKind::kIndex))
    written = tree().children(syntax::view<syntax::Index>(tree(), node).indices);
  for (size_t i = 0; i < used.arguments.size(); ++i) {
    OriginId origin =
        i < written.size() ? origins_.of_type_expression(written[i]) : origins_.plain(used.arguments[i]);
    if (!origin.has_value()) origin = unknown(used.arguments[i]);
    wanted.second.push_back(origin);
  }
  const auto found = std::ranges::find(subdictionaries_, wanted);
  subdictionary_at_[node] = static_cast<uint32_t>(found - subdictionaries_.begin());
  if (found == subdictionaries_.end()) subdictionaries_.push_back(std::move(wanted));
}

void LayoutWriter::selector(NodeId node) {
  const types::Selection& selected = *info().selections.find(node);
  switch (selected.kind) {
    case SelectionKind::kField: return expression(tree().child(node, 0));
    case SelectionKind::kMethodValue: expression(tree().child(node, 0)); return method(node, selected);
    case SelectionKind::kMethodExpression: return method(node, selected);
    case SelectionKind::kQualified: return;
  }
}

void LayoutWriter::method(NodeId node, const types::Selection& selected) {
  TypeId receiver = selected.receiver;
  if (types::is_type_parameter(program_, receiver)) {
    const std::pair wanted(program_.types.type_parameter_info(receiver).index,
                           tree().symbol(tree().child(node, 1)));
    const auto found = std::ranges::find(methods_, wanted);
    method_at_[node] = static_cast<uint32_t>(found - methods_.begin());
    if (found == methods_.end()) methods_.push_back(wanted);
    return;
  }
  if (!selected.object.has_value() || program_.objects[selected.object].type_parameters.empty()) return;
  const auto follow = [&] {
    if (program_.types.kind(receiver) == TypeKind::kPointer) receiver = program_.types[receiver].element;
  };
  for (const uint32_t index : selected.path) {
    follow();
    receiver = program_.types[program_.types.underlying(receiver)].fields[index].type;
  }
  follow();
  if (!is_derived(receiver)) return;
  const TypeId owner = program_.types.canonical(receiver);
  Subdictionary wanted{program_.types.named_info(owner).object, {}};
  for (const TypeId argument : program_.types[owner].members)
    wanted.second.push_back(origins_.plain(argument));
  const auto found = std::ranges::find(subdictionaries_, wanted);
  subdictionary_at_[node] = static_cast<uint32_t>(found - subdictionaries_.begin());
  if (found == subdictionaries_.end()) subdictionaries_.push_back(std::move(wanted));
}

void LayoutWriter::call(NodeId node) {
  const auto [function_node, arguments] = syntax::view<syntax::Call>(tree(), node);
  const NodeId function = unparen(function_node);
  const types::ExprInfo& facts = info().expression(function);
  if (facts.mode == types::Mode::kType) {
    const NodeId x = tree().child(arguments, 0);
    const TypeId from = type_of(x);
    conversion(origins_.of_expression(x), from, origins_.of_type_expression(function), facts.type);
    return expression(x);
  }
  if (const ObjectId object = object_of(function);
      object.has_value() && program_.objects[object].kind == types::ObjectKind::kBuiltin)
    return builtin_call(node, program_.objects[object].builtin);
  expression(function);
  TypeId type = type_of(function);
  const NodeId name = tree().is(function, NodeKind::kIndex)
                          ? unparen(syntax::view<syntax::Index>(tree(), function).x)
                          : function;
  if (const auto found = info().instances.find(name); found != info().instances.end())
    type = found->second.type;
  const TypeId signature = origins_.core(type);
  if (!signature.has_value() || program_.types.kind(signature) != TypeKind::kSignature) return;
  const bool packs = program_.types[signature].variadic && !tree().has_flag(node, syntax::kHasDots);
  const std::vector<TypeId> parameters = program_.types[program_.types[signature].parameters].members;
  values(tree().children(arguments), [&](size_t i) {
    const size_t number = std::min(i, parameters.size() - 1);
    OriginId target = origins_.part_of_call(node, {TypePart::kParameter, static_cast<uint32_t>(number)});
    TypeId target_type = parameters[number];
    if (packs && i + 1 >= parameters.size()) {
      target = origins_.part(target, {TypePart::kElement});
      target_type = program_.types[target_type].element;
    }
    if (target.has_value()) return target;
    // Only a conversion asks where the parameter's type comes from.
    const auto given = tree().children(arguments);
    const bool converts = i >= given.size() || !program_.types.identical(type_of(given[i]), target_type);
    return converts ? unknown(target_type) : origins_.plain(target_type);
  });
}

void LayoutWriter::builtin_call(NodeId node, types::Builtin builtin) {
  using types::Builtin;
  const NodeId list = syntax::view<syntax::Call>(tree(), node).arguments;
  const std::vector<NodeId> arguments(tree().children(list).begin(), tree().children(list).end());
  const auto all = [&](size_t first) {
    for (size_t i = first; i < arguments.size(); ++i) expression(arguments[i]);
  };
  switch (builtin) {
    case Builtin::kMake: {
      asked_type(TypeId(), arguments[0]);
      all(1);
      const TypeId type = type_of(arguments[0]);
      const OriginId origin = origins_.of_type_expression(arguments[0]);
      const TypeId core = origins_.core(type);
      if (core.has_value() && program_.types.kind(core) == TypeKind::kSlice)
        return type_word(origins_.part(origin, {TypePart::kElement}), program_.types[core].element);
      return type_word(origin, type);
    }
    case Builtin::kNew:
      if (info().expression(unparen(arguments[0])).mode == types::Mode::kType)
        return asked_type(TypeId(), arguments[0]);
      return all(0);
    case Builtin::kUnsafeSizeof:
    case Builtin::kUnsafeAlignof:
    case Builtin::kUnsafeOffsetof: return;
    case Builtin::kAppend: {
      const OriginId slice = origins_.of_expression(arguments[0]);
      const OriginId element = origins_.part(slice, {TypePart::kElement});
      const TypeId core = origins_.core(type_of(node));
      const TypeId element_type = core.has_value() ? program_.types[core].element : TypeId();
      expression(arguments[0]);
      if (tree().has_flag(node, syntax::kHasDots) && arguments.size() > 1) {
        const TypeId given = type_of(arguments[1]);
        const TypeId wanted =
            element_type.has_value() ? program_.types.slice(element_type) : program_.types.byte_slice();
        const bool is_string = types::is_basic(program_, given, types::kIsString);
        if (!is_string && !program_.types.identical(given, wanted))
          conversion(origins_.of_expression(arguments[1]), given, origins_.made_for(node, wanted, element),
                     wanted);
        expression(arguments[1]);
      } else {
        for (size_t i = 1; i < arguments.size(); ++i) converted(element, element_type, arguments[i]);
      }
      return type_word(element, element_type);
    }
    case Builtin::kCopy: {
      all(0);
      const OriginId element = origins_.part(origins_.of_expression(arguments[0]), {TypePart::kElement});
      const TypeId core = origins_.core(type_of(arguments[0]));
      return type_word(element, core.has_value() ? program_.types[core].element : TypeId());
    }
    case Builtin::kDelete: {
      const OriginId map = origins_.of_expression(arguments[0]);
      expression(arguments[0]);
      const OriginId key = origins_.part(map, {TypePart::kKey});
      const TypeId core = origins_.core(type_of(arguments[0]));
      if (core.has_value()) converted(key, program_.types[core].key, arguments[1]);
      return type_word(map, type_of(arguments[0]));
    }
    case Builtin::kPanic: {
      const TypeId empty = program_.types.empty_interface();
      return converted(origins_.made_for(NodeId(), empty), empty, arguments[0]);
    }
    case Builtin::kUnsafeSlice: {
      all(0);
      const OriginId element = origins_.part(origins_.of_expression(arguments[0]), {TypePart::kElement});
      const TypeId core = origins_.core(type_of(arguments[0]));
      return type_word(element, core.has_value() ? program_.types[core].element : TypeId());
    }
    default: return all(0);
  }
}

// `origin`: of the literal's type.
void LayoutWriter::composite(NodeId node, OriginId origin) {
  TypeId type = type_of(node);
  TypeId core = origins_.core(type);
  if (core.has_value() && program_.types.kind(core) == TypeKind::kPointer) {
    origin = origins_.part(origin, {TypePart::kElement});
    type = program_.types[core].element;
    core = origins_.core(type);
  }
  if (!core.has_value()) return;
  const TypeKind kind = program_.types.kind(core);
  if (kind == TypeKind::kMap) type_word(origin, type);
  const std::vector<types::StructField> fields = program_.types[core].fields;
  uint32_t number = 0;
  for (const NodeId item : tree().children(syntax::view<syntax::CompositeLit>(tree(), node).elements)) {
    NodeId value = item, key;
    if (tree().is(item, NodeKind::kKeyValue)) {
      key = syntax::view<syntax::KeyValue>(tree(), item).key;
      value = syntax::view<syntax::KeyValue>(tree(), item).value;
    }
    if (kind == TypeKind::kStruct) {
      uint32_t index = number++;
      if (key.has_value()) {
        const types::Symbol name = tree().symbol(key);
        const auto found = std::ranges::find(fields, name, &types::StructField::name);
        if (found == fields.end()) {
          is_known_ = false;
          continue;
        }
        index = static_cast<uint32_t>(found - fields.begin());
      }
      const OriginId field = origins_.part(origin, {TypePart::kField, index});
      if (!field.has_value() && is_derived(fields[index].type)) {
        element(value, unknown(fields[index].type));
      } else {
        element(value, field.has_value() ? field : origins_.plain(fields[index].type));
      }
      continue;
    }
    if (key.has_value() && kind == TypeKind::kMap) element(key, origins_.part(origin, {TypePart::kKey}));
    element(value, origins_.part(origin, {TypePart::kElement}));
  }
}

// Inside another literal the type may be left away.
void LayoutWriter::element(NodeId node, OriginId origin) {
  const NodeId plain = unparen(node);
  const bool is_bare = tree().is(plain, NodeKind::kCompositeLit) &&
                       !syntax::view<syntax::CompositeLit>(tree(), plain).type.has_value();
  if (is_bare) return composite(plain, origin);
  if (!origin.has_value()) is_known_ = false;
  converted_to(origin, node);
}

void LayoutWriter::literal(NodeId node) {
  const auto [type, body] = syntax::view<syntax::FuncLit>(tree(), node);
  const auto [parameters_node, results_node] = syntax::view<syntax::FuncType>(tree(), type);
  const std::vector<NodeId> outer = std::exchange(results_, {});
  const auto declare = [&](NodeId list, const std::vector<ObjectId>& objects, std::vector<NodeId>* types) {
    size_t next = 0;
    for (const NodeId field : tree().children(list)) {
      const auto [names, field_type, tag] = syntax::view<syntax::Field>(tree(), field);
      for (size_t i = 0; i < std::max<size_t>(tree().children(names).size(), 1); ++i) {
        if (types != nullptr) types->push_back(field_type);
        if (next < objects.size()) local(objects[next], origins_.of_type_expression(field_type));
        ++next;
      }
    }
  };
  const auto found = info().literals.find(node);
  const types::LiteralVariables none;
  const types::LiteralVariables& variables = found == info().literals.end() ? none : found->second;
  declare(parameters_node, variables.parameters, nullptr);
  declare(results_node, variables.results, &results_);
  block(body);
  results_ = outer;
}

}  // namespace

DictionaryLayout dictionary_layout(types::Program& program, ObjectId generic, const DeadCode& dead_code) {
  const types::Object& object = program.objects[generic];
  LayoutWriter writer(program, object.package, dead_code);
  if (object.kind == types::ObjectKind::kFunc) {
    writer.function(generic);
  } else {
    for (const ObjectId method : std::vector(program.types.named_info(object.type).methods))
      writer.function(method);
  }
  return writer.take();
}

}  // namespace escdiff::ir
