#include "generator/types.h"

#include <fmt/core.h>

#include <algorithm>

namespace escdiff::generator {
namespace {

bool is_basic(TypeKind kind) { return kind <= TypeKind::kString; }

bool same_shape(const Type& a, const Type& b) {
  return a.kind == b.kind && a.elem == b.elem && a.key == b.key && a.length == b.length && a.dir == b.dir &&
         a.variadic == b.variadic && a.params == b.params && a.results == b.results &&
         a.fields.size() == b.fields.size() && (a.fields.empty() || a.spelling == b.spelling);
}

}  // namespace

TypeTable::TypeTable() {
  static constexpr std::string_view kNames[] = {"bool",    "int",     "int64",      "byte",  "rune",
                                                "uintptr", "float64", "complex128", "string"};
  const auto plain = [this](TypeKind kind, std::string_view spelling) {
    Type type;
    type.kind = kind;
    type.spelling = spelling;
    return add(std::move(type));
  };
  for (size_t i = 0; i < std::size(kNames); ++i) plain(static_cast<TypeKind>(i), kNames[i]);
  any_ = plain(TypeKind::kInterface, "any");
  empty_struct_ = plain(TypeKind::kStruct, "struct{}");
  unsafe_pointer_ = plain(TypeKind::kUnsafePointer, "unsafe.Pointer");
  Type errors;
  errors.kind = TypeKind::kInterface;
  errors.methods.push_back({"Error", function({}, {string()}, false), false});
  error_ = declare("error");
  complete(error_, std::move(errors));
}

TypeId TypeTable::add(Type type) {
  const TypeId id(static_cast<uint32_t>(types_.size()));
  const auto parametric = [this](TypeId other) { return other && types_[other.index].parametric; };
  type.underlying = id;
  type.parametric |= parametric(type.elem) || parametric(type.key) ||
                     std::any_of(type.params.begin(), type.params.end(), parametric) ||
                     std::any_of(type.results.begin(), type.results.end(), parametric) ||
                     std::any_of(type.fields.begin(), type.fields.end(),
                                 [&](const Field& field) { return parametric(field.type); });
  types_.push_back(std::move(type));
  return id;
}

TypeId TypeTable::intern(Type type) {
  for (uint32_t i = 0; i < types_.size(); ++i)
    if (same_shape(types_[i], type)) return TypeId(i);
  switch (type.kind) {
    case TypeKind::kPointer: type.spelling = "*" + types_[type.elem.index].spelling; break;
    case TypeKind::kSlice: type.spelling = "[]" + types_[type.elem.index].spelling; break;
    case TypeKind::kArray:
      type.spelling = fmt::format("[{}]{}", type.length, types_[type.elem.index].spelling);
      break;
    case TypeKind::kMap:
      type.spelling =
          fmt::format("map[{}]{}", types_[type.key.index].spelling, types_[type.elem.index].spelling);
      break;
    case TypeKind::kChan: {
      const Type& elem = types_[type.elem.index];
      const bool parens =
          type.dir != ChanDir::kReceive && elem.kind == TypeKind::kChan && elem.dir == ChanDir::kReceive;
      type.spelling = type.dir == ChanDir::kReceive ? "<-chan "
                      : type.dir == ChanDir::kSend  ? "chan<- "
                                                    : "chan ";
      type.spelling += parens ? "(" + elem.spelling + ")" : elem.spelling;
      break;
    }
    case TypeKind::kFunc: type.spelling = "func" + spell_signature(type); break;
    default: break;
  }
  return add(std::move(type));
}

std::string TypeTable::spell_signature(const Type& type) const {
  std::string out = "(";
  for (size_t i = 0; i < type.params.size(); ++i) {
    if (i > 0) out += ", ";
    const Type& param = types_[type.params[i].index];
    if (type.variadic && i + 1 == type.params.size()) {
      out += "..." + types_[param.elem.index].spelling;
    } else {
      out += param.spelling;
    }
  }
  out += ")";
  if (type.results.size() == 1) out += " " + types_[type.results[0].index].spelling;
  if (type.results.size() > 1) {
    out += " (";
    for (size_t i = 0; i < type.results.size(); ++i)
      out += (i > 0 ? ", " : "") + types_[type.results[i].index].spelling;
    out += ")";
  }
  return out;
}

TypeId TypeTable::pointer(TypeId elem) {
  Type type;
  type.kind = TypeKind::kPointer;
  type.elem = elem;
  return intern(std::move(type));
}

TypeId TypeTable::find_pointer(TypeId elem) const {
  for (uint32_t i = 0; i < types_.size(); ++i)
    if (types_[i].kind == TypeKind::kPointer && types_[i].elem == elem) return TypeId(i);
  return TypeId();
}

TypeId TypeTable::external(std::string_view name, bool& fresh) {
  fresh = false;
  for (uint32_t i = 0; i < types_.size(); ++i)
    if (types_[i].kind == TypeKind::kNamed && types_[i].spelling == name) return TypeId(i);
  fresh = true;
  return declare(std::string(name));
}

TypeId TypeTable::slice(TypeId elem) {
  Type type;
  type.kind = TypeKind::kSlice;
  type.elem = elem;
  return intern(std::move(type));
}

TypeId TypeTable::array(TypeId elem, uint32_t length) {
  Type type;
  type.kind = TypeKind::kArray;
  type.elem = elem;
  type.length = length;
  return intern(std::move(type));
}

TypeId TypeTable::map(TypeId key, TypeId elem) {
  Type type;
  type.kind = TypeKind::kMap;
  type.key = key;
  type.elem = elem;
  return intern(std::move(type));
}

TypeId TypeTable::chan(TypeId elem, ChanDir dir) {
  Type type;
  type.kind = TypeKind::kChan;
  type.elem = elem;
  type.dir = dir;
  return intern(std::move(type));
}

TypeId TypeTable::function(std::vector<TypeId> params, std::vector<TypeId> results, bool variadic) {
  Type type;
  type.kind = TypeKind::kFunc;
  type.params = std::move(params);
  type.results = std::move(results);
  type.variadic = variadic;
  return intern(std::move(type));
}

TypeId TypeTable::anonymous_struct(Field field) {
  Type type;
  type.kind = TypeKind::kStruct;
  type.spelling = "struct{ " + std::string(field.name) + " " + types_[field.type.index].spelling + " }";
  type.fields.push_back(field);
  return intern(std::move(type));
}

TypeId TypeTable::declare(std::string name) {
  Type type;
  type.kind = TypeKind::kNamed;
  type.spelling = std::move(name);
  return add(std::move(type));
}

void TypeTable::complete(TypeId named, Type underlying) {
  underlying.spelling = types_[named.index].spelling;
  const TypeId under = add(std::move(underlying));
  types_[named.index].underlying = under;
  types_[named.index].parametric |= types_[under.index].parametric;
}

void TypeTable::add_method(TypeId named, Method method) {
  types_[named.index].methods.push_back(method);
  for (TypeId id : instances_) {
    if (types_[id.index].origin != named) continue;
    Method own = method;
    own.signature = substitute(method.signature, types_[named.index].args, types_[id.index].args);
    types_[id.index].methods.push_back(own);
  }
}

TypeId TypeTable::type_param(std::string name, Constraint constraint, TypeId constraint_type) {
  Type type;
  type.kind = constraint == Constraint::kCore ? TypeKind::kNamed : TypeKind::kTypeParam;
  type.spelling = std::move(name);
  type.is_param = true;
  type.parametric = true;
  type.constraint = constraint;
  type.constraint_type = constraint_type;
  return add(std::move(type));
}

void TypeTable::make_generic(TypeId named, std::vector<TypeId> params) {
  Type& type = types_[named.index];
  type.spelling += "[";
  for (size_t i = 0; i < params.size(); ++i)
    type.spelling += (i > 0 ? ", " : "") + types_[params[i].index].spelling;
  type.spelling += "]";
  type.origin = named;
  type.args = std::move(params);
  type.parametric = true;
}

TypeId TypeTable::instance(TypeId origin, std::vector<TypeId> args) {
  if (types_[origin.index].args == args) return origin;
  for (TypeId id : instances_)
    if (types_[id.index].origin == origin && types_[id.index].args == args) return id;
  const std::string& generic = types_[origin.index].spelling;
  std::string spelling = generic.substr(0, generic.find('[') + 1);
  for (size_t i = 0; i < args.size(); ++i) spelling += (i > 0 ? ", " : "") + types_[args[i].index].spelling;
  const TypeId id = declare(spelling + "]");
  types_[id.index].origin = origin;
  types_[id.index].args = args;
  types_[id.index].parametric =
      std::any_of(args.begin(), args.end(), [this](TypeId arg) { return types_[arg.index].parametric; });
  instances_.push_back(id);  // before its fields, which may name it
  Type under = types_[types_[origin.index].underlying.index];
  for (Field& field : under.fields) field.type = substitute(field.type, types_[origin.index].args, args);
  complete(id, std::move(under));
  for (size_t i = 0; i < types_[origin.index].methods.size(); ++i) {
    Method method = types_[origin.index].methods[i];
    method.signature = substitute(method.signature, types_[origin.index].args, args);
    types_[id.index].methods.push_back(method);
  }
  return id;
}

TypeId TypeTable::substitute(TypeId id, const std::vector<TypeId>& params, const std::vector<TypeId>& args) {
  for (size_t i = 0; i < params.size(); ++i)
    if (params[i] == id) return args[i];
  const Type& type = types_[id.index];  // a deque: stays where it is
  const auto each = [&](std::vector<TypeId> ids) {
    for (TypeId& each_id : ids) each_id = substitute(each_id, params, args);
    return ids;
  };
  switch (type.kind) {
    case TypeKind::kPointer: return pointer(substitute(type.elem, params, args));
    case TypeKind::kSlice: return slice(substitute(type.elem, params, args));
    case TypeKind::kArray: return array(substitute(type.elem, params, args), type.length);
    case TypeKind::kMap: {
      const TypeId key = substitute(type.key, params, args);
      return map(key, substitute(type.elem, params, args));
    }
    case TypeKind::kChan: return chan(substitute(type.elem, params, args), type.dir);
    case TypeKind::kFunc: return function(each(type.params), each(type.results), type.variadic);
    case TypeKind::kNamed: return type.origin ? instance(type.origin, each(type.args)) : id;
    default: return id;
  }
}

bool TypeTable::unify(TypeId pattern, TypeId id, const std::vector<TypeId>& params,
                      std::vector<TypeId>& args) const {
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i] != pattern) continue;
    if (args[i]) return args[i] == id;
    args[i] = id;
    return true;
  }
  if (pattern == id && !types_[id.index].parametric) return true;
  const Type& a = types_[pattern.index];
  const Type& b = types_[id.index];
  const auto all = [&](const std::vector<TypeId>& one, const std::vector<TypeId>& other) {
    if (one.size() != other.size()) return false;
    for (size_t i = 0; i < one.size(); ++i)
      if (!unify(one[i], other[i], params, args)) return false;
    return true;
  };
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case TypeKind::kPointer:
    case TypeKind::kSlice: return unify(a.elem, b.elem, params, args);
    case TypeKind::kArray: return a.length == b.length && unify(a.elem, b.elem, params, args);
    case TypeKind::kMap: return unify(a.key, b.key, params, args) && unify(a.elem, b.elem, params, args);
    case TypeKind::kChan: return a.dir == b.dir && unify(a.elem, b.elem, params, args);
    case TypeKind::kFunc:
      return a.variadic == b.variadic && all(a.params, b.params) && all(a.results, b.results);
    case TypeKind::kNamed: return a.origin ? a.origin == b.origin && all(a.args, b.args) : pattern == id;
    default: return false;
  }
}

bool TypeTable::satisfies(TypeId arg, TypeId param) const {
  const Type& wanted = types_[param.index];
  const Type& type = types_[arg.index];
  const TypeKind arg_kind = kind(arg);
  switch (wanted.constraint) {
    case Constraint::kAny: return true;
    case Constraint::kComparable: return type.is_param ? comparable(arg) : strictly_comparable(arg);
    case Constraint::kOrdered:
      if (type.is_param)
        return type.constraint == Constraint::kOrdered &&
               (!wanted.constraint_type || type.constraint_type == wanted.constraint_type);
      return arg_kind == TypeKind::kInt || arg_kind == TypeKind::kFloat64 || arg_kind == TypeKind::kString;
    case Constraint::kMethods: return implements(arg, wanted.constraint_type);
    case Constraint::kCore: return arg_kind == kind(param);
  }
  return false;
}

bool TypeTable::is_pointer_to_struct(TypeId id) const {
  const Type& type = underlying(id);
  return type.kind == TypeKind::kPointer && kind(type.elem) == TypeKind::kStruct;
}

bool TypeTable::comparable(TypeId id) const {
  const Type& type = underlying(id);
  switch (type.kind) {
    case TypeKind::kSlice:
    case TypeKind::kMap:
    case TypeKind::kFunc: return false;
    case TypeKind::kArray: return comparable(type.elem);
    case TypeKind::kTypeParam:
      return type.constraint == Constraint::kComparable || type.constraint == Constraint::kOrdered;
    case TypeKind::kStruct:
      if (type.opaque) return false;
      return std::all_of(type.fields.begin(), type.fields.end(),
                         [&](const Field& field) { return comparable(field.type); });
    default: return true;
  }
}

bool TypeTable::strictly_comparable(TypeId id) const {
  const Type& type = underlying(id);
  switch (type.kind) {
    case TypeKind::kInterface:
    case TypeKind::kNamed: return false;  // not declared to its end yet
    case TypeKind::kArray: return strictly_comparable(type.elem);
    case TypeKind::kStruct:
      return !type.opaque && std::all_of(type.fields.begin(), type.fields.end(),
                                         [&](const Field& field) { return strictly_comparable(field.type); });
    default: return comparable(id);
  }
}

bool TypeTable::has_pointers(TypeId id) const {
  const Type& type = underlying(id);
  if (is_basic(type.kind)) return type.kind == TypeKind::kString;
  if (type.kind == TypeKind::kArray) return has_pointers(type.elem);
  if (type.kind != TypeKind::kStruct || type.opaque) return true;
  return std::any_of(type.fields.begin(), type.fields.end(),
                     [&](const Field& field) { return has_pointers(field.type); });
}

uint64_t TypeTable::bytes(TypeId id) const {
  const Type& type = underlying(id);
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kByte: return 1;
    case TypeKind::kRune: return 4;
    case TypeKind::kComplex128:
    case TypeKind::kString:
    case TypeKind::kInterface: return 16;
    case TypeKind::kSlice: return 24;
    case TypeKind::kArray: return type.length * bytes(type.elem);
    case TypeKind::kStruct: {
      uint64_t sum = 0;
      for (const Field& field : type.fields) sum += bytes(field.type);
      return sum;
    }
    default: return 8;
  }
}

void TypeTable::promoted_methods(TypeId named, bool through_pointer, std::vector<FoundMethod>& out) const {
  const Type& under = underlying(named);
  if (under.kind != TypeKind::kStruct) return;
  for (const Field& field : under.fields) {
    if (!field.embedded) continue;
    const bool pointer = (*this)[field.type].kind == TypeKind::kPointer;
    const TypeId base = pointer ? (*this)[field.type].elem : field.type;
    for (FoundMethod found : methods(base, pointer || through_pointer)) {
      const bool hidden = std::any_of(
          out.begin(), out.end(), [&](const FoundMethod& f) { return f.method.name == found.method.name; });
      found.promoted = true;
      if (!hidden) out.push_back(found);
    }
  }
}

std::vector<FoundMethod> TypeTable::methods(TypeId id, bool addressable) const {
  std::vector<FoundMethod> out;
  const Type& type = (*this)[id];
  const bool pointer = type.kind == TypeKind::kPointer;
  const TypeId base = pointer ? type.elem : id;
  const Type& named = (*this)[base];
  const TypeKind base_kind = kind(base);
  if (base_kind == TypeKind::kInterface) {
    if (pointer) return out;
    for (const Method& method : underlying(base).methods) out.push_back({method, true, false});
    return out;
  }
  if (named.kind == TypeKind::kTypeParam && named.constraint_type && !pointer) {
    for (const Method& method : underlying(named.constraint_type).methods)
      out.push_back({method, false, false});
    return out;
  }
  if (named.kind != TypeKind::kNamed) return out;
  std::vector<std::string_view> hidden;
  for (const Method& method : named.methods) {
    if (!method.pointer_receiver || pointer || addressable) {
      out.push_back({method, false, false});
    } else {
      hidden.push_back(method.name);
    }
  }
  promoted_methods(base, pointer || addressable, out);
  std::erase_if(out, [&](const FoundMethod& found) {
    return found.promoted && std::find(hidden.begin(), hidden.end(), found.method.name) != hidden.end();
  });
  return out;
}

bool TypeTable::implements(TypeId id, TypeId interface_type) const {
  const auto& wanted = underlying(interface_type).methods;
  if (wanted.empty()) return true;
  if (!methods_known_ && kind(id) != TypeKind::kInterface) return false;
  const auto have = methods(id, false);
  return std::all_of(wanted.begin(), wanted.end(), [&](const Method& want) {
    return std::any_of(have.begin(), have.end(), [&](const FoundMethod& found) {
      return found.method.name == want.name && found.method.signature == want.signature;
    });
  });
}

bool TypeTable::assignable(TypeId from, TypeId to) const {
  if (from == to) return true;
  const Type& target = underlying(to);
  if (target.kind == TypeKind::kInterface) return implements(from, to);
  const auto has_name = [&](TypeId id) { return is_named(id) || is_basic((*this)[id].kind); };
  if (has_name(from) && has_name(to)) return false;
  if (target.kind == TypeKind::kChan && kind(from) == TypeKind::kChan) {
    const Type& source = underlying(from);
    return source.dir == ChanDir::kBoth && source.elem == target.elem;
  }
  return (*this)[from].underlying == (*this)[to].underlying;
}

bool TypeTable::assertable(TypeId interface_type, TypeId id) const {
  if (kind(id) != TypeKind::kInterface) return implements(id, interface_type);
  for (const Method& one : underlying(interface_type).methods)
    for (const Method& other : underlying(id).methods)
      if (one.name == other.name && one.signature != other.signature) return false;
  return true;
}

}  // namespace escdiff::generator
