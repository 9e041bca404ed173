#include "solver/escape/interface_words.h"

#include <set>

#include "solver/ir/static_value.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"

namespace escdiff::escape {

using ir::InstId;
using ir::Op;
using types::TypeId;
using types::TypeKind;

namespace {

constexpr int64_t kWord = 8;
constexpr int64_t kLargest = 1024;  // bytes: of zero values that share one variable, of values on the stack

class Words {
 public:
  Words(types::Program& program, const ir::Module& module, const Facts& facts)
      : program_(program), module_(module) {
    for (const AllocationFact& fact : facts.allocations)
      if (fact.escapes) escaping_.insert(fact.inst);
  }

  std::vector<InterfaceWord> run() {
    for (const ir::Function& function : module_.functions)
      if (function.captures.empty()) walk(function);
    return std::move(found_);
  }

 private:
  // A literal that captures is compiled where it is mentioned, if it still is.
  void walk(const ir::Function& function) {
    ir::visit(module_, function.body, [this](InstId id) {
      if (module_[id].op == Op::kConvertInterface) add(id);
      if (module_[id].op == Op::kClosure) {
        const ir::Function& literal = module_.functions[module_.function(id)];
        if (!literal.captures.empty()) walk(literal);
      }
      return true;
    });
  }

  void add(InstId id) {
    const InstId value = module_.child(id, 0);
    const TypeId type = module_[value].type;
    if (!type.has_value() || types::is_interface(program_, type) || is_direct(type)) return;
    const int64_t size = types::size_of(program_, type);
    const InstId known =
        is_passed_by_address(type) || is_static(value) ? ir::static_value(module_, value) : value;
    const bool is_literal = module_[known].op == Op::kStructLit || module_[known].op == Op::kArrayLit;
    const bool is_zero_global = is_literal && size > 0 && size <= kLargest && is_zero(known);
    const bool is_global =
        module_[value].op == Op::kConstant || (is_literal && (is_zero_global || is_static(known)));
    const ir::SourcePos pos = is_global ? module_[id].pos : place_of(id, value);
    if (size == 0) return say(pos, "using global for zero-sized interface value");
    if (is_byte(type)) return say(pos, "using global for single-byte interface value");
    if (is_zero_global) return say(pos, "using global for zero value interface value");
    if (is_global) return say(pos, "using global for interface value");
    if (!escaping_.contains(id) && size <= kLargest) say(pos, "using stack temporary for interface value");
  }

  void say(ir::SourcePos pos, std::string_view how) { found_.push_back({pos, how}); }

  // The pointer itself is the interface's word.
  bool is_direct(TypeId type) {
    const TypeId component = sole_component(type);
    if (!component.has_value()) return false;
    switch (program_.types.underlying_kind(component)) {
      case TypeKind::kPointer:
      case TypeKind::kMap:
      case TypeKind::kChan:
      case TypeKind::kSignature: return types::has_pointers(program_, component);
      case TypeKind::kBasic:
        return program_.types[program_.types.underlying(component)].basic == types::BasicKind::kUnsafePointer;
      default: return false;
    }
  }

  // What a struct of one field or an array of one element consists of; none for other structs and arrays.
  TypeId sole_component(TypeId type) {
    for (;;) {
      const types::Type& structure = program_.types[program_.types.underlying(type)];
      if (structure.kind == TypeKind::kStruct) {
        if (structure.fields.size() != 1) return TypeId();
        type = structure.fields.front().type;
      } else if (structure.kind == TypeKind::kArray) {
        if (structure.length != 1) return TypeId();
        type = structure.element;
      } else {
        return type;
      }
    }
  }

  bool is_byte(TypeId type) {
    const TypeId component = sole_component(type);
    if (!component.has_value()) return false;
    if (types::is_basic(program_, component, types::kIsBoolean)) return true;
    return types::size_of(program_, type) == 1 && types::is_basic(program_, component, types::kIsInteger);
  }

  // The run time takes numbers, strings and slices as they are, other values by their address.
  bool is_passed_by_address(TypeId type) {
    const int64_t size = types::size_of(program_, type);
    const int64_t alignment = types::alignment_of(program_, type);
    if (size == 2 && alignment == 2) return false;
    if ((size == 4 || size == kWord) && alignment == size && !types::has_pointers(program_, type))
      return false;
    const TypeId component = sole_component(type);
    if (!component.has_value()) return true;
    return !types::is_basic(program_, component, types::kIsString) &&
           program_.types.underlying_kind(component) != TypeKind::kSlice;
  }

  bool is_static(InstId id) {
    switch (module_[id].op) {
      case Op::kConstant:
      case Op::kNil: return true;
      case Op::kStructLit:
      case Op::kArrayLit:
        for (const InstId child : module_.children(id))
          if (child.has_value() && !is_static(child)) return false;
        return true;
      case Op::kFieldInit:
      case Op::kElementInit:
      case Op::kConvertInterface: return is_static(module_.child(id, module_[id].count - 1));
      default: return false;
    }
  }

  bool is_zero(InstId id) {
    switch (module_[id].op) {
      case Op::kNil: return true;
      case Op::kConstant: return is_zero_constant(program_.constants[module_.constant(id)]);
      case Op::kStructLit:
      case Op::kArrayLit:
        for (const InstId child : module_.children(id))
          if (child.has_value() && !is_zero(child)) return false;
        return true;
      case Op::kFieldInit:
      case Op::kElementInit: return is_zero(module_.child(id, module_[id].count - 1));
      default: return false;
    }
  }

  static bool is_zero_constant(const types::ConstantValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return text->empty();
    if (const auto* truth = std::get_if<bool>(&value)) return !*truth;
    return types::sign_of(value) == 0;
  }

  // gc points at variables where they are declared; what it copies first is where the conversion is.
  ir::SourcePos place_of(InstId conversion, InstId value) {
    const Op op = module_[value].op;
    if (op == Op::kLocal) {
      const ir::Local& local = module_.locals[module_.canonical(module_.local(value))];
      const bool is_copied = is_passed_by_address(local.type) && !local.address_taken &&
                             local.kind != ir::LocalKind::kParameter && fits_registers(local.type);
      return is_copied ? module_[conversion].pos : module_.locals[module_.local(value)].pos;
    }
    if (op == Op::kGlobal) return program_.objects[module_.object(value)].pos;
    return is_passed_by_address(module_[value].type) && !is_addressable(value) ? module_[conversion].pos
                                                                               : module_[value].pos;
  }

  bool is_addressable(InstId value) {
    switch (module_[value].op) {
      case Op::kDotPointer:
      case Op::kDereference:
      case Op::kIndexSlice: return true;
      default: return false;
    }
  }

  // At most four words, in at most four fields, no arrays of several elements.
  bool fits_registers(TypeId type) {
    if (types::size_of(program_, type) > 4 * kWord) return false;
    const types::Type structure = program_.types[program_.types.underlying(type)];
    if (structure.kind == TypeKind::kArray) return structure.length <= 1 && fits_registers(structure.element);
    if (structure.kind != TypeKind::kStruct) return true;
    if (structure.fields.size() > 4) return false;
    for (const types::StructField& field : structure.fields)
      if (!fits_registers(field.type)) return false;
    return true;
  }

  types::Program& program_;
  const ir::Module& module_;
  std::set<InstId> escaping_;
  std::vector<InterfaceWord> found_;
};

}  // namespace

std::vector<InterfaceWord> interface_words(types::Program& program, const ir::Module& module,
                                           const Facts& facts) {
  return Words(program, module, facts).run();
}

}  // namespace escdiff::escape
