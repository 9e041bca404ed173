// The vocabulary that solver, oracle and comparator share: one parsed line of the compiler.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::diagnostic {

// Where a message points. Lines and columns count from 1; columns count bytes; 0 = the compiler gave none.
struct Position {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

enum class Kind : uint8_t {
#define KIND(name, level, meaning) k##name,
#include "diagnostic/kinds.def"
#undef KIND
};

// The name in kinds.def, as JSON output and case files spell it.
std::string_view kind_name(Kind kind);
std::optional<Kind> kind_from_name(std::string_view name);

// One line `file:line:col: text`.
struct Message {
  Position position;
  Kind kind = Kind::kOther;
  std::string subject;   // the expression or variable that the line is about, as the compiler prints it
  std::string function;  // the function it names, if any (self-assignment; the prefix of Go <= 1.13)
  std::string result;    // kLeakingParamToResult: the result's name
  int level = 0;         // kLeakingParamToResult: dereferences, -1 = address (Go <= 1.12)
  std::string text;      // the words after the position, exactly as printed

  // Messages are equal when a reader sees the same line.
  friend bool operator==(const Message& a, const Message& b) {
    return a.position == b.position && a.text == b.text;
  }
  friend std::strong_ordering operator<=>(const Message& a, const Message& b) {
    if (auto c = a.position <=> b.position; c != 0) return c;
    return a.text <=> b.text;
  }
};

// What one package said, in the order of printing, repeats kept.
struct PackageReport {
  std::string import_path;  // of the `# import/path` header; empty when there was none
  std::vector<Message> messages;
};
using Report = std::vector<PackageReport>;

// Reads `file:line:col: text` (or `file:line: text`); nullopt when the line has no position.
std::optional<Message> parse_message(std::string_view line);
// Fills kind, subject, function, result and level of a message from its text.
void classify(Message& message);

// `file:line:col: text`, without a newline.
std::string to_line(const Message& message);

// Reads the standard error of `go build -gcflags=-m`; lines that have no position go to `unparsed`.
Report parse_report(std::string_view output, std::vector<std::string>& unparsed);
// The opposite: `# path` headers and message lines, each with a newline.
std::string to_text(const Report& report);

}  // namespace escdiff::diagnostic
