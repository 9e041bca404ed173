// How disagreements are explained, from the command line.
#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "comparator/explain.h"
#include "comparator/side.h"

namespace escdiff::cli {

// All installed toolchains are asked. The solver shows its flow when it imitates the version of --go (with a
// wrong rule: as it is without).
Result<comparator::ExplainRequest> make_explain_request(const Options& options, const comparator::Side& left,
                                                        const comparator::Side& right);

}  // namespace escdiff::cli
