// Conversions, written and implied.
#include <algorithm>

#include "solver/ir/lowering.h"
#include "solver/syntax/unicode.h"
#include "solver/types/constant.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

using types::TypeKind;

// `node` as a value of type `target`; as it is without a target.
InstId Lowering::converted(TypeId target, NodeId node) { return convert_node(target, resolve(node), true); }

InstId Lowering::convert_node(TypeId target, NodeId node, bool implicit) {
  const InstId x = expression(node);
  if (!target.has_value()) return x;
  const InstId result = convert(target, x, pos(node), implicit);
  if (result != x) record_type(info().type_of(node));
  return result;
}

InstId Lowering::convert(TypeId target, InstId x, SourcePos at, bool implicit) {
  const TypeId source = type_of_inst(x);
  if (implicit && program_.types.identical(source, target)) return x;
  const Op op = conversion_op(source, target);
  if (op == Op::kStringToRunes && module_[x].op == Op::kConstant) return runes_literal(target, x, at);
  if (op == Op::kBytesToString || op == Op::kRunesToString) {
    // Elements of a type of the program's own: as bytes or runes first.
    const TypeId element = underlying(source).element;
    const TypeId plain = op == Op::kBytesToString ? program_.types.byte_type() : program_.types.rune_type();
    if (!program_.types.identical(element, plain)) {
      x = add({.op = Op::kConvertNop, .pos = module_[x].pos, .type = program_.types.slice(plain)}, {x});
    }
  }
  return add({.op = op, .flags = flag_if(implicit, kImplicit), .pos = at, .type = target}, {x});
}

// The conversion that an assignment implies, nullopt when there is none.
std::optional<Op> Lowering::assignment_op(TypeId source, TypeId target) {
  types::TypeStore& store = program_.types;
  if (store.identical(source, target)) return Op::kConvertNop;
  const TypeKind source_kind = kind_of(source);
  const TypeKind target_kind = kind_of(target);
  const bool one_unnamed = !types::has_name(program_, source) || !types::has_name(program_, target);
  if (store.identical(store.underlying(source), store.underlying(target))) {
    const bool interface = types::is_interface(program_, source);
    // The source says the same of both: an element of what stands for S ~[]E is an E.
    const bool is_same = store.is_shape(target);
    if (interface && (is_same || store.type_set(source).methods.empty())) return Op::kConvertNop;
    if (one_unnamed && !interface) return Op::kConvertNop;
  }
  const bool nil =
      source_kind == TypeKind::kBasic && underlying(source).basic == types::BasicKind::kUntypedNil;
  if (types::is_interface(program_, target) && !nil) {
    if (store.has_shape(source)) return Op::kConvertInterface;
    if (types::has_all_methods(program_, source, target, false, source_, nullptr))
      return Op::kConvertInterface;
    return std::nullopt;
  }
  if (source_kind == TypeKind::kChan && target_kind == TypeKind::kChan && one_unnamed &&
      underlying(source).direction == types::ChanDirection::kBoth &&
      store.identical(underlying(source).element, underlying(target).element)) {
    return Op::kConvertNop;
  }
  if (nil && types::has_nil(program_, target)) return Op::kConvertNop;
  return std::nullopt;
}

namespace {

// int and int64 are one on a 64-bit machine, uint, uint64 and uintptr too.
types::BasicKind machine_kind(types::BasicKind kind) {
  using types::BasicKind;
  if (kind == BasicKind::kInt) return BasicKind::kInt64;
  if (kind == BasicKind::kUint || kind == BasicKind::kUintptr) return BasicKind::kUint64;
  return kind;
}

}  // namespace

Op Lowering::conversion_op(TypeId source, TypeId target) {
  if (const std::optional<Op> implied = assignment_op(source, target);
      implied && *implied != Op::kConvertNop) {
    return *implied;
  }
  const types::Type& from = underlying(source);
  const types::Type& to = underlying(target);
  if (from.kind == TypeKind::kBasic && to.kind == TypeKind::kBasic) {
    const uint16_t number = types::kIsNumeric;
    const uint16_t from_flags = types::basic_flags(from.basic);
    const uint16_t to_flags = types::basic_flags(to.basic);
    if ((from_flags & number) != 0 && (to_flags & number) != 0) {
      const bool fraction = (to_flags & (types::kIsFloat | types::kIsComplex)) != 0;
      const bool same = machine_kind(from.basic) == machine_kind(to.basic);
      return same && !fraction ? Op::kConvertNop : Op::kConvert;
    }
    if ((from_flags & types::kIsInteger) != 0 && (to_flags & types::kIsString) != 0) return Op::kRuneToString;
    return Op::kConvertNop;
  }
  const auto element_is = [&](const types::Type& slice, types::BasicKind kind) {
    const types::Type& element = underlying(slice.element);
    return element.kind == TypeKind::kBasic && element.basic == kind;
  };
  const bool from_string =
      from.kind == TypeKind::kBasic && (types::basic_flags(from.basic) & types::kIsString) != 0;
  const bool to_string =
      to.kind == TypeKind::kBasic && (types::basic_flags(to.basic) & types::kIsString) != 0;
  if (from_string && to.kind == TypeKind::kSlice) {
    return element_is(to, types::BasicKind::kUint8) ? Op::kStringToBytes : Op::kStringToRunes;
  }
  if (from.kind == TypeKind::kSlice && to_string) {
    return element_is(from, types::BasicKind::kUint8) ? Op::kBytesToString : Op::kRunesToString;
  }
  if (from.kind == TypeKind::kSlice && to.kind == TypeKind::kArray) return Op::kSliceToArray;
  if (from.kind == TypeKind::kSlice && to.kind == TypeKind::kPointer) return Op::kSliceToArrayPointer;
  return Op::kConvertNop;
}

// []rune("text") of a constant is a literal.
InstId Lowering::runes_literal(TypeId type, InstId text, SourcePos at) {
  const std::string bytes = std::get<std::string>(program_.constants[module_.constant(text)]);
  const TypeId element = underlying(type).element;
  std::vector<InstId> elements;
  for (size_t i = 0; i < bytes.size();) {
    const syntax::Rune rune = syntax::decode_rune(std::string_view(bytes).substr(i));
    const InstId value = constant_of(mpz_class(static_cast<unsigned long>(rune.code)), element, at);
    const uint32_t number = static_cast<uint32_t>(elements.size());
    elements.push_back(add({.op = Op::kElementInit, .pos = at, .type = element, .payload = number}, {value}));
    i += rune.width;
  }
  return add({.op = Op::kSliceLit, .pos = at, .type = type}, elements);
}

}  // namespace escdiff::ir
