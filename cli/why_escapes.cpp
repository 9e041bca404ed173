#include "cli/why_escapes.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "diagnostic/fate.h"

namespace escdiff::cli {

using diagnostic::Kind;
using diagnostic::Message;
using diagnostic::PathStep;

namespace {

bool is_about_a_value(Kind kind) {
  if (diagnostic::tells_fate(kind)) return true;
  switch (kind) {
    case Kind::kAssumingUnsafeUintptr:
    case Kind::kMarkingEscapingUintptr:
    case Kind::kZeroCopyConversion:
    case Kind::kEscapePath:
    case Kind::kLeakPath: return true;
    default: return false;
  }
}

// "{heap}", "{temp}", "{storage for &T{...}}" or a variable.
std::string place_in_words(const std::string& place) {
  constexpr std::string_view kStorage = "{storage for ";
  if (place == "{heap}") return "the heap";
  if (place == "{temp}") return "a temporary";
  if (place.starts_with(kStorage)) return place.substr(kStorage.size(), place.size() - kStorage.size() - 1);
  return place;
}

std::string step_in_words(const PathStep& step) {
  std::string text = "  to " + place_in_words(step.to);
  if (!step.reasons.empty()) {  // the statement comes last
    const diagnostic::PathReason& reason = step.reasons.back();
    text += fmt::format(", by {} ({}) at {}", reason.expression, reason.reason,
                        diagnostic::to_text(reason.position));
  }
  return text + '\n';
}

std::string parameter_in_words(const Message& path) {
  if (path.level <= 0) return path.subject;
  const std::string times = path.level == 1 ? "" : fmt::format(", {} pointers on", path.level);
  return fmt::format("what {} points to{}", path.subject, times);
}

std::string tell(const Message& message) {
  const std::string place = diagnostic::to_text(message.position);
  std::string text;
  if (message.kind == Kind::kEscapePath) {
    text = fmt::format("{}: {} in {} is on the heap, because its address goes\n", place, message.subject,
                       message.function);
  } else if (message.kind == Kind::kLeakPath) {
    text = fmt::format("{}: {} leaves {}, because it goes\n", place, parameter_in_words(message),
                       message.function);
  } else {
    return fmt::format("{}: {}\n", place, message.text);
  }
  for (const PathStep& step : message.path) text += step_in_words(step);
  return text;
}

bool is_path(const Message& message) {
  return message.kind == Kind::kEscapePath || message.kind == Kind::kLeakPath;
}

// A path says more than the line that goes with it.
bool is_told_by_a_path(const Message& message, const std::vector<Message>& all) {
  if (is_path(message) || message.kind == Kind::kDoesNotEscape) return false;
  return std::ranges::any_of(all, [&](const Message& other) {
    return is_path(other) && other.position == message.position && other.subject == message.subject;
  });
}

// Positions are relative to the working folder, as `go build` prints them.
bool is_in_file(std::string_view position, std::string_view file) {
  const std::filesystem::path wanted(file);
  if (wanted.is_absolute()) return std::filesystem::absolute(position).lexically_normal() == wanted;
  if (position.starts_with("./")) position.remove_prefix(2);
  if (file.starts_with("./")) file.remove_prefix(2);
  if (!position.ends_with(file)) return false;
  position.remove_suffix(file.size());
  return position.empty() || position.ends_with('/');
}

}  // namespace

Result<SourceLine> parse_source_line(const std::string& text) {
  const size_t colon = text.rfind(':');
  SourceLine result;
  if (colon != std::string::npos && colon != 0) {
    result.file = text.substr(0, colon);
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, result.line);
    if (error == std::errc() && stop == end && result.line > 0) return result;
  }
  return failure(ErrorKind::kUsage, fmt::format("--why-escapes: '{}' is not FILE:LINE", text));
}

diagnostic::Report values_on(const diagnostic::Report& report, const SourceLine& line) {
  diagnostic::Report result;
  for (const diagnostic::PackageReport& package : report) {
    diagnostic::PackageReport found{package.import_path, {}};
    for (const Message& message : package.messages) {
      const bool is_there =
          message.position.line == line.line && is_in_file(message.position.file, line.file);
      if (is_there && is_about_a_value(message.kind)) found.messages.push_back(message);
    }
    if (!found.messages.empty()) result.push_back(std::move(found));
  }
  return result;
}

std::string tell_ways(const diagnostic::Report& values) {
  std::string text;
  for (const diagnostic::PackageReport& package : values) {
    for (const Message& message : package.messages) {
      if (!is_told_by_a_path(message, package.messages)) text += tell(message);
    }
  }
  return text;
}

}  // namespace escdiff::cli
