#include "solver/ir/type_origins.h"

#include <algorithm>

#include "solver/syntax/views.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

using syntax::NodeKind;
using types::TypeKind;

bool TypeOrigins::is_plain(TypeId type) const {
  switch (program_.types.kind(type)) {
    case TypeKind::kNamed:
    case TypeKind::kBasic:
    case TypeKind::kInvalid:
    case TypeKind::kTypeParam: return true;
    default:
      return type == program_.types.any_type() ||
             (program_.types[type].alias.has_value() && !program_.types.has_type_parameters(type));
  }
}

OriginId TypeOrigins::add(Origin origin) {
  const auto [entry, is_new] = known_.try_emplace(origin.key);
  if (is_new) entry->second = origins_.add(origin);
  return entry->second;
}

OriginId TypeOrigins::plain(TypeId type) {
  const TypeKind kind = program_.types.kind(type);
  const TypeId id = kind == TypeKind::kNamed ? program_.types.canonical(type) : type;
  return add({.key = {Kind::kPlain, id.index}, .type = type});
}

OriginId TypeOrigins::made_for(NodeId node, TypeId type, OriginId element) {
  return add({.key = {Kind::kMade, node.index}, .type = type, .element = element});
}

OriginId TypeOrigins::declared(DeclarationId declaration, TypeId declared, TypeId type) {
  return add({.key = {Kind::kDeclared, declaration.index},
              .type = type,
              .declaration = declaration,
              .declared = declared});
}

NodeId TypeOrigins::unparen(NodeId node) const {
  while (tree().is(node, NodeKind::kParen)) node = tree().child(node, 0);
  return node;
}

ObjectId TypeOrigins::object_of(NodeId node) const {
  if (tree().is(node, NodeKind::kName)) return info().object_of(node);
  return info().qualified(node);
}

OriginId TypeOrigins::of_type_expression(NodeId node) {
  node = unparen(node);
  if (tree().is(node, NodeKind::kEllipsis)) {
    const OriginId element = of_type_expression(syntax::view<syntax::Ellipsis>(tree(), node).type);
    return element.has_value() ? made_for(node, program_.types.slice(type(element)), element) : OriginId();
  }
  const TypeId type = info().type_of(node);
  if (!type.has_value()) return OriginId();
  if (is_plain(type)) return plain(type);
  switch (tree().kind(node)) {
    case NodeKind::kSliceType:
    case NodeKind::kArrayType:
    case NodeKind::kStructType:
    case NodeKind::kFuncType:
    case NodeKind::kInterfaceType:
    case NodeKind::kMapType:
    case NodeKind::kChanType:
    case NodeKind::kStar: return add({.key = {Kind::kWritten, node.index}, .type = type});
    default: return OriginId();
  }
}

TypeId TypeOrigins::core(TypeId type) {
  const TypeId under = program_.types.underlying(type);
  if (program_.types.kind(type) != TypeKind::kTypeParam) return under;
  const types::TypeSet& set = program_.types.type_set(under);
  if (set.all_types || set.terms.empty()) return TypeId();
  const TypeId first = program_.types.underlying(set.terms.front().type);
  for (const types::UnionTerm& term : set.terms)
    if (!program_.types.identical(program_.types.underlying(term.type), first)) return TypeId();
  return first;
}

TypeId TypeOrigins::part_type(TypeId type, TypePart part) {
  const TypeId id = core(type);
  if (!id.has_value()) return TypeId();
  const types::Type& structure = program_.types[id];
  const auto nth = [&](TypeId tuple) {
    const std::vector<TypeId>& members = program_.types[tuple].members;
    return part.index < members.size() ? members[part.index] : TypeId();
  };
  switch (part.kind) {
    case TypePart::kElement: return structure.element;
    case TypePart::kKey: return structure.key;
    case TypePart::kField:
      return part.index < structure.fields.size() ? structure.fields[part.index].type : TypeId();
    case TypePart::kParameter: return structure.parameters.has_value() ? nth(structure.parameters) : TypeId();
    case TypePart::kResult: return structure.results.has_value() ? nth(structure.results) : TypeId();
  }
  return TypeId();
}

OriginId TypeOrigins::part(OriginId whole, TypePart part) {
  if (!whole.has_value()) return OriginId();
  const Origin of = origins_[whole];
  const TypeId type = part_type(of.type, part);
  if (!type.has_value()) return OriginId();
  if (is_plain(type)) return plain(type);
  switch (of.key.kind) {
    case Kind::kPlain: return this->part(declared_named(of.type), part);
    case Kind::kWritten: return written_part(NodeId(of.key.a), part);
    case Kind::kMade: return part.kind == TypePart::kElement ? of.element : OriginId();
    case Kind::kDeclared:
    case Kind::kPart: break;
  }
  const TypeId declared = part_type(of.declared, part);
  if (!declared.has_value()) return OriginId();
  if (program_.types.kind(declared) == TypeKind::kTypeParam) {
    const Declaration& declaration = declarations_[of.declaration];
    const auto found = std::ranges::find(declaration.parameters, declared);
    if (found == declaration.parameters.end()) return OriginId();
    return declaration.arguments[static_cast<size_t>(found - declaration.parameters.begin())];
  }
  const uint32_t which = static_cast<uint32_t>(part.kind) + 8 * part.index;
  return add({.key = {Kind::kPart, whole.index, which},
              .type = type,
              .declaration = of.declaration,
              .declared = declared});
}

// What a type's name stands for, or what the types of a type parameter have in common.
OriginId TypeOrigins::declared_named(TypeId type) {
  types::TypeStore& types = program_.types;
  const TypeId id = types.canonical(type);
  if (types.kind(id) == TypeKind::kNamed && types.named_info(id).origin.has_value()) {
    const TypeId origin = types.named_info(id).origin;
    const std::vector<TypeId> parameters = types.named_info(origin).type_parameters;
    const auto [entry, is_new] = of_types_.try_emplace({id, ObjectId()});
    if (is_new) {
      Declaration declaration{.parameters = parameters, .arguments = {}};
      for (const TypeId argument : types[id].members)
        declaration.arguments.push_back(is_plain(argument) ? plain(argument) : OriginId());
      entry->second = declarations_.add(std::move(declaration));
    }
    return declared(entry->second, types.underlying(origin), types.underlying(id));
  }
  const TypeId under = core(id);
  if (!under.has_value()) return OriginId();
  const auto [entry, is_new] = of_types_.try_emplace({id, ObjectId()});
  if (is_new) entry->second = declarations_.add({});
  return declared(entry->second, under, under);
}

OriginId TypeOrigins::written_part(NodeId node, TypePart part) {
  const auto nth_field = [&](NodeId fields) {
    uint32_t left = part.index;
    for (const NodeId field : tree().children(fields)) {
      const auto [names, type, tag] = syntax::view<syntax::Field>(tree(), field);
      const auto count = static_cast<uint32_t>(std::max<size_t>(tree().children(names).size(), 1));
      if (left < count) return of_type_expression(type);
      left -= count;
    }
    return OriginId();
  };
  switch (tree().kind(node)) {
    case NodeKind::kSliceType:
      return of_type_expression(syntax::view<syntax::SliceType>(tree(), node).element);
    case NodeKind::kArrayType:
      return of_type_expression(syntax::view<syntax::ArrayType>(tree(), node).element);
    case NodeKind::kChanType: return of_type_expression(syntax::view<syntax::ChanType>(tree(), node).element);
    case NodeKind::kStar: return of_type_expression(syntax::view<syntax::Star>(tree(), node).x);
    case NodeKind::kMapType: {
      const auto [key, value] = syntax::view<syntax::MapType>(tree(), node);
      return of_type_expression(part.kind == TypePart::kKey ? key : value);
    }
    case NodeKind::kStructType: return nth_field(syntax::view<syntax::StructType>(tree(), node).fields);
    case NodeKind::kFuncType: {
      const auto [parameters, results] = syntax::view<syntax::FuncType>(tree(), node);
      return nth_field(part.kind == TypePart::kParameter ? parameters : results);
    }
    default: return OriginId();
  }
}

OriginId TypeOrigins::of_variable(ObjectId variable) {
  const TypeId type = program_.objects[variable].type;
  if (is_plain(type)) return plain(type);
  const auto found = variables_.find(variable);
  return found == variables_.end() ? OriginId() : found->second;
}

OriginId TypeOrigins::of_expression(NodeId node) {
  node = unparen(node);
  const types::ExprInfo& facts = info().expression(node);
  const ObjectId object = object_of(node);
  const TypeId type =
      facts.type.has_value() ? facts.type : (object.has_value() ? program_.objects[object].type : TypeId());
  if (!type.has_value()) return OriginId();
  if (is_plain(type)) return plain(type);
  if (object.has_value())
    return program_.objects[object].kind == types::ObjectKind::kVar ? of_variable(object)
                                                                    : made_for(node, type);
  switch (tree().kind(node)) {
    case NodeKind::kCompositeLit: {
      const NodeId written = syntax::view<syntax::CompositeLit>(tree(), node).type;
      return written.has_value() ? of_type_expression(written) : OriginId();
    }
    case NodeKind::kFuncLit: return of_type_expression(syntax::view<syntax::FuncLit>(tree(), node).type);
    case NodeKind::kSelector: return of_selector(node);
    case NodeKind::kIndex: {
      const NodeId x = syntax::view<syntax::Index>(tree(), node).x;
      if (info().instances.contains(unparen(x))) return made_for(node, type);
      OriginId indexed = of_expression(x);
      if (indexed.has_value() && program_.types.underlying_kind(this->type(indexed)) == TypeKind::kPointer)
        indexed = part(indexed, {TypePart::kElement});
      return part(indexed, {TypePart::kElement});
    }
    case NodeKind::kSlice: {
      const OriginId x = of_expression(syntax::view<syntax::Slice>(tree(), node).x);
      if (!x.has_value()) return OriginId();
      const TypeId sliced = core(this->type(x));
      if (!sliced.has_value()) return OriginId();
      switch (program_.types.kind(sliced)) {
        case TypeKind::kArray: return made_for(node, type, part(x, {TypePart::kElement}));
        case TypeKind::kPointer:
          return made_for(node, type, part(part(x, {TypePart::kElement}), {TypePart::kElement}));
        default: return x;
      }
    }
    case NodeKind::kTypeAssert:
      return of_type_expression(syntax::view<syntax::TypeAssert>(tree(), node).type);
    case NodeKind::kCall: return of_call(node, type);
    case NodeKind::kStar: return part(of_expression(tree().child(node, 0)), {TypePart::kElement});
    case NodeKind::kUnary: {
      const OriginId x = of_expression(tree().child(node, 0));
      if (tree().op(node) == syntax::Token::kArrow) return part(x, {TypePart::kElement});
      return tree().op(node) == syntax::Token::kAnd ? made_for(node, type, x) : OriginId();
    }
    default: return OriginId();
  }
}

OriginId TypeOrigins::of_selector(NodeId node) {
  const types::Selection& selected = *info().selections.find(node);
  if (selected.kind != types::SelectionKind::kField) return made_for(node, info().type_of(node));
  OriginId x = of_expression(tree().child(node, 0));
  for (const uint32_t index : selected.path) {
    if (!x.has_value()) return x;
    if (program_.types.underlying_kind(type(x)) == TypeKind::kPointer) x = part(x, {TypePart::kElement});
    x = part(x, {TypePart::kField, index});
  }
  return x;
}

OriginId TypeOrigins::of_call(NodeId call, TypeId type) {
  const NodeId function = unparen(syntax::view<syntax::Call>(tree(), call).function);
  if (info().expression(function).mode == types::Mode::kType) return of_type_expression(function);
  const ObjectId object = object_of(function);
  if (object.has_value() && program_.objects[object].kind == types::ObjectKind::kBuiltin)
    return of_builtin(call, program_.objects[object].builtin, type);
  return part_of_call(call, {TypePart::kResult, 0});
}

OriginId TypeOrigins::of_builtin(NodeId call, types::Builtin builtin, TypeId type) {
  using types::Builtin;
  const NodeId arguments = syntax::view<syntax::Call>(tree(), call).arguments;
  const NodeId first = tree().child(arguments, 0);
  switch (builtin) {
    case Builtin::kAppend: return of_expression(first);
    case Builtin::kMake: return of_type_expression(first);
    case Builtin::kNew: {
      const bool is_type = info().expression(unparen(first)).mode == types::Mode::kType;
      return made_for(call, type, is_type ? of_type_expression(first) : of_expression(first));
    }
    case Builtin::kUnsafeSlice: return made_for(call, type, part(of_expression(first), {TypePart::kElement}));
    case Builtin::kUnsafeSliceData:
      return made_for(call, type, part(of_expression(first), {TypePart::kElement}));
    default: return OriginId();
  }
}

OriginId TypeOrigins::part_of_call(NodeId call, TypePart part) {
  return this->part(declared_signature(call), part);
}

OriginId TypeOrigins::declared_signature(NodeId call) {
  const NodeId function = unparen(syntax::view<syntax::Call>(tree(), call).function);
  const NodeId generic = tree().is(function, NodeKind::kIndex)
                             ? unparen(syntax::view<syntax::Index>(tree(), function).x)
                             : function;
  if (const auto instance = info().instances.find(generic); instance != info().instances.end()) {
    const ObjectId object = object_of(generic);
    if (!object.has_value()) return OriginId();
    return declared(declaration_of_call(call, function, object), program_.objects[object].type,
                    instance->second.type);
  }
  if (tree().is(function, NodeKind::kSelector)) {
    const types::Selection& selected = *info().selections.find(function);
    if (selected.kind == types::SelectionKind::kMethodValue && selected.object.has_value()) {
      TypeId receiver = selected.receiver;
      const auto follow = [&] {
        if (program_.types.kind(receiver) == TypeKind::kPointer) receiver = program_.types[receiver].element;
      };
      for (const uint32_t index : selected.path) {
        follow();
        receiver = program_.types[program_.types.underlying(receiver)].fields[index].type;
      }
      follow();
      return declared(declaration_of_method(receiver, selected.object),
                      program_.objects[selected.object].type, info().type_of(function));
    }
  }
  return of_expression(function);
}

TypeOrigins::DeclarationId TypeOrigins::declaration_of_method(TypeId instance, ObjectId method) {
  const auto [entry, is_new] = of_types_.try_emplace({program_.types.canonical(instance), method});
  if (!is_new) return entry->second;
  Declaration declaration{.parameters = program_.objects[method].type_parameters, .arguments = {}};
  const std::vector<TypeId> arguments = program_.types[program_.types.canonical(instance)].members;
  for (size_t i = 0; i < declaration.parameters.size(); ++i) {
    const bool is_known = i < arguments.size() && is_plain(arguments[i]);
    declaration.arguments.push_back(is_known ? plain(arguments[i]) : OriginId());
  }
  return entry->second = declarations_.add(std::move(declaration));
}

TypeOrigins::DeclarationId TypeOrigins::declaration_of_call(NodeId call, NodeId function, ObjectId generic) {
  const bool is_index = tree().is(function, NodeKind::kIndex);
  const NodeId name = is_index ? unparen(syntax::view<syntax::Index>(tree(), function).x) : function;
  const std::vector<TypeId> actual = info().instances.find(name)->second.arguments;
  std::vector<TypeId> own = actual;
  for (TypeId& argument : own) argument = program_.types.canonical(argument);
  const std::pair key(generic, std::move(own));
  if (const auto known = calls_.find(key); known != calls_.end()) return known->second;
  Declaration declaration{.parameters = program_.objects[generic].type_parameters, .arguments = {}};
  std::span<const NodeId> written;
  if (is_index) written = tree().children(syntax::view<syntax::Index>(tree(), function).indices);
  for (size_t i = 0; i < actual.size(); ++i) {
    OriginId argument = is_plain(actual[i]) ? plain(actual[i]) : OriginId();
    if (!argument.has_value() && i < written.size()) argument = of_type_expression(written[i]);
    declaration.arguments.push_back(argument);
  }
  const bool has_all = std::ranges::all_of(declaration.arguments, [](OriginId id) { return id.has_value(); });
  if (!has_all) {
    const types::Type signature = program_.types[program_.objects[generic].type];
    const std::vector<TypeId> parameters = program_.types[signature.parameters].members;
    const NodeId given = syntax::view<syntax::Call>(tree(), call).arguments;
    const bool packs = signature.variadic && !tree().has_flag(call, syntax::kHasDots);
    for (size_t i = 0; i < tree().children(given).size(); ++i) {
      const bool is_packed = packs && i + 1 >= parameters.size();
      const TypeId parameter = is_packed ? program_.types[parameters.back()].element
                                         : parameters[std::min(i, parameters.size() - 1)];
      unify(parameter, of_expression(tree().children(given)[i]), declaration);
    }
    for (size_t i = 0; i < declaration.parameters.size(); ++i) {
      const TypeId common = core(declaration.parameters[i]);
      if (common.has_value()) unify(common, declaration.arguments[i], declaration);
    }
  }
  // An argument may be the same call: f(f(x)).
  if (const auto inner = calls_.find(key); inner != calls_.end()) return inner->second;
  return calls_[key] = declarations_.add(std::move(declaration));
}

void TypeOrigins::unify(TypeId declared, OriginId given, Declaration& declaration) {
  if (!given.has_value() || !program_.types.has_type_parameters(declared)) return;
  const types::Type type = program_.types[declared];
  const auto recurse = [&](TypeId part_of_declared, TypePart which) {
    unify(part_of_declared, part(given, which), declaration);
  };
  switch (type.kind) {
    case TypeKind::kTypeParam: {
      const auto found = std::ranges::find(declaration.parameters, declared);
      if (found == declaration.parameters.end()) return;
      OriginId& argument = declaration.arguments[static_cast<size_t>(found - declaration.parameters.begin())];
      if (!argument.has_value()) argument = given;
      return;
    }
    case TypeKind::kMap: recurse(type.key, {TypePart::kKey}); [[fallthrough]];
    case TypeKind::kPointer:
    case TypeKind::kSlice:
    case TypeKind::kArray:
    case TypeKind::kChan: return recurse(type.element, {TypePart::kElement});
    case TypeKind::kSignature: {
      const std::vector<TypeId>& parameters = program_.types[type.parameters].members;
      for (uint32_t i = 0; i < parameters.size(); ++i) recurse(parameters[i], {TypePart::kParameter, i});
      const std::vector<TypeId>& results = program_.types[type.results].members;
      for (uint32_t i = 0; i < results.size(); ++i) recurse(results[i], {TypePart::kResult, i});
      return;
    }
    default: return;
  }
}

}  // namespace escdiff::ir
