// What the flags say about generated programs.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/options.h"
#include "generator/policy.h"

namespace escdiff::cli {

// The policy that --policy, --lang, --lines and their like describe. Without --lang the language is that of
// Go 1.`go_minor`; 0: the newest. A usage error when a flag is malformed.
Result<generator::Policy> make_policy(const Options& options, unsigned go_minor = 0);

// How many programs from --first on: --count, or all with --exhaustive, or `otherwise`. A usage error when
// there are not so many.
Result<uint64_t> program_count(const Options& options, const generator::Policy& policy, uint64_t otherwise);

// The flags that make the same policy again, each with a blank before it.
std::string policy_flags(const Options& options, const generator::Policy& policy);

}  // namespace escdiff::cli
