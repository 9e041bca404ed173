#include "cli/minimize_question.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/duration.h"
#include "cli/sides.h"
#include "comparator/archive_program.h"
#include "comparator/minimize.h"
#include "oracle/subprocess.h"

namespace escdiff::cli {

namespace fs = std::filesystem;

namespace {

using comparator::Difference;
using comparator::Verdict;

constexpr std::chrono::seconds kCommandTime{60};
constexpr size_t kCommandOutput = 1 << 20;
// What a shell says of a command that is not there or may not run.
constexpr int kFirstShellFailure = 126, kLastShellFailure = 127;

// Runs the command on candidates, each in a file (or folder) of the input's name in a folder of its own.
class CommandQuestion : public comparator::Question {
 public:
  CommandQuestion(const Options& options, std::chrono::milliseconds time, std::stop_token stop)
      : command_(options.while_command),
        file_name_(name_of(options.arguments.front())),
        is_folder_(fs::is_directory(options.arguments.front())),
        time_(time),
        stop_(std::move(stop)) {}

  Result<bool> holds(const std::string& candidate) override {
    auto finished = run(candidate);
    if (!finished) return tl::unexpected(finished.error());
    if (finished->ending == oracle::Ending::kExited && finished->status >= kFirstShellFailure &&
        finished->status <= kLastShellFailure) {
      return failure(ErrorKind::kInput,
                     fmt::format("the command cannot be run: {}", first_line(finished->error)));
    }
    return finished->ending == oracle::Ending::kExited && finished->status == 0;
  }
  std::string text() const override { return "command " + command_; }

  // Why the command does not find the input interesting; empty when it does.
  Result<std::string> complaint(const std::string& input) {
    auto finished = run(input);
    if (!finished) return tl::unexpected(finished.error());
    switch (finished->ending) {
      case oracle::Ending::kTimedOut:
        return fmt::format("the command did not end within {} s (see --timeout)", time_.count() / 1000);
      case oracle::Ending::kTooMuchOutput:
        return fmt::format("the command printed more than {} kB", kCommandOutput >> 10);
      case oracle::Ending::kSignalled: return fmt::format("the command died of signal {}", finished->status);
      case oracle::Ending::kExited:
        if (finished->status == 0) return std::string();
        return fmt::format("the command does not exit with status 0 but with {}", finished->status);
      default: return std::string("the command was stopped");
    }
  }

 private:
  static std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

  Result<oracle::Finished> run(const std::string& candidate) const {
    auto folder = TempDir::create("escdiff-minimize");
    if (!folder) return tl::unexpected(folder.error());
    const fs::path file = folder->path() / file_name_;
    auto written = is_folder_ ? comparator::write_archive(file, candidate) : write_file(file, candidate);
    if (!written) return tl::unexpected(written.error());
    oracle::Command command;
    command.program = "/bin/sh";
    command.arguments = {"-c", command_ + " \"$1\"", "escdiff", file.string()};
    command.environment = oracle::inherited_environment({});
    return oracle::run(command, {.time = time_, .memory = 0, .output = kCommandOutput}, stop_);
  }

  // A folder may be given as `.` or with a slash behind it.
  static fs::path name_of(const std::string& argument) {
    fs::path path = fs::path(argument).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    return path.filename() == "." || path.filename() == ".." ? fs::path("input") : path.filename();
  }

  std::string command_;
  fs::path file_name_;
  bool is_folder_;  // the candidates are archives of what the folder holds
  std::chrono::milliseconds time_;
  std::stop_token stop_;
};

tl::unexpected<Error> not_interesting(const Options& options, const std::string& why) {
  return failure(ErrorKind::kInput, fmt::format("{} is not interesting: {}", options.arguments.front(), why));
}

Result<std::pair<std::string, std::string>> two_versions(const std::string& text) {
  size_t comma = text.find(',');
  if (comma == std::string::npos || comma == 0 || comma + 1 == text.size())
    return failure(ErrorKind::kUsage, fmt::format("'{}' is not OLD,NEW", text));
  return std::pair(text.substr(0, comma), text.substr(comma + 1));
}

bool is_at(const std::optional<diagnostic::Message>& message, const std::string& at) {
  if (!message) return false;
  const diagnostic::Position& position = message->position;
  return at == fmt::format("{}", position.line) || at == fmt::format("{}:{}", position.line, position.column);
}

Result<void> pin_difference(const Options& options, const std::string& program, MinimizeQuestion& result) {
  const comparator::Source source{"x.go", program};
  const Verdict left = result.left->ask_one(source), right = result.right->ask_one(source);
  const std::vector<Difference> differences = comparator::compare(left, right);
  auto chosen = std::ranges::find_if(differences, [&](const Difference& d) {
    return options.at.empty() || is_at(d.left, options.at) || is_at(d.right, options.at) ||
           comparator::signature(d) == options.at;
  });
  if (chosen == differences.end()) {
    const std::string where = options.at.empty() ? "" : fmt::format(" at {}", options.at);
    return not_interesting(
        options, fmt::format("{} and {} do not differ{}", result.left->name(), result.right->name(), where));
  }
  result.focus_lines = comparator::lines_of(*chosen);
  result.pinned = comparator::signature(*chosen);
  result.shown = true;
  result.question = comparator::ask_difference(*result.left, *result.right, result.pinned);
  return {};
}

Result<MinimizeQuestion> command_question(const Options& options, const std::string& program,
                                          std::stop_token stop) {
  auto time = parse_duration(options.timeout);
  if (!time) return tl::unexpected(time.error());
  auto question =
      std::make_unique<CommandQuestion>(options, time->count() > 0 ? *time : kCommandTime, std::move(stop));
  auto complaint = question->complaint(program);
  if (!complaint) return tl::unexpected(complaint.error());
  if (!complaint->empty()) return not_interesting(options, *complaint);
  MinimizeQuestion result;
  result.question = std::move(question);
  result.shown = true;
  // Without a toolchain only programs that import nothing are checked.
  if (auto toolchain = oracle::resolve(options.go, oracle::standard_places())) result.oldest = *toolchain;
  return result;
}

Result<std::unique_ptr<comparator::Side>> compiler(const Options& options, const std::string& version,
                                                   std::stop_token stop) {
  Options alone = options;
  alone.jobs = 1;  // the questions themselves run beside each other
  alone.whole_compile = options.crash;
  return make_compiler_side(alone, version, std::move(stop));
}

Result<MinimizeQuestion> versions_question(const Options& options, const std::string& program,
                                           std::stop_token stop) {
  auto versions = two_versions(options.differ.empty() ? options.differ_output : options.differ);
  if (!versions) return tl::unexpected(versions.error());
  auto left = oracle::resolve(versions->first, oracle::standard_places());
  if (!left) return tl::unexpected(left.error());
  auto right = oracle::resolve(versions->second, oracle::standard_places());
  if (!right) return tl::unexpected(right.error());
  MinimizeQuestion result;
  result.oldest = oracle::older(right->version, left->version) ? *right : *left;
  if (!options.differ_output.empty()) {
    result.question = comparator::ask_output(*left, *right, std::move(stop));
    return result;
  }
  auto left_side = compiler(options, versions->first, stop),
       right_side = compiler(options, versions->second, stop);
  if (!left_side) return tl::unexpected(left_side.error());
  if (!right_side) return tl::unexpected(right_side.error());
  result.left = std::move(*left_side);
  result.right = std::move(*right_side);
  if (auto pinned = pin_difference(options, program, result); !pinned) return tl::unexpected(pinned.error());
  return result;
}

Result<MinimizeQuestion> compiler_question(const Options& options, const std::string& program,
                                           std::stop_token stop) {
  MinimizeQuestion result;
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return tl::unexpected(toolchain.error());
  result.oldest = *toolchain;
  auto right = compiler(options, options.go, stop);
  if (!right) return tl::unexpected(right.error());
  result.right = std::move(*right);
  if (options.differ_solver) {
    Options alone = options;
    alone.jobs = 1;
    auto left = make_solver_side(alone);
    if (!left) return tl::unexpected(left.error());
    result.left = std::move(*left);
    if (auto pinned = pin_difference(options, program, result); !pinned)
      return tl::unexpected(pinned.error());
    return result;
  }
  if (!options.message.empty()) {
    auto question = comparator::ask_message(*result.right, options.message);
    if (!question) return tl::unexpected(question.error());
    result.question = std::move(*question);
    return result;
  }
  const std::string crash = comparator::crash_line(result.right->ask_one({"x.go", program}));
  if (crash.empty()) return not_interesting(options, fmt::format("{} does not crash", result.right->name()));
  result.question = comparator::ask_crash(*result.right, crash);
  result.shown = true;
  return result;
}

}  // namespace

Result<MinimizeQuestion> make_question(const Options& options, const std::string& program,
                                       std::stop_token stop) {
  if (!options.while_command.empty()) return command_question(options, program, std::move(stop));
  if (!options.differ.empty() || !options.differ_output.empty())
    return versions_question(options, program, std::move(stop));
  return compiler_question(options, program, std::move(stop));
}

}  // namespace escdiff::cli
