#include "solver/inline/reached.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace escdiff::inlining {

namespace {

// What a reason or note says whatever the program: up to the names and numbers in it.
std::string_view general_part(std::string_view text) {
  text = text.substr(0, std::min(text.find(": "), text.find_first_of("0123456789")));
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string_view note_kind(std::string_view text) {
  for (const std::string_view kind : {"can inline", "inlining call", "devirtualizing"})
    if (text.starts_with(kind)) return kind;
  return "other";
}

}  // namespace

void add_reached(const PackageBodies& bodies, const ir::Module& inlined, std::vector<std::string>& names) {
  constexpr int kCostStep = 10;
  std::set<std::string> found;
  for (const Verdict& verdict : bodies.verdicts) {
    if (!verdict.decided) continue;
    found.insert(verdict.can_inline
                     ? fmt::format("inline: can, cost {}", verdict.cost / kCostStep * kCostStep)
                     : fmt::format("inline: cannot, {}", general_part(verdict.reason)));
  }
  for (const ir::Note& note : inlined.notes)
    found.insert(fmt::format("inline: note, {}", note_kind(note.text)));
  names.insert(names.end(), found.begin(), found.end());
}

}  // namespace escdiff::inlining
