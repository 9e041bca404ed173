#include "comparator/reduce/edit.h"

#include <algorithm>

namespace escdiff::reduce {

namespace {

// Outer ranges before inner ones that begin with them, insertions before both.
bool applies_before(const Replacement& a, const Replacement& b) {
  if (a.begin != b.begin) return a.begin < b.begin;
  bool a_inserts = a.begin == a.end, b_inserts = b.begin == b.end;
  if (a_inserts != b_inserts) return a_inserts;
  return !a_inserts && a.end > b.end;
}

}  // namespace

std::string Edit::apply(std::string_view source, uint32_t begin, uint32_t end) const {
  std::vector<Replacement> sorted;
  for (const Replacement& part : parts_) {
    if (part.begin >= begin && part.end <= end) sorted.push_back(part);
  }
  std::stable_sort(sorted.begin(), sorted.end(), applies_before);
  std::string out;
  uint32_t at = begin;
  for (const Replacement& part : sorted) {
    if (part.begin < at) {
      if (part.text.empty()) at = std::max(at, part.end);
      continue;
    }
    out.append(source.substr(at, part.begin - at));
    out.append(part.text);
    at = part.end;
  }
  out.append(source.substr(at, end - at));
  return out;
}

}  // namespace escdiff::reduce
