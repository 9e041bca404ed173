// `escdiff generate`: random programs to a folder or to standard output.
#include <fmt/core.h>

#include <filesystem>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/policy.h"
#include "cli/report_error.h"
#include "generator/generator.h"

namespace escdiff::cli {

namespace {

constexpr uint64_t kDefaultCount = 1;

int write_programs(const Options& options, const generator::Policy& policy, uint64_t count) {
  std::error_code code;
  std::filesystem::create_directories(options.out, code);
  if (code)
    return report_error(
        {ErrorKind::kEnvironment, fmt::format("cannot make {}: {}", options.out, code.message())});
  for (uint64_t i = 0; i < count; ++i) {
    auto index = static_cast<uint32_t>(options.first + i);
    generator::Program program = generator::generate(options.seed, index, policy);
    auto written = write_file(std::filesystem::path(options.out) /
                                  fmt::format("p{}.{}", index, program.is_archive ? "txtar" : "go"),
                              program.text);
    if (!written) return report_error(written.error());
  }
  return 0;
}

}  // namespace

int run_generate(const Options& options) {
  const auto policy = make_policy(options);
  if (!policy) return report_error(policy.error());
  const auto count = program_count(options, *policy, kDefaultCount);
  if (!count) return report_error(count.error());
  if (!options.out.empty()) return write_programs(options, *policy, *count);
  for (uint64_t i = 0; i < *count; ++i) {
    if (i > 0) fmt::print("\n");
    fmt::print("{}",
               generator::generate(options.seed, static_cast<uint32_t>(options.first + i), *policy).text);
  }
  return 0;
}

}  // namespace escdiff::cli
