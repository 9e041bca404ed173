#include "comparator/track.h"

#include <algorithm>
#include <future>
#include <nlohmann/json.hpp>
#include <set>

#include "comparator/minimize.h"

namespace escdiff::comparator {

using nlohmann::ordered_json;

Tracker::Tracker(Side& left, Side& right, std::string gcflags, uint32_t witnesses_per_signature,
                 reduce::ImportSource imports, std::stop_token stop)
    : left_(left),
      right_(right),
      gcflags_(std::move(gcflags)),
      witnesses_per_signature_(witnesses_per_signature),
      imports_(std::move(imports)),
      stop_(std::move(stop)) {}

void Tracker::pursue(const Source& program, const std::string& signature) {
  Seen& seen = signatures_[signature];
  if (seen.programs++ == 0) seen.first = program.name;
  if (seen.minimized >= witnesses_per_signature_) return;
  ++seen.minimized;
  auto minimized = minimize_difference(left_, right_, program.text, signature, imports_, stop_);
  if (!minimized) return;
  ChangeGroup group;
  group.witness = {.difference = std::move(minimized->difference),
                   .program = std::move(minimized->program),
                   .left = std::move(minimized->left),
                   .right = std::move(minimized->right),
                   .left_name = left_.name(),
                   .right_name = right_.name(),
                   .gcflags = gcflags_,
                   .original = program.text,
                   .reproduce = {},
                   .cause = {},
                   .explanation = {},
                   .open_reason = {}};
  group.fingerprint = fingerprint(group.witness);
  group.example = program.name;
  std::string key = group.fingerprint;
  groups_.try_emplace(std::move(key), std::move(group));
}

void Tracker::add(const std::vector<Source>& programs,
                  const std::function<void(const TrackProgress&)>& observer) {
  auto pending = std::async(std::launch::async, [&] { return right_.ask(programs); });
  std::vector<Verdict> left = left_.ask(programs);
  std::vector<Verdict> right = pending.get();
  for (size_t i = 0; i < programs.size() && !stop_.stop_requested(); ++i) {
    ++progress_.asked;
    std::set<std::string> here;
    for (const Difference& difference : compare(left[i], right[i])) here.insert(signature(difference));
    progress_.differ += !here.empty();
    for (const std::string& wanted : here) {
      if (!stop_.stop_requested()) pursue(programs[i], wanted);
    }
    progress_.groups = groups_.size();
    if (observer) observer(progress_);
  }
}

TrackSummary Tracker::finish() {
  TrackSummary summary{progress_, {}, stop_.stop_requested()};
  for (auto& [print, group] : groups_) {
    group.programs = signatures_[signature(group.witness.difference)].programs;
    summary.groups.push_back(std::move(group));
  }
  std::stable_sort(summary.groups.begin(), summary.groups.end(),
                   [](const ChangeGroup& a, const ChangeGroup& b) { return a.programs > b.programs; });
  return summary;
}

std::string track_json(const TrackSummary& summary, const std::string& left, const std::string& right) {
  ordered_json groups = ordered_json::array();
  for (const ChangeGroup& group : summary.groups) {
    auto lines = [](const Verdict& verdict) {
      ordered_json result = ordered_json::array();
      for (const diagnostic::Message& message : verdict.report.messages)
        result.push_back(diagnostic::to_line(message));
      return result;
    };
    groups.push_back({{"fingerprint", group.fingerprint},
                      {"class", class_text(group.witness.difference.kind)},
                      {"signature", signature(group.witness.difference)},
                      {"programs", group.programs},
                      {"example", group.example},
                      {"witness", group.witness.program},
                      {"old_lines", lines(group.witness.left)},
                      {"new_lines", lines(group.witness.right)}});
  }
  return ordered_json{{"old", left},
                      {"new", right},
                      {"asked", summary.progress.asked},
                      {"differ", summary.progress.differ},
                      {"interrupted", summary.interrupted},
                      {"groups", groups}}
             .dump(1) +
         "\n";
}

}  // namespace escdiff::comparator
