#include "comparator/question.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/file.h"
#include "oracle/subprocess.h"

namespace escdiff::comparator {

namespace {

using Status = Verdict::Status;

constexpr const char* kFileName = "x.go";

// A refusal or a failure of the left side that is not what we look for ends the question before the compiler
// runs.
bool worth_asking(const Verdict& left, const std::string& wanted) {
  return left.status == Status::kAnswered || wanted.starts_with(class_text(DifferenceClass::kLeftRefuses)) ||
         wanted.starts_with(class_text(DifferenceClass::kLeftFails));
}

class DifferenceQuestion : public Question {
 public:
  DifferenceQuestion(Side& left, Side& right, std::string wanted)
      : left_(left), right_(right), wanted_(std::move(wanted)) {}

  Result<bool> holds(const std::string& program) override {
    Source source{kFileName, program};
    const Verdict left = left_.ask_one(source);
    if (!worth_asking(left, wanted_)) return false;
    const std::vector<Difference> differences = compare(left, right_.ask_one(source));
    return std::ranges::any_of(differences, [&](const Difference& d) { return signature(d) == wanted_; });
  }
  std::string text() const override {
    return fmt::format("difference of {} and {}: {}", left_.name(), right_.name(), wanted_);
  }

 private:
  Side& left_;
  Side& right_;
  std::string wanted_;
};

class MessageQuestion : public Question {
 public:
  MessageQuestion(Side& side, const std::string& pattern) : side_(side), pattern_(pattern, re2::RE2::Quiet) {}

  const re2::RE2& pattern() const { return pattern_; }
  Result<bool> holds(const std::string& program) override {
    const Verdict verdict = side_.ask_one({kFileName, program});
    return verdict.status == Status::kAnswered &&
           std::ranges::any_of(verdict.report.messages, [&](const diagnostic::Message& message) {
             return re2::RE2::PartialMatch(message.text, pattern_);
           });
  }
  std::string text() const override {
    return fmt::format("message of {}: {}", side_.name(), pattern_.pattern());
  }

 private:
  Side& side_;
  re2::RE2 pattern_;
};

class CrashQuestion : public Question {
 public:
  CrashQuestion(Side& side, std::string wanted) : side_(side), wanted_(std::move(wanted)) {}

  Result<bool> holds(const std::string& program) override {
    return crash_line(side_.ask_one({kFileName, program})) == wanted_;
  }
  std::string text() const override { return fmt::format("crash of {}: {}", side_.name(), wanted_); }

 private:
  Side& side_;
  std::string wanted_;
};

class OutputQuestion : public Question {
 public:
  OutputQuestion(oracle::Toolchain older, oracle::Toolchain newer, std::stop_token stop)
      : older_(std::move(older)), newer_(std::move(newer)), stop_(std::move(stop)) {}

  Result<bool> holds(const std::string& program) override {
    auto older = run(older_, program);
    if (!older) return tl::unexpected(older.error());
    if (!*older) return false;
    auto newer = run(newer_, program);
    if (!newer) return tl::unexpected(newer.error());
    return *newer && **older != **newer;
  }
  std::string text() const override {
    return fmt::format("output under {} and {}", older_.identity, newer_.identity);
  }

 private:
  // What the program prints and its status; nothing when it does not build, does not end, or says something
  // else a second time.
  Result<std::optional<std::string>> run(const oracle::Toolchain& toolchain,
                                         const std::string& program) const {
    auto folder = TempDir::create("escdiff-run");
    if (!folder) return tl::unexpected(folder.error());
    if (auto written = write_file(folder->path() / kFileName, program); !written)
      return tl::unexpected(written.error());
    oracle::Command build{.program = toolchain.go,
                          .arguments = {"build", "-o", "program", kFileName},
                          .environment = oracle::go_environment(toolchain),
                          .folder = folder->path(),
                          .input = {}};
    auto built = oracle::run(build, {.time = std::chrono::minutes(2)}, stop_);
    if (!built) return tl::unexpected(built.error());
    if (built->ending != oracle::Ending::kExited || built->status != 0) return std::nullopt;
    // What is no command was built as an archive.
    std::error_code code;
    const auto permissions = std::filesystem::status(folder->path() / "program", code).permissions();
    if (code || (permissions & std::filesystem::perms::owner_exec) == std::filesystem::perms::none)
      return std::nullopt;
    std::optional<std::string> first;
    for (int round = 0; round < 2; ++round) {
      auto said = run_once(folder->path());
      if (!said) return said;
      if (!*said || (first && *first != **said)) return std::nullopt;
      first = std::move(*said);
    }
    return first;
  }

  Result<std::optional<std::string>> run_once(const std::filesystem::path& folder) const {
    oracle::Command command{.program = folder / "program",
                            .arguments = {},
                            .environment = oracle::inherited_environment({"GO"}),
                            .folder = folder,
                            .input = {}};
    auto ran = oracle::run(command, {.time = std::chrono::seconds(10), .output = 1 << 20}, stop_);
    if (!ran) return tl::unexpected(ran.error());
    if (ran->ending != oracle::Ending::kExited) return std::nullopt;
    // A panic prints addresses; that it happens is in the status.
    std::string error = ran->status == 2 ? std::string() : ran->error;
    return fmt::format("{}\n{}\n{}", ran->status, ran->output, error);
  }

  oracle::Toolchain older_, newer_;
  std::stop_token stop_;
};

}  // namespace

std::unique_ptr<Question> ask_difference(Side& left, Side& right, std::string wanted) {
  return std::make_unique<DifferenceQuestion>(left, right, std::move(wanted));
}

Result<std::unique_ptr<Question>> ask_message(Side& side, const std::string& pattern) {
  auto question = std::make_unique<MessageQuestion>(side, pattern);
  if (!question->pattern().ok())
    return failure(ErrorKind::kUsage,
                   fmt::format("bad pattern '{}': {}", pattern, question->pattern().error()));
  return question;
}

std::unique_ptr<Question> ask_crash(Side& side, std::string wanted) {
  return std::make_unique<CrashQuestion>(side, std::move(wanted));
}

std::unique_ptr<Question> ask_output(oracle::Toolchain older, oracle::Toolchain newer, std::stop_token stop) {
  return std::make_unique<OutputQuestion>(std::move(older), std::move(newer), std::move(stop));
}

std::string crash_line(const Verdict& verdict) {
  if (verdict.status != Status::kFailed) return {};
  static const re2::RE2 kTelling(
      R"((?m)((?:internal compiler error|panic|fatal error|unexpected fault)[^\n]*))");
  std::string line;
  if (!re2::RE2::PartialMatch(verdict.output, kTelling, &line)) return verdict.detail;
  // Quoted names and numbers belong to the program, not to the cause.
  re2::RE2::GlobalReplace(&line, R"('[^']*'|"[^"]*"|0x[0-9a-f]+|\d+)", "#");
  return line;
}

}  // namespace escdiff::comparator
