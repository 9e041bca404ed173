// Expressions: what each one lets flow into the hole that its value fills.
#include "solver/escape/builder.h"
#include "solver/escape/intrinsics.h"

namespace escdiff::escape {

namespace {

Reason element_reason(Op literal) {
  switch (literal) {
    case Op::kStructLit: return Reason::kStructElement;
    case Op::kArrayLit: return Reason::kArrayElement;
    default: return Reason::kSliceElement;
  }
}

}  // namespace

void Builder::expression(Hole hole, InstId id) {
  if (!id.has_value()) return;
  for (const Kept& kept : kept_)
    if (kept.operand == id) return flow(hole, kept.temporary);
  const Inst& inst = unit_[id];
  // A value without pointers carries nothing anywhere; its address does.
  if (hole.derefs >= 0 && inst.type.has_value() && !unit_.types.has_pointers(inst.type))
    hole.to = kBlankLocation;
  if (unit_.reached != nullptr) reach_expression(hole, id);
  switch (inst.op) {
    case Op::kGlobal:
    case Op::kFunctionName:
    case Op::kConstant:
    case Op::kNil:
    case Op::kMethodExpression:
    case Op::kDictionary:
    case Op::kDictionaryMethod:
    case Op::kBlank: return;
    case Op::kLocal: use(module().local(id)); return flow(hole, location_of(module().local(id)));
    case Op::kClosure: return closure(hole, id);
    case Op::kMethodValue: return method_value(hole, id);
    case Op::kAddress:
    case Op::kDereference:
    case Op::kDot:
    case Op::kDotPointer:
    case Op::kIndexArray:
    case Op::kIndexSlice:
    case Op::kIndexString:
    case Op::kSliceArray:
    case Op::kSliceSlice:
    case Op::kSliceString:
    case Op::kTypeAssert: return access(hole, id);
    case Op::kIndexMap:
    case Op::kReceive:
    case Op::kUnary:
    case Op::kBinary: return discard_from(id, 0);
    case Op::kConcatenate:
    case Op::kBytesToString:
    case Op::kRunesToString:
    case Op::kRuneToString:
    case Op::kStringToBytes:
    case Op::kStringToRunes:
    case Op::kNew:
    case Op::kMakeSlice:
    case Op::kMakeMap: spill(hole, id); return discard_from(id, 0);
    case Op::kMakeChan: return discard_from(id, 0);
    case Op::kConvert:
    case Op::kConvertNop: return conversion(hole, id);
    case Op::kConvertInterface: return interface_conversion(hole, id);
    case Op::kSliceToArray:
      return expression(because(hole.dereferenced(), Reason::kSliceToArray, id), child(id, 0));
    case Op::kSliceToArrayPointer: return expression(hole, child(id, 0));
    case Op::kStructLit:
    case Op::kArrayLit: return elements(hole, id);
    case Op::kSliceLit: return elements(spill(hole, id), id);
    case Op::kPointerLit: return expression(spill(hole, id), child(id, 0));
    case Op::kMapLit: return map_literal(hole, id);
    case Op::kCall:
    case Op::kCallMethod:
    case Op::kCallInterface:
    case Op::kInlinedCall:
    case Op::kAppend:
    case Op::kCopy:
    case Op::kBuiltinCall:
    case Op::kRuntimeCall: {
      std::vector<Hole> results{hole};
      return call(&results, id);
    }
    default: ESCDIFF_UNREACHABLE("{} is no expression", ir::op_name(inst.op));
  }
}

void Builder::discard_from(InstId id, uint32_t slot) {
  std::span<const InstId> operands = children(id);
  for (uint32_t i = slot; i < operands.size(); ++i) discard(operands[i]);
}

// Parts of a variable count as the variable itself: fields and array elements cost no dereference.
void Builder::access(const Hole& hole, InstId id) {
  InstId x = child(id, 0);
  switch (unit_[id].op) {
    case Op::kAddress: expression(because(hole.addressed(), Reason::kAddressOf, id), x); break;
    case Op::kDereference:
    case Op::kDotPointer:
    case Op::kIndexSlice:
    case Op::kIndexString: {
      Reason reason = unit_[id].op == Op::kDereference ? Reason::kIndirection : Reason::kDotOfPointer;
      // Wrong where that leaves a hole that can exist: no address of an address.
      const bool skips = unit_.is_wrong(Rule::kDerefCount) && hole.derefs >= 0;
      Hole pointer = skips ? hole : hole.dereferenced();
      expression(because(pointer, reason, id), x);
      break;
    }
    case Op::kTypeAssert: {
      bool is_boxed = !unit_.types.is_interface(type_of(id)) && !unit_.types.is_pointer_shaped(type_of(id));
      expression(because(is_boxed ? hole.dereferenced() : hole, Reason::kDot, id), x);
      break;
    }
    case Op::kDot: expression(because(hole, Reason::kDot, id), x); break;
    case Op::kIndexArray: expression(because(hole, Reason::kArrayIndex, id), x); break;
    default: expression(because(hole, Reason::kSlice, id), x); break;
  }
  discard_from(id, 1);
}

void Builder::conversion(const Hole& hole, InstId id) {
  InstId x = child(id, 0);
  auto is_basic = [&](TypeId type, types::BasicKind kind) {
    const types::Type& underlying = unit_.program.types[unit_.program.types.underlying(type)];
    return underlying.kind == types::TypeKind::kBasic && underlying.basic == kind;
  };
  if (is_basic(type_of(id), types::BasicKind::kUnsafePointer) &&
      is_basic(type_of(x), types::BasicKind::kUintptr)) {
    unsafe_arithmetic(hole, x);
  } else {
    expression(hole, x);
  }
}

// unsafe.Pointer(uintptr(p) + n): the pointer behind an integer, found in the forms that package unsafe
// allows.
void Builder::unsafe_arithmetic(const Hole& hole, InstId id) {
  const Inst& inst = unit_[id];
  switch (inst.op) {
    case Op::kConvert:
    case Op::kConvertNop: {
      InstId x = child(id, 0);
      expression(unit_.types.has_pointers(type_of(x)) ? hole : kDiscard, x);
      break;
    }
    case Op::kUnary: unsafe_arithmetic(hole, child(id, 0)); break;
    case Op::kBinary:
      unsafe_arithmetic(hole, child(id, 0));
      if (inst.token == syntax::Token::kShl || inst.token == syntax::Token::kShr) {
        discard(child(id, 1));
      } else {
        unsafe_arithmetic(hole, child(id, 1));
      }
      break;
    case Op::kDotPointer: {
      const bool is_pointer = is_header_data(unit_, id);
      expression(is_pointer ? because(hole.dereferenced(), Reason::kHeaderData, id) : kDiscard, child(id, 0));
      break;
    }
    default: discard(id); break;
  }
}

// An interface holds pointer-shaped values as they are, all others in new storage.
void Builder::interface_conversion(Hole hole, InstId id) {
  InstId x = child(id, 0);
  bool is_boxed = !unit_.types.is_interface(type_of(x)) && !unit_.types.is_pointer_shaped(type_of(x));
  if (is_boxed && !unit_.is_wrong(Rule::kInterfaceConversion)) hole = spill(hole, id);
  expression(because(hole, Reason::kInterfaceConverted, id), x);
}

void Builder::elements(const Hole& hole, InstId literal) {
  Hole place = because(hole, element_reason(unit_[literal].op), literal);
  for (InstId element : children(literal)) {
    Op op = unit_[element].op;
    bool is_placed = op == Op::kFieldInit || op == Op::kElementInit;
    expression(place, is_placed ? child(element, 0) : element);
  }
}

// Keys and values always lie in storage of the heap.
Hole Builder::map_storage() const { return unit_.is_wrong(Rule::kMapStore) ? kDiscard : kToHeap; }

void Builder::map_literal(const Hole& hole, InstId id) {
  spill(hole, id);
  for (InstId entry : children(id)) {
    expression(because(map_storage(), Reason::kMapKey, id), child(entry, 0));
    expression(because(map_storage(), Reason::kMapValue, id), child(entry, 1));
  }
}

// What a variable went through before its first capture does not count when it happened in straight line to
// it.
void Builder::closure(const Hole& hole, InstId id) {
  FunctionId function = module().function(id);
  Hole record = spill(hole, id);
  locations_[record.to.index].literal = frame_of(function);
  literals_.push_back({record, function});
  if (module().functions[function].captures.empty()) return;
  for (LocalId local : module().functions[function].captures) {
    use(module().locals[local].outer);
    LocationId variable = location_of(local);
    Capture& capture = captures_[variable.index];
    if (capture.is_captured) continue;
    capture.is_captured = true;
    if (locations_[variable.index].loop_depth == walk_.loop_depth) capture.is_reassigned = false;
  }
  walk_function(function);
}

// The receiver is kept in the method value, and flows wherever a call of the method lets it: nobody knows
// when that will be, nor where the results go.
void Builder::method_value(const Hole& hole, InstId id) {
  Hole record = spill(hole, id);
  Callee method = declared_callee(module().object(id));
  std::vector<Hole> results(unit_.profile.tagged_results, kToHeap);
  Hole receiver = parameter_hole(&results, method, 0);
  if (unit_.reached != nullptr) reach_argument(id, method, 0);
  expression(tee(std::vector<Hole>{receiver, record}), child(id, 0));
}

}  // namespace escdiff::escape
