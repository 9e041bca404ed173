#include "cli/policy.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/file.h"
#include "generator/exhaustive.h"
#include "generator/policy_file.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

namespace {

constexpr uint32_t kMaxLines = 5000;

// A number that is all of `text`; 0 when it is none.
uint32_t number(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

}  // namespace

Result<generator::Policy> make_policy(const Options& options, unsigned go_minor) {
  generator::Policy policy;
  if (!options.policy.empty()) {
    const auto text = read_file(options.policy);
    if (!text) return tl::unexpected(text.error());
    auto read = generator::policy_from_text(*text, policy);
    if (!read)
      return failure(read.error().kind, fmt::format("--policy {}: {}", options.policy, read.error().message));
    policy = *read;
  }
  if (go_minor > 0) policy.lang = static_cast<int>(go_minor);
  if (!options.lang.empty()) {
    const auto version = oracle::parse_version(options.lang);
    if (!version || version->minor < generator::kOldestLanguage)
      return failure(ErrorKind::kUsage, fmt::format("--lang {}: a language version from 1.{} on is wanted",
                                                    options.lang, generator::kOldestLanguage));
    policy.lang = static_cast<int>(version->minor);
  }
  policy.runnable = options.runnable;
  policy.exhaustive = options.exhaustive;
  policy.extract_returns = options.extract_returns;
  if (policy.exhaustive && (policy.runnable || options.feedback))
    return failure(ErrorKind::kUsage, "--exhaustive: not with --runnable and --feedback");
  if (options.no_swarm) policy.swarm_off = 0;
  for (std::string_view rest = options.without; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    const auto feature = generator::feature_from_name(name);
    if (!feature || !generator::info(*feature).swarm)
      return failure(ErrorKind::kUsage,
                     fmt::format("--without {}: no feature that programs can do without", name));
    policy.switch_off(*feature);
  }
  if (options.lines.empty()) return policy;
  const size_t colon = options.lines.find(':');
  policy.min_lines = number(std::string_view(options.lines).substr(0, colon));
  policy.max_lines = colon == std::string::npos ? policy.min_lines
                                                : number(std::string_view(options.lines).substr(colon + 1));
  if (policy.min_lines == 0 || policy.max_lines < policy.min_lines || policy.max_lines > kMaxLines)
    return failure(ErrorKind::kUsage,
                   fmt::format("--lines {}: N or MIN:MAX, up to {}", options.lines, kMaxLines));
  return policy;
}

Result<uint64_t> program_count(const Options& options, const generator::Policy& policy, uint64_t otherwise) {
  const uint64_t most = policy.exhaustive ? generator::exhaustive_count(policy) : UINT32_MAX;
  if (options.first > most || options.count.value_or(0) > most - options.first)
    return failure(ErrorKind::kUsage, fmt::format("--first and --count: there are {} programs", most));
  return options.count.value_or(policy.exhaustive ? most - options.first : otherwise);
}

std::string policy_flags(const Options& options, const generator::Policy& policy) {
  std::string flags;
  if (policy.lang != generator::Policy{}.lang) flags += fmt::format(" --lang 1.{}", policy.lang);
  if (!options.policy.empty()) flags += fmt::format(" --policy {}", options.policy);
  if (options.runnable) flags += " --runnable";
  if (options.exhaustive) flags += " --exhaustive";
  if (options.no_swarm) flags += " --no-swarm";
  if (!options.without.empty()) flags += fmt::format(" --without {}", options.without);
  if (!options.lines.empty()) flags += fmt::format(" --lines {}", options.lines);
  return flags;
}

}  // namespace escdiff::cli
