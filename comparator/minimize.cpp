#include "comparator/minimize.h"

#include <algorithm>
#include <memory>
#include <span>

#include "comparator/archive_program.h"
#include "comparator/question.h"
#include "comparator/reduce/archive.h"
#include "comparator/reduce/reduce.h"
#include "comparator/source_header.h"

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

namespace {

// The only Go file of an archive; empty when there are others.
std::string only_file(const std::string& text) {
  std::string result;
  for (const reduce::ArchiveFile& file : reduce::parse_archive(text).files) {
    if (!file.path.ends_with(".go")) continue;
    if (!result.empty()) return {};
    result = file.text;
  }
  return result;
}

}  // namespace

std::optional<Minimized> minimize_difference(Side& left, Side& right, const std::string& program,
                                             const std::string& wanted, const reduce::ImportSource& imports,
                                             std::stop_token stop) {
  const std::optional<Minimized> original = judge(left, right, program, wanted);
  if (!original) return std::nullopt;
  const std::unique_ptr<Question> question = ask_difference(left, right, wanted);
  const auto holds = [&](const std::string& candidate) { return question->holds(candidate).value_or(false); };
  reduce::ReduceOptions options;
  options.stop = stop;
  std::string text = program;
  unsigned runs = 0;
  if (is_archive(program)) {
    const auto first = [&](std::span<const std::string> candidates) -> std::optional<size_t> {
      const auto found = std::ranges::find_if(candidates, holds);
      if (found == candidates.end()) return std::nullopt;
      return static_cast<size_t>(found - candidates.begin());
    };
    reduce::Reduction reduction = reduce::reduce_archive(program, first, imports, options);
    runs = reduction.runs;
    text = std::move(reduction.text);
    if (std::string file = only_file(text); !file.empty() && holds(file)) text = std::move(file);
  } else {
    options.focus_lines = lines_of(original->difference);
  }
  if (!is_archive(text)) {
    std::optional<reduce::Imports> beside = imports.beside(read_header(text).imports);
    options.imports = beside ? &*beside : nullptr;
    reduce::Reduction reduction = reduce::reduce(text, holds, options);
    runs += reduction.runs;
    text = std::move(reduction.text);
  }
  std::optional<Minimized> result = judge(left, right, text, wanted);
  if (result) result->runs = runs;
  return result;
}

}  // namespace escdiff::comparator
