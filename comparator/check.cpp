#include "comparator/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/file.h"
#include "comparator/errorcheck.h"
#include "comparator/finding.h"
#include "comparator/golden.h"

namespace escdiff::comparator {

namespace fs = std::filesystem;

namespace {

bool is_golden(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored) && fs::exists(path / "answers.json", ignored);
}

// A golden folder is one case; its .go files are not, but folders inside it may be cases again.
Result<void> collect(const fs::path& folder, std::vector<fs::path>& cases) {
  bool golden = is_golden(folder);
  if (golden) cases.push_back(folder);
  std::error_code code;
  fs::directory_iterator entries(folder, code);
  if (code) return failure(ErrorKind::kEnvironment, fmt::format("cannot read {}: {}", folder.string(), code.message()));
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : entries) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (fs::is_directory(path, code)) {
      if (auto below = collect(path, cases); !below) return below;
    } else if (!golden && path.extension() == ".go") {
      cases.push_back(path);
    }
  }
  return {};
}

CaseResult failed(std::string name, std::string problem) { return {std::move(name), false, {std::move(problem)}}; }

std::string describe(const Verdict& verdict) {
  if (verdict.status == Verdict::Status::kDoesNotCompile && !verdict.report.messages.empty())
    return diagnostic::to_line(verdict.report.messages.front());
  return verdict.detail;
}

// The flags that Go's runner gives to the compiler: all but -0, which is about the exit status.
std::string compiler_flags(const ErrorcheckCase& test) {
  std::string result;
  for (const std::string& flag : test.flags) {
    if (flag != "-0") result += (result.empty() ? "" : " ") + flag;
  }
  return result;
}

std::vector<std::string> judge_errorcheck(const ErrorcheckCase& test, const std::string& file_name, const Verdict& verdict) {
  bool compiles = verdict.status == Verdict::Status::kAnswered;
  if (!compiles && verdict.status != Verdict::Status::kDoesNotCompile) return {describe(verdict)};
  if (test.action != "errorcheck") return compiles ? std::vector<std::string>{} : std::vector<std::string>{describe(verdict)};
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

CaseResult run_file(const fs::path& path, const AnswerCase& answer) {
  std::string name = path.string();
  auto text = read_file(path);
  if (!text) return failed(name, text.error().message);
  std::string file_name = path.filename().string();
  auto test = parse_errorcheck(file_name, *text);
  if (!test) return failed(name, test.error().message);
  auto reason = open_reason(path);
  if (!reason) return failed(name, reason.error().message);
  CaseResult result{name, false, judge_errorcheck(*test, file_name, answer({{file_name, *text}}, compiler_flags(*test)))};
  result.passed = result.problems.empty();
  apply_open_reason(*reason, result);
  return result;
}

std::vector<std::string> judge_golden(const std::vector<std::string>& expected, const Verdict& verdict) {
  if (verdict.status != Verdict::Status::kAnswered) return {describe(verdict)};
  std::vector<std::string> lines;
  for (const diagnostic::Message& message : verdict.report.messages) lines.push_back(diagnostic::to_line(message));
  std::sort(lines.begin(), lines.end());
  std::vector<std::string> missing, extra, problems;
  std::set_difference(expected.begin(), expected.end(), lines.begin(), lines.end(), std::back_inserter(missing));
  std::set_difference(lines.begin(), lines.end(), expected.begin(), expected.end(), std::back_inserter(extra));
  for (const std::string& line : missing) problems.push_back("missing: " + line);
  for (const std::string& line : extra) problems.push_back("unexpected: " + line);
  return problems;
}

std::vector<CaseResult> run_golden(const fs::path& folder, const AnswerCase& answer, const CheckOptions& options) {
  auto answers = GoldenAnswers::read(folder / "answers.json");
  if (!answers) return {failed(folder.string(), answers.error().message)};
  std::vector<fs::path> paths;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    bool test_file = entry.path().filename().string().ends_with("_test.go");
    if (entry.path().extension() == ".go" && !test_file) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Source> files;
  for (const fs::path& path : paths) {
    auto text = read_file(path);
    if (!text) return {failed(folder.string(), text.error().message)};
    files.push_back({path.filename().string(), std::move(*text)});
  }
  std::vector<CaseResult> results;
  for (const std::string& flags : answers->flags()) {
    if (!options.only_flags.empty() && std::ranges::find(options.only_flags, flags) == options.only_flags.end()) continue;
    std::string name = fmt::format("{} ({})", folder.string(), flags);
    auto expected = answers->lines(flags, options.release);
    if (!expected) {
      results.push_back(failed(name, expected.error().message));
      continue;
    }
    std::vector<std::string> problems = judge_golden(*expected, answer(files, flags));
    results.push_back({name, problems.empty(), std::move(problems)});
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

std::vector<CaseResult> run_case(const fs::path& path, const AnswerCase& answer, const CheckOptions& options) {
  if (is_golden(path)) return run_golden(path, answer, options);
  return {run_file(path, answer)};
}

}  // namespace escdiff::comparator
