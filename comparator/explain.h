// What stands beside a minimized disagreement, so that a person knows in seconds what it is about.
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "comparator/as_if.h"
#include "comparator/minimize.h"
#include "oracle/toolchain.h"
#include "solver/solver.h"

namespace escdiff::comparator {

// Whom another Go version agrees with about the line in question.
enum class Vote : uint8_t { kLeft, kRight, kBoth, kNeither, kDoesNotCompile, kFailed };
std::string_view vote_text(Vote vote);

struct VersionVote {
  std::string version;
  Vote vote = Vote::kNeither;
};

// An issue of golang/go about something alike.
struct Resemblance {
  unsigned number = 0;
  std::string subject;
};

struct Explanation {
  std::string what;                   // one sentence: line, and what each side says
  std::string source_line;            // of the program
  std::vector<std::string> flow;      // the solver's lines of -m=2 about it; empty: it has none, or refuses
  std::string rule;                   // what decides, as far as the flow tells
  std::vector<escape::Rule> as_if;    // the other side answers as if one of these were applied wrongly
  std::vector<VersionVote> versions;  // newest first
  std::optional<Resemblance> resembles;
};

struct ExplainRequest {
  std::string left_name, right_name;
  solver::Options solver;   // whose flow is shown
  SolverMaker make_solver;  // what solves programs that import packages
  std::string gcflags;
  std::vector<oracle::Toolchain> toolchains;  // that are asked
};

// Explains `minimized`.
Explanation explain(const Minimized& minimized, const ExplainRequest& request, std::stop_token stop);

// As text for people, a paragraph for each point.
std::string to_text(const Explanation& explanation);

// The issue whose row in known_issues.def fits best: the one with the longest pattern of those that match.
std::optional<Resemblance> resembling_issue(const std::string& signature, const std::string& program);
// The rule for a path that has these lines.
std::string deciding_rule(std::span<const std::string> flow);

// A ready issue for golang/go: program, commands, both outputs, versions, and the errorcheck test.
std::string upstream_issue(const Minimized& minimized, const Explanation& explanation,
                           const ExplainRequest& request);

}  // namespace escdiff::comparator
