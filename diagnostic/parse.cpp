// Lines and whole reports: positions, `# path` headers.
#include <charconv>

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

namespace {

using std::string_view;

// Takes `:NUMBER` off the end of `text`; false when it does not end so.
bool take_number(string_view& text, uint32_t& number) {
  size_t colon = text.rfind(':');
  if (colon == string_view::npos || colon + 1 == text.size()) return false;
  string_view digits = text.substr(colon + 1);
  if (digits.size() > 1 && digits[0] == '0') return false;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return false;
  text = text.substr(0, colon);
  return true;
}

bool is_path(const Message& message) {
  return message.kind == Kind::kEscapePath || message.kind == Kind::kLeakPath;
}

// Adds a line of a path to the message that it belongs to; false when it belongs to none.
bool extend(std::vector<Message>& messages, const Message& line, const Wording& wording) {
  if (line.kind != Kind::kExplanation || messages.empty()) return false;
  Message& last = messages.back();
  if (!is_path(last) || last.position != line.position) return false;
  Message longer;
  longer.position = last.position;
  longer.text = last.text + "\n" + line.text;
  classify(longer, wording);
  if (!is_path(longer)) return false;
  last = std::move(longer);
  return true;
}

}  // namespace

std::optional<Position> parse_position(string_view text) {
  if (text == kUnknownPosition.file) return kUnknownPosition;
  Position position;
  uint32_t last = 0, before = 0;
  if (!take_number(text, last)) return std::nullopt;
  if (take_number(text, before)) {
    position.line = before;
    position.column = last;
    position.shows_column_zero = last == 0;
  } else {
    position.line = last;
  }
  if (text.empty()) return std::nullopt;
  position.file = text;
  return position;
}

std::optional<Message> parse_message(string_view line, const Wording& wording) {
  // The first `: ` that a position precedes: a file's name may hold one too.
  for (size_t at = line.find(": "); at != string_view::npos; at = line.find(": ", at + 1)) {
    auto position = parse_position(line.substr(0, at));
    if (!position) continue;
    Message message;
    message.position = std::move(*position);
    message.text = line.substr(at + 2);
    classify(message, wording);
    return message;
  }
  // gc knows no position of variables that it makes for ranges over functions: `moved to heap: #next`.
  Message message;
  message.text = line;
  classify(message, wording);
  if (message.kind == Kind::kMovedToHeap || message.kind == Kind::kCapturingVariable) return message;
  return std::nullopt;
}

Report parse_report(string_view output, std::vector<std::string>& unparsed, const Wording& wording) {
  Report report;
  while (!output.empty()) {
    size_t end = output.find('\n');
    string_view line = output.substr(0, end);
    output.remove_prefix(end == string_view::npos ? output.size() : end + 1);
    if (line.empty()) continue;
    if (line.starts_with("# ")) {
      report.push_back({.import_path = std::string(line.substr(2)), .messages = {}});
    } else if (auto message = parse_message(line, wording)) {
      if (report.empty()) report.emplace_back();
      std::vector<Message>& messages = report.back().messages;
      if (!extend(messages, *message, wording)) messages.push_back(std::move(*message));
    } else {
      unparsed.emplace_back(line);
    }
  }
  return report;
}

}  // namespace escdiff::diagnostic
