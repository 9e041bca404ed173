#include "solver/escape/bounds.h"

#include <optional>

#include "solver/types/predicates.h"
#include "solver/types/sizes.h"

namespace escdiff::escape {

using ir::InstId;
using ir::Op;
using syntax::Token;

namespace {

class Bounds {
 public:
  Bounds(types::Program& program, const ir::Module& module) : program_(program), module_(module) {}

  std::vector<InstId> run() {
    for (const ir::Function& function : module_.functions)
      if (function.body.has_value()) visit(function.body);
    return std::move(found_);
  }

 private:
  // gc keeps the index of an element that is appended as it is in a temporary, of which it knows the type
  // only.
  void visit(InstId id, bool is_appended = false) {
    for (InstId child : module_.children(id))
      if (child.has_value()) visit(child, module_[id].op == Op::kAppend);
    std::optional<int64_t> length = known_length(id);
    if (!length) return;
    InstId index = module_.child(id, 1);
    if (module_[index].op == Op::kConstant) return;
    if (is_appended ? is_below_by_type(index, *length) : is_below(index, *length)) found_.push_back(id);
  }

  bool is_below_by_type(InstId id, int64_t length) const {
    const types::TypeId type = module_[id].type;
    if (!type.has_value() || !types::is_basic(program_, type, types::kIsInteger) || is_signed(type))
      return false;
    const int64_t bits = 8 * types::size_of(program_, type);
    return bits <= 62 && (int64_t{1} << bits) <= length;
  }

  // Of what an index expression indexes, when the compiler knows it.
  std::optional<int64_t> known_length(InstId id) const {
    Op op = module_[id].op;
    if (op != Op::kIndexArray && op != Op::kIndexString) return std::nullopt;
    const ir::Inst& x = module_[module_.child(id, 0)];
    if (op == Op::kIndexArray) return program_.types[program_.types.underlying(x.type)].length;
    if (x.op != Op::kConstant) return std::nullopt;
    const auto* text = std::get_if<std::string>(&program_.constants[ir::ConstantId(x.payload)]);
    return text == nullptr ? std::nullopt : std::optional(static_cast<int64_t>(text->size()));
  }

  // Constants of 32 bits are the only ones that gc looks at.
  std::optional<int64_t> small_constant(InstId id) const {
    if (module_[id].op != Op::kConstant) return std::nullopt;
    const auto* value = std::get_if<mpz_class>(&program_.constants[module_.constant(id)]);
    if (value == nullptr || !value->fits_sint_p()) return std::nullopt;
    return value->get_si();
  }

  bool is_signed(types::TypeId type) const {
    const types::Type& underlying = program_.types[program_.types.underlying(type)];
    return (types::basic_flags(underlying.basic) & types::kIsUnsigned) == 0;
  }

  // The value of `id`, an integer, lies in [0, length) whatever its operands are.
  bool is_below(InstId id, int64_t length) const {
    const ir::Inst& inst = module_[id];
    if (!inst.type.has_value() || !types::is_basic(program_, inst.type, types::kIsInteger)) return false;
    int64_t bits = 8 * types::size_of(program_, inst.type);
    bool has_sign = is_signed(inst.type);
    if (inst.op == Op::kBinary) {
      std::optional<int64_t> x = small_constant(module_.child(id, 0));
      std::optional<int64_t> y = small_constant(module_.child(id, 1));
      if (inst.token == Token::kAnd || inst.token == Token::kAndNot) {
        std::optional<int64_t> mask = x;
        if (!mask && y) mask = inst.token == Token::kAnd ? *y : inverted(*y, bits, has_sign);
        if (mask && *mask >= 0 && *mask < length) return true;
      } else if (!has_sign && y && *y >= 0) {
        if (inst.token == Token::kRem && *y <= length) return true;
        if (inst.token == Token::kShr && *y > bits) return true;
        bits -= bits_lost(inst.token, *y, bits);
      }
    }
    return !has_sign && bits <= 62 && (int64_t{1} << std::max<int64_t>(bits, 0)) <= length;
  }

  static int64_t inverted(int64_t value, int64_t bits, bool has_sign) {
    if (has_sign || bits >= 64) return ~value;
    return ~value & ((int64_t{1} << bits) - 1);
  }

  // By which the quotient or the shifted value is shorter than the operand.
  static int64_t bits_lost(Token token, int64_t operand, int64_t bits) {
    if (token == Token::kShr) return operand;
    int64_t lost = 0;
    for (int64_t value = operand; token == Token::kDiv && value >= 2 && lost < bits; value >>= 1) ++lost;
    return lost;
  }

  types::Program& program_;
  const ir::Module& module_;
  std::vector<InstId> found_;
};

}  // namespace

std::vector<InstId> elided_bounds_checks(types::Program& program, const ir::Module& module) {
  return Bounds(program, module).run();
}

}  // namespace escdiff::escape
