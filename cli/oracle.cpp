// `escdiff oracle`: what the real compiler says.
#include "oracle/build.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/report_error.h"

namespace escdiff::cli {

namespace {

// Everything but an answer goes to standard error, with what the compiler printed.
int print_failure(const oracle::Answer& answer) {
  if (answer.kind == oracle::AnswerKind::kDoesNotCompile) {
    for (const std::string& line : answer.errors) fmt::print(stderr, "{}\n", line);
    return static_cast<int>(ErrorKind::kInput);
  }
  fmt::print(stderr, "{}", answer.output);
  return report_error({ErrorKind::kEnvironment, fmt::format("the compiler gave no answer: {}",
                                                            oracle::answer_kind_name(answer.kind))});
}

}  // namespace

int run_oracle(const Options& options) {
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  Interrupt interrupt;
  oracle::BuildRequest request{.flags = options.gcflags, .arguments = options.arguments, .folder = {}};
  auto answer = oracle::go_build(*toolchain, request, interrupt.token());
  if (!answer) return report_error(answer.error());
  if (answer->kind != oracle::AnswerKind::kAnswered) return print_failure(*answer);
  fmt::print("{}", format_report(answer->report, options.format, "escdiff oracle"));
  return 0;
}

}  // namespace escdiff::cli
