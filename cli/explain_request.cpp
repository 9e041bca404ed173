#include "cli/explain_request.h"

#include "cli/sides.h"
#include "cli/solver_options.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

Result<comparator::ExplainRequest> make_explain_request(const Options& options, const comparator::Side& left,
                                                        const comparator::Side& right) {
  Options plain = options;
  plain.wrong_rule.clear();
  auto solver_options = make_solver_options(plain);
  if (!solver_options) return tl::unexpected(solver_options.error());
  return comparator::ExplainRequest{
      .left_name = left.name(),
      .right_name = right.name(),
      .solver = *solver_options,
      .make_solver = [plain](const solver::Options& asked) { return make_solver_side(plain, asked); },
      .gcflags = options.gcflags,
      .toolchains = oracle::installed_toolchains(oracle::standard_places())};
}

}  // namespace escdiff::cli
