// `escdiff track OLD NEW`: what changed between two Go versions.
#include <fmt/core.h>

#include <filesystem>
#include <optional>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/policy.h"
#include "cli/report_error.h"
#include "cli/sides.h"
#include "cli/solve.h"
#include "cli/terminal.h"
#include "comparator/check.h"
#include "comparator/track.h"
#include "generator/generator.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

namespace fs = std::filesystem;
using comparator::Source;

namespace {

constexpr uint64_t kDefaultCount = 500;
constexpr uint64_t kChunk = 250;
constexpr uint32_t kWitnessesPerSignature = 2;
constexpr const char* kGoldenFolder = "corpus/golden";

// The one-file programs of the golden corpus, when the working folder has one.
Result<std::vector<Source>> golden_programs() {
  std::error_code ignored;
  if (!fs::is_directory(kGoldenFolder, ignored)) {
    fmt::print(stderr, "escdiff: no folder {} here: only generated programs are compared\n", kGoldenFolder);
    return std::vector<Source>();
  }
  auto cases = comparator::find_cases({kGoldenFolder});
  if (!cases) return tl::unexpected(cases.error());
  std::vector<Source> programs;
  for (const fs::path& folder : *cases) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
      bool test_file = entry.path().filename().string().ends_with("_test.go");
      if (entry.path().extension() != ".go" || test_file) continue;
      auto text = read_file(entry.path());
      if (!text) return tl::unexpected(text.error());
      programs.push_back({entry.path().filename().string(), std::move(*text)});
    }
  }
  return programs;
}

std::string indented(const std::string& text) {
  std::string result = "    ";
  for (size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] == '\n' && i + 1 < text.size()) result += "    ";
  }
  return result;
}

void print_group(const comparator::ChangeGroup& group) {
  const comparator::Finding& witness = group.witness;
  fmt::print("\n{} {}: {} programs, first in {}\n", coloured(group.fingerprint, Colour::kBold),
             comparator::class_text(witness.difference.kind), group.programs, group.example);
  fmt::print("{}", indented(witness.program));
  auto line = [](const std::optional<diagnostic::Message>& message) {
    return message ? diagnostic::to_line(*message) : std::string("(nothing)");
  };
  if (!witness.difference.detail.empty()) {
    fmt::print("  {}\n", witness.difference.detail);
    return;
  }
  fmt::print("  {} {}\n", coloured("-", Colour::kRed), line(witness.difference.left));
  fmt::print("  {} {}\n", coloured("+", Colour::kGreen), line(witness.difference.right));
}

// Of the two, the one that knows less of the language.
Result<oracle::Toolchain> older_toolchain(const Options& options) {
  std::optional<oracle::Toolchain> older;
  for (const std::string& version : options.arguments) {
    auto toolchain = oracle::resolve(version, oracle::standard_places());
    if (!toolchain) return toolchain;
    if (!older || toolchain->version.minor < older->version.minor) older = std::move(*toolchain);
  }
  return *older;
}

void ask_all(comparator::Tracker& tracker, const Options& options, const generator::Policy& policy,
             std::vector<Source> golden, StatusLine& status, std::stop_token stop) {
  uint64_t count = options.count.value_or(kDefaultCount), total = count + golden.size();
  auto show = [&](const comparator::TrackProgress& p) {
    status.show(fmt::format("{} {} of {} programs, {} differ, {} groups",
                            bar(static_cast<double>(p.asked), static_cast<double>(total)), p.asked, total,
                            p.differ, p.groups));
  };
  // Golden programs share names: each is asked alone.
  for (Source& program : golden) tracker.add({std::move(program)}, show);
  for (uint64_t first = 0; first < count && !stop.stop_requested(); first += kChunk) {
    std::vector<Source> chunk;
    for (uint64_t i = first; i < std::min(first + kChunk, count); ++i) {
      auto index = static_cast<uint32_t>(i);
      chunk.push_back({fmt::format("p{}.go", index), generator::generate(options.seed, index, policy).text});
    }
    tracker.add(chunk, show);
  }
}

}  // namespace

int run_track(const Options& options) {
  const std::string &old_version = options.arguments[0], &new_version = options.arguments[1];
  Interrupt interrupt;
  auto left = make_compiler_side(options, old_version, interrupt.token());
  if (!left) return report_error(left.error());
  auto right = make_compiler_side(options, new_version, interrupt.token());
  if (!right) return report_error(right.error());
  auto older = older_toolchain(options);
  if (!older) return report_error(older.error());
  auto policy = make_policy(options, std::max<unsigned>(older->version.minor, generator::kOldestLanguage));
  if (!policy) return report_error(policy.error());
  auto golden = golden_programs();
  if (!golden) return report_error(golden.error());

  StatusLine status(!options.quiet);
  comparator::Tracker tracker(**left, **right, options.gcflags, kWitnessesPerSignature, imports_from(*older),
                              interrupt.token());
  ask_all(tracker, options, *policy, std::move(*golden), status, interrupt.token());
  comparator::TrackSummary summary = tracker.finish();
  status.clear();

  std::string json = comparator::track_json(summary, (*left)->name(), (*right)->name());
  if (options.format == Format::kJson) {
    fmt::print("{}", json);
  } else {
    fmt::print("{} -> {} under {}: {} programs asked, {} differ, {} groups{}\n", (*left)->name(),
               (*right)->name(), options.gcflags, summary.progress.asked, summary.progress.differ,
               summary.groups.size(), summary.interrupted ? ", interrupted" : "");
    for (const comparator::ChangeGroup& group : summary.groups) print_group(group);
  }
  if (!options.out.empty()) {
    if (auto written = write_file(options.out, json); !written) return report_error(written.error());
  }
  return summary.groups.empty() ? 0 : 1;
}

}  // namespace escdiff::cli
