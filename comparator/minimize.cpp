#include "comparator/minimize.h"

#include "comparator/reduce/reduce.h"

namespace escdiff::comparator {

namespace {

using Status = Verdict::Status;

// A refusal or a failure of the left side that is not what we look for ends the question before the compiler
// runs.
bool worth_asking(const Verdict& left, const std::string& wanted) {
  return left.status == Status::kAnswered || wanted.starts_with(class_text(DifferenceClass::kLeftRefuses)) ||
         wanted.starts_with(class_text(DifferenceClass::kLeftFails));
}

std::optional<Minimized> judge(Side& left, Side& right, const std::string& program,
                               const std::string& wanted) {
  Source source{"x.go", program};
  Minimized result{program, {}, left.ask_one(source), {}, 0};
  if (!worth_asking(result.left, wanted)) return std::nullopt;
  result.right = right.ask_one(source);
  for (Difference& difference : compare(result.left, result.right)) {
    if (signature(difference) != wanted) continue;
    result.difference = std::move(difference);
    return result;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Minimized> minimize_difference(Side& left, Side& right, const std::string& program,
                                             const std::string& wanted, std::stop_token stop) {
  if (!judge(left, right, program, wanted)) return std::nullopt;
  reduce::ReduceOptions options;
  options.stop = stop;
  reduce::Reduction reduction = reduce::reduce(
      program,
      [&](const std::string& candidate) { return judge(left, right, candidate, wanted).has_value(); },
      options);
  std::optional<Minimized> result = judge(left, right, reduction.text, wanted);
  if (result) result->runs = reduction.runs;
  return result;
}

}  // namespace escdiff::comparator
