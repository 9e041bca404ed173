#include <fmt/core.h>

#include <algorithm>

#include "generator/declarations.h"
#include "generator/generics.h"
#include "generator/standard_library.h"

namespace escdiff::generator {
namespace {

// Types with longer names are not built upon.
constexpr size_t kMaxElementSpelling = 14;
// gofmt sets a struct type on one line up to 30 bytes of name and type.
constexpr size_t kMaxAnonymousField = 20;
// The shrink groups of declarations: a name and, later, what it stands for.
constexpr uint32_t kStructGroup = 2000;
constexpr uint32_t kInterfaceGroup = 1000;

void add_to_pool(Context& context, TypeId type) {
  if (std::find(context.pool.begin(), context.pool.end(), type) == context.pool.end())
    context.pool.push_back(type);
}

// Too big for an element: channels refuse more than 64 KiB.
bool is_big(Context& context, TypeId type) { return context.types().bytes(type) > 1000; }

// A type of the pool to build another one on.
TypeId element(Context& context) {
  const TypeId found = context.pick_type_where([&](TypeId id) {
    return context.type(id).spelling.size() <= kMaxElementSpelling && !is_big(context, id);
  });
  return found ? found : context.types().integer();
}

TypeId key_type(Context& context) {
  const TypeId string = context.types().string();
  const uint32_t which = context.draw(4);
  if (which == 1 && context.on(Feature::kTypeString)) return string;
  if (which >= 2) {
    const TypeId pointer =
        context.pick_type_where([&](TypeId id) { return context.type(id).kind == TypeKind::kPointer; });
    if (pointer) return pointer;
  }
  return context.types().integer();
}

TypeId function_type(Context& context) {
  std::vector<TypeId> params;
  std::vector<TypeId> results;
  for (uint32_t i = 0; i < 2 && context.chance(context.policy.more_params); ++i)
    params.push_back(element(context));
  if (context.chance(600)) {
    const bool again = !params.empty() && context.chance(context.policy.reuse_param_type);
    results.push_back(again ? params[0] : element(context));
  }
  return context.types().function(std::move(params), std::move(results), false);
}

TypeId scalar(Context& context) {
  static constexpr TypeKind kKinds[] = {TypeKind::kBool,      TypeKind::kByte,    TypeKind::kRune,
                                        TypeKind::kInt64,     TypeKind::kFloat64, TypeKind::kUintptr,
                                        TypeKind::kComplex128};
  const TypeId type = context.types().basic(kKinds[context.draw(std::size(kKinds))]);
  if (context.kind(type) == TypeKind::kComplex128)
    add_to_pool(context, context.types().basic(TypeKind::kFloat64));
  return type;
}

TypeId big_array(Context& context) {
  const auto& sizes = context.policy.limits.bytes;
  return context.types().array(context.types().byte(),
                               sizes[context.draw(static_cast<uint32_t>(sizes.size()))]);
}

uint32_t array_length(Context& context, TypeId elem) {
  const uint64_t bytes = context.types().bytes(elem);
  const uint32_t limit = context.policy.limits.captured;
  if (bytes > 0 && limit % bytes == 0 && context.chance(context.policy.array_captured))
    return static_cast<uint32_t>(limit / bytes) + context.draw(2);
  return 1 + context.draw(4);
}

TypeId pointers(Context& context, TypeId elem, uint32_t depth) {
  for (uint32_t i = 0; i < depth; ++i) {
    elem = context.types().pointer(elem);
    if (i + 1 < depth) add_to_pool(context, elem);
  }
  return elem;
}

// *reflect.SliceHeader, and what its field may be set to.
TypeId reflect_header(Context& context) {
  TypeTable& types = context.types();
  const bool slice = context.chance(700);
  bool fresh = false;
  const TypeId header = types.external(slice ? "reflect.SliceHeader" : "reflect.StringHeader", fresh);
  if (fresh) {
    Type fields;
    fields.kind = TypeKind::kStruct;
    fields.fields.push_back({"Data", types.basic(TypeKind::kUintptr)});
    fields.fields.push_back({"Len", types.integer()});
    if (slice) fields.fields.push_back({"Cap", types.integer()});
    types.complete(header, std::move(fields));
  }
  context.uses_unsafe = true;
  add_to_pool(context, types.basic(TypeKind::kUintptr));
  add_to_pool(context, types.unsafe_pointer());
  return types.pointer(header);
}

TypeId pool_type(Context& context, Feature feature) {
  TypeTable& types = context.types();
  switch (feature) {
    case Feature::kTypePointerPointer: return pointers(context, element(context), 2);
    case Feature::kTypePointerDeep: return pointers(context, element(context), 3 + context.draw(2));
    case Feature::kTypeSlice: return types.slice(element(context));
    case Feature::kTypeArray: {
      const TypeId elem = element(context);
      const TypeId array = types.array(elem, array_length(context, elem));
      if (context.chance(context.policy.array_relatives)) add_to_pool(context, types.pointer(array));
      if (context.on(Feature::kTypeSlice) && context.chance(context.policy.array_relatives))
        add_to_pool(context, types.slice(elem));
      return array;
    }
    case Feature::kTypeMap: {
      const TypeId key = key_type(context);
      return types.map(key, element(context));
    }
    case Feature::kTypeChan: return types.chan(element(context), ChanDir::kBoth);
    case Feature::kTypeChanDirected: {
      const TypeId elem = element(context);
      add_to_pool(context, types.chan(elem, ChanDir::kBoth));
      return types.chan(elem, context.chance(300) ? ChanDir::kSend : ChanDir::kReceive);
    }
    case Feature::kTypeFunc: return function_type(context);
    case Feature::kTypeAny: return types.any();
    case Feature::kTypeString: return types.string();
    case Feature::kTypeBytes:
    case Feature::kTypeRunes:
      if (context.on(Feature::kTypeString)) add_to_pool(context, types.string());
      return types.slice(feature == Feature::kTypeBytes ? types.byte() : types.rune());
    case Feature::kTypeScalar: return scalar(context);
    case Feature::kTypeUnsafe:
      context.uses_unsafe = true;
      if (context.chance(500)) add_to_pool(context, types.basic(TypeKind::kUintptr));
      return types.unsafe_pointer();
    case Feature::kTypeError: return types.error();
    case Feature::kTypeStandard:
      if (context.standard.empty()) return types.pointer(element(context));
      return context.chance(500) ? types.pointer(standard_type(context)) : standard_type(context);
    case Feature::kTypeTesting: {
      bool fresh = false;
      const TypeId bench = types.external("testing.B", fresh);
      if (fresh) {
        Type structure;
        structure.kind = TypeKind::kStruct;
        structure.opaque = true;
        types.complete(bench, std::move(structure));
      }
      return types.pointer(bench);
    }
    case Feature::kTypeReflectHeader:
      if (!context.chance(600)) return types.pointer(element(context));
      return reflect_header(context);
    case Feature::kTypeEmptyStruct:
      if (context.on(Feature::kTypeSlice) && context.chance(context.policy.empty_slice))
        add_to_pool(context, types.slice(types.empty_struct()));
      return types.empty_struct();
    case Feature::kTypeAnonymousStruct: {
      const TypeId elem = element(context);
      if (types[elem].spelling.size() > kMaxAnonymousField) return types.pointer(elem);
      return types.anonymous_struct({context.exported("a"), elem, false});
    }
    case Feature::kTypeBigArray: return big_array(context);
    default: return types.pointer(element(context));
  }
}

void fill_pool(Context& context) {
  const uint32_t wanted = 2 + context.draw(context.policy.max_pool - 1);
  Options options(context);
  for (size_t i = 0; i < kFeatureCount; ++i)
    if (info(static_cast<Feature>(i)).group == FeatureGroup::kType) options.add(static_cast<Feature>(i));
  for (uint32_t i = 0; i < wanted; ++i) {
    SpanScope span(context.choices);
    const Feature feature = options.pick();
    add_to_pool(context, pool_type(context, feature));
    context.note(feature);
  }
}

TypeId declare_named(Context& context, std::string_view stem) {
  const TypeId named = context.types().declare(std::string(stem) + context.suffix);
  context.model.type_decls.push_back(named);
  return named;
}

// type B struct { a [65536]byte }, type N int, type P *T, type S []T, type Fn func(...) ...
void declare_plain(Context& context) {
  TypeTable& types = context.types();
  const auto add = [&](std::string_view stem, TypeId underlying) {
    const TypeId named = declare_named(context, stem);
    types.complete(named, underlying);
    add_to_pool(context, named);
    --context.lines_left;
    return named;
  };
  if (context.happens(Feature::kNamedScalar))
    context.structs.push_back(add("N", context.chance(700) ? types.integer() : types.string()));
  if (context.happens(Feature::kBigStruct)) {
    const TypeId named = declare_named(context, "B");
    Type structure;
    structure.kind = TypeKind::kStruct;
    structure.fields.push_back({context.exported("a"), big_array(context), false});
    types.complete(named, std::move(structure));
    context.lines_left -= 4;
    context.structs.push_back(named);
    add_to_pool(context, named);
  }
  if (context.happens(Feature::kNamedPointer)) add("P", types.pointer(element(context)));
  if (context.happens(Feature::kNamedSlice))
    context.structs.push_back(add("S", types.slice(element(context))));
  if (context.happens(Feature::kNamedFunc)) add("Fn", function_type(context));
}

// Whether a variable of the type contains one whose fields are not known yet.
bool contains_incomplete(Context& context, TypeId type) {
  const Type& t = context.type(type);
  if (t.kind == TypeKind::kArray) return contains_incomplete(context, t.elem);
  const Type& under = context.under(type);
  if (under.kind == TypeKind::kNamed) return true;
  if (under.kind != TypeKind::kStruct) return false;
  return std::any_of(under.fields.begin(), under.fields.end(),
                     [&](const Field& field) { return contains_incomplete(context, field.type); });
}

std::string_view field_name(Context& context, const std::vector<Field>& fields, TypeId type) {
  static constexpr std::string_view kPointers[] = {"p", "q", "ref", "link"};
  static constexpr std::string_view kNumbers[] = {"n", "a", "b", "x"};
  static constexpr std::string_view kLists[] = {"s", "list", "buf", "items"};
  static constexpr std::string_view kOthers[] = {"v", "data", "val", "in", "u", "w"};
  const TypeKind kind = context.kind(type);
  const auto unused = [&](std::string_view name) {
    name = context.exported(name);
    return std::none_of(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  };
  const auto choose = [&](const auto& names) {
    for (std::string_view name : names)
      if (unused(name)) return name;
    return std::string_view();
  };
  std::string_view name = kind == TypeKind::kPointer                             ? choose(kPointers)
                          : kind == TypeKind::kSlice || kind == TypeKind::kArray ? choose(kLists)
                          : kind == TypeKind::kInt                               ? choose(kNumbers)
                                                                                 : choose(kOthers);
  if (name.empty()) name = choose(kOthers);
  return context.exported(name.empty() ? context.model.keep(fmt::format("f{}", fields.size())) : name);
}

// Go's compiler crashes ("declared pointer receiver type") on `type P *U` when U embeds a type with methods
// from which P can be reached, however far away.
bool has_named_pointer(Context& context) {
  return std::ranges::any_of(context.model.type_decls,
                             [&](TypeId id) { return context.kind(id) == TypeKind::kPointer; });
}

// Embeds an earlier struct type, a pointer to one, or an interface: one at most, so that no selector is
// ambiguous.
void embed(Context& context, Type& structure, const std::vector<TypeId>& complete) {
  if (has_named_pointer(context)) return;
  const bool by_value = !complete.empty() && context.happens(Feature::kEmbedding);
  const bool by_pointer = !by_value && !complete.empty() && context.happens(Feature::kEmbeddedPointer);
  if (by_value || by_pointer) {
    const TypeId base = complete[context.draw(static_cast<uint32_t>(complete.size()))];
    structure.fields.push_back(
        {context.type(base).spelling, by_value ? base : context.types().pointer(base), true});
  } else if (!context.externals.empty() && context.happens(Feature::kEmbeddedStandard)) {
    const TypeId base = context.externals[context.draw(static_cast<uint32_t>(context.externals.size()))];
    const std::string_view name = context.type(base).spelling;
    structure.fields.push_back({name.substr(name.find('.') + 1), base, true});
  } else if (!context.interfaces.empty() && context.happens(Feature::kEmbeddedInterface)) {
    const TypeId base = context.interfaces[context.draw(static_cast<uint32_t>(context.interfaces.size()))];
    structure.fields.push_back({context.type(base).spelling, base, true});
  }
}

// A type that values can be moved to from the field before: the same one, or a slice of the array's elements.
TypeId companion(Context& context, const std::vector<Field>& fields) {
  if (fields.empty() || fields.back().embedded || !context.chance(context.policy.companion_field))
    return TypeId();
  const TypeId last = fields.back().type;
  const Type& type = context.under(last);
  const Type& behind = type.kind == TypeKind::kPointer ? context.under(type.elem) : type;
  if (behind.kind == TypeKind::kArray && context.on(Feature::kTypeSlice))
    return context.types().slice(behind.elem);
  return context.types().has_pointers(last) ? last : TypeId();
}

TypeId field_type(Context& context, TypeId self, const std::vector<Field>& fields) {
  const TypeId companion_type = companion(context, fields);
  if (companion_type) return companion_type;
  if (context.uses_unsafe && context.chance(150)) return context.types().basic(TypeKind::kUintptr);
  if (context.happens(Feature::kRecursiveField)) return context.types().pointer(self);
  const bool nested = context.happens(Feature::kNestedStruct);
  const auto fits = [&](TypeId id) { return !is_big(context, id) && !contains_incomplete(context, id); };
  TypeId found;
  if (nested)
    found =
        context.pick_type_where([&](TypeId id) { return fits(id) && context.kind(id) == TypeKind::kStruct; });
  if (!found) found = context.pick_type_where(fits);
  return found ? found : context.types().integer();
}

void complete_structs(Context& context, const std::vector<TypeId>& names) {
  std::vector<TypeId> complete;
  for (TypeId name : names) {
    SpanScope span(context.choices, kStructGroup + static_cast<uint32_t>(complete.size()));
    Type structure;
    structure.kind = TypeKind::kStruct;
    embed(context, structure, complete);
    for (uint32_t i = 0;
         i < context.policy.max_fields && (i == 0 || context.chance(context.policy.more_elements + 150));
         ++i) {
      const TypeId type = field_type(context, name, structure.fields);
      const bool recursive = context.type(type).kind == TypeKind::kPointer && context.type(type).elem == name;
      const std::string_view next = context.exported("next");
      const bool next_taken = std::any_of(structure.fields.begin(), structure.fields.end(),
                                          [&](const Field& field) { return field.name == next; });
      const std::string_view field =
          recursive && !next_taken ? next : field_name(context, structure.fields, type);
      structure.fields.push_back({field, type, false});
    }
    context.lines_left -= 2 + static_cast<int>(structure.fields.size());
    context.types().complete(name, std::move(structure));
    complete.push_back(name);
  }
}

void declare_interface(Context& context) {
  SpanScope span(context.choices, kInterfaceGroup);
  if (context.lines_left <= 12 || !context.happens(Feature::kInterfaceType)) return;
  context.interfaces.push_back(declare_named(context, "I"));
  add_to_pool(context, context.interfaces.back());
}

void complete_interfaces(Context& context) {
  static constexpr std::string_view kNames[] = {"Run", "Get", "Set", "Do"};
  for (TypeId name : context.interfaces) {
    SpanScope span(context.choices, kInterfaceGroup);
    Type interface;
    interface.kind = TypeKind::kInterface;
    const uint32_t count = 1 + context.draw(2);
    const uint32_t first = context.draw(std::size(kNames));
    for (uint32_t i = 0; i < count; ++i)
      interface.methods.push_back({kNames[(first + i) % std::size(kNames)], function_type(context), false});
    context.lines_left -= 3 + static_cast<int>(count);
    context.types().complete(name, std::move(interface));
  }
}

}  // namespace

void declare_types(Context& context) {
  static constexpr std::string_view kStructs[] = {"T", "U", "V", "W"};
  TypeTable& types = context.types();
  add_to_pool(context, types.integer());
  std::vector<TypeId> names;
  const size_t limit = std::min<size_t>(context.policy.max_struct_types, std::size(kStructs));
  while (names.size() < limit && context.lines_left > 8) {
    SpanScope span(context.choices, kStructGroup + static_cast<uint32_t>(names.size()));
    if (!context.happens(Feature::kStructType)) break;
    const TypeId named = declare_named(context, kStructs[names.size()]);
    names.push_back(named);
    context.lines_left -= 4;
  }
  context.lines_left += 4 * static_cast<int>(names.size());
  declare_interface(context);
  for (TypeId name : names) {
    add_to_pool(context, types.pointer(name));
    add_to_pool(context, name);
  }
  declare_generic_types(context);
  fill_pool(context);
  declare_plain(context);
  complete_interfaces(context);
  complete_structs(context, names);
  context.structs.insert(context.structs.begin(), names.begin(), names.end());
  if (context.happens(Feature::kAlias)) {
    const TypeId type = context.pick_type_where([&](TypeId id) { return types[id].spelling.size() > 4; });
    if (type) context.model.aliases.push_back({context.model.keep("A" + context.suffix), type});
  }
  if (context.happens(Feature::kConstGroup)) {
    for (const char* stem : {"first", "second", "third"})
      context.model.constants.push_back(context.exported(context.model.keep(stem + context.suffix)));
    context.lines_left -= 6;
  }
  const bool has_errors =
      std::find(context.pool.begin(), context.pool.end(), types.error()) != context.pool.end();
  if (has_errors) context.interfaces.push_back(types.error());
}

}  // namespace escdiff::generator
