#include "oracle/answer.h"

#include <array>

namespace escdiff::oracle {

namespace {

using diagnostic::Kind;
using std::string_view;

constexpr auto kKindNames =
    std::to_array<string_view>({"answered", "does-not-compile", "crashed", "timed-out", "too-much-output",
                                "too-much-memory", "unparsable", "cancelled"});

bool contains_any(string_view text, std::initializer_list<string_view> parts) {
  for (string_view part : parts)
    if (text.find(part) != string_view::npos) return true;
  return false;
}

bool ran_out_of_memory(string_view output) {
  return contains_any(output,
                      {"runtime: out of memory", "cannot allocate memory", "fatal error: out of memory"});
}

bool has_line_starting(string_view output, string_view start) {
  for (size_t at = output.find(start); at != string_view::npos; at = output.find(start, at + 1))
    if (at == 0 || output[at - 1] == '\n') return true;
  return false;
}

bool crashed(string_view output) {
  return contains_any(output, {": internal compiler error: ", "[signal SIGSEGV", "compile: signal: "}) ||
         has_line_starting(output, "panic: ") || has_line_starting(output, "fatal error: ");
}

// What the go command says beside the compiler's lines: no part of any package's report.
bool is_remark(string_view line) { return line.starts_with("go: ") || line.starts_with("warning: "); }

// Go 1.11 and 1.12 add this to every package of a newer module, Go 1.11 without a line's end.
string_view without_module_note(string_view line) {
  constexpr string_view kNote = "note: module requires Go ";
  if (!line.starts_with(kNote)) return line;
  size_t end = line.find_first_not_of("0123456789.", kNote.size());
  return end == string_view::npos ? string_view() : line.substr(end);
}

// The lines that say why something does not compile: no headers, no messages of -m.
std::vector<std::string> error_lines(const diagnostic::Report& report,
                                     const std::vector<std::string>& unparsed) {
  std::vector<std::string> errors;
  for (const diagnostic::PackageReport& package : report)
    for (const diagnostic::Message& message : package.messages)
      if (message.kind == Kind::kOther) errors.push_back(to_line(message));
  errors.insert(errors.end(), unparsed.begin(), unparsed.end());
  return errors;
}

AnswerKind kind_of_ending(Ending ending) {
  switch (ending) {
    case Ending::kTimedOut: return AnswerKind::kTimedOut;
    case Ending::kTooMuchOutput: return AnswerKind::kTooMuchOutput;
    case Ending::kCancelled: return AnswerKind::kCancelled;
    case Ending::kSignalled: return AnswerKind::kCrashed;
    case Ending::kExited:
    case Ending::kStopped: break;
  }
  return AnswerKind::kAnswered;
}

std::string without_remarks(string_view output) {
  std::string kept;
  while (!output.empty()) {
    size_t end = output.find('\n');
    string_view line = without_module_note(output.substr(0, end));
    output.remove_prefix(end == string_view::npos ? output.size() : end + 1);
    if (is_remark(line)) continue;
    kept.append(line);
    kept.push_back('\n');
  }
  return kept;
}

}  // namespace

string_view answer_kind_name(AnswerKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

diagnostic::Wording wording_of(const Toolchain& toolchain) {
  return diagnostic::wording_of_go(toolchain.version.minor);
}

Answer judge(Ending ending, int status, std::string output, const diagnostic::Wording& wording) {
  Answer answer{.kind = kind_of_ending(ending),
                .status = status,
                .report = {},
                .errors = {},
                .output = std::move(output)};
  if (answer.kind == AnswerKind::kCrashed && ran_out_of_memory(answer.output))
    answer.kind = AnswerKind::kTooMuchMemory;
  if (answer.kind != AnswerKind::kAnswered) return answer;

  bool succeeded = status == 0 || ending == Ending::kStopped;
  if (!succeeded && ran_out_of_memory(answer.output)) {
    answer.kind = AnswerKind::kTooMuchMemory;
    return answer;
  }
  if (!succeeded && crashed(answer.output)) {
    answer.kind = AnswerKind::kCrashed;
    return answer;
  }
  std::vector<std::string> unparsed;
  // What fails before a package is read has only remarks to explain it.
  diagnostic::Report report =
      diagnostic::parse_report(succeeded ? without_remarks(answer.output) : answer.output, unparsed, wording);
  if (succeeded) {
    answer.kind = unparsed.empty() ? AnswerKind::kAnswered : AnswerKind::kUnparsable;
    answer.report = std::move(report);
    answer.errors = std::move(unparsed);
    return answer;
  }
  answer.errors = error_lines(report, unparsed);
  answer.kind = answer.errors.empty() ? AnswerKind::kCrashed : AnswerKind::kDoesNotCompile;
  return answer;
}

Result<std::vector<std::string>> split_flags(string_view flags) {
  std::vector<std::string> words;
  while (true) {
    flags.remove_prefix(std::min(flags.find_first_not_of(" \t\n\r"), flags.size()));
    if (flags.empty()) return words;
    char quote = flags[0];
    if (quote == '\'' || quote == '"') {
      size_t end = flags.find(quote, 1);
      if (end == string_view::npos) return failure(ErrorKind::kUsage, "compiler flags: a quote does not end");
      words.emplace_back(flags.substr(1, end - 1));
      flags.remove_prefix(end + 1);
    } else {
      size_t end = std::min(flags.find_first_of(" \t\n\r"), flags.size());
      words.emplace_back(flags.substr(0, end));
      flags.remove_prefix(end);
    }
  }
}

}  // namespace escdiff::oracle
