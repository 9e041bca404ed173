// x.name: fields, methods, members of packages.
#include <algorithm>
#include <cctype>

#include "solver/types/checker.h"
#include "solver/types/text.h"

namespace escdiff::types {

using namespace syntax;

namespace {

bool same_name_folded(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

// pkg.Name; false when x is no package.
bool Checker::qualified(Operand& x, NodeId node) {
  const Selector select = view<Selector>(tree_, node);
  if (!tree_.is(select.x, NodeKind::kName)) return false;
  const ObjectId package_name = lookup(tree_.symbol(select.x));
  if (!package_name.has_value() || program_.objects[package_name].kind != ObjectKind::kPackageName)
    return false;
  info_.uses[select.x.index] = package_name;
  program_.objects[package_name].used = true;
  if (!program_.objects[package_name].imported.has_value()) return true;  // reported where it is imported
  const Package& imported = program_.packages[program_.objects[package_name].imported];
  const Symbol name = tree_.symbol(select.name);
  const ObjectId id = program_.member(program_.objects[package_name].imported, name);
  if (!id.has_value()) {
    std::string hint;
    for (ObjectId other : program_.members(program_.objects[package_name].imported)) {
      const std::string text = str(program_.objects[other].name);
      if (hint.empty() && is_exported(text) && same_name_folded(text, str(name)))
        hint = " (but have " + text + ")";
    }
    if (name != blank_) error_at(begin(select.name), "undefined: {}{}", str(node), hint);
    return true;
  }
  const Object& object = program_.objects[id];
  if (!is_exported(program_.symbols.text(name))) {
    error_at(begin(select.name), "name {} not exported by package {}", str(name), imported.name);
  }
  info_.uses[select.name.index] = id;
  info_.selections.set(node, info_.selections.add({.kind = SelectionKind::kQualified, .object = id}));
  x.type = object.type;
  switch (object.kind) {
    case ObjectKind::kConst:
      x.mode = Mode::kConstant;
      x.value = object.value;
      break;
    case ObjectKind::kTypeName: x.mode = Mode::kType; break;
    case ObjectKind::kVar: x.mode = Mode::kVariable; break;
    case ObjectKind::kFunc: x.mode = Mode::kValue; break;
    case ObjectKind::kBuiltin:
      x.mode = Mode::kBuiltin;
      x.builtin = object.builtin;
      break;
    default: break;
  }
  return true;
}

void Checker::selector(Operand& x, NodeId node, bool want_type) {
  x.mode = Mode::kInvalid;
  const Selector select = view<Selector>(tree_, node);
  if (qualified(x, node)) return;
  expression_or_type(x, select.x, false);
  if (!x.valid()) return;
  if (x.mode == Mode::kBuiltin) {
    error_at(tree_.pos(node), "invalid use of {} in selector expression", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  if (want_type) {
    error_at(begin(select.name), "{} is not a type", str(node));
    x.mode = Mode::kInvalid;
    return;
  }
  const Symbol name = tree_.symbol(select.name);
  if (name == blank_) {
    error(begin(select.name), "cannot refer to blank field or method");
    x.mode = Mode::kInvalid;
    return;
  }
  const MemberQuery query{x.type, name, x.mode == Mode::kVariable, x.mode == Mode::kType};
  if (const auto known = selected_.find(query); known != selected_.end())
    return select_member(x, node, known->second);
  const Member member = find_member(program_, x.type, query.addressable, package_, name);
  const bool found = member.kind == MemberKind::kField || member.kind == MemberKind::kMethod ||
                     member.kind == MemberKind::kInterfaceMethod;
  if (!found) {
    report_missing(x, node, member);
    x.mode = Mode::kInvalid;
    return;
  }
  const SelectedMember selected{member, info_.selections.add(selection_of(query, member))};
  select_member(x, node, selected);
  if (in_bodies_) selected_.emplace(query, selected);
}

Selection Checker::selection_of(const MemberQuery& query, const Member& member) {
  Selection selection{.kind = SelectionKind::kField,
                      .receiver = query.type,
                      .object = member.object,
                      .path = member.path,
                      .indirect = member.indirect};
  if (member.kind == MemberKind::kInterfaceMethod) selection.interface_method = member.name;
  if (member.kind != MemberKind::kField)
    selection.kind = query.of_type ? SelectionKind::kMethodExpression : SelectionKind::kMethodValue;
  return selection;
}

void Checker::report_missing(const Operand& x, NodeId node, const Member& found) {
  const Selector select = view<Selector>(tree_, node);
  const SourcePos pos = begin(select.name);
  const Symbol name = tree_.symbol(select.name);
  const TypeId under = types_.underlying(x.type);
  if (!is_valid(under)) return;
  if (types_.kind(under) == TypeKind::kPointer && !is_valid(types_.underlying(types_[under].element))) return;
  if (found.kind == MemberKind::kAmbiguous) {
    error_at(pos, "ambiguous selector {}.{}", str(x.node), str(name));
    return;
  }
  if (found.kind == MemberKind::kPointerReceiver) {
    const std::string type = str(x.type), text = str(name);
    if (x.mode == Mode::kType) {
      error_at(pos, "invalid method expression {0}.{1} (needs pointer receiver (*{0}).{1})", type, text);
    } else {
      error_at(pos, "cannot call pointer method {} on {}", text, type);
    }
    return;
  }
  std::string why;
  if (types_.kind(under) == TypeKind::kPointer &&
      types_.underlying_kind(types_[under].element) == TypeKind::kInterface) {
    const bool parameter = is_type_parameter(program_, types_[under].element);
    why = fmt::format("type {} is pointer to {}", str(x.type),
                      parameter ? "type parameter, not type parameter" : "interface, not interface");
  } else {
    why = missing_text(x.type, name,
                       find_member(program_, x.type, x.mode == Mode::kVariable, package_, name, true), false);
  }
  error_at(pos, "{}.{} undefined ({})", str(x.node), str(name), why);
}

// Says that `name` is missing, and which member with other capital letters there is.
std::string Checker::missing_text(TypeId type, Symbol name, const Member& other, bool struct_literal) {
  const std::string wanted = str(name), type_text = str(type);
  const bool exists = other.kind == MemberKind::kField || other.kind == MemberKind::kMethod ||
                      other.kind == MemberKind::kInterfaceMethod;
  const std::string have = exists ? str(other.name) : "";
  const std::string what = other.kind == MemberKind::kField ? "field" : "method";
  enum { kMissing, kMisspelled, kUnexported, kInaccessible } state = kMissing;
  if (exists) {
    const bool own = member_package(other) == package_;
    const bool same_tail = wanted.substr(1) == have.substr(1);
    if (own) {
      state = kMisspelled;
    } else if (is_exported(wanted)) {
      if (is_exported(have)) {
        state = kMisspelled;
      } else if (same_tail) {
        state = kUnexported;
      }
    } else if (is_exported(have)) {
      if (same_tail) state = kMisspelled;
    } else if (wanted == have) {
      state = kInaccessible;
    }
  }
  if (struct_literal) {
    const std::string base = fmt::format("unknown field {} in struct literal of type {}", wanted, type_text);
    switch (state) {
      case kMissing: return base;
      case kMisspelled: return base + ", but does have " + have;
      case kUnexported: return base + ", but does have unexported " + have;
      case kInaccessible:
        return fmt::format("cannot refer to unexported field {} in struct literal of type {}", have,
                           type_text);
    }
  }
  const std::string base = fmt::format("type {} has no field or method {}", type_text, wanted);
  switch (state) {
    case kMissing: return base;
    case kMisspelled: return fmt::format("{}, but does have {} {}", base, what, have);
    case kUnexported: return fmt::format("{}, but does have unexported {} {}", base, what, have);
    case kInaccessible: break;
  }
  return fmt::format("cannot refer to unexported {} {}", what, have);
}

// The package that declares a member.
PackageId Checker::member_package(const Member& member) const {
  if (member.object.has_value()) return program_.objects[member.object].package;
  if (member.owner.has_value() && types_.kind(member.owner) == TypeKind::kNamed) {
    return program_.objects[types_.named_info(member.owner).object].package;
  }
  return package_;
}

void Checker::select_member(Operand& x, NodeId node, const SelectedMember& selected) {
  const Selector select = view<Selector>(tree_, node);
  const Member& member = selected.member;
  if (member.object.has_value()) {
    info_.uses[select.name.index] = member.object;
    add_dependency(member.object);
  }
  if (x.mode == Mode::kType) {
    if (member.kind == MemberKind::kField) {
      error_at(begin(select.name), "{}.{} undefined (type {} has no method {})", str(x.node),
               str(member.name), str(x.type), str(member.name));
      x.mode = Mode::kInvalid;
      return;
    }
    const Type& signature = types_[member.type];
    const Type& parameters = types_[signature.parameters];
    std::vector<TypeId> members = parameters.members;
    std::vector<Symbol> names = parameters.names;
    members.insert(members.begin(), x.type);
    if (!names.empty()) {
      Symbol receiver;
      if (member.object.has_value() && !program_.objects[member.object].parameters.empty())
        receiver = program_.objects[program_.objects[member.object].parameters.front()].name;
      names.insert(names.begin(), receiver.has_value() ? receiver : blank_);
    }
    const TypeId results = signature.results;
    const bool variadic = signature.variadic;
    x.type = types_.signature(types_.tuple(std::move(members), std::move(names)), results, variadic);
    x.mode = Mode::kValue;
  } else if (member.kind == MemberKind::kField) {
    x.mode = x.mode == Mode::kVariable || member.indirect ? Mode::kVariable : Mode::kValue;
    x.type = member.type;
  } else {
    x.mode = Mode::kValue;
    x.type = member.type;
  }
  info_.selections.set(node, selected.selection);
}

}  // namespace escdiff::types
