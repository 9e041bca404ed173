// `escdiff minimize FILE.go --while CMD`: shrinks a program while a command finds it interesting.
#include <fmt/core.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/interrupt.h"
#include "cli/report_error.h"
#include "cli/terminal.h"
#include "comparator/reduce/reduce.h"
#include "oracle/subprocess.h"

namespace escdiff::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kCommandTime{60};
constexpr size_t kCommandOutput = 1 << 20;

// Runs the command on candidates, each in a file of the input's name in a folder of its own.
class CommandPredicate {
 public:
  CommandPredicate(const Options& options, fs::path folder, std::stop_token stop)
      : command_(options.while_command),
        file_(std::move(folder) / fs::path(options.arguments.front()).filename()),
        stop_(std::move(stop)) {}

  bool operator()(const std::string& candidate) {
    if (auto written = write_file(file_, candidate); !written) {
      broken_ = written.error();
      return false;
    }
    oracle::Command command;
    command.program = "/bin/sh";
    command.arguments = {"-c", command_ + " \"$1\"", "escdiff", file_.string()};
    command.environment = oracle::inherited_environment({});
    auto finished =
        oracle::run(command, {.time = kCommandTime, .memory = 0, .output = kCommandOutput}, stop_);
    if (!finished) {
      broken_ = finished.error();
      return false;
    }
    return finished->ending == oracle::Ending::kExited && finished->status == 0;
  }

  const std::optional<Error>& broken() const { return broken_; }

 private:
  std::string command_;
  fs::path file_;
  std::stop_token stop_;
  std::optional<Error> broken_;
};

}  // namespace

int run_minimize(const Options& options) {
  const std::string& path = options.arguments.front();
  auto program = read_file(path);
  if (!program) return report_error(program.error());
  auto time = parse_duration(options.time);
  if (!time) return report_error(time.error());
  auto folder = TempDir::create("escdiff-minimize");
  if (!folder) return report_error(folder.error());
  Interrupt interrupt;
  CommandPredicate predicate(options, folder->path(), interrupt.token());
  if (!predicate(*program)) {
    if (predicate.broken()) return report_error(*predicate.broken());
    return report_error(
        {ErrorKind::kInput,
         fmt::format("{} is not interesting: the command does not exit with status 0", path)});
  }
  StatusLine status(!options.quiet);
  reduce::ReduceOptions reduce_options;
  reduce_options.stop = interrupt.token();
  if (time->count() > 0) reduce_options.max_time = *time;
  std::optional<Error> lost;
  reduce_options.observer = [&](const reduce::Progress& progress) {
    status.show(fmt::format("{} tokens, {} runs ({})", progress.tokens, progress.runs, progress.pass));
    // The best program so far is on the disk at any moment.
    if (!progress.best || options.out.empty()) return;
    if (auto written = write_file(options.out, *progress.best); !written) lost = written.error();
  };
  reduce::Reduction reduction =
      reduce::reduce(*program, reduce::Predicate(std::ref(predicate)), reduce_options);
  status.clear();
  if (predicate.broken()) return report_error(*predicate.broken());
  fmt::print(stderr, "{} -> {} tokens in {} runs{}\n", reduction.tokens_before, reduction.tokens_after,
             reduction.runs, reduction.finished ? "" : " (stopped early)");
  if (lost) return report_error(*lost);
  if (options.out.empty()) {
    fmt::print("{}", reduction.text);
    return 0;
  }
  auto written = write_file(options.out, reduction.text);
  return written ? 0 : report_error(written.error());
}

}  // namespace escdiff::cli
