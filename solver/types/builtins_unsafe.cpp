// Calls of the functions of package unsafe.
#include "solver/types/checker.h"
#include "solver/types/sizes.h"

namespace escdiff::types {

using namespace syntax;

// Alignof and Sizeof: constants, unless the type depends on a type parameter.
bool Checker::unsafe_measure(Operand& x, const char* name, int64_t (*measure)(Program&, TypeId)) {
  assignment(x, TypeId(), fmt::format("argument to unsafe.{}", name));
  if (!x.valid()) return false;
  FiniteWalk walk(program_, finite_);
  if (!walk.finite(x.type)) return false;  // reported where the type is declared
  const int64_t size = size_of(program_, x.type);
  if (size < 0) {
    x.mode = Mode::kValue;
  } else if (size == INT64_MAX) {
    error_at(begin(x), "{} is too large", str(x));
    return false;
  } else {
    x.mode = Mode::kConstant;
    x.value = constant(mpz_class(static_cast<long>(measure(program_, x.type))));
  }
  x.type = types_.basic(BasicKind::kUintptr);
  return true;
}

bool Checker::builtin_unsafe(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments) {
  const SourcePos pos = begin(view<Call>(tree_, node).function);
  auto valid_length = [&](bool allow_negative) {
    return valid_index(arguments[1], "length", allow_negative);
  };
  auto pointed = [&](TypeKind kind, const char* what) {
    std::string why;
    const TypeId under = common_underlying(x.type, nullptr, why);
    if (under.has_value() && types_.kind(under) == kind) return types_[under].element;
    error_at(begin(x), "invalid argument: {} is not a {}", str(x), what);
    return TypeId();
  };
  TypeId result;
  switch (builtin) {
    case Builtin::kUnsafeAlignof: return unsafe_measure(x, "Alignof", alignment_of);
    case Builtin::kUnsafeSizeof: return unsafe_measure(x, "Sizeof", size_of);
    case Builtin::kUnsafeOffsetof: return builtin_offsetof(x, node);
    case Builtin::kUnsafeAdd:
      requires_version(pos, 17, "unsafe.Add");
      result = types_.basic(BasicKind::kUnsafePointer);
      assignment(x, result, "argument to unsafe.Add");
      if (!x.valid() || !valid_length(true)) return false;
      break;
    case Builtin::kUnsafeSlice: {
      requires_version(pos, 17, "unsafe.Slice");
      const TypeId element = pointed(TypeKind::kPointer, "pointer");
      if (!element.has_value() || !valid_length(false)) return false;
      result = types_.slice(element);
      break;
    }
    case Builtin::kUnsafeSliceData: {
      requires_version(pos, 20, "unsafe.SliceData");
      const TypeId element = pointed(TypeKind::kSlice, "slice");
      if (!element.has_value()) return false;
      result = types_.pointer(element);
      break;
    }
    case Builtin::kUnsafeString:
      requires_version(pos, 20, "unsafe.String");
      assignment(x, types_.pointer(types_.byte_type()), "argument to unsafe.String");
      if (!x.valid() || !valid_length(false)) return false;
      result = string_;
      break;
    default:
      requires_version(pos, 20, "unsafe.StringData");
      assignment(x, string_, "argument to unsafe.StringData");
      if (!x.valid()) return false;
      result = types_.pointer(types_.byte_type());
      break;
  }
  x.mode = Mode::kValue;
  x.type = result;
  return true;
}

bool Checker::builtin_offsetof(Operand& x, NodeId node) {
  const NodeId argument = tree_.children(view<Call>(tree_, node).arguments)[0];
  const NodeId plain = unparen(argument);
  if (!tree_.is(plain, NodeKind::kSelector)) {
    error_at(begin(argument), "invalid argument: {} is not a selector expression", str(argument));
    use(argument);
    return false;
  }
  const Selector select = view<Selector>(tree_, plain);
  expression(x, select.x);
  if (!x.valid()) return false;
  TypeId base = x.type;
  const TypeId under = types_.underlying(base);
  if (types_.kind(under) == TypeKind::kPointer &&
      types_.underlying_kind(types_[under].element) == TypeKind::kStruct) {
    base = types_[under].element;
  }
  const Symbol name = tree_.symbol(select.name);
  const Member member = find_member(program_, base, false, package_, name);
  if (member.kind == MemberKind::kMethod || member.kind == MemberKind::kInterfaceMethod) {
    error_at(begin(argument), "invalid argument: {} is a method value", str(argument));
    return false;
  }
  if (member.kind != MemberKind::kField) {
    error_at(begin(x), "invalid argument: {} has no single field {}", str(base), str(name));
    return false;
  }
  if (member.indirect) {
    error_at(begin(x), "invalid argument: field {} is embedded via a pointer in {}", str(name), str(base));
    return false;
  }
  const Selection selection{.kind = SelectionKind::kField, .receiver = base, .path = member.path};
  info_.selections.set(plain, info_.selections.add(selection));
  record_type(plain, x.mode == Mode::kVariable ? Mode::kVariable : Mode::kValue, member.type);
  if (size_of(program_, base) < 0) {
    x.mode = Mode::kValue;
  } else {
    int64_t offset = 0;
    TypeId at = base;
    for (uint32_t index : member.path) {
      const int64_t own = field_offsets(program_, at)[index];
      offset = own > INT64_MAX - offset ? INT64_MAX : offset + own;
      at = types_[types_.underlying(at)].fields[index].type;
    }
    if (offset == INT64_MAX) {
      error_at(begin(x), "{} is too large", str(x));
      return false;
    }
    x.mode = Mode::kConstant;
    x.value = constant(mpz_class(static_cast<long>(offset)));
  }
  x.type = types_.basic(BasicKind::kUintptr);
  return true;
}

}  // namespace escdiff::types
