// The recorded cases of snippets.txt.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "solver/solver.h"
#include "tests/support/source_folder.h"

namespace escdiff::solver::testing {

struct Snippet {
  std::string name;
  std::string source;
  std::vector<std::string> lines;  // LINE:COLUMN: text, sorted
};

inline std::vector<Snippet> load_snippets() {
  Result<std::string> text = read_file(tests::source_folder() / "tests/solver/snippets.txt");
  ESCDIFF_CHECK(text.has_value(), "snippets.txt");
  std::vector<Snippet> snippets;
  bool is_source = false;
  size_t at = 0;
  while (at < text->size()) {
    size_t end = text->find('\n', at);
    std::string line = text->substr(at, end - at);
    at = end + 1;
    if (line.starts_with("== ")) {
      snippets.push_back({line.substr(3), "package p\n", {}});
      is_source = true;
    } else if (line == "--") {
      is_source = false;
    } else if (is_source) {
      snippets.back().source += line + "\n";
    } else if (!snippets.empty()) {
      snippets.back().lines.push_back(line);
    }
  }
  return snippets;
}

inline Answer solve_snippet(const Snippet& snippet, escape::Rule wrong_rule = escape::Rule::kNone) {
  Options options{.profile = profile::find_profile("1.26"),
                  .inlining = false,
                  .has_assembly = true,
                  .wrong_rule = wrong_rule};
  return analyze("p", {{"x.go", snippet.source}}, options);
}

// As they stand in snippets.txt; a refusal or a compile error as its own line.
inline std::vector<std::string> answer_lines(const Answer& answer) {
  std::vector<std::string> lines;
  auto add = [&](const std::vector<diagnostic::Message>& messages) {
    for (const diagnostic::Message& message : messages) {
      std::string place =
          std::to_string(message.position.line) + ":" + std::to_string(message.position.column);
      lines.push_back(place + ": " + message.text);
    }
  };
  if (const auto* report = std::get_if<diagnostic::PackageReport>(&answer)) add(report->messages);
  if (const auto* errors = std::get_if<CompileErrors>(&answer)) add(errors->messages);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) lines.push_back(refusal->reason);
  return lines;
}

}  // namespace escdiff::solver::testing
