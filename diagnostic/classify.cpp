// What a message's words say: one rule a kind, for the wordings of Go 1.9 ... 1.27.
// Rules look at the start first, then at the end, then inside: a string constant that quotes another
// message is inside quotes, so no start or end of a text belongs to it.
#include <algorithm>
#include <array>
#include <charconv>

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

namespace {

using std::string_view;

bool strip_prefix(string_view& text, string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool strip_suffix(string_view& text, string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// The position of the first space outside brackets: where a function's printed name ends.
size_t end_of_name(string_view text) {
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == ' ' && depth <= 0) return i;
  }
  return string_view::npos;
}

// Takes `f ` off the front of `text` when the version prints the function there.
void take_function(string_view& text, const Wording& wording, Message& m) {
  if (!wording.function_prefix) return;
  size_t end = end_of_name(text);
  if (end == string_view::npos || end == 0) return;
  m.function = text.substr(0, end);
  text.remove_prefix(end + 1);
}

bool prefix_and_subject(string_view text, string_view prefix, Message& m) {
  if (!strip_prefix(text, prefix)) return false;
  m.subject = text;
  return true;
}

// `SUBJECT<separator>REST` at the last separator.
bool split_last(string_view text, string_view separator, std::string& subject, std::string& rest) {
  size_t at = text.rfind(separator);
  if (at == string_view::npos) return false;
  subject = text.substr(0, at);
  rest = text.substr(at + separator.size());
  return true;
}

bool parse_int(string_view text, int& value) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

bool moved_to_heap(string_view t, const Wording&, Message& m) {
  return prefix_and_subject(t, "moved to heap: ", m);
}

bool leaking_param(string_view t, const Wording&, Message& m) {
  return prefix_and_subject(t, "leaking param: ", m);
}

bool leaking_param_content(string_view t, const Wording&, Message& m) {
  return prefix_and_subject(t, "leaking param content: ", m);
}

bool leaking_param_to_result(string_view t, const Wording&, Message& m) {
  if (!strip_prefix(t, "leaking param: ")) return false;
  std::string rest, level;
  return split_last(t, " to result ", m.subject, rest) && split_last(rest, " level=", m.result, level) &&
         parse_int(level, m.level);
}

bool leaking_closure_reference(string_view t, const Wording&, Message& m) {
  return prefix_and_subject(t, "leaking closure reference ", m);
}

bool mark_escaped_content(string_view t, const Wording&, Message& m) {
  return prefix_and_subject(t, "mark escaped content: ", m);
}

bool can_inline(string_view t, const Wording&, Message& m) {
  if (!strip_prefix(t, "can inline ")) return false;
  size_t end = t.find(" with cost ");
  if (end == string_view::npos) end = t.find(" as: ");
  m.subject = t.substr(0, end);
  if (end == string_view::npos) return true;
  m.detail = t.substr(end + 1);
  return true;
}

bool inlining_call(string_view t, const Wording&, Message& m) {
  if (!strip_prefix(t, "inlining call to ")) return false;
  size_t end = end_of_name(t);
  m.subject = t.substr(0, end);
  if (end == string_view::npos) return true;
  m.detail = t.substr(end + 1);
  return true;
}

bool devirtualizing(string_view t, const Wording&, Message& m) {
  if (strip_prefix(t, "partially ")) m.detail = "partially";
  if (strip_prefix(t, "PGO ")) m.detail = "PGO";
  if (!strip_prefix(t, "devirtualizing ")) return false;
  if (m.detail == "PGO") {
    size_t end = t.find(" call ");
    if (end == string_view::npos) return false;
    m.detail = t.substr(0, end);
    t.remove_prefix(end + 6);
  }
  return split_last(t, " to ", m.subject, m.result);
}

bool cannot_devirtualize(string_view t, const Wording&, Message& m) {
  if (strip_prefix(t, "should not PGO devirtualize ")) return split_last(t, ": ", m.subject, m.detail);
  if (strip_prefix(t, "failed to devirtualize ")) {
    m.detail = "failed";
    return strip_suffix(t, ")") && split_last(t, " (", m.subject, m.result);
  }
  if (!strip_prefix(t, "cannot devirtualize ")) return false;
  for (string_view shaped : {"shaped receiver", "shaped interface"}) {
    m.detail = shaped;
    std::string separator = ": " + m.detail + " ";
    if (split_last(t, separator, m.subject, m.result)) return true;
  }
  return false;
}

bool cannot_inline(string_view t, const Wording&, Message& m) {
  if (!strip_prefix(t, "cannot inline ")) return false;
  size_t end = t.find(": ");
  m.subject = t.substr(0, end);
  if (end == string_view::npos) return true;
  m.detail = t.substr(end + 2);
  std::string name;
  if (split_last(t.substr(0, end), " into ", name, m.result)) m.subject = name;
  return true;
}

bool big_function(string_view t, const Wording&, Message& m) {
  return strip_prefix(t, "function ") && split_last(t, " considered 'big'; ", m.subject, m.detail);
}

bool kept_alive(string_view t, const Wording&, Message& m) {
  if (!strip_suffix(t, " will be kept alive")) return false;
  m.subject = t;
  return true;
}

bool zero_copy_conversion(string_view t, const Wording&, Message&) {
  return t == "zero-copy string->[]byte conversion";
}

bool imprecise_interface_call(string_view t, const Wording&, Message&) {
  return t == "imprecise interface call";
}

bool bounds_check_elided(string_view t, const Wording&, Message& m) {
  if (!strip_suffix(t, " bounds check elided")) return false;
  m.detail = t;  // "index", or "shift" in Go 1.9
  return true;
}

bool explanation(string_view t, const Wording&, Message& m) {
  m.subject = t;
  for (string_view start : {"  flow: ", "    from ", "  warning: ", "\tfrom "})
    if (t.starts_with(start)) return true;
  return false;
}

// `  flow: TO <- &FROM:`
bool path_step(string_view line, const Wording& wording, Message& m) {
  PathStep step;
  std::string from;
  if (!strip_prefix(line, "  flow: ") || !strip_suffix(line, ":")) return false;
  if (!split_last(line, wording.plain_paths ? " = " : " ← ", step.to, from)) return false;
  size_t operators = from.starts_with('&') ? 1 : std::min(from.find_first_not_of('*'), from.size());
  step.derefs = from.starts_with('&') ? -1 : static_cast<int>(operators);
  step.from = from.substr(operators);
  m.path.push_back(std::move(step));
  return true;
}

// `    from EXPRESSION (REASON) at POSITION`
bool path_reason(string_view line, Message& m) {
  PathReason reason;
  std::string rest, position;
  if (m.path.empty() || !strip_prefix(line, "    from ")) return false;
  if (!split_last(line, ") at ", rest, position)) return false;
  if (!split_last(rest, " (", reason.expression, reason.reason)) return false;
  auto place = parse_position(position);
  if (!place) return false;
  reason.position = std::move(*place);
  m.path.back().reasons.push_back(std::move(reason));
  return true;
}

// The lines behind the header of a path.
bool path_lines(string_view lines, const Wording& wording, Message& m) {
  while (!lines.empty()) {
    size_t end = lines.find('\n');
    string_view line = lines.substr(0, end);
    lines.remove_prefix(end == string_view::npos ? lines.size() : end + 1);
    if (line.starts_with("  warning: ") && lines.empty()) {
      m.detail = line;
    } else if (!path_step(line, wording, m) && !path_reason(line, m)) {
      return false;
    }
  }
  return true;
}

// Takes the header off the front of a path.
string_view take_header(string_view& text) {
  size_t end = text.find('\n');
  string_view header = text.substr(0, end);
  text.remove_prefix(end == string_view::npos ? text.size() : end + 1);
  return header;
}

bool escape_path(string_view t, const Wording& wording, Message& m) {
  string_view header = take_header(t);
  if (!strip_suffix(header, ":")) return false;
  if (strip_suffix(header, " escapes to heap")) {
    m.subject = header;
  } else if (wording.plain_paths || !split_last(header, " escapes to heap in ", m.subject, m.function)) {
    return false;
  }
  return path_lines(t, wording, m);
}

bool leak_path(string_view t, const Wording& wording, Message& m) {
  string_view header = take_header(t);
  std::string rest, level;
  if (!strip_prefix(header, "parameter ") || !strip_suffix(header, ":")) return false;
  if (!split_last(header, " leaks to ", m.subject, rest)) return false;
  if (!split_last(rest, " with derefs=", m.result, level) || !parse_int(level, m.level)) return false;
  if (std::string sink; !wording.plain_paths && split_last(m.result, " for ", sink, m.function))
    m.result = sink;
  return path_lines(t, wording, m);
}

bool escapes_to_heap(string_view t, const Wording&, Message& m) {
  if (!strip_suffix(t, " escapes to heap")) return false;
  m.subject = t;
  return true;
}

bool does_not_escape(string_view t, const Wording& wording, Message& m) {
  if (!strip_suffix(t, " does not escape")) return false;
  take_function(t, wording, m);
  m.subject = t;
  return true;
}

bool assuming_unsafe_uintptr(string_view t, const Wording& wording, Message& m) {
  take_function(t, wording, m);
  if (!strip_prefix(t, "assuming ") || !strip_suffix(t, " is unsafe uintptr")) return false;
  m.subject = t;
  return true;
}

bool marking_escaping_uintptr(string_view t, const Wording& wording, Message& m) {
  take_function(t, wording, m);
  if (!strip_prefix(t, "marking ") || !strip_suffix(t, "uintptr")) return false;
  if (strip_suffix(t, "...")) m.detail = "...";
  if (!strip_suffix(t, " as escaping ")) return false;
  m.subject = t;
  return true;
}

bool ignoring_self_assignment(string_view t, const Wording& wording, Message& m) {
  string_view words =
      wording.self_assignment_target ? " ignoring self-assignment to " : " ignoring self-assignment in ";
  size_t at = t.find(words);
  if (at == string_view::npos) return false;
  m.function = t.substr(0, at);
  m.subject = t.substr(at + words.size());
  return true;
}

bool capturing_variable(string_view t, const Wording&, Message& m) {
  size_t at = t.find(" capturing by ");
  if (at == string_view::npos || !strip_suffix(t, ")")) return false;
  m.function = t.substr(0, at);
  string_view rest = t.substr(at + string_view(" capturing by ").size());
  size_t colon = rest.find(": ");
  if (colon == string_view::npos) return false;
  m.result = rest.substr(0, colon);
  return split_last(rest.substr(colon + 2), " (", m.subject, m.detail);
}

struct Rule {
  Kind kind;
  bool (*matches)(string_view text, const Wording& wording, Message& message);
};

constexpr auto kRules = std::to_array<Rule>({
    // By their start.
    {Kind::kLeakPath, leak_path},
    {Kind::kExplanation, explanation},
    {Kind::kMovedToHeap, moved_to_heap},
    {Kind::kLeakingParamToResult, leaking_param_to_result},
    {Kind::kLeakingParam, leaking_param},
    {Kind::kLeakingParamContent, leaking_param_content},
    {Kind::kLeakingClosureReference, leaking_closure_reference},
    {Kind::kMarkEscapedContent, mark_escaped_content},
    {Kind::kCanInline, can_inline},
    {Kind::kCannotInline, cannot_inline},
    {Kind::kInliningCall, inlining_call},
    {Kind::kDevirtualizing, devirtualizing},
    {Kind::kCannotDevirtualize, cannot_devirtualize},
    {Kind::kBigFunction, big_function},
    {Kind::kZeroCopyConversion, zero_copy_conversion},
    {Kind::kImpreciseInterfaceCall, imprecise_interface_call},
    // By their end.
    {Kind::kEscapePath, escape_path},
    {Kind::kEscapesToHeap, escapes_to_heap},
    {Kind::kDoesNotEscape, does_not_escape},
    {Kind::kBoundsCheckElided, bounds_check_elided},
    {Kind::kKeptAlive, kept_alive},
    {Kind::kAssumingUnsafeUintptr, assuming_unsafe_uintptr},
    {Kind::kMarkingEscapingUintptr, marking_escaping_uintptr},
    // By what is inside.
    {Kind::kIgnoringSelfAssignment, ignoring_self_assignment},
    {Kind::kCapturingVariable, capturing_variable},
});

}  // namespace

void classify(Message& message, const Wording& wording) {
  for (const Rule& rule : kRules) {
    Message filled{.position = {}, .kind = rule.kind};
    if (!rule.matches(message.text, wording, filled)) continue;
    if (render(filled, wording) != message.text) continue;  // nothing of a text may get lost
    filled.position = std::move(message.position);
    filled.text = std::move(message.text);
    message = std::move(filled);
    return;
  }
  message.kind = Kind::kOther;
  message.subject = message.text;
  message.function.clear();
  message.result.clear();
  message.detail.clear();
  message.level = 0;
  message.path.clear();
}

}  // namespace escdiff::diagnostic
