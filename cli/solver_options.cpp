#include "cli/solver_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "comparator/gcflags.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

namespace {

Result<std::string> wanted_version(const Options& options, const oracle::Toolchain* known) {
  if (!options.profile.empty()) return options.profile;
  if (known != nullptr) return known->version.text();
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return tl::unexpected(toolchain.error());
  return toolchain->version.text();
}

}  // namespace

Result<solver::Options> make_solver_options(const Options& options, const oracle::Toolchain* toolchain) {
  auto flags = comparator::parse_gcflags(options.gcflags);
  if (!flags) return tl::unexpected(flags.error());
  if ((flags->level < 1 && !flags->interface_words) || flags->level > 2)
    return failure(ErrorKind::kUsage,
                   fmt::format("unsupported: --gcflags '{}': the solver predicts the lines of -m and -m=2",
                               options.gcflags));
  auto version = wanted_version(options, toolchain);
  if (!version) return tl::unexpected(version.error());
  solver::Options result;
  result.inlining = flags->inlining;
  result.cheap_calls = flags->cheap_calls;
  result.level = flags->level;
  result.optimizing = flags->optimizing;
  result.mutation_messages = flags->mutation_messages;
  result.inlining_of = options.why_not_inlined;
  if (!result.inlining_of.empty() && !result.inlining)
    return failure(ErrorKind::kUsage, "--why-not-inlined: nothing is inlined under -l");
  if (!options.why_escapes.empty()) result.level = 2;
  result.interface_words = flags->interface_words;
  result.profile = profile::find_profile(*version);
  if (!result.profile)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("the solver does not imitate Go {}; it knows {}", *version,
                               fmt::join(profile::known_releases(), ", ")));
  if (options.wrong_rule.empty()) return result;
  auto rule = escape::rule_from_name(options.wrong_rule);
  if (!rule) return failure(ErrorKind::kUsage, fmt::format("no such rule: {}", options.wrong_rule));
  result.wrong_rule = *rule;
  return result;
}

}  // namespace escdiff::cli
