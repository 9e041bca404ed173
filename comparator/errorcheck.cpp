#include "comparator/errorcheck.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>

namespace escdiff::comparator {

namespace {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  size_t at = 0;
  while ((at = text.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
    size_t end = std::min(text.find_first_of(" \t\r", at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

constexpr std::string_view kExplained = "// EXPLAINED ";
constexpr std::string_view kCaseFile = "CASE.go";

bool is_file(std::string_view file, std::string_view file_name) {
  if (file.starts_with("./")) file.remove_prefix(2);
  return file == file_name;
}

bool needs_explained(const diagnostic::Message& message) {
  return message.text.find('\n') != std::string::npos || message.position.line == 0 ||
         message.position.file.starts_with('<');
}

// What messages call the one file of the program.
std::string program_file(std::span<const diagnostic::Message> messages) {
  const auto name = [](const diagnostic::Position& position) {
    const bool is_file = position.line != 0 && !position.file.starts_with('<');
    return is_file ? std::filesystem::path(position.file).filename().string() : std::string();
  };
  for (const diagnostic::Message& message : messages) {
    if (std::string file = name(message.position); !file.empty()) return file;
    for (const diagnostic::PathStep& step : message.path)
      for (const diagnostic::PathReason& reason : step.reasons)
        if (std::string file = name(reason.position); !file.empty()) return file;
  }
  return {};
}

// The message as it stands at the end of a case, `shift` lines further down.
std::string explained(diagnostic::Message message, std::string_view file_name, uint32_t shift) {
  for (diagnostic::PathStep& step : message.path) {
    for (diagnostic::PathReason& reason : step.reasons) {
      if (!is_file(reason.position.file, file_name)) continue;
      reason.position.file = kCaseFile;
      reason.position.line += shift;
    }
  }
  const std::string text = message.path.empty() ? message.text : diagnostic::render(message);
  if (!is_file(message.position.file, file_name))
    return fmt::format("{}: {}", diagnostic::to_text(message.position), text);
  return fmt::format("{}:{}: {}", message.position.line + shift, message.position.column, text);
}

void read_explained(std::string_view text, ErrorcheckCase& test) {
  bool continues = false;
  for (std::string_view line : split_lines(text)) {
    if (line.starts_with(kExplained)) {
      test.explained.emplace_back(line.substr(kExplained.size()));
      continues = true;
    } else if (continues && line.starts_with("//   ")) {
      test.explained.back() += fmt::format("\n{}", line.substr(3));
    } else {
      continues = false;
    }
  }
  std::ranges::sort(test.explained);
}

// The first line that is a comment of one blank and a known word, as Go's runner looks for it.
bool read_action(std::string_view text, ErrorcheckCase& test) {
  for (std::string_view line : split_lines(text)) {
    if (line.empty() || line.starts_with("//go:build")) continue;
    if (!line.starts_with("// ")) return false;
    std::vector<std::string> words = split_words(line.substr(3));
    if (words.empty()) continue;
    test.action = words.front();
    test.flags.assign(words.begin() + 1, words.end());
    return true;
  }
  return false;
}

// LINE, LINE+2, LINE-1 stand for `file:line`.
std::string replace_line_words(std::string pattern, std::string_view file_name, uint32_t line) {
  static const re2::RE2 kLine(R"(LINE(?:([+-])(\d+))?)");
  std::string result;
  re2::StringPiece rest(pattern);
  re2::StringPiece match[3];
  while (kLine.Match(rest, 0, rest.size(), re2::RE2::UNANCHORED, match, 3)) {
    result.append(rest.data(), match[0].data() - rest.data());
    int64_t delta = match[2].empty() ? 0 : std::stoll(std::string(match[2]));
    int64_t target = match[1] == "-" ? int64_t{line} - delta : int64_t{line} + delta;
    result += fmt::format("{}:{}", file_name, target);
    rest.remove_prefix(match[0].data() + match[0].size() - rest.data());
  }
  return result.append(rest.data(), rest.size());
}

Result<void> read_expectations(std::string_view file_name, std::string_view text, ErrorcheckCase& test) {
  static const re2::RE2 kComment(R"(// (?:GC_)?ERROR(AUTO)? (.*))");
  static const re2::RE2 kQuoted(R"re("([^"]*)")re");
  uint32_t number = 0;
  for (std::string_view line : split_lines(text)) {
    ++number;
    if (line.find("////") != std::string_view::npos) continue;  // a double comment disables ERROR
    re2::StringPiece automatic, all;
    if (!re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kComment, &automatic, &all))
      continue;
    std::string pattern;
    bool any = false;
    while (re2::RE2::FindAndConsume(&all, kQuoted, &pattern)) {
      any = true;
      pattern = replace_line_words(pattern, file_name, number);
      if (re2::RE2 compiled(pattern, re2::RE2::Quiet); !compiled.ok())
        return failure(ErrorKind::kInput, fmt::format("{}:{}: bad pattern \"{}\": {}", file_name, number,
                                                      pattern, compiled.error()));
      test.expected.push_back({number, pattern, !automatic.empty()});
    }
    if (!any)
      return failure(ErrorKind::kInput,
                     fmt::format("{}:{}: ERROR comment without a quoted pattern", file_name, number));
  }
  return {};
}

}  // namespace

bool ErrorcheckCase::has_flag(std::string_view flag) const {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

Result<ErrorcheckCase> parse_errorcheck(std::string_view file_name, std::string_view text) {
  ErrorcheckCase test;
  if (!read_action(text, test))
    return failure(
        ErrorKind::kInput,
        fmt::format("{}: no test action such as `// errorcheck -0 -m -l` in its first line", file_name));
  if (auto read = read_expectations(file_name, text, test); !read) return tl::unexpected(read.error());
  read_explained(text, test);
  return test;
}

std::vector<std::string> match_errorcheck(const ErrorcheckCase& test, std::string_view file_name,
                                          std::span<const diagnostic::Message> messages) {
  std::vector<std::string> problems;
  std::vector<const diagnostic::Message*> left;
  std::vector<std::string> explanations;
  for (const diagnostic::Message& message : messages) {
    if (test.explained.empty() || !needs_explained(message)) {
      left.push_back(&message);
    } else {
      explanations.push_back(explained(message, file_name, 0));
    }
  }
  std::ranges::sort(explanations);
  std::vector<std::string> missing, surplus;
  std::ranges::set_difference(test.explained, explanations, std::back_inserter(missing));
  std::ranges::set_difference(explanations, test.explained, std::back_inserter(surplus));
  for (const std::string& text : missing) problems.push_back("missing: " + text);
  for (const std::string& text : surplus) problems.push_back("unexpected: " + text);
  // Instances of generic functions have messages in the files of other packages, which no case speaks of.
  auto in_file = [&](const diagnostic::Message& m) { return is_file(m.position.file, file_name); };
  auto has_file = [&](const diagnostic::Message& m) { return !m.position.file.starts_with('<'); };
  for (const ExpectedMessage& expected : test.expected) {
    re2::RE2 pattern(expected.pattern, re2::RE2::Quiet);
    bool any_here = false, matched = false;
    std::erase_if(left, [&](const diagnostic::Message* message) {
      bool here = expected.autogenerated ? !has_file(*message)
                                         : in_file(*message) && message->position.line == expected.line;
      any_here |= here;
      if (!here || !re2::RE2::PartialMatch(message->text, pattern)) return false;
      matched = true;
      return true;
    });
    if (!matched)
      problems.push_back(fmt::format("{}:{}: {} \"{}\"", file_name, expected.line,
                                     any_here ? "no match for" : "missing error", expected.pattern));
  }
  for (const diagnostic::Message* message : left) {
    if (in_file(*message)) problems.push_back(fmt::format("unexpected: {}", diagnostic::to_line(*message)));
  }
  return problems;
}

std::string write_errorcheck(std::string_view flags, std::string_view program,
                             std::span<const diagnostic::Message> messages) {
  constexpr uint32_t kHeaderLines = 2;
  std::map<uint32_t, std::vector<std::string>> by_line;
  std::vector<std::string> explanations;
  const std::string file = program_file(messages);
  for (const diagnostic::Message& message : messages) {
    if (needs_explained(message)) {
      explanations.push_back(explained(message, file, kHeaderLines));
      continue;
    }
    // The format knows no quoted quote, and each pattern takes all equal messages of its line.
    std::string pattern = re2::RE2::QuoteMeta(message.text);
    std::string readable;
    for (size_t i = 0; i < pattern.size(); ++i) {
      bool needless = pattern[i] == '\\' && i + 1 < pattern.size() &&
                      std::string_view(" ,:<>=&~-\"/;!%@#").find(pattern[i + 1]) != std::string_view::npos;
      if (!needless) readable += pattern[i] == '"' ? '.' : pattern[i];
    }
    std::vector<std::string>& patterns = by_line[message.position.line];
    std::string quoted = fmt::format("\"^{}$\"", readable);
    if (std::find(patterns.begin(), patterns.end(), quoted) == patterns.end()) patterns.push_back(quoted);
  }
  std::string result;
  uint32_t number = 0;
  for (std::string_view line : split_lines(program)) {
    ++number;
    result += line;
    if (auto found = by_line.find(number); found != by_line.end())
      result += fmt::format(" // ERROR {}", fmt::join(found->second, " "));
    result += '\n';
  }
  std::ranges::sort(explanations);
  if (!explanations.empty()) result += '\n';
  for (const std::string& text : explanations) {
    for (size_t i = 0; std::string_view line : split_lines(text))
      result += fmt::format("{}{}\n", i++ == 0 ? kExplained : "// ", line);
  }
  return fmt::format("// errorcheck -0 {}\n\n{}", flags, result);
}

}  // namespace escdiff::comparator
