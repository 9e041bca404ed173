// Which types implement an interface, and in which words compile errors say why one does not.
#include <algorithm>

#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/term_string.h"
#include "solver/types/text.h"
#include "solver/types/type_store_impl.h"
#include "solver/types/type_string.h"

namespace escdiff::types {

namespace {

bool is_pointer_to_interface(Program& program, TypeId type) {
  const Type& under = program.types[program.types.underlying(type)];
  return under.kind == TypeKind::kPointer &&
         program.types.underlying_kind(under.element) == TypeKind::kInterface;
}

std::string pointer_to_interface_text(Program& program, TypeId type, PackageId package) {
  const TypeId base = program.types[program.types.underlying(type)].element;
  const std::string name = type_string(program, type, package);
  if (is_type_parameter(program, base))
    return "type " + name + " is pointer to type parameter, not type parameter";
  return "type " + name + " is pointer to interface, not interface";
}

// Says why `wanted` is missing, given what was found under its name.
class MissingMethodText {
 public:
  MissingMethodText(Program& program, TypeId type, TypeId interface, PackageId package)
      : program_(program), type_(type), interface_(interface), package_(package) {}

  std::string text(const InterfaceMethod& wanted, const Member& found) const {
    const std::string name(program_.symbols.text(wanted.name));
    switch (found.kind) {
      case MemberKind::kAmbiguous:
        return "(ambiguous selector " + type_string(program_, type_, package_) + "." + name + ")";
      case MemberKind::kPointerReceiver: return "(method " + name + " has pointer receiver)";
      case MemberKind::kField:
        return "(" + type_string(program_, type_, package_) + "." + name + " is a field, not a method)";
      case MemberKind::kMethod:
      case MemberKind::kInterfaceMethod:
        return have_want("(wrong type for method " + name + ")", wanted, found);
      case MemberKind::kNone: break;
    }
    return not_found(wanted, name);
  }

 private:
  std::string have_want(std::string text, const InterfaceMethod& wanted, const Member& found) const {
    std::string have =
        std::string(program_.symbols.text(found.name)) + signature_string(program_, found.type, package_);
    std::string want = std::string(program_.symbols.text(wanted.name)) +
                       signature_string(program_, wanted.signature, package_);
    if (have == want && found.name == wanted.name) {
      have = std::string(program_.symbols.text(found.name)) +
             signature_string(program_, found.type, PackageId());
      want = std::string(program_.symbols.text(wanted.name)) +
             signature_string(program_, wanted.signature, PackageId());
      if (have == want) return text;
    }
    return text + "\n\t\thave " + have + "\n\t\twant " + want;
  }

  std::string not_found(const InterfaceMethod& wanted, const std::string& name) const {
    if (!is_interface(program_, type_)) {
      const Member folded = find_member(program_, type_, false, wanted.package, wanted.name, true);
      if (folded.kind == MemberKind::kMethod) {
        if (folded.name == wanted.name) return "(unexported method " + name + ")";
        return have_want("(missing method " + name + ")", wanted, folded);
      }
    }
    if (is_pointer_to_interface(program_, type_))
      return "(" + pointer_to_interface_text(program_, type_, package_) + ")";
    if (is_pointer_to_interface(program_, interface_)) {
      return "(" + pointer_to_interface_text(program_, interface_, package_) + ")";
    }
    return "(missing method " + name + ")";
  }

  Program& program_;
  TypeId type_, interface_;
  PackageId package_;
};

bool mentions(Program& program, TypeId constraint, TypeId type) {
  const Type& t = program.types[constraint];
  if (t.kind == TypeKind::kInterface) {
    return std::any_of(t.members.begin(), t.members.end(),
                       [&](TypeId m) { return mentions(program, m, type); });
  }
  if (t.kind == TypeKind::kUnion) {
    return std::any_of(t.terms.begin(), t.terms.end(),
                       [&](const UnionTerm& u) { return mentions(program, u.type, type); });
  }
  return program.types.identical(constraint, type);
}

bool has_invalid_embedded_field(Program& program, TypeId type, int depth = 0) {
  TypeStore& types = program.types;
  TypeId under = types.underlying(type);
  if (types.kind(under) == TypeKind::kPointer) under = types.underlying(types[under].element);
  if (types.kind(under) != TypeKind::kStruct || depth > 10) return false;
  const Type& structure = types[under];
  return std::any_of(structure.fields.begin(), structure.fields.end(), [&](const StructField& f) {
    return f.embedded &&
           (f.type == types.invalid() || has_invalid_embedded_field(program, f.type, depth + 1));
  });
}

std::string terms_string(Program& program, const std::vector<UnionTerm>& terms) {
  std::string text;
  for (const UnionTerm& term : terms) text += (text.empty() ? "" : " | ") + term_string(program, term);
  return text;
}

// One question: does `type` implement (or satisfy) `interface`?
class ImplementsCheck {
 public:
  ImplementsCheck(Program& program, TypeId type, TypeId interface, const ImplementsOptions& options,
                  std::string* why)
      : program_(program),
        types_(program.types),
        type_(type),
        interface_(interface),
        options_(options),
        why_(why) {}

  bool run() {
    const TypeId under = types_.underlying(type_), wanted = types_.underlying(interface_);
    if (under == types_.invalid() || wanted == types_.invalid()) return true;
    const Type& shape = types_[under];
    if (shape.kind == TypeKind::kPointer && types_.underlying(shape.element) == types_.invalid()) return true;
    if (types_.kind(wanted) != TypeKind::kInterface) return not_an_interface(wanted);
    TypeSet set = types_.type_set(wanted);
    if (set.comparable && !set.all_types) {  // then it holds the comparable ones of its terms
      std::erase_if(set.terms, [&](const UnionTerm& term) {
        return !is_comparable(program_, term.type, false, options_.package, nullptr);
      });
      set.comparable = false;
    }
    if (set.all_types && !set.comparable && set.methods.empty()) return true;
    const bool from_interface = shape.kind == TypeKind::kInterface;
    if (from_interface && has_empty_type_set(program_, under)) return true;
    if (has_empty_type_set(program_, wanted))
      return fail("cannot " + verb() + " " + name(interface_) + " (empty type set)");
    std::string missing;
    if (!has_all_methods(program_, type_, interface_, false, options_.package, why_ ? &missing : nullptr)) {
      return fail(does_not() + " " + name(interface_) + " " + missing);
    }
    if (!set.all_types && !(from_interface ? is_subset(under, set) : includes_type(set))) return false;
    return !set.comparable || satisfies_comparable();
  }

 private:
  std::string verb() const { return options_.constraint ? "satisfy" : "implement"; }
  std::string name(TypeId type) const { return type_string(program_, type, options_.package); }
  std::string does_not() const { return name(type_) + " does not " + verb(); }
  bool fail(std::string text) const {
    if (why_ != nullptr) *why_ = std::move(text);
    return false;
  }

  bool not_an_interface(TypeId wanted) const {
    const std::string detail = is_pointer_to_interface(program_, wanted)
                                   ? "type " + name(interface_) + " is pointer to interface, not interface"
                                   : name(interface_) + " is not an interface";
    return fail(does_not() + " " + name(interface_) + " (" + detail + ")");
  }

  bool is_subset(TypeId under, const TypeSet& wanted) {
    const TypeSet& own = types_.type_set(under);
    const bool subset =
        !own.all_types && std::all_of(own.terms.begin(), own.terms.end(), [&](const UnionTerm& term) {
          return std::any_of(wanted.terms.begin(), wanted.terms.end(),
                             [&](const UnionTerm& w) { return term_includes(types_, w, term); });
        });
    return subset || fail(does_not() + " " + name(interface_));
  }

  bool includes_type(const TypeSet& set) {
    const UnionTerm own{type_, false};
    TypeId alternative;
    for (const UnionTerm& term : set.terms) {
      if (term_includes(types_, term, own)) return true;
      if (!alternative.has_value() && !term.tilde &&
          types_.identical(term.type, types_.underlying(term.type)) &&
          term_includes(types_, UnionTerm{term.type, true}, own)) {
        alternative = term.type;
      }
    }
    std::string detail;
    if (alternative.has_value()) {
      detail = "possibly missing ~ for " + name(alternative) + " in " + name(interface_);
    } else if (mentions(program_, types_.underlying(interface_), type_)) {
      detail = name(interface_) + " mentions " + name(type_) + ", but " + name(type_) +
               " is not in the type set of " + name(interface_);
    } else {
      detail = name(type_) + " missing in " + terms_string(program_, set.terms);
    }
    return fail(does_not() + " " + name(interface_) + " (" + detail + ")");
  }

  bool satisfies_comparable() {
    if (is_comparable(program_, type_, false, options_.package, nullptr)) return true;
    if (options_.constraint && is_comparable(program_, type_, true, options_.package, nullptr)) {
      if (!options_.strict_comparable) return true;
      return fail(name(type_) + " to " + verb() + " comparable requires go1.20 or later");
    }
    return fail(does_not() + " comparable");
  }

  Program& program_;
  TypeStore& types_;
  TypeId type_, interface_;
  ImplementsOptions options_;
  std::string* why_;
};

}  // namespace

bool has_all_methods(Program& program, TypeId type, TypeId interface, bool dynamic, PackageId package,
                     std::string* why) {
  TypeStore& types = program.types;
  if (type == types.invalid() || types.type_set(interface).methods.empty()) return true;
  const bool from_interface = types.underlying_kind(type) == TypeKind::kInterface;
  for (const InterfaceMethod& wanted : methods_in_table_order(program, interface)) {
    const PackageId scope = wanted.package.has_value() ? wanted.package : package;
    const Member found = find_member(program, type, false, scope, wanted.name);
    const bool is_method = found.kind == MemberKind::kMethod || found.kind == MemberKind::kInterfaceMethod;
    if (is_method && types.identical(found.type, wanted.signature)) continue;
    if (!is_method && from_interface && dynamic) continue;
    if (has_invalid_embedded_field(program, type)) return true;
    if (why != nullptr) *why = MissingMethodText(program, type, interface, package).text(wanted, found);
    return false;
  }
  return true;
}

bool implements(Program& program, TypeId type, TypeId interface, const ImplementsOptions& options,
                std::string* why) {
  return ImplementsCheck(program, type, interface, options, why).run();
}

}  // namespace escdiff::types
