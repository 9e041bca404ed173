// The recorded cases of snippets.txt and explanations.txt.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "solver/analysis.h"
#include "solver/solver.h"
#include "tests/support/source_folder.h"

namespace escdiff::solver::testing {

struct Snippet {
  std::string name;
  std::string source;
  std::vector<std::string> lines;  // LINE:COLUMN: text, sorted
};

inline std::vector<Snippet> load_snippets(const char* file = "snippets.txt") {
  Result<std::string> text = read_file(tests::source_folder() / "tests/solver" / file);
  ESCDIFF_CHECK(text.has_value(), "{}", file);
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
    } else if (line.starts_with(' ')) {  // of the path above
      snippets.back().lines.back() += "\n" + line;
    } else if (!snippets.empty()) {
      snippets.back().lines.push_back(line);
    }
  }
  return snippets;
}

inline Answer solve_snippet(const Snippet& snippet, escape::Rule wrong_rule = escape::Rule::kNone,
                            int level = 1, bool inlining = false) {
  Options options{.profile = profile::find_profile("1.26"),
                  .inlining = inlining,
                  .level = level,
                  .has_assembly = true,
                  .wrong_rule = wrong_rule};
  if (snippet.source.find("import \"testing\"") == std::string::npos)
    return analyze("p", {{"x.go", snippet.source}}, options);
  // Of package testing, what the snippets use; as there, Loop leaks its receiver.
  constexpr const char* kTesting =
      "package testing\ntype B struct{}\nvar last *B\nfunc (b *B) Loop() bool { last = b; return false }\n";
  types::Program program;
  std::vector<types::CheckError> errors;
  const types::CheckOptions check{.language = "1.26"};
  Known known(program, *options.profile, nullptr);
  const types::PackageId testing =
      types::check_package(program, "testing", {{"testing.go", kTesting}}, check, errors);
  analyze_checked(program, testing, "testing", options, known);
  const types::PackageId package =
      types::check_package(program, "p", {{"x.go", snippet.source}}, check, errors);
  ESCDIFF_CHECK(errors.empty(), "{}", snippet.name);
  return analyze_checked(program, package, "p", options, known);
}

// As they stand in the file; a refusal or a compile error as its own line.
inline std::vector<std::string> answer_lines(const Answer& answer) {
  std::vector<std::string> lines;
  auto add = [&](const std::vector<diagnostic::Message>& messages) {
    for (const diagnostic::Message& message : messages) {
      bool has_place = !message.position.file.empty();
      std::string place = has_place ? diagnostic::to_text(message.position) : "0:0";
      const std::string& file = message.position.file;
      if (file.ends_with(".go")) place.erase(0, file.size() + 1);
      lines.push_back(place + ": " + message.text);
    }
  };
  if (const auto* report = std::get_if<diagnostic::PackageReport>(&answer)) add(report->messages);
  if (const auto* errors = std::get_if<CompileErrors>(&answer)) add(errors->messages);
  if (const auto* refusal = std::get_if<Refusal>(&answer)) lines.push_back(refusal->reason);
  return lines;
}

}  // namespace escdiff::solver::testing
