#include "comparator/finding.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/file.h"
#include "base/hash.h"
#include "comparator/archive_program.h"
#include "comparator/errorcheck.h"

namespace escdiff::comparator {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

std::string_view status_text(Verdict::Status status) {
  switch (status) {
    case Verdict::Status::kAnswered: return "answered";
    case Verdict::Status::kDoesNotCompile: return "does not compile";
    case Verdict::Status::kRefused: return "refused";
    case Verdict::Status::kFailed: return "failed";
  }
  ESCDIFF_UNREACHABLE("status {}", static_cast<int>(status));
}

ordered_json side_json(const std::string& name, const Verdict& verdict) {
  ordered_json lines = ordered_json::array();
  for (const diagnostic::Message& message : verdict.report.messages)
    lines.push_back(diagnostic::to_line(message));
  ordered_json result = {{"name", name}, {"status", status_text(verdict.status)}, {"lines", lines}};
  if (!verdict.detail.empty()) result["detail"] = verdict.detail;
  if (!verdict.output.empty()) result["output"] = verdict.output;
  return result;
}

ordered_json line_json(const std::optional<diagnostic::Message>& message) {
  return message ? ordered_json(diagnostic::to_line(*message)) : ordered_json(nullptr);
}

ordered_json explanation_json(const Explanation& explanation) {
  ordered_json versions = ordered_json::object();
  ordered_json as_if = ordered_json::array();
  for (escape::Rule rule : explanation.as_if) as_if.push_back(escape::rule_meaning(rule));
  for (const VersionVote& version : explanation.versions) versions[version.version] = vote_text(version.vote);
  ordered_json json = {{"what", explanation.what}, {"source_line", explanation.source_line},
                       {"flow", explanation.flow}, {"rule", explanation.rule},
                       {"as_if", as_if},           {"versions", versions}};
  if (explanation.resembles) {
    json["resembles"] = fmt::format("https://github.com/golang/go/issues/{}", explanation.resembles->number);
    json["resembling_subject"] = explanation.resembles->subject;
  }
  return json;
}

ordered_json record_json(const Finding& finding) {
  ordered_json json = {
      {"fingerprint", fingerprint(finding)},
      {"class", class_text(finding.difference.kind)},
      {"meaning", class_meaning(finding.difference.kind)},
      {"cause", finding.cause},
      {"open", finding.open_reason},
      {"gcflags", finding.gcflags},
      {"left_line", line_json(finding.difference.left)},
      {"right_line", line_json(finding.difference.right)},
      {"left", side_json(finding.left_name, finding.left)},
      {"right", side_json(finding.right_name, finding.right)},
      {"seed", finding.seed},
      {"index", finding.index},
      {"date", fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)))},
      {"reproduce", finding.reproduce},
      {"original", finding.original},
  };
  if (finding.explanation) json["explanation"] = explanation_json(*finding.explanation);
  return json;
}

std::string archive_case_text(const Finding& finding) {
  ArchiveCase recorded{
      .header = fmt::format("// compile {}", finding.gcflags), .program = finding.program, .lines = {}};
  if (finding.right.status == Verdict::Status::kAnswered) {
    recorded.header = fmt::format("// errorcheck -0 {}", finding.gcflags);
    recorded.lines.emplace();
    for (const diagnostic::Message& message : finding.right.report.messages)
      recorded.lines->push_back(diagnostic::to_line(message));
    std::ranges::sort(*recorded.lines);
  }
  return to_text(recorded);
}

// The right side's lines are what the case demands: that is the compiler (or the newer one).
std::string case_text(const Finding& finding) {
  if (is_archive(finding.program)) return archive_case_text(finding);
  if (finding.right.status == Verdict::Status::kAnswered)
    return write_errorcheck(finding.gcflags, finding.program, finding.right.report.messages);
  if (finding.right.status == Verdict::Status::kDoesNotCompile)
    return write_errorcheck("", finding.program, finding.right.report.messages);
  return fmt::format("// compile {}\n\n{}", finding.gcflags, finding.program);
}

Result<ordered_json> read_record(const fs::path& path) {
  auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  ordered_json json = ordered_json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("fingerprint") || !json["fingerprint"].is_string())
    return failure(ErrorKind::kEnvironment, fmt::format("{}: not a finding's record", path.string()));
  return json;
}

}  // namespace

std::string fingerprint(const Finding& finding) {
  return content_hash(finding.cause.empty() ? signature(finding.difference) + "\n" + finding.program
                                            : finding.cause)
      .substr(0, 16);
}

Result<FindingStore> FindingStore::open(const fs::path& folder) {
  FindingStore store(folder);
  std::error_code code;
  if (!fs::exists(folder, code) && !code) return store;
  fs::directory_iterator entries(folder, code);
  if (code)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot read {}: {}", folder.string(), code.message()));
  for (const fs::directory_entry& entry : entries) {
    if (entry.path().extension() != ".json") continue;
    auto json = read_record(entry.path());
    if (!json) return tl::unexpected(json.error());
    fs::path file = fs::path(entry.path()).replace_extension(".txtar");
    if (!fs::exists(file, code)) file.replace_extension(".go");
    store.known_.emplace((*json)["fingerprint"].get<std::string>(), std::move(file));
  }
  return store;
}

std::vector<fs::path> FindingStore::cases(const std::string& fingerprint) const {
  std::vector<fs::path> result;
  for (auto [it, end] = known_.equal_range(fingerprint); it != end; ++it) result.push_back(it->second);
  std::ranges::sort(result);
  return result;
}

Result<fs::path> FindingStore::record(const Finding& finding) {
  const std::string print = fingerprint(finding), text = case_text(finding);
  const std::vector<fs::path> before = cases(print);
  for (const fs::path& known : before) {
    if (auto there = read_file(known); there && *there == text) return known;
  }
  std::error_code code;
  fs::create_directories(folder_, code);
  if (code)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot make {}: {}", folder_.string(), code.message()));
  std::string name = fmt::format("{}-{}", class_text(finding.difference.kind), print);
  if (!before.empty()) name += fmt::format("-{}", before.size() + 1);
  const fs::path base = folder_ / name;
  fs::path file = fs::path(base).concat(is_archive(finding.program) ? ".txtar" : ".go");
  // The record goes last: a case counts as known only when both files are whole.
  if (auto written = write_file(file, text); !written) return tl::unexpected(written.error());
  if (auto written = write_file(fs::path(base).concat(".json"), record_json(finding).dump(1) + "\n");
      !written)
    return tl::unexpected(written.error());
  known_.emplace(print, file);
  return file;
}

Result<std::string> open_reason(const fs::path& case_file) {
  fs::path record = fs::path(case_file).replace_extension(".json");
  std::error_code code;
  if (!fs::exists(record, code)) return std::string();
  auto json = read_record(record);
  if (!json) return tl::unexpected(json.error());
  return json->value("open", std::string());
}

}  // namespace escdiff::comparator
