#include "comparator/reduce/likeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/word.h"

namespace escdiff::reduce {

namespace {

constexpr size_t kLong = 256;     // items
constexpr size_t kMostParts = 8;  // of an edit: more is a chunk that must be tried itself

}  // namespace

Likeness::Likeness(const Snapshot& program) : program_(program) {
  for (NodeId node : program.nodes()) {
    if (program.is(node, NodeKind::kList) && program.children(node).size() >= kLong)
      lists_.push_back({node, program.begin(node), program.end(node)});
  }
  for (const List& list : lists_) {
    for (NodeId item : program.children(list.node)) {
      if (program.is(item, NodeKind::kName)) uses_.emplace(program.spelling(item), 0);
    }
  }
  if (uses_.empty()) return;
  for (NodeId node : program.nodes()) {
    if (!program.is(node, NodeKind::kName)) continue;
    if (const auto found = uses_.find(program.spelling(node)); found != uses_.end()) ++found->second;
  }
}

// Names that long lists list become the number of their uses.
std::string Likeness::abstract(std::string_view text) const {
  std::string result;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    const auto found = uses_.find(text.substr(i, end - i));
    if (end == i) {
      result += text[end++];
    } else if (found == uses_.end()) {
      result += text.substr(i, end - i);
    } else {
      result += fmt::format("${}", found->second);
    }
    i = end;
  }
  return result;
}

// The item of the innermost long list at which the byte lies, and where there.
bool Likeness::locate(uint32_t offset, Place& place) const {
  std::optional<size_t> innermost;
  for (size_t i = 0; i < lists_.size(); ++i) {
    if (lists_[i].begin <= offset && offset <= lists_[i].end) innermost = i;
  }
  if (!innermost) return false;
  const auto items = program_.children(lists_[*innermost].node);
  const auto behind =
      std::ranges::upper_bound(items, offset, {}, [&](NodeId id) { return program_.begin(id); });
  if (behind == items.begin()) return false;
  const NodeId item = *std::prev(behind);
  const uint32_t end = program_.end(item);
  place.list = *innermost;
  place.item = static_cast<size_t>(std::prev(behind) - items.begin());
  place.within = offset == end  ? "end"
                 : offset > end ? fmt::format("end+{}", offset - end)
                                : fmt::format("{}", offset - program_.begin(item));
  return true;
}

std::string Likeness::of(const Edit& edit) const {
  if (edit.parts().size() > kMostParts) return {};
  std::string result;
  std::optional<size_t> first;  // item; others count from it
  bool names = false;           // a new text names what a long list lists
  for (const Replacement& part : edit.parts()) {
    const std::string text = abstract(part.text);
    names |= text != part.text;
    Place begin, end;
    if (!locate(part.begin, begin) || !locate(part.end, end) || begin.list != end.list) {
      result += fmt::format("{}-{} > {}\n", part.begin, part.end, text);
      continue;
    }
    if (end.item > begin.item + kMostParts) return {};
    if (!first) first = begin.item;
    const auto from_first = [&](const Place& place) {
      return static_cast<int64_t>(place.item) - static_cast<int64_t>(*first);
    };
    result += fmt::format("{}: {} {}, {} {}:", begin.list, from_first(begin), begin.within, from_first(end),
                          end.within);
    const auto items = program_.children(lists_[begin.list].node);
    for (size_t i = begin.item; i <= end.item; ++i) result += " " + abstract(program_.text(items[i]));
    result += " > " + text + "\n";
  }
  return first || names ? result : std::string();
}

std::string Likeness::of(const Proposal& proposal) const {
  std::string result;
  if (lists_.empty()) return result;
  for (const Edit& edit : proposal.alternatives) {
    const std::string one = of(edit);
    if (one.empty()) return {};
    result += one + "\n";
  }
  return result;
}

bool Likeness::repeats(const Proposal& proposal) {
  std::string like = of(proposal);
  return !like.empty() && !asked_.insert(std::move(like)).second;
}

}  // namespace escdiff::reduce
