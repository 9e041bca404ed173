// `escdiff minimize FILE.go`: shrinks a program (or an archive, or a folder) while it stays interesting.
#include <fmt/core.h>

#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/explain_request.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/minimize_question.h"
#include "cli/report_error.h"
#include "cli/solve.h"
#include "cli/terminal.h"
#include "comparator/archive_program.h"
#include "comparator/asker.h"
#include "comparator/reduce/archive.h"
#include "comparator/reduce/reduce.h"
#include "comparator/reduce/snapshot.h"
#include "comparator/source_header.h"

namespace escdiff::cli {

namespace fs = std::filesystem;
using comparator::Asker;
using comparator::Journal;

namespace {

using Clock = std::chrono::steady_clock;

// Where the answers of an unfinished reduction lie.
fs::path journal_file(const std::string& heading) {
  return cache_folder() / "minimize" / (content_hash(heading) + ".journal");
}

std::string progress_text(const reduce::Progress& progress, size_t tokens_before, unsigned asked,
                          Clock::time_point start) {
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const double left =
      static_cast<double>(progress.tokens) / static_cast<double>(std::max<size_t>(1, tokens_before));
  return fmt::format("{} {} of {} tokens, {} runs, {:.1f} s ({})", bar(1 - left, 1), progress.tokens,
                     tokens_before, asked, seconds, progress.pass);
}

class Minimization {
 public:
  // An archive's text, or a file's.
  Minimization(const Options& options, std::string program, bool is_archive, std::stop_token stop)
      : options_(options), program_(std::move(program)), is_archive_(is_archive), stop_(std::move(stop)) {}

  int run() {
    const bool only_asks = options_.time == "0s";
    auto time = parse_duration(only_asks ? "" : options_.time);
    if (!time) return report_error(time.error());
    if (time->count() > 0) reduce_options_.max_time = *time;
    auto question = make_question(options_, program_, stop_);
    if (!question) return report_error(question.error());
    if ((options_.explain || options_.upstream) && question->pinned.empty())
      return report_error({ErrorKind::kUsage, "--explain and --upstream need --differ or --solver"});
    if (only_asks) return answer(*question);
    auto journal = open_journal(*question->question);
    if (!journal) return report_error(journal.error());
    Asker asker(*question->question, options_.jobs, &*journal, stop_);
    if (int status = check_input(asker, question->shown); status != 0) return status;
    prepare(*question);
    if (!question->pinned.empty() && !options_.quiet) fmt::print(stderr, "pinned: {}\n", question->pinned);
    auto reduction = reduce(asker);
    if (asker.broken()) return report_error(*asker.broken());
    if (lost_) return report_error(*lost_);
    if (int status = check_result(asker, reduction); status != 0) return status;
    if (reduction.finished) journal->remove();
    if (int status = finish(asker, reduction); status != 0) return status;
    return options_.explain || options_.upstream ? explain_result(*question, reduction.text) : 0;
  }

 private:
  Result<Journal> open_journal(const comparator::Question& question) {
    const std::string heading = question.text() + "\n" + options_.gcflags + "\n" + program_;
    const fs::path file = journal_file(heading);
    if (options_.fresh) {
      std::error_code ignored;
      fs::remove(file, ignored);
    }
    auto journal = Journal::open(file, heading);
    if (journal && journal->taken_up() > 0 && !options_.quiet)
      fmt::print(stderr, "taking up an interrupted reduction: {} answers are known (--fresh asks again)\n",
                 journal->taken_up());
    return journal;
  }

  // Nothing is tried.
  int answer(const MinimizeQuestion& question) {
    if (question.shown) return 0;
    auto holds = question.question->holds(program_);
    if (!holds) return report_error(holds.error());
    if (*holds) return 0;
    return report_error(
        {ErrorKind::kInput,
         fmt::format("{} is not interesting: what is looked for does not show", options_.arguments[0])});
  }

  // A question that gives two answers for one program cannot lead anywhere.
  int check_input(Asker& asker, bool shown) {
    for (int round = shown ? 1 : 0; round < 2; ++round) {
      auto answer = asker.ask_again(program_);
      if (!answer) return report_error(answer.error());
      if (stop_.stop_requested())
        return report_error({ErrorKind::kInput, "stopped before anything was tried"});
      if (*answer) continue;
      const char* why = round == 0 ? "what is looked for does not show" : "it is so only sometimes (flaky)";
      return report_error(
          {ErrorKind::kInput, fmt::format("{} is not interesting: {}", options_.arguments[0], why)});
    }
    return 0;
  }

  int check_result(Asker& asker, const reduce::Reduction& reduction) {
    if (stop_.stop_requested() || reduction.text == program_) return 0;
    auto answer = asker.ask_again(reduction.text);
    if (!answer) return report_error(answer.error());
    if (*answer || stop_.stop_requested()) return 0;
    return report_error({ErrorKind::kInput,
                         "the question is flaky: it held for the result at first, and does not any more; the "
                         "reduction cannot be trusted"});
  }

  void prepare(const MinimizeQuestion& question) {
    reduce_options_.stop = stop_;
    reduce_options_.batch = options_.jobs;
    reduce_options_.focus_lines = question.focus_lines;
    if (!question.oldest) return;
    import_source_ = imports_from(*question.oldest);
    if (is_archive_) return;
    imports_ = import_source_.beside(comparator::read_header(program_).imports);
    reduce_options_.imports = imports_ ? &*imports_ : nullptr;
  }

  reduce::Reduction reduce(Asker& asker) {
    keep_best(program_);
    StatusLine status(!options_.quiet);
    const Clock::time_point start = Clock::now();
    size_t tokens_before = 0;
    reduce_options_.observer = [&](const reduce::Progress& progress) {
      tokens_before = std::max(tokens_before, progress.tokens);
      status.show(progress_text(progress, tokens_before, asker.asked(), start));
      if (progress.best != nullptr) keep_best(*progress.best);
    };
    const reduce::BatchPredicate predicate(std::ref(asker));
    if (is_archive_) return reduce::reduce_archive(program_, predicate, import_source_, reduce_options_);
    return reduce::reduce(program_, predicate, reduce_options_);
  }

  // The best program so far is on the disk at any moment.
  void keep_best(const std::string& text) {
    if (options_.out.empty()) return;
    if (auto written = write_file(options_.out, text); !written) lost_ = written.error();
  }

  int finish(const Asker& asker, const reduce::Reduction& reduction) {
    fmt::print(stderr, "{} -> {} tokens in {} runs{}{}\n", reduction.tokens_before, reduction.tokens_after,
               asker.asked(), reduction.typed ? "" : " (not type-checked)",
               reduction.finished ? "" : " (stopped early)");
    if (options_.out.empty()) {
      if (!options_.upstream) fmt::print("{}", reduction.text);
      return 0;
    }
    auto written = write_file(options_.out, reduction.text);
    return written ? 0 : report_error(written.error());
  }

  int explain_result(MinimizeQuestion& question, const std::string& text) {
    auto minimized = comparator::judge(*question.left, *question.right, text, question.pinned);
    if (!minimized)
      return report_error({ErrorKind::kInput, "the result does not show the difference any more"});
    auto request = make_explain_request(options_, *question.left, *question.right);
    if (!request) return report_error(request.error());
    const comparator::Explanation explanation = comparator::explain(*minimized, *request, stop_);
    if (options_.upstream) fmt::print("{}", comparator::upstream_issue(*minimized, explanation, *request));
    if (!options_.explain) return 0;
    const std::string said = comparator::to_text(explanation);
    if (options_.out.empty()) {
      fmt::print(stderr, "{}", said);
      return 0;
    }
    auto written = write_file(fs::path(options_.out).replace_extension(".txt"), said);
    return written ? 0 : report_error(written.error());
  }

  const Options& options_;
  std::string program_;
  bool is_archive_;
  std::stop_token stop_;
  reduce::ReduceOptions reduce_options_;
  std::optional<reduce::Imports> imports_;
  reduce::ImportSource import_source_;
  std::optional<Error> lost_;  // the best program so far could not be written
};

}  // namespace

int run_minimize(const Options& options) {
  const std::string& path = options.arguments.front();
  std::error_code code;
  const bool is_folder = fs::is_directory(path, code);
  auto program = is_folder ? read_folder(path) : read_file(path);
  if (!program) return report_error(program.error());
  const bool is_archive = is_folder || path.ends_with(".txtar");
  if (is_archive && options.while_command.empty()) {
    if (!options.differ_output.empty())
      return report_error({ErrorKind::kUsage, "--output: folders and archives need --while"});
    program = comparator::parse_archive_case(*program).program;
  }
  if (!options.out.empty() && fs::equivalent(path, options.out, code))
    return report_error({ErrorKind::kUsage, "--out is the input file, which is never changed"});
  Interrupt interrupt;
  return Minimization(options, std::move(*program), is_archive, interrupt.token()).run();
}

}  // namespace escdiff::cli
