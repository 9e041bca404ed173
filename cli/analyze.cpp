// `escdiff analyze`: what the solver predicts.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/report_error.h"
#include "cli/solve.h"
#include "cli/why_escapes.h"

namespace escdiff::cli {

namespace {

void print_errors(const solver::CompileErrors& errors) {
  for (const diagnostic::Message& message : errors.messages)
    fmt::print(stderr, "{}\n", diagnostic::to_line(message));
}

void print_refusal(const solver::PackageAnswer& package) {
  const auto& [position, reason] = std::get<solver::Refusal>(package.answer);
  if (position.file.empty()) {
    fmt::print(stderr, "{}: {}\n", package.import_path, reason);
  } else {
    fmt::print(stderr, "{}:{}:{}: {}\n", position.file, position.line, position.column, reason);
  }
}

// The answer to --why-escapes; `status` is that of the packages.
int print_ways(const Options& options, const SourceLine& line, const diagnostic::Report& report, int status) {
  const diagnostic::Report values = values_on(report, line);
  if (values.empty() && status == 0) {
    return report_error(
        {ErrorKind::kInput,
         fmt::format("{}: no value is made here, and no parameter declared", options.why_escapes)});
  }
  fmt::print("{}", options.format == Format::kText
                       ? tell_ways(values)
                       : format_report(values, options.format, "escdiff analyze"));
  return status;
}

}  // namespace

// The packages that were answered are printed, whatever becomes of the others.
int run_analyze(const Options& options) {
  SourceLine line;
  if (!options.why_escapes.empty()) {
    auto parsed = parse_source_line(options.why_escapes);
    if (!parsed) return report_error(parsed.error());
    line = std::move(*parsed);
  }
  auto answers = solve(options);
  if (!answers) return report_error(answers.error());
  diagnostic::Report report;
  int status = 0;
  for (solver::PackageAnswer& package : *answers) {
    if (auto* errors = std::get_if<solver::CompileErrors>(&package.answer)) {
      print_errors(*errors);
      status = std::max(status, static_cast<int>(ErrorKind::kInput));
    } else if (std::holds_alternative<solver::Refusal>(package.answer)) {
      print_refusal(package);
      status = std::max(status, static_cast<int>(ErrorKind::kEnvironment));
    } else {
      auto& answered = std::get<diagnostic::PackageReport>(package.answer);
      if (!answered.messages.empty()) report.push_back(std::move(answered));
    }
  }
  if (!options.why_escapes.empty()) return print_ways(options, line, report, status);
  if (!options.why_not_inlined.empty() && report.empty() && status == 0)
    return report_error({ErrorKind::kInput, "no function is called " + options.why_not_inlined});
  const bool nothing_answered = report.empty() && status != 0;
  if (!nothing_answered) fmt::print("{}", format_report(report, options.format, "escdiff analyze"));
  return status;
}

}  // namespace escdiff::cli
