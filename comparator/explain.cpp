#include "comparator/explain.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "comparator/archive_program.h"
#include "comparator/compiler_side.h"
#include "comparator/errorcheck.h"

namespace escdiff::comparator {

using diagnostic::Message;

namespace {

struct DecidingRow {
  std::string_view reason;
  std::string_view rule;
};
constexpr std::array kDeciding{
#define DECIDES(reason, rule) DecidingRow{reason, rule},
#include "comparator/deciding_rules.def"
#undef DECIDES
};

struct IssueRow {
  unsigned number;
  std::string_view subject;
  const char* signature;
  const char* program;
};
constexpr std::array kIssues{
#define ISSUE(number, subject, signature, program) IssueRow{number, subject, signature, program},
#include "comparator/known_issues.def"
#undef ISSUE
};

const diagnostic::Position& position_of(const Difference& difference) {
  static const diagnostic::Position kNowhere;
  if (difference.right) return difference.right->position;
  return difference.left ? difference.left->position : kNowhere;
}

std::string said(const std::optional<Message>& message) {
  return message ? fmt::format("`{}`", message->text) : std::string("nothing");
}

std::string line_of(const std::string& program, uint32_t line) {
  size_t begin = 0;
  for (uint32_t i = 1; i < line && begin != std::string::npos; ++i) {
    begin = program.find('\n', begin);
    if (begin != std::string::npos) ++begin;
  }
  if (line == 0 || begin == std::string::npos) return {};
  std::string text = program.substr(begin, program.find('\n', begin) - begin);
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

// The solver's paths that are about the line.
std::vector<std::string> flow_of(const Minimized& minimized, const ExplainRequest& request) {
  solver::Options options = request.solver;
  options.level = 2;
  const Verdict verdict = request.make_solver(options)->ask_one({"x.go", minimized.program});
  std::vector<std::string> flow;
  const diagnostic::Position& wanted = position_of(minimized.difference);
  for (const Message& message : verdict.report.messages) {
    const bool is_there = message.position.line == wanted.line && message.position.file == wanted.file;
    if (!is_there || message.text.find('\n') == std::string::npos) continue;
    std::string_view rest = message.text;
    while (!rest.empty()) {
      flow.emplace_back(rest.substr(0, rest.find('\n')));
      rest.remove_prefix(std::min(rest.size(), flow.back().size() + 1));
    }
  }
  return flow;
}

// Whether the verdict has the message, or, where a side says nothing, not the other side's.
bool agrees(const Verdict& verdict, const std::optional<Message>& own, const std::optional<Message>& others) {
  const Message& wanted = own ? *own : *others;
  const bool has = std::ranges::any_of(verdict.report.messages, [&](const Message& message) {
    return message.position.line == wanted.position.line &&
           message.position.column == wanted.position.column && message.text == wanted.text;
  });
  return has == own.has_value();
}

Vote vote_of(const Verdict& verdict, const Difference& difference) {
  switch (verdict.status) {
    case Verdict::Status::kAnswered: break;
    case Verdict::Status::kDoesNotCompile: return Vote::kDoesNotCompile;
    default: return Vote::kFailed;
  }
  if (!difference.left && !difference.right) return Vote::kNeither;
  const bool left = agrees(verdict, difference.left, difference.right);
  const bool right = agrees(verdict, difference.right, difference.left);
  if (left && right) return Vote::kBoth;
  return left ? Vote::kLeft : right ? Vote::kRight : Vote::kNeither;
}

std::string lines_of_verdict(const Verdict& verdict) {
  std::string out;
  for (const Message& message : verdict.report.messages) out += diagnostic::to_line(message) + "\n";
  if (verdict.status == Verdict::Status::kFailed)
    out += verdict.output.empty() ? verdict.detail : verdict.output;
  return out;
}

}  // namespace

std::string_view vote_text(Vote vote) {
  switch (vote) {
    case Vote::kLeft: return "left";
    case Vote::kRight: return "right";
    case Vote::kBoth: return "both";
    case Vote::kNeither: return "neither";
    case Vote::kDoesNotCompile: return "does not compile";
    case Vote::kFailed: return "fails";
  }
  ESCDIFF_UNREACHABLE("vote {}", static_cast<int>(vote));
}

std::optional<Resemblance> resembling_issue(const std::string& signature, const std::string& program) {
  const IssueRow* best = nullptr;
  auto weight = [](const IssueRow& row) {
    return std::string_view(row.signature).size() + std::string_view(row.program).size();
  };
  for (const IssueRow& row : kIssues) {
    if (!re2::RE2::PartialMatch(signature, row.signature) || !re2::RE2::PartialMatch(program, row.program))
      continue;
    if (best == nullptr || weight(row) > weight(*best)) best = &row;
  }
  if (best == nullptr) return std::nullopt;
  return Resemblance{best->number, std::string(best->subject)};
}

std::string deciding_rule(std::span<const std::string> flow) {
  for (const DecidingRow& row : kDeciding) {
    for (const std::string& line : flow) {
      if (line.find(fmt::format("({})", row.reason)) != std::string::npos) return std::string(row.rule);
    }
  }
  return {};
}

Explanation explain(const Minimized& minimized, const ExplainRequest& request, std::stop_token stop) {
  const Difference& difference = minimized.difference;
  Explanation result;
  const diagnostic::Position& position = position_of(difference);
  result.what = fmt::format("line {}: {} says {}, {} says {} ({}: {})", position.line, request.left_name,
                            said(difference.left), request.right_name, said(difference.right),
                            class_text(difference.kind), class_meaning(difference.kind));
  if (!difference.left && !difference.right)
    result.what = fmt::format("{} against {}: {} ({})", request.left_name, request.right_name,
                              class_meaning(difference.kind), difference.detail);
  result.source_line = line_of(file_text(minimized.program, position.file), position.line);
  if (request.make_solver) {
    result.flow = flow_of(minimized, request);
    result.as_if = rules_that_account_for(minimized, request.solver, request.make_solver);
  }
  result.rule = deciding_rule(result.flow);
  for (const oracle::Toolchain& toolchain : request.toolchains) {
    if (stop.stop_requested()) break;
    CompilerSide side(toolchain, {.flags = request.gcflags, .jobs = 1}, stop);
    result.versions.push_back(
        {toolchain.version.text(), vote_of(side.ask_one({"x.go", minimized.program}), difference)});
  }
  result.resembles = resembling_issue(signature(difference), minimized.program);
  return result;
}

std::string to_text(const Explanation& explanation) {
  std::string out = explanation.what + "\n";
  if (!explanation.source_line.empty()) out += "\n    " + explanation.source_line + "\n";
  if (explanation.flow.empty()) {
    out += "\nThe solver knows no path along which it escapes.\n";
  } else {
    out += "\nThe path that the solver sees:\n\n";
    for (const std::string& line : explanation.flow) out += "    " + line + "\n";
  }
  if (!explanation.rule.empty()) out += "\nWhat decides: " + explanation.rule + ".\n";
  for (escape::Rule rule : explanation.as_if)
    out +=
        fmt::format("\nThe two differ as if one took this rule wrongly: {}.\n", escape::rule_meaning(rule));
  if (!explanation.versions.empty()) {
    out += "\nWhom the installed versions agree with:";
    for (const VersionVote& version : explanation.versions)
      out += fmt::format(" {} {};", version.version, vote_text(version.vote));
    out.back() = '.';
    out += "\n";
  }
  if (explanation.resembles)
    out += fmt::format("\nResembles https://github.com/golang/go/issues/{} ({}).\n",
                       explanation.resembles->number, explanation.resembles->subject);
  return out;
}

std::string upstream_issue(const Minimized& minimized, const Explanation& explanation,
                           const ExplainRequest& request) {
  const Difference& difference = minimized.difference;
  const std::string subject = difference.right  ? difference.right->text
                              : difference.left ? difference.left->text
                                                : difference.detail;
  std::string versions;
  for (const VersionVote& version : explanation.versions)
    versions += fmt::format("| {} | {} |\n", version.version, vote_text(version.vote));
  std::string test =
      minimized.right.status == Verdict::Status::kAnswered
          ? write_errorcheck(request.gcflags, minimized.program, minimized.right.report.messages)
          : fmt::format("// compile {}\n\n{}", request.gcflags, minimized.program);
  std::string flow;
  for (const std::string& line : explanation.flow) flow += line + "\n";
  if (!flow.empty())
    flow = fmt::format(
        "The path along which it escapes, as an independent analysis sees it:\n\n```\n{}```\n\n", flow);
  std::string resembles;
  if (explanation.resembles)
    resembles = fmt::format("Maybe related: #{} ({}).\n\n", explanation.resembles->number,
                            explanation.resembles->subject);
  return fmt::format(
      "cmd/compile: escape analysis: {subject}\n\n"
      "### Go version\n\n{right}\n\n"
      "### What did you do?\n\n```go\n{program}```\n\n```\ngo build -gcflags='{flags}' x.go\n```\n\n"
      "### What did you see?\n\n{right}:\n\n```\n{right_lines}```\n\n"
      "### What did you expect?\n\n{left}:\n\n```\n{left_lines}```\n\n"
      "{what}.\n\n{flow}"
      "| version | agrees with ({left} = left, {right} = right) |\n|---|---|\n{versions}\n"
      "{resembles}"
      "### Test\n\nFor test/, as {right} answers now:\n\n```go\n{test}```\n",
      fmt::arg("subject", subject), fmt::arg("right", request.right_name),
      fmt::arg("left", request.left_name), fmt::arg("program", minimized.program),
      fmt::arg("flags", request.gcflags), fmt::arg("right_lines", lines_of_verdict(minimized.right)),
      fmt::arg("left_lines", lines_of_verdict(minimized.left)), fmt::arg("what", explanation.what),
      fmt::arg("flow", flow), fmt::arg("versions", versions), fmt::arg("resembles", resembles),
      fmt::arg("test", test));
}

}  // namespace escdiff::comparator
