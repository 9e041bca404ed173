// Dumps: every operation on a line of its own, children indented below it.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "solver/ir/print.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

class Dumper {
 public:
  Dumper(types::Program& program, types::PackageId package, const Module& module)
      : program_(program), package_(package), module_(module) {}

  std::string function(FunctionId id);

 private:
  void local_line(LocalId id);
  void inst(InstId id, int depth);
  std::string detail(InstId id);
  std::string local_name(LocalId id) const;
  std::string position(SourcePos pos) const;
  std::string object_name(ObjectId id) const {
    return id.has_value() ? std::string(program_.symbols.text(program_.objects[id].name)) : "-";
  }
  std::string symbol(Symbol id) const { return id.has_value() ? std::string(program_.symbols.text(id)) : ""; }
  std::string type(TypeId id) {
    return id.has_value() ? types::message_type_string(program_, id, package_) : "nil";
  }

  types::Program& program_;
  types::PackageId package_;
  const Module& module_;
  std::string out_;
  std::map<std::string, uint32_t> names_;  // how often a name was seen: two x are told apart
  std::map<LocalId, std::string> shown_;
};

std::string Dumper::position(SourcePos pos) const {
  if (!pos.is_known()) return "-";
  const syntax::LineColumn place = program_.sources.resolve(pos);
  return fmt::format("{}:{}", place.line, place.column);
}

std::string Dumper::local_name(LocalId id) const {
  const auto found = shown_.find(id);
  return found != shown_.end() ? found->second : module_.locals[id].text + "?";
}

void Dumper::local_line(LocalId id) {
  const Local& local = module_.locals[id];
  constexpr std::string_view kKinds[] = {"parameter", "result", "variable", "captured", "temporary"};
  const uint32_t seen = names_[local.text]++;
  shown_[id] = seen == 0 ? local.text : fmt::format("{}#{}", local.text, seen + 1);
  out_ += fmt::format("  {} {} {} @{}", kKinds[static_cast<size_t>(local.kind)], shown_[id], type(local.type),
                      position(local.pos));
  if (local.address_taken) out_ += " address-taken";
  if (local.reassigned) out_ += " reassigned";
  if (local.definition.has_value()) out_ += fmt::format(" by {}", op_name(module_[local.definition].op));
  out_ += '\n';
}

std::string Dumper::detail(InstId id) {
  const Inst& inst = module_[id];
  switch (inst.op) {
    case Op::kLocal:
    case Op::kDeclare: return ' ' + local_name(module_.local(id));
    case Op::kDictionary:
    case Op::kDictionaryMethod: return ' ' + dictionary_text(program_, package_, inst);
    case Op::kGlobal:
    case Op::kFunctionName:
    case Op::kCallMethod: return ' ' + object_name(module_.object(id));
    case Op::kMethodValue:
    case Op::kMethodExpression:
    case Op::kRuntimeCall:
    case Op::kCallInterface: return ' ' + symbol(module_.method(id));
    case Op::kConstant: return ' ' + print(program_, package_, module_, id);
    case Op::kClosure: return ' ' + module_.functions[module_.function(id)].qualified_name();
    case Op::kDot:
    case Op::kDotPointer:
    case Op::kFieldInit:
    case Op::kElementInit: return fmt::format(" {}", module_.number(id));
    case Op::kUnary:
    case Op::kBinary:
    case Op::kAssignOperation: return fmt::format(" {}", syntax::spelling(inst.token));
    case Op::kBuiltinCall:
      return fmt::format(" {}", [&] {
        const std::string text = print(program_, package_, module_, id);
        return text.substr(0, text.find('('));
      }());
    case Op::kLabel:
    case Op::kGoto:
    case Op::kBreak:
    case Op::kContinue: {
      const std::string label = symbol(Symbol(inst.payload));
      return label.empty() ? label : ' ' + label;
    }
    case Op::kTypeCase: {
      std::string text;
      for (const TypeId listed : module_.case_types(id)) text += ' ' + type(listed);
      if (module_.case_local(id).has_value()) text += " -> " + local_name(module_.case_local(id));
      return text;
    }
    default: return "";
  }
}

void Dumper::inst(InstId id, int depth) {
  out_ += std::string(2 * depth, ' ');
  if (!id.has_value()) {
    out_ += "-\n";
    return;
  }
  const Inst& inst_ref = module_[id];
  out_ += std::string(op_name(inst_ref.op)) + detail(id);
  if (inst_ref.type.has_value() && inst_ref.op != Op::kLocal) out_ += " : " + type(inst_ref.type);
  const std::string_view defined = inst_ref.op == Op::kDictionaryMethod ? "imprecise" : "define";
  const std::string_view packed = inst_ref.op == Op::kTypeAssert ? "comma-ok" : "packed";
  const std::pair<uint8_t, std::string_view> flags[] = {{kImplicit, "implicit"},
                                                        {kHasDots, "dots"},
                                                        {kPackedArguments, packed},
                                                        {kDefine, defined},
                                                        {kDefault, "default"}};
  for (const auto& [bit, word] : flags) {
    if ((inst_ref.flags & bit) != 0) out_ += fmt::format(" {}", word);
  }
  if (inst_ref.pos.is_known()) out_ += " @" + position(inst_ref.pos);
  out_ += '\n';
  for (const InstId child : module_.children(id)) inst(child, depth + 1);
}

std::string Dumper::function(FunctionId id) {
  const Function& function = module_.functions[id];
  out_ = fmt::format("func {}{}{} @{}\n", function.qualified_name(), function.is_wrapper ? " wrapper" : "",
                     function.has_defer ? " defers" : "", position(function.pos));
  for (const LocalId local : function.locals) local_line(local);
  if (function.body.has_value()) inst(function.body, 1);
  return out_;
}

}  // namespace

std::string dump(types::Program& program, types::PackageId package, const Module& module,
                 FunctionId function) {
  return Dumper(program, package, module).function(function);
}

}  // namespace escdiff::ir
