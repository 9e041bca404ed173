#include "solver/escape/explanation_messages.h"

#include <fmt/format.h>

#include "solver/ir/print.h"

namespace escdiff::escape {

using diagnostic::Kind;
using diagnostic::Message;

namespace {

class Writer {
 public:
  Writer(types::Program& program, types::PackageId package, const ir::Module& module)
      : program_(program), package_(package), module_(module) {}

  Message path(const Explanation& explanation) {
    is_early_ = explanation.is_early;
    Message message;
    message.kind = explanation.is_leak ? Kind::kLeakPath : Kind::kEscapePath;
    message.position = position(explanation.value.inst, explanation.value.local);
    message.subject = text(explanation.value.inst, explanation.value.local);
    message.function = module_.functions[explanation.function].name;
    if (explanation.is_leak) {
      message.result = place(explanation.sink);
      message.level = explanation.derefs;
    }
    for (const PathStep& step : explanation.steps) message.path.push_back(path_step(step));
    if (explanation.has_cycle)
      message.detail = "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518";
    message.text = diagnostic::render(message);
    return message;
  }

  Message capture(const CaptureFact& fact) {
    const ir::Local& local = module_.locals[fact.variable];
    Message message;
    message.kind = Kind::kCapturingVariable;
    if (local.pos.is_known()) message.position = position({}, fact.variable);
    message.subject = local.text;
    message.function = module_.functions[local.function].qualified_name();
    message.result = fact.by_value ? "value" : "ref";
    message.detail =
        fmt::format("addr={} assign={} width={}", fact.is_address_taken, fact.is_reassigned, fact.size);
    message.text = diagnostic::render(message);
    return message;
  }

 private:
  // Bodies of ranges over functions capture the loop's state without saying where.
  static bool is_hidden_capture(const ir::Local& local) {
    return local.kind == ir::LocalKind::kCaptured && local.text.find("#state") != std::string::npos;
  }

  diagnostic::PathStep path_step(const PathStep& step) {
    diagnostic::PathStep result{place(step.to), place(step.from), step.derefs, {}};
    for (const Cause& cause : step.causes)
      result.reasons.push_back({text(cause.inst, cause.local), std::string(reason_text(cause.reason)),
                                position(cause.inst, cause.local)});
    return result;
  }

  std::string text(ir::InstId inst, ir::LocalId local) {
    return local.has_value() ? module_.locals[local].text
                             : ir::print(program_, package_, module_, inst, is_early_);
  }

  std::string place(const Place& place) {
    if (place.is_heap) return "{heap}";
    if (place.local.has_value()) return module_.locals[place.local].text;
    if (place.inst.has_value()) return "{storage for " + text(place.inst, {}) + "}";
    return "{temp}";
  }

  diagnostic::Position position(ir::InstId inst, ir::LocalId local) const {
    if (local.has_value() && is_hidden_capture(module_.locals[local])) return diagnostic::kUnknownPosition;
    ir::SourcePos pos = local.has_value() ? module_.locals[local].pos : module_[inst].pos;
    if (!pos.is_known()) return diagnostic::kUnknownPosition;
    syntax::LineColumn at = program_.sources.resolve(pos);
    return {std::string(at.file), at.line, at.column};
  }

  types::Program& program_;
  types::PackageId package_;
  const ir::Module& module_;
  bool is_early_ = false;  // of the path that is being written
};

}  // namespace

std::vector<Message> explanation_messages(types::Program& program, types::PackageId package,
                                          const ir::Module& module, const Facts& facts) {
  Writer writer(program, package, module);
  std::vector<Message> messages;
  for (const Explanation& explanation : facts.explanations) messages.push_back(writer.path(explanation));
  for (const CaptureFact& capture : facts.captures) messages.push_back(writer.capture(capture));
  return messages;
}

}  // namespace escdiff::escape
