// Which edits of a program are alike: they touch other items of the same long lists, and the same things
// around these. Of five hundred variables that stand in the same places, one tells for all what happens when
// it goes.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

// The long lists of one program. A list counts as long when halving it again and again has had its chance.
class Likeness {
 public:
  explicit Likeness(const Snapshot& program);

  // Equal for proposals that are alike; empty when only the proposal itself is like it: it touches no long
  // list and names nothing that one lists, or it touches too many items. Names are alike when they occur
  // equally often.
  std::string of(const Proposal& proposal) const;
  // Whether one like this has been asked about before.
  bool repeats(const Proposal& proposal);

 private:
  struct List {
    NodeId node;
    uint32_t begin, end;  // bytes
  };
  struct Place {
    size_t list, item;
    std::string within;
  };

  std::string of(const Edit& edit) const;
  bool locate(uint32_t offset, Place& place) const;
  std::string abstract(std::string_view text) const;

  const Snapshot& program_;
  std::vector<List> lists_;
  std::map<std::string_view, size_t> uses_;  // of each name that a long list lists
  std::set<std::string> asked_;
};

}  // namespace escdiff::reduce
