#include "comparator/minimize.h"

#include "comparator/question.h"
#include "comparator/reduce/reduce.h"

namespace escdiff::comparator {

std::optional<Minimized> judge(Side& left, Side& right, const std::string& program,
                               const std::string& wanted) {
  Source source{"x.go", program};
  Minimized result{program, {}, left.ask_one(source), right.ask_one(source), 0};
  for (Difference& difference : compare(result.left, result.right)) {
    if (signature(difference) != wanted) continue;
    result.difference = std::move(difference);
    return result;
  }
  return std::nullopt;
}

std::vector<uint32_t> lines_of(const Difference& difference) {
  std::vector<uint32_t> lines;
  for (const auto& message : {difference.left, difference.right}) {
    if (message && message->position.line > 0 && !message->position.file.starts_with('<'))
      lines.push_back(message->position.line);
  }
  return lines;
}

std::optional<Minimized> minimize_difference(Side& left, Side& right, const std::string& program,
                                             const std::string& wanted, std::stop_token stop) {
  const std::optional<Minimized> original = judge(left, right, program, wanted);
  if (!original) return std::nullopt;
  const std::unique_ptr<Question> question = ask_difference(left, right, wanted);
  reduce::ReduceOptions options;
  options.stop = stop;
  options.focus_lines = lines_of(original->difference);
  reduce::Reduction reduction = reduce::reduce(
      program, [&](const std::string& candidate) { return question->holds(candidate).value_or(false); },
      options);
  std::optional<Minimized> result = judge(left, right, reduction.text, wanted);
  if (result) result->runs = reduction.runs;
  return result;
}

}  // namespace escdiff::comparator
