#include "solver/ir/print.h"

#include <fmt/core.h>

#include <algorithm>

#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

// gc's binding strengths: 8 stands alone, 7 unary, 6 to 1 binary; 0 = printed in parentheses inside anything
// that binds.
constexpr int kAlone = 8;
constexpr int kUnary = 7;

int binary_precedence(syntax::Token op) {
  // Comparisons bind at 4, + at 5, * at 6, && at 2, || at 1: one more than the language's from == on.
  const int precedence = syntax::precedence(op);
  return precedence >= 3 ? precedence + 1 : precedence;
}

int builtin_precedence(types::Builtin builtin) {
  using types::Builtin;
  switch (builtin) {
    case Builtin::kComplex:
    case Builtin::kReal:
    case Builtin::kImag:
    case Builtin::kRecover: return 0;
    default: return kAlone;
  }
}

class Printer {
 public:
  Printer(types::Program& program, types::PackageId package, const Module& module, bool before_propagation)
      : program_(program), package_(package), module_(module), before_propagation_(before_propagation) {}

  std::string expression(InstId id, int context = 0);
  std::string statement(InstId id);
  std::string function(FunctionId id);

 private:
  std::string types_of(std::span<const LocalId> locals, bool is_variadic);
  std::string statements(std::span<const InstId> list);
  std::string body(InstId block);
  std::string if_statement(InstId id, InstId init);
  std::string branch(std::string_view word, const Inst& inst) const;
  InstId skip_implicit(InstId id) const;
  InstId original(InstId constant) const;
  int precedence(const Inst& inst, InstId id) const;
  std::string plain(InstId id, const Inst& inst, int own);
  std::string access(InstId id, const Inst& inst, int own);
  std::string slice(InstId id, const Inst& inst, int own);
  std::string conversion(InstId id, const Inst& inst);
  std::string make(InstId id, const Inst& inst);
  std::string call(InstId id, const Inst& inst, int own);
  std::string builtin_call(InstId id);
  std::string field_name(TypeId structure, uint32_t field) const;
  std::string list(std::span<const InstId> items, std::string_view separator = ", ");
  std::string arguments(std::span<const InstId> items, bool dots);
  std::string literal(const Inst& inst);
  std::string unary(std::string_view op, InstId operand, bool same_op, int own);
  std::string conversion_text(TypeId type, const std::string& operand);
  std::string receiver_type(TypeId type, int own);

  std::string type(TypeId id) { return types::message_type_string(program_, id, package_); }
  std::string name(Symbol symbol) const { return std::string(program_.symbols.text(symbol)); }
  InstId child(InstId id, uint32_t slot) const { return module_.child(id, slot); }

  types::Program& program_;
  types::PackageId package_;
  const Module& module_;
  bool before_propagation_;
};

// Implicit addresses, dereferences and conversions are not printed.
InstId Printer::skip_implicit(InstId id) const {
  for (;;) {
    const Inst& inst = module_[id];
    switch (inst.op) {
      case Op::kConstant: {
        const InstId before = before_propagation_ ? original(id) : id;
        if (before == id) return id;
        id = before;
        break;
      }
      case Op::kAddress:
      case Op::kDereference:
      case Op::kConvert:
      case Op::kConvertNop:
      case Op::kConvertInterface:
        if ((inst.flags & kImplicit) == 0) return id;
        id = module_.child(id, 0);
        break;
      default: return id;
    }
  }
}

// What stood where the constant stands now.
InstId Printer::original(InstId constant) const {
  const auto found = std::ranges::lower_bound(module_.replacements, constant, {}, &Replacement::constant);
  return found != module_.replacements.end() && found->constant == constant ? found->original : constant;
}

int Printer::precedence(const Inst& inst, InstId id) const {
  switch (inst.op) {
    case Op::kTypeAssert: return (inst.flags & kDynamicType) != 0 ? 0 : kAlone;
    case Op::kUnary:
    case Op::kAddress:
    case Op::kDereference:
    case Op::kReceive: return kUnary;
    case Op::kBinary: return binary_precedence(inst.token);
    case Op::kInlinedCall: return 0;
    case Op::kBuiltinCall: return builtin_precedence(module_.builtin(id));
    case Op::kConcatenate:
    case Op::kClosure:
    case Op::kPointerLit:
    case Op::kMakeMap:
    case Op::kMakeChan: return 0;
    default: return kAlone;
  }
}

std::string Printer::expression(InstId id, int context) {
  if (!id.has_value()) return "<nil>";
  id = skip_implicit(id);
  const Inst& inst = module_[id];
  const int own = precedence(inst, id);
  if (context > own) return '(' + plain(id, inst, own) + ')';
  return plain(id, inst, own);
}

std::string Printer::list(std::span<const InstId> items, std::string_view separator) {
  std::string text;
  for (const InstId item : items) {
    if (!text.empty()) text += separator;
    text += expression(item);
  }
  return text;
}

std::string Printer::arguments(std::span<const InstId> items, bool dots) {
  return '(' + list(items) + (dots ? "...)" : ")");
}

std::string Printer::field_name(TypeId structure, uint32_t field) const {
  const types::Type& info = program_.types[program_.types.underlying(structure)];
  return name(info.fields[field].name);
}

std::string Printer::unary(std::string_view op, InstId operand, bool same_op, int own) {
  return std::string(op) + (same_op ? " " : "") + expression(operand, own + 1);
}

std::string Printer::literal(const Inst& inst) {
  if ((inst.flags & kPackedArguments) != 0) return "... argument";
  return type(inst.type) + (inst.count != 0 ? "{...}" : "{}");
}

std::string Printer::plain(InstId id, const Inst& inst, int own) {
  switch (inst.op) {
    case Op::kLocal: return module_.locals[module_.local(id)].text;
    case Op::kGlobal:
    case Op::kFunctionName: {
      const types::Object& object = program_.objects[module_.object(id)];
      const std::string text = name(object.name);
      if (!object.package.has_value() || object.package == package_) return text;
      return program_.packages[object.package].name + '.' + text;
    }
    case Op::kConstant:
      return print_constant(program_, package_, inst.type, program_.constants[module_.constant(id)]);
    case Op::kNil: return "nil";
    case Op::kBlank: return "_";
    case Op::kClosure: return "func literal";
    case Op::kDictionary: return dictionary_text(program_, package_, inst);
    case Op::kDictionaryMethod:
      return fmt::format("({})(&{})", type(inst.type), dictionary_text(program_, package_, inst));
    case Op::kUnary:
    case Op::kReceive: {
      const InstId operand = child(id, 0);
      const Inst& inner = module_[operand];
      const bool same = inner.op == inst.op && inner.token == inst.token;
      return unary(inst.op == Op::kReceive ? "<-" : syntax::spelling(inst.token), operand, same, own);
    }
    case Op::kAddress: return unary("&", child(id, 0), module_[child(id, 0)].op == Op::kAddress, own);
    case Op::kDereference: return unary("*", child(id, 0), false, own);
    case Op::kBinary:
      return fmt::format("{} {} {}", expression(child(id, 0), own), syntax::spelling(inst.token),
                         expression(child(id, 1), own + 1));
    case Op::kConcatenate: {
      std::string text;
      for (const InstId part : module_.children(id)) {
        if (!text.empty()) text += " + ";
        text += expression(part, own);
      }
      return text;
    }
    case Op::kPointerLit: return '&' + expression(child(id, 0));
    case Op::kStructLit:
    case Op::kArrayLit:
    case Op::kSliceLit:
    case Op::kMapLit: return literal(inst);
    case Op::kNew:
      if ((inst.flags & kDynamicType) != 0) return "new(<node DYNAMICTYPE>)";
      return fmt::format("new({})", type(program_.types[program_.types.underlying(inst.type)].element));
    case Op::kMakeSlice:
    case Op::kMakeMap:
    case Op::kMakeChan: return make(id, inst);
    case Op::kConvert:
    case Op::kConvertNop:
    case Op::kConvertInterface:
    case Op::kBytesToString:
    case Op::kRunesToString:
    case Op::kRuneToString:
    case Op::kStringToBytes:
    case Op::kStringToRunes:
    case Op::kSliceToArray:
    case Op::kSliceToArrayPointer: return conversion(id, inst);
    case Op::kCall:
    case Op::kCallMethod:
    case Op::kCallInterface:
    case Op::kInlinedCall:
    case Op::kAppend:
    case Op::kCopy:
    case Op::kBuiltinCall:
    case Op::kRuntimeCall: return call(id, inst, own);
    default: return access(id, inst, own);
  }
}

// The T of T.M: pointer types stand in parentheses.
std::string Printer::receiver_type(TypeId id, int own) {
  const bool pointer = program_.types.kind(id) == types::TypeKind::kPointer;
  return own > kUnary && pointer ? '(' + type(id) + ')' : type(id);
}

std::string Printer::access(InstId id, const Inst& inst, int own) {
  switch (inst.op) {
    case Op::kDot:
      return expression(child(id, 0), own) + '.' + field_name(module_[child(id, 0)].type, module_.field(id));
    case Op::kDotPointer: {
      const TypeId pointer = program_.types.underlying(module_[child(id, 0)].type);
      return expression(child(id, 0), own) + '.' +
             field_name(program_.types[pointer].element, module_.field(id));
    }
    case Op::kMethodValue: return expression(child(id, 0), own) + '.' + name(module_.method(id));
    case Op::kMethodExpression: {
      const types::Type& signature = program_.types[program_.types.underlying(inst.type)];
      const TypeId receiver = program_.types[signature.parameters].members.front();
      return receiver_type(receiver, own) + '.' + name(module_.method(id));
    }
    case Op::kTypeAssert:
      if ((inst.flags & kDynamicType) != 0)
        return (inst.flags & kCommaOk) != 0 ? "<node DYNAMICDOTTYPE2>" : "<node DYNAMICDOTTYPE>";
      return fmt::format("{}.({})", expression(child(id, 0), own), type(inst.type));
    case Op::kIndexArray:
    case Op::kIndexSlice:
    case Op::kIndexString:
    case Op::kIndexMap: return fmt::format("{}[{}]", expression(child(id, 0), own), expression(child(id, 1)));
    case Op::kSliceArray:
    case Op::kSliceSlice:
    case Op::kSliceString: return slice(id, inst, own);
    default: return fmt::format("<node {}>", op_name(inst.op));
  }
}

std::string Printer::slice(InstId id, const Inst& inst, int own) {
  std::string text = expression(child(id, 0), own) + '[';
  for (uint32_t slot = 1; slot < inst.count; ++slot) {
    const InstId bound = child(id, slot);
    if (slot == 3 && !bound.has_value()) break;
    if (slot > 1) text += ':';
    if (bound.has_value()) text += expression(bound);
  }
  return text + ']';
}

std::string Printer::conversion_text(TypeId to, const std::string& operand) {
  const types::TypeKind kind = program_.types.kind(to);
  const std::string text = type(to);
  const bool named = kind == types::TypeKind::kNamed || kind == types::TypeKind::kBasic || text == "any";
  return (named ? text : "(" + text + ")") + "(" + operand + ")";
}

std::string Printer::conversion(InstId id, const Inst& inst) {
  return conversion_text(inst.type, expression(child(id, 0)));
}

std::string Printer::make(InstId id, const Inst& inst) {
  std::string text = "make(" + type(inst.type);
  constexpr size_t kSizes = 2;
  const std::span<const InstId> sizes = module_.children(id);
  for (const InstId size : sizes.first(std::min(kSizes, sizes.size()))) {
    if (size.has_value()) text += ", " + expression(size);
  }
  return text + ')';
}

std::string Printer::call(InstId id, const Inst& inst, int own) {
  const std::span<const InstId> children = module_.children(id);
  const bool dots = (inst.flags & kHasDots) != 0;
  switch (inst.op) {
    case Op::kCall: return expression(children[0], own) + arguments(children.subspan(1), dots);
    case Op::kCallMethod: {
      const std::string method = name(program_.objects[module_.object(id)].name);
      const types::Object& object = program_.objects[module_.object(id)];
      const TypeId receiver = object.origin.has_value() ? object.receiver : module_[children[0]].type;
      return receiver_type(receiver, own) + '.' + method + arguments(children, dots);
    }
    case Op::kCallInterface:
      return expression(children[0], own) + '.' + name(module_.method(id)) +
             arguments(children.subspan(1), dots);
    // gc shows the variables of the results alone.
    case Op::kInlinedCall:
      return children.size() == 2 ? expression(children[1], own)
                                  : "(." + list(children.subspan(1), "; ") + ")";
    case Op::kAppend: return "append" + arguments(children, dots);
    case Op::kCopy: return "copy" + arguments(children, false);
    case Op::kRuntimeCall: return "runtime." + name(module_.method(id)) + arguments(children, false);
    default: return builtin_call(id);
  }
}

std::string Printer::builtin_call(InstId id) {
  using types::Builtin;
  std::string_view called;
  switch (module_.builtin(id)) {
    case Builtin::kUnsafeString: return "<node unsafe.String>";
    case Builtin::kUnsafeStringData: return "<node unsafe.StringData>";
    case Builtin::kUnsafeSliceData: return "<node unsafe.SliceData>";
    case Builtin::kUnsafeAdd: called = "unsafe.Add"; break;
    case Builtin::kUnsafeSlice: called = "unsafe.Slice"; break;
    case Builtin::kCap: called = "cap"; break;
    case Builtin::kClear: called = "clear"; break;
    case Builtin::kClose: called = "close"; break;
    case Builtin::kComplex: called = "complex"; break;
    case Builtin::kDelete: called = "delete"; break;
    case Builtin::kImag: called = "imag"; break;
    case Builtin::kLen: called = "len"; break;
    case Builtin::kMax: called = "max"; break;
    case Builtin::kMin: called = "min"; break;
    case Builtin::kPanic: called = "panic"; break;
    case Builtin::kPrint: called = "print"; break;
    case Builtin::kPrintln: called = "println"; break;
    case Builtin::kReal: called = "real"; break;
    case Builtin::kRecover: called = "recover"; break;
    default: ESCDIFF_UNREACHABLE("builtin {}", static_cast<int>(module_.builtin(id)));
  }
  return std::string(called) + arguments(module_.children(id), false);
}

std::string Printer::statements(std::span<const InstId> list) {
  std::string text;
  InstId init;
  for (const InstId one : list) {
    const Inst& inst = module_[one];
    if ((inst.flags & kPreparation) != 0) {
      if ((inst.flags & kSimpleInit) != 0) init = one;
      continue;
    }
    if (!text.empty()) text += "; ";
    if (inst.op == Op::kDeclare) {
      text += module_.locals[module_.local(one)].text + " = <nil>";
    } else {
      text += inst.op == Op::kIf ? if_statement(one, init) : statement(one);
    }
    init = InstId();
  }
  return text;
}

std::string Printer::body(InstId block) { return block.has_value() ? statement(block) : std::string(); }

std::string Printer::branch(std::string_view word, const Inst& inst) const {
  const bool has_label = inst.payload != Symbol::kNone;
  return std::string(word) + (has_label ? ' ' + name(Symbol(inst.payload)) : std::string());
}

std::string Printer::if_statement(InstId id, InstId init) {
  std::string text = init.has_value() ? "if " + statement(init) + "; " : "if ";
  text += fmt::format("{} {{ {} }}", expression(child(id, 0)), body(child(id, 1)));
  if (child(id, 2).has_value() && module_[child(id, 2)].count != 0)
    text += fmt::format(" else {{ {} }}", body(child(id, 2)));
  return text;
}

std::string Printer::statement(InstId id) {
  const Inst& inst = module_[id];
  const std::string_view define = (inst.flags & kDefine) != 0 ? ":=" : "=";
  switch (inst.op) {
    case Op::kAssign:
      return fmt::format("{} {} {}", expression(child(id, 0)), define, expression(child(id, 1)));
    case Op::kAssignPairs: {
      std::string left, right;
      for (const InstId pair : module_.children(id)) {
        left += (left.empty() ? "" : ", ") + expression(child(pair, 0));
        right += (right.empty() ? "" : ", ") + expression(child(pair, 1));
      }
      // The temporaries of a go or defer are defined by no statement of the source.
      const InstId first = child(child(id, 0), 0);
      const bool is_temporary = module_[first].op == Op::kLocal &&
                                module_.locals[module_.local(first)].kind == LocalKind::kTemporary;
      return fmt::format("{} {} {}", left, is_temporary ? "=" : define, right);
    }
    case Op::kAssignOperation:
      if (inst.token == syntax::Token::kInc || inst.token == syntax::Token::kDec) {
        return expression(child(id, 0)) + std::string(syntax::spelling(inst.token));
      }
      return fmt::format("{} {}= {}", expression(child(id, 0)), syntax::spelling(inst.token),
                         expression(child(id, 1)));
    case Op::kAssignCall:
      return fmt::format("{} {} {}", list(module_.children(id).subspan(1)), define, expression(child(id, 0)));
    case Op::kAssignCommaOk:
      return fmt::format("{}, {} {} {}", expression(child(id, 1)), expression(child(id, 2)), define,
                         expression(child(id, 0)));
    case Op::kDeclare:
      return fmt::format("var {} {}", module_.locals[module_.local(id)].text,
                         type(module_.locals[module_.local(id)].type));
    case Op::kReturn: return "return " + list(module_.children(id));
    case Op::kGo: return "go " + expression(child(id, 0));
    case Op::kDefer: return "defer " + expression(child(id, 0));
    case Op::kSend: return fmt::format("{} <- {}", expression(child(id, 0), 3), expression(child(id, 1), 4));
    case Op::kEvaluate:
    case Op::kCheckNil: return expression(child(id, 0));
    case Op::kFor:
    case Op::kRange: return "for loop";
    case Op::kSwitch:
    case Op::kTypeSwitch: return "switch statement";
    case Op::kSelect: return "select statement";
    case Op::kBlock: return statements(module_.children(id));
    case Op::kIf: return if_statement(id, InstId());
    case Op::kTypeCase: {
      std::string types;
      for (const TypeId one : module_.case_types(id)) {
        if (!types.empty()) types += ", ";
        types += one.has_value() ? type(one) : "nil";
      }
      return (types.empty() ? "default: " : "case " + types + ": ") + body(child(id, 0));
    }
    case Op::kBreak: return branch("break", inst);
    case Op::kContinue: return branch("continue", inst);
    case Op::kGoto: return branch("goto", inst);
    case Op::kFallthrough: return "fallthrough";
    case Op::kLabel: return name(Symbol(inst.payload)) + ": ";
    default: return expression(id);
  }
}

std::string Printer::types_of(std::span<const LocalId> locals, bool is_variadic) {
  std::string text;
  for (size_t i = 0; i < locals.size(); ++i) {
    const TypeId one = module_.locals[locals[i]].type;
    if (i != 0) text += ", ";
    text += is_variadic && i + 1 == locals.size() ? "..." + type(program_.types[one].element) : type(one);
  }
  return text;
}

std::string Printer::function(FunctionId id) {
  const Function& info = module_.functions[id];
  std::span<const LocalId> parameters = info.parameters;
  std::string text;
  if (info.object.has_value() && program_.objects[info.object].receiver.has_value()) {
    text = "method(" + types_of(parameters.first(1), false) + ") ";
    parameters = parameters.subspan(1);
  }
  text += "func(" + types_of(parameters, info.is_variadic) + ')';
  if (info.results.size() == 1) text += ' ' + types_of(info.results, false);
  if (info.results.size() > 1) text += " (" + types_of(info.results, false) + ')';
  return fmt::format("{} {{ {} }}", text, body(info.body));
}

}  // namespace

// The place of the package's name is marked, because the text comes into other packages by inlining.
std::string dictionary_text(const types::Program& program, types::PackageId package, const Inst& inst) {
  if (inst.payload == UINT32_MAX) return ".dict";
  std::string text(program.symbols.text(Symbol(inst.payload)));
  const types::PackageId owner(inst.extra);
  const std::string prefix = owner == package ? "" : program.packages[owner].name + '.';
  return text.replace(text.find('@'), 1, prefix);
}

std::string print(types::Program& program, types::PackageId package, const Module& module, InstId inst,
                  bool before_propagation) {
  return Printer(program, package, module, before_propagation).statement(inst);
}

std::optional<std::string> print_function(types::Program& program, types::PackageId package,
                                          const Module& module, FunctionId function) {
  const auto is_unknown = [&](LocalId id) {
    const Local& local = module.locals[id];
    return local.text.ends_with(".dict") &&
           program.types.kind(program.types[local.type].element) != types::TypeKind::kArray;
  };
  if (std::ranges::any_of(module.functions[function].parameters, is_unknown)) return std::nullopt;
  return Printer(program, package, module, false).function(function);
}

}  // namespace escdiff::ir
