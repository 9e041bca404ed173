#include "comparator/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/file.h"
#include "comparator/archive_program.h"
#include "comparator/errorcheck.h"
#include "comparator/finding.h"
#include "comparator/golden.h"

namespace escdiff::comparator {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kArchive = ".txtar";

// A folder whose package has recorded answers.
bool is_golden(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) && fs::exists(path / "answers.json", ignored);
}

// A file that is a package of its own, with recorded answers beside it.
bool is_suite_file(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path.parent_path() / "suite.json", ignored);
}

Result<std::vector<fs::path>> sorted_entries(const fs::path& folder) {
  std::error_code code;
  fs::directory_iterator entries(folder, code);
  if (code)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot read {}: {}", folder.string(), code.message()));
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : entries) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

// The .go files of a golden folder are not cases themselves, but folders inside it may be.
Result<void> collect(const fs::path& folder, std::vector<fs::path>& cases) {
  bool golden = is_golden(folder);
  if (golden) cases.push_back(folder);
  auto paths = sorted_entries(folder);
  if (!paths) return tl::unexpected(paths.error());
  for (const fs::path& path : *paths) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
      if (auto below = collect(path, cases); !below) return below;
    } else if (!golden && (path.extension() == ".go" || path.extension() == kArchive)) {
      cases.push_back(path);
    }
  }
  return {};
}

CaseResult failed(std::string name, std::string problem) {
  return {.name = std::move(name), .problems = {std::move(problem)}};
}

std::string describe(const Verdict& verdict) {
  if (verdict.status == Verdict::Status::kDoesNotCompile && !verdict.report.messages.empty())
    return diagnostic::to_line(verdict.report.messages.front());
  return verdict.detail;
}

// The flags that Go's runner gives to the compiler: all but -0, which is about the exit status; tests that
// run give theirs to the go command. Whoever expects no messages is asked for them all the same.
std::string compiler_flags(const ErrorcheckCase& test) {
  constexpr std::string_view kOfGo = "-gcflags";
  const bool is_errorcheck = test.action == "errorcheck";
  const bool asks =
      std::ranges::any_of(test.flags, [](const std::string& flag) { return flag.starts_with("-m"); });
  std::string result = is_errorcheck || asks || test.flags.empty() ? "" : "-m";
  for (std::string_view flag : test.flags) {
    if (flag == "-0" || (!is_errorcheck && flag == kOfGo)) continue;
    if (!is_errorcheck && flag.starts_with("-gcflags=")) flag.remove_prefix(kOfGo.size() + 1);
    result += (result.empty() ? "" : " ") + std::string(flag);
  }
  return result;
}

std::vector<std::string> judge_errorcheck(const ErrorcheckCase& test, const std::string& file_name,
                                          const Verdict& verdict) {
  bool compiles = verdict.status == Verdict::Status::kAnswered;
  if (!compiles && verdict.status != Verdict::Status::kDoesNotCompile) return {describe(verdict)};
  if (test.action != "errorcheck")
    return compiles ? std::vector<std::string>{} : std::vector<std::string>{describe(verdict)};
  return match_errorcheck(test, file_name, verdict.report.messages);
}

// A case that stands open must fail: once it passes, its reason is out of date.
void apply_open_reason(const std::string& reason, CaseResult& result) {
  if (reason.empty()) return;
  if (result.passed) {
    result.passed = false;
    result.problems = {fmt::format("passes now, but its record calls it open: {}", reason)};
  } else {
    result.passed = true;
    result.problems.clear();
  }
}

std::vector<std::string> judge_golden(const GoldenAnswer& expected, const Verdict& verdict) {
  bool compiles = verdict.status == Verdict::Status::kAnswered;
  if (!compiles && verdict.status != Verdict::Status::kDoesNotCompile) return {describe(verdict)};
  std::vector<std::string> problems;
  if (compiles != expected.compiles)
    problems.push_back(compiles ? "compiles, but must not" : "must compile: " + describe(verdict));
  std::vector<std::string> lines, missing, extra;
  for (const diagnostic::Message& message : verdict.report.messages)
    lines.push_back(diagnostic::to_line(message));
  std::sort(lines.begin(), lines.end());
  std::set_difference(expected.lines.begin(), expected.lines.end(), lines.begin(), lines.end(),
                      std::back_inserter(missing));
  std::set_difference(lines.begin(), lines.end(), expected.lines.begin(), expected.lines.end(),
                      std::back_inserter(extra));
  for (const std::string& line : missing) problems.push_back("missing: " + line);
  for (const std::string& line : extra) problems.push_back("unexpected: " + line);
  return problems;
}

CaseResult run_file(const fs::path& path, const AnswerCase& answer, const CheckOptions& options) {
  std::string name = path.string();
  auto text = read_file(path);
  if (!text) return failed(name, text.error().message);
  if (std::string why = options.excluded_by ? options.excluded_by(*text) : std::string(); !why.empty())
    return {.name = name, .skipped = std::move(why)};
  std::string file_name = path.filename().string();
  std::optional<ArchiveCase> archive;
  if (path.extension() == kArchive) archive = parse_archive_case(*text);
  auto test = parse_errorcheck(file_name, archive ? archive->header : *text);
  if (!test) return failed(name, test.error().message);
  auto reason = open_reason(path);
  if (!reason) return failed(name, reason.error().message);
  const Verdict verdict =
      answer({{{file_name, archive ? archive->program : *text}}, true}, compiler_flags(*test));
  CaseResult result{.name = name,
                    .problems = archive && archive->lines ? judge_golden({true, *archive->lines}, verdict)
                                                          : judge_errorcheck(*test, file_name, verdict)};
  result.passed = result.problems.empty();
  apply_open_reason(*reason, result);
  return result;
}

// The package of a golden folder, or of one file of a suite.
Result<CasePackage> read_package(const fs::path& path) {
  std::error_code ignored;
  CasePackage package;
  std::vector<fs::path> paths{path};
  if (fs::is_directory(path, ignored)) {
    auto entries = sorted_entries(path);
    if (!entries) return tl::unexpected(entries.error());
    paths = std::move(*entries);
  } else {
    package.has_assembly = fs::exists(fs::path(path).replace_extension(".s"), ignored);
  }
  for (const fs::path& file : paths) {
    if (file.extension() == ".s") package.has_assembly = true;
    if (file.extension() != ".go" || file.filename().string().ends_with("_test.go")) continue;
    auto text = read_file(file);
    if (!text) return tl::unexpected(text.error());
    package.files.push_back({file.filename().string(), std::move(*text)});
  }
  return package;
}

std::vector<CaseResult> run_golden(const fs::path& path, const fs::path& answers_json,
                                   const AnswerCase& answer, const CheckOptions& options) {
  auto answers = GoldenAnswers::read(answers_json);
  if (!answers) return {failed(path.string(), answers.error().message)};
  auto package = read_package(path);
  if (!package) return {failed(path.string(), package.error().message)};
  std::vector<CaseResult> results;
  for (const std::string& flags : answers->flags()) {
    if (!options.only_flags.empty() &&
        std::ranges::find(options.only_flags, flags) == options.only_flags.end())
      continue;
    std::string name = fmt::format("{} ({})", path.string(), flags);
    auto expected = answers->answer(flags, options.release);
    if (!expected) {
      results.push_back(failed(name, expected.error().message));
      continue;
    }
    std::vector<std::string> problems = judge_golden(*expected, answer(*package, flags));
    const bool passed = problems.empty();
    results.push_back({.name = name, .passed = passed, .problems = std::move(problems)});
  }
  return results;
}

}  // namespace

Result<std::vector<fs::path>> find_cases(const std::vector<std::string>& paths) {
  std::vector<fs::path> cases;
  for (const std::string& path : paths) {
    std::error_code code;
    if (!fs::exists(path, code)) return failure(ErrorKind::kInput, fmt::format("no such case: {}", path));
    if (!fs::is_directory(path, code)) {
      cases.emplace_back(path);
    } else if (auto collected = collect(path, cases); !collected) {
      return tl::unexpected(collected.error());
    }
  }
  return cases;
}

std::vector<CaseResult> run_case(const fs::path& path, const AnswerCase& answer,
                                 const CheckOptions& options) {
  if (is_golden(path)) return run_golden(path, path / "answers.json", answer, options);
  if (is_suite_file(path))
    return run_golden(path, fs::path(path).replace_extension(".json"), answer, options);
  return {run_file(path, answer, options)};
}

}  // namespace escdiff::comparator
