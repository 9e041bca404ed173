#include "solver/escape/messages.h"

#include "solver/escape/bounds.h"
#include "solver/ir/print.h"

namespace escdiff::escape {

using diagnostic::Kind;
using diagnostic::Message;
using ir::InstId;
using ir::Op;

namespace {

class Writer {
 public:
  Writer(types::Program& program, types::PackageId package, const ir::Module& module)
      : program_(program), package_(package), module_(module) {}

  void add(const AllocationFact& fact) {
    const ir::Inst& inst = module_[fact.inst];
    if (inst.op == Op::kClosure && module_.functions[module_.function(fact.inst)].is_wrapper) return;
    std::string subject = inst.op == Op::kAppend ? "append" : ir::print(program_, package_, module_, fact.inst);
    say(inst.pos, fact.escapes ? Kind::kEscapesToHeap : Kind::kDoesNotEscape, subject);
    if (inst.op == Op::kStringToBytes && fact.is_never_written) say(inst.pos, Kind::kZeroCopyConversion, "");
  }

  void add(const VariableFact& fact) {
    const ir::Local& local = module_.locals[fact.local];
    if (fact.escapes) say(local.pos, Kind::kMovedToHeap, local.text);
  }

  void add(const ParameterFact& fact) {
    const ir::Function& function = module_.functions[fact.function];
    if (function.is_wrapper) return;
    const ir::Local& local = module_.locals[function.parameters[fact.number]];
    switch (fact.kind) {
      case ParameterKind::kAnalyzed: return add_leaks(function, local, fact.leaks);
      case ParameterKind::kBodyless:
        if (local.name.has_value()) say(local.pos, Kind::kLeakingParam, local.text);
        return;
      case ParameterKind::kNoescape:
        if (local.name.has_value()) say(local.pos, Kind::kDoesNotEscape, local.text);
        return;
      case ParameterKind::kUnsafeUintptr: return say(local.pos, Kind::kAssumingUnsafeUintptr, local.text);
      case ParameterKind::kEscapingUintptr: return say(local.pos, Kind::kMarkingEscapingUintptr, local.text);
      case ParameterKind::kEscapingUintptrs: {
        Message message = make(local.pos, Kind::kMarkingEscapingUintptr, local.text);
        message.detail = "...";
        return finish(std::move(message));
      }
      case ParameterKind::kMovedToHeap:
      case ParameterKind::kNoPointers:
      case ParameterKind::kUnused: return;
    }
  }

  void add(const SelfAssignmentFact& fact) {
    Message message = make(module_[fact.statement].pos, Kind::kIgnoringSelfAssignment,
                           ir::print(program_, package_, module_, fact.statement));
    message.function = module_.functions[fact.function].name;
    finish(std::move(message));
  }

  void add(const ir::Note& note) {
    Message message = make(note.pos, Kind::kOther, "");
    message.text = note.text;
    diagnostic::classify(message);
    written_.push_back(std::move(message));
  }

  void add_elided_check(InstId index) {
    Message message = make(module_[index].pos, Kind::kBoundsCheckElided, "");
    message.detail = "index";
    finish(std::move(message));
  }

  std::vector<Message> take() { return std::move(written_); }

 private:
  void add_leaks(const ir::Function& function, const ir::Local& local, const Leaks& leaks) {
    bool is_said = leaks.heap().has_value();
    if (is_said) say(local.pos, *leaks.heap() == 0 ? Kind::kLeakingParam : Kind::kLeakingParamContent, local.text);
    for (uint32_t i = 0; i < leaks.result_slots(); ++i) {
      if (!leaks.result(i)) continue;
      Message message = make(local.pos, Kind::kLeakingParamToResult, local.text);
      message.result = module_.locals[function.results[i]].text;
      message.level = *leaks.result(i);
      finish(std::move(message));
      is_said = true;
    }
    if (!is_said) say(local.pos, Kind::kDoesNotEscape, local.text);
  }

  Message make(ir::SourcePos pos, Kind kind, std::string subject) {
    Message message;
    message.kind = kind;
    message.subject = std::move(subject);
    syntax::LineColumn place = program_.sources.resolve(pos);
    message.position = {std::string(place.file), place.line, place.column};
    return message;
  }

  void say(ir::SourcePos pos, Kind kind, std::string subject) { finish(make(pos, kind, std::move(subject))); }

  void finish(Message message) {
    message.text = diagnostic::render(message);
    written_.push_back(std::move(message));
  }

  types::Program& program_;
  types::PackageId package_;
  const ir::Module& module_;
  std::vector<Message> written_;
};

}  // namespace

std::vector<Message> messages(types::Program& program, types::PackageId package, const ir::Module& module,
                              const Facts& facts) {
  Writer writer(program, package, module);
  for (const ir::Note& note : module.notes) writer.add(note);
  for (const AllocationFact& fact : facts.allocations) writer.add(fact);
  for (const VariableFact& fact : facts.variables) writer.add(fact);
  for (const ParameterFact& fact : facts.parameters) writer.add(fact);
  for (const SelfAssignmentFact& fact : facts.self_assignments) writer.add(fact);
  for (InstId index : elided_bounds_checks(program, module)) writer.add_elided_check(index);
  return writer.take();
}

}  // namespace escdiff::escape
