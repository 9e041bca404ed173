#include "comparator/fuzz.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>

#include "base/file.h"
#include "comparator/archive_program.h"
#include "comparator/cause.h"
#include "comparator/minimize.h"
#include "generator/generator.h"

namespace escdiff::comparator {

namespace {

using Clock = std::chrono::steady_clock;
using Status = Verdict::Status;

// Of the programs that do not compile, how many to remember.
constexpr size_t kMaxRejected = 10;

struct Chunk {
  uint32_t first = 0;  // index of the first program
  std::vector<Source> programs;
  std::vector<feedback::MadeProgram> made;  // the same ones, with feedback
};

class Fuzzer {
 public:
  Fuzzer(Side& left, Side& right, FindingStore& store, const FuzzOptions& options,
         const FuzzObserver& observer, std::stop_token stop)
      : left_(left), right_(right), store_(store), options_(options), observer_(observer), stop_(stop) {}

  Result<FuzzSummary> run();

 private:
  bool finished() const;
  Chunk generate_chunk(uint32_t first) const;
  Result<void> learn(const Chunk& chunk, const std::vector<Verdict>& left);
  Result<void> judge(const Chunk& chunk, const std::vector<Verdict>& left, const std::vector<Verdict>& right);
  void count(const Verdict& left, const Verdict& right, bool agrees);
  Result<void> pursue(const Chunk& chunk, size_t at, const std::vector<Difference>& differences);
  bool is_known(const Finding& finding);
  Result<void> record(Minimized minimized, uint32_t index, const std::string& original);
  void report();

  Side& left_;
  Side& right_;
  FindingStore& store_;
  const FuzzOptions& options_;
  const FuzzObserver& observer_;
  std::stop_token stop_;
  Clock::time_point start_ = Clock::now();
  FuzzSummary summary_;
  std::map<std::string, uint32_t> signatures_;  // how often each was minimized
};

bool Fuzzer::finished() const {
  if (stop_.stop_requested() || summary_.progress.new_findings >= options_.max_findings) return true;
  return options_.time.count() > 0 && Clock::now() - start_ >= options_.time;
}

Chunk Fuzzer::generate_chunk(uint32_t first) const {
  Chunk chunk{first, {}};
  uint64_t size =
      std::min<uint64_t>(options_.chunk, options_.count - std::min<uint64_t>(first, options_.count));
  chunk.programs.reserve(size);
  for (uint32_t i = 0; i < size; ++i) {
    std::string text;
    if (options_.feedback != nullptr) {
      chunk.made.push_back(options_.feedback->next(first + i));
      text = chunk.made.back().text;
    } else {
      text = generator::generate(options_.seed, first + i, options_.policy).text;
    }
    chunk.programs.push_back({fmt::format("p{}.go", first + i), std::move(text)});
  }
  return chunk;
}

// What the programs reached decides what the next ones are.
Result<void> Fuzzer::learn(const Chunk& chunk, const std::vector<Verdict>& left) {
  if (options_.feedback == nullptr) return {};
  for (size_t i = 0; i < chunk.made.size(); ++i) {
    if (auto told = options_.feedback->tell(chunk.made[i], left[i].reached); !told) return told;
  }
  options_.feedback->adapt();
  return {};
}

void Fuzzer::count(const Verdict& left, const Verdict& right, bool agrees) {
  FuzzProgress& progress = summary_.progress;
  ++progress.programs;
  if (left.status == Status::kFailed || right.status == Status::kFailed)
    ++progress.failed;
  else if (right.status == Status::kDoesNotCompile)
    ++progress.does_not_compile;
  else if (left.status == Status::kRefused)
    ++progress.refused;
  else if (agrees)
    ++progress.agree;
  else
    ++progress.disagree;
}

Result<void> Fuzzer::record(Minimized minimized, uint32_t index, const std::string& original) {
  const Minimized whole = minimized;
  Finding finding{.difference = std::move(minimized.difference),
                  .program = std::move(minimized.program),
                  .left = std::move(minimized.left),
                  .right = std::move(minimized.right),
                  .left_name = left_.name(),
                  .right_name = right_.name(),
                  .gcflags = options_.gcflags,
                  .seed = options_.seed,
                  .index = index,
                  .original = original,
                  .reproduce = fmt::format(fmt::runtime(options_.reproduce), fmt::arg("seed", options_.seed),
                                           fmt::arg("index", index), fmt::arg("count", uint64_t{index} + 1)),
                  .cause = {},
                  .explanation = {},
                  .open_reason = {}};
  if (options_.profile != nullptr)
    finding.cause =
        cause_text(find_cause(left_, right_, whole, {.profile = options_.profile, .stop = stop_}));
  if (stop_.stop_requested()) finding.cause.clear();  // what was found of it is not to be trusted
  if (is_known(finding)) {
    ++summary_.progress.known_findings;
    return {};
  }
  if (options_.explain) finding.explanation = options_.explain(whole);
  auto path = store_.record(finding);
  if (!path) return tl::unexpected(path.error());
  ++summary_.progress.new_findings;
  summary_.cases.push_back(*path);
  return {};
}

// A recorded case on which the sides still disagree stands for all of its cause; one that is resolved does
// not.
bool Fuzzer::is_known(const Finding& finding) {
  return std::ranges::any_of(store_.cases(fingerprint(finding)), [&](const std::filesystem::path& path) {
    auto text = read_file(path);
    if (!text) return false;
    const bool has_files = path.extension() == ".txtar";
    const Source source{"x.go", has_files ? parse_archive_case(*text).program : std::move(*text)};
    return !compare(left_.ask_one(source), right_.ask_one(source)).empty();
  });
}

// Minimizes one difference of each signature that is not yet known well enough.
Result<void> Fuzzer::pursue(const Chunk& chunk, size_t at, const std::vector<Difference>& differences) {
  std::set<std::string> here;
  for (const Difference& difference : differences) {
    std::string wanted = signature(difference);
    if (finished() || !here.insert(wanted).second) continue;
    if (signatures_[wanted] >= options_.findings_per_signature) continue;
    ++signatures_[wanted];
    const std::string& original = chunk.programs[at].text;
    uint32_t index = chunk.first + static_cast<uint32_t>(at);
    std::optional<Minimized> minimized =
        minimize_difference(left_, right_, original, wanted, options_.imports, stop_);
    if (!minimized) {
      // It showed among other programs only: keep it whole rather than lose it.
      Source source{"x.go", original};
      minimized = Minimized{original, difference, left_.ask_one(source), right_.ask_one(source), 0};
    }
    if (auto recorded = record(std::move(*minimized), index, original); !recorded) return recorded;
    report();
  }
  return {};
}

Result<void> Fuzzer::judge(const Chunk& chunk, const std::vector<Verdict>& left,
                           const std::vector<Verdict>& right) {
  for (size_t i = 0; i < chunk.programs.size(); ++i) {
    std::vector<Difference> differences = compare(left[i], right[i]);
    count(left[i], right[i], differences.empty());
    if (right[i].status == Status::kDoesNotCompile && summary_.rejected.size() < kMaxRejected) {
      const std::vector<diagnostic::Message>& errors = right[i].report.messages;
      summary_.rejected.push_back({chunk.first + static_cast<uint32_t>(i),
                                   errors.empty() ? std::string() : diagnostic::to_line(errors.front())});
    }
    if (left[i].status == Status::kRefused) {
      // "file:line:column: reason"
      const std::string& detail = left[i].detail;
      const size_t reason = detail.find(": ");
      ++summary_.refusals[reason == std::string::npos ? detail : detail.substr(reason + 2)];
      if (right[i].status != Status::kFailed) continue;
    }
    if (differences.empty()) continue;
    if (auto pursued = pursue(chunk, i, differences); !pursued) return pursued;
  }
  return {};
}

void Fuzzer::report() {
  summary_.progress.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_);
  if (observer_) observer_(summary_.progress);
}

Result<FuzzSummary> Fuzzer::run() {
  Chunk chunk = generate_chunk(0);
  while (!chunk.programs.empty() && !finished()) {
    // The right side's processes run while this thread asks the left side and prepares the next programs.
    auto right = std::async(std::launch::async, [&] { return right_.ask(chunk.programs); });
    std::vector<Verdict> left = left_.ask(chunk.programs);
    if (auto learned = learn(chunk, left); !learned) return tl::unexpected(learned.error());
    Chunk next = generate_chunk(chunk.first + static_cast<uint32_t>(chunk.programs.size()));
    std::vector<Verdict> answers = right.get();
    if (stop_.stop_requested()) break;  // the answers of a stopped side are not to be trusted
    if (auto judged = judge(chunk, left, answers); !judged) return tl::unexpected(judged.error());
    report();
    chunk = std::move(next);
  }
  summary_.interrupted = stop_.stop_requested();
  report();
  return std::move(summary_);
}

}  // namespace

Result<FuzzSummary> fuzz(Side& left, Side& right, FindingStore& store, const FuzzOptions& options,
                         const FuzzObserver& observer, std::stop_token stop) {
  return Fuzzer(left, right, store, options, observer, std::move(stop)).run();
}

}  // namespace escdiff::comparator
