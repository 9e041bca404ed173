// The search for a member: breadth first through embedded fields, the shallowest depth wins, two at one depth
// are ambiguous (language specification, "Selectors").
#include "solver/types/lookup.h"

#include <algorithm>
#include <cctype>

#include "solver/types/predicates.h"
#include "solver/types/text.h"

namespace escdiff::types {

namespace {

struct NameQuery {
  Symbol name;
  PackageId package;  // of an unexported name
  bool exported = false;
  bool fold_case = false;
};

bool equal_fold(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

inline bool matches(const Program& program, const NameQuery& query, Symbol name, PackageId package) {
  if (query.fold_case && equal_fold(program.symbols.text(query.name), program.symbols.text(name)))
    return true;
  return name == query.name && (query.exported || package == query.package);
}

// A type on the way, and how it was reached.
struct Station {
  TypeId type;
  std::vector<uint32_t> path;
  bool indirect = false;
  bool multiple = false;  // reached in several ways at this depth
};

class MemberSearch {
 public:
  MemberSearch(Program& program, const NameQuery& query)
      : program_(program), types_(program.types), query_(query) {}

  // The result's kind does not consider addressability yet.
  Member run(TypeId type, bool indirect) {
    // Most members are the type's own.
    std::vector<Station> embedded;
    Member own = members_of({type, {}, indirect, false}, embedded);
    if (own.kind != MemberKind::kNone || embedded.empty()) return own;
    already_seen(type);
    std::vector<Station> current = merged(std::move(embedded));
    while (!current.empty()) {
      std::vector<Station> next;
      Member found;
      bool ambiguous = false;
      for (const Station& station : current) {
        if (already_seen(station.type)) continue;
        Member here = members_of(station, next);
        if (here.kind == MemberKind::kNone) continue;
        if (found.kind != MemberKind::kNone || station.multiple) ambiguous = true;
        found = std::move(here);
      }
      if (ambiguous) return Member{.kind = MemberKind::kAmbiguous, .path = std::move(found.path)};
      if (found.kind != MemberKind::kNone) return found;
      current = merged(std::move(next));
    }
    return Member{};
  }

 private:
  bool already_seen(TypeId type) {
    if (types_.kind(type) != TypeKind::kNamed) return false;
    const uint32_t index = types_[type].index;
    if (std::find(seen_.begin(), seen_.end(), index) != seen_.end()) return true;
    seen_.push_back(index);
    return false;
  }

  Member members_of(const Station& station, std::vector<Station>& next) {
    if (types_.kind(station.type) == TypeKind::kNamed) {
      Member method = declared_method(station);
      if (method.kind != MemberKind::kNone) return method;
    }
    const TypeId under = types_.underlying(station.type);
    const Type& type = types_[under];
    if (type.kind == TypeKind::kStruct) return field(station, type, next);
    if (type.kind == TypeKind::kInterface) return interface_method(station, under);
    return Member{};
  }

  Member declared_method(const Station& station) {
    const NamedInfo& info = types_.named_info(station.type);
    const NamedInfo& declared = info.origin.has_value() ? types_.named_info(info.origin) : info;
    for (ObjectId id : declared.methods) {
      const Object& method = program_.objects[id];
      if (!matches(program_, query_, method.name, method.package)) continue;
      return Member{.kind = MemberKind::kMethod,
                    .path = station.path,
                    .indirect = station.indirect,
                    .owner = station.type,
                    .object = id,
                    .name = method.name};
    }
    return Member{};
  }

  Member field(const Station& station, const Type& type, std::vector<Station>& next) {
    for (uint32_t i = 0; i < type.fields.size(); ++i) {
      const StructField& f = type.fields[i];
      if (!matches(program_, query_, f.name, f.package)) continue;
      Member found{.kind = MemberKind::kField,
                   .path = station.path,
                   .indirect = station.indirect,
                   .type = f.type,
                   .owner = station.type,
                   .name = f.name};
      found.path.push_back(i);
      return found;
    }
    for (uint32_t i = 0; i < type.fields.size(); ++i) {
      const StructField& f = type.fields[i];
      if (!f.embedded) continue;
      const bool pointer = types_.kind(f.type) == TypeKind::kPointer;
      const TypeId target = pointer ? types_[f.type].element : f.type;
      const TypeKind kind = types_.kind(target);
      if (kind != TypeKind::kNamed && kind != TypeKind::kStruct && kind != TypeKind::kInterface) continue;
      Station onward{target, station.path, station.indirect || pointer, station.multiple};
      onward.path.push_back(i);
      next.push_back(std::move(onward));
    }
    return Member{};
  }

  Member interface_method(const Station& station, TypeId interface) {
    for (const InterfaceMethod& method : types_.type_set(interface).methods) {
      if (!matches(program_, query_, method.name, method.package)) continue;
      return Member{.kind = MemberKind::kInterfaceMethod,
                    .path = station.path,
                    .indirect = station.indirect,
                    .type = method.signature,
                    .owner = station.type,
                    .name = method.name};
    }
    return Member{};
  }

  std::vector<Station> merged(std::vector<Station> stations) {
    std::vector<Station> unique;
    for (Station& station : stations) {
      auto same = std::find_if(unique.begin(), unique.end(),
                               [&](const Station& u) { return types_.identical(u.type, station.type); });
      if (same == unique.end()) {
        unique.push_back(std::move(station));
      } else {
        same->multiple = true;
      }
    }
    return unique;
  }

  Program& program_;
  TypeStore& types_;
  NameQuery query_;
  std::vector<uint32_t> seen_;
};

bool declared_for_pointer(Program& program, ObjectId method) {
  const TypeId receiver = program.objects[method].receiver;
  return receiver.has_value() && program.types.kind(receiver) == TypeKind::kPointer;
}

}  // namespace

TypeId method_signature(Program& program, ObjectId object, TypeId owner) {
  if (!program.objects[object].type.has_value() && program.complete_method) program.complete_method(object);
  const Object& method = program.objects[object];
  if (!method.type.has_value()) return program.types.invalid();
  const NamedInfo& info = program.types.named_info(owner);
  if (!info.origin.has_value() || method.type_parameters.size() != info.arguments.size()) return method.type;
  return program.types.substitute(method.type, method.type_parameters, program.types[owner].members);
}

Member find_member(Program& program, TypeId type, bool addressable, PackageId package, Symbol name,
                   bool fold_case) {
  TypeStore& types = program.types;
  const std::string_view text = program.symbols.text(name);
  if (text == "_") return Member{};
  const NameQuery query{name, package, is_exported(text), fold_case};
  // A defined pointer type has its element's fields but none of its methods.
  if (types.kind(type) == TypeKind::kNamed && types.underlying_kind(type) == TypeKind::kPointer) {
    Member found = MemberSearch(program, query).run(types[types.underlying(type)].element, true);
    return found.kind == MemberKind::kField ? found : Member{};
  }
  const bool pointer = types.kind(type) == TypeKind::kPointer;
  const TypeId base = pointer ? types[type].element : type;
  if (pointer && types.underlying_kind(base) == TypeKind::kInterface) return Member{};
  Member found = MemberSearch(program, query).run(base, pointer);
  if (found.kind != MemberKind::kMethod) return found;
  if (!program.objects[found.object].receiver.has_value() && program.complete_method)
    program.complete_method(found.object);
  found.pointer_receiver = declared_for_pointer(program, found.object);
  if (found.pointer_receiver && !found.indirect && !addressable) {
    found.kind = MemberKind::kPointerReceiver;
    return found;
  }
  found.type = method_signature(program, found.object, found.owner);
  return found;
}

namespace {

bool table_less(const Program& program, Symbol a, PackageId a_package, Symbol b, PackageId b_package) {
  const std::string_view x = program.symbols.text(a), y = program.symbols.text(b);
  if (is_exported(x) != is_exported(y)) return is_exported(x);
  if (x != y) return x < y;
  if (a_package == b_package || !a_package.has_value() || !b_package.has_value())
    return a_package < b_package;
  return program.packages[a_package].path < program.packages[b_package].path;
}

void collect_names(Program& program, TypeId type, std::vector<uint32_t>& seen,
                   std::vector<std::pair<Symbol, PackageId>>& names) {
  TypeStore& types = program.types;
  if (types.kind(type) == TypeKind::kPointer) type = types[type].element;
  if (types.kind(type) == TypeKind::kNamed) {
    const uint32_t index = types[type].index;
    if (std::find(seen.begin(), seen.end(), index) != seen.end()) return;
    seen.push_back(index);
    const NamedInfo& info = types.named_info(type);
    for (ObjectId id : (info.origin.has_value() ? types.named_info(info.origin) : info).methods) {
      const Object& method = program.objects[id];
      const bool exported = is_exported(program.symbols.text(method.name));
      names.emplace_back(method.name, exported ? PackageId() : method.package);
    }
  }
  const TypeId under = types.underlying(type);
  if (types.kind(under) == TypeKind::kInterface) {
    for (const InterfaceMethod& m : types.type_set(under).methods) names.emplace_back(m.name, m.package);
  } else if (types.kind(under) == TypeKind::kStruct) {
    for (const StructField& f : types[under].fields) {
      if (f.embedded) collect_names(program, f.type, seen, names);
    }
  }
}

}  // namespace

std::vector<InterfaceMethod> methods_in_table_order(Program& program, TypeId interface) {
  std::vector<InterfaceMethod> methods = program.types.type_set(interface).methods;
  std::sort(methods.begin(), methods.end(), [&](const InterfaceMethod& a, const InterfaceMethod& b) {
    return table_less(program, a.name, a.package, b.name, b.package);
  });
  return methods;
}

std::vector<MethodSetEntry> method_set(Program& program, TypeId type) {
  std::vector<std::pair<Symbol, PackageId>> names;
  std::vector<uint32_t> seen;
  collect_names(program, type, seen, names);
  std::sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    return table_less(program, a.first, a.second, b.first, b.second);
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<MethodSetEntry> entries;
  for (auto [name, package] : names) {
    Member member = find_member(program, type, false, package, name);
    if (member.kind != MemberKind::kMethod && member.kind != MemberKind::kInterfaceMethod) continue;
    entries.push_back(MethodSetEntry{name, package, std::move(member)});
  }
  return entries;
}

}  // namespace escdiff::types
