// Messages in the words of a Go version: the opposite of diagnostic/classify.cpp, kind by kind.
#include <fmt/format.h>

#include "base/check.h"
#include "diagnostic/message.h"

namespace escdiff::diagnostic {

namespace {

// `f x` where the version names the function, `x` where it does not.
std::string prefixed(const Message& m, const Wording& wording, std::string rest) {
  if (!wording.function_prefix || m.function.empty()) return rest;
  return m.function + " " + rest;
}

std::string with_detail(std::string_view words, const Message& m) {
  return fmt::format("{}{}{}{}", words, m.subject, m.detail.empty() ? "" : " ", m.detail);
}

std::string devirtualizing(const Message& m) {
  if (m.detail.empty()) return fmt::format("devirtualizing {} to {}", m.subject, m.result);
  if (m.detail == "partially") return fmt::format("partially devirtualizing {} to {}", m.subject, m.result);
  return fmt::format("PGO devirtualizing {} call {} to {}", m.detail, m.subject, m.result);
}

std::string cannot_devirtualize(const Message& m) {
  if (m.detail == "failed") return fmt::format("failed to devirtualize {} ({})", m.subject, m.result);
  if (m.result.empty()) return fmt::format("should not PGO devirtualize {}: {}", m.subject, m.detail);
  return fmt::format("cannot devirtualize {}: {} {}", m.subject, m.detail, m.result);
}

std::string cannot_inline(const Message& m) {
  if (m.detail.empty()) return "cannot inline " + m.subject;
  return fmt::format("cannot inline {}{}{}", m.subject, m.result.empty() ? ": " : " into " + m.result + ": ",
                     m.detail);
}

std::string in_function(std::string_view words, const Message& m) {
  return m.function.empty() ? "" : std::string(words) + m.function;
}

// What follows the header of a path.
std::string path_lines(const Message& m, const Wording& wording) {
  std::string text;
  for (const PathStep& step : m.path) {
    std::string operators = step.derefs < 0 ? "&" : std::string(static_cast<size_t>(step.derefs), '*');
    text +=
        fmt::format("\n  flow: {} {} {}{}:", step.to, wording.plain_paths ? "=" : "←", operators, step.from);
    for (const PathReason& reason : step.reasons)
      text +=
          fmt::format("\n    from {} ({}) at {}", reason.expression, reason.reason, to_text(reason.position));
  }
  return m.detail.empty() ? text : text + "\n" + m.detail;
}

}  // namespace

Wording wording_of_go(unsigned minor) {
  return {.function_prefix = minor <= 13, .self_assignment_target = minor <= 11, .plain_paths = minor <= 24};
}

std::string render(const Message& m, const Wording& wording) {
  switch (m.kind) {
    case Kind::kMovedToHeap: return "moved to heap: " + m.subject;
    case Kind::kEscapesToHeap: return m.subject + " escapes to heap";
    case Kind::kDoesNotEscape: return prefixed(m, wording, m.subject + " does not escape");
    case Kind::kLeakingParam: return "leaking param: " + m.subject;
    case Kind::kLeakingParamContent: return "leaking param content: " + m.subject;
    case Kind::kLeakingParamToResult:
      return fmt::format("leaking param: {} to result {} level={}", m.subject, m.result, m.level);
    case Kind::kAssumingUnsafeUintptr:
      return prefixed(m, wording, fmt::format("assuming {} is unsafe uintptr", m.subject));
    case Kind::kMarkingEscapingUintptr:
      return prefixed(m, wording, fmt::format("marking {} as escaping {}uintptr", m.subject, m.detail));
    case Kind::kIgnoringSelfAssignment:
      return fmt::format("{} ignoring self-assignment {} {}", m.function,
                         wording.self_assignment_target ? "to" : "in", m.subject);
    case Kind::kZeroCopyConversion: return "zero-copy string->[]byte conversion";
    case Kind::kCanInline: return with_detail("can inline ", m);
    case Kind::kInliningCall: return with_detail("inlining call to ", m);
    case Kind::kDevirtualizing: return devirtualizing(m);
    case Kind::kCannotDevirtualize: return cannot_devirtualize(m);
    case Kind::kBoundsCheckElided: return m.detail + " bounds check elided";
    case Kind::kImpreciseInterfaceCall: return "imprecise interface call";
    case Kind::kLeakingClosureReference: return "leaking closure reference " + m.subject;
    case Kind::kMarkEscapedContent: return "mark escaped content: " + m.subject;
    case Kind::kCapturingVariable:
      return fmt::format("{} capturing by {}: {} ({})", m.function, m.result, m.subject, m.detail);
    case Kind::kCannotInline: return cannot_inline(m);
    case Kind::kBigFunction: return fmt::format("function {} considered 'big'; {}", m.subject, m.detail);
    case Kind::kKeptAlive: return m.subject + " will be kept alive";
    case Kind::kEscapePath:
      return fmt::format("{} escapes to heap{}:{}", m.subject, in_function(" in ", m),
                         path_lines(m, wording));
    case Kind::kLeakPath:
      return fmt::format("parameter {} leaks to {}{} with derefs={}:{}", m.subject, m.result,
                         in_function(" for ", m), m.level, path_lines(m, wording));
    case Kind::kExplanation:
    case Kind::kOther: return m.subject;
  }
  ESCDIFF_UNREACHABLE("kind {}", static_cast<int>(m.kind));
}

std::string to_text(const Position& at) {
  if (at == kUnknownPosition) return at.file;
  if (at.column == 0 && !at.shows_column_zero) return fmt::format("{}:{}", at.file, at.line);
  return fmt::format("{}:{}:{}", at.file, at.line, at.column);
}

std::string to_line(const Message& m) {
  if (m.position.file.empty() && m.position.line == 0) return m.text;
  std::string place = to_text(m.position) + ": ";
  std::string text = place;
  for (char c : m.text) {
    text += c;
    if (c == '\n') text += place;
  }
  return text;
}

std::string to_text(const Report& report) {
  std::string text;
  for (const PackageReport& package : report) {
    if (!package.import_path.empty()) text += "# " + package.import_path + "\n";
    for (const Message& message : package.messages) text += to_line(message) + "\n";
  }
  return text;
}

}  // namespace escdiff::diagnostic
