// Copies of function bodies: in the place of a call, and of the literals inside.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// What the locals of one function became. These have neighbouring ids: the map spans them and no others,
// since most functions that are inlined are small and most packages are not.
class LocalMap {
 public:
  explicit LocalMap(const std::vector<ir::LocalId>& originals) {
    if (originals.empty()) return;
    const auto [first, last] = std::minmax_element(originals.begin(), originals.end());
    first_ = first->index;
    copies_.resize(last->index - first_ + 1);
  }

  // None for what is not set.
  ir::LocalId operator[](ir::LocalId original) const {
    const uint32_t place = original.index - first_;  // wraps around for what stands in front
    return place < copies_.size() ? copies_[place] : ir::LocalId();
  }
  void set(ir::LocalId original, ir::LocalId copy) { copies_[original.index - first_] = copy; }

 private:
  uint32_t first_ = 0;
  std::vector<ir::LocalId> copies_;
};

// Makes a copy of a literal of the module that is copied from, in `outer`, whose locals are `locals`; gives
// its id.
using CopyLiteral = std::function<ir::FunctionId(ir::FunctionId literal, const LocalMap& locals)>;

// One copy under way.
class BodyCopy {
 public:
  // Of the function, or of parts of it.
  BodyCopy(types::Program& program, ir::Module& to, const ir::Module& from, const ir::Function& function,
           CopyLiteral copy_literal)
      : locals(function.locals),
        program_(program),
        to_(to),
        from_(from),
        copy_literal_(std::move(copy_literal)) {}

  // Everything copied from now on stands at `pos`; labels get names of their own; a return assigns to
  // `results` (of `from`) and jumps to `end`. `declares_results`: the only return does so itself.
  void inline_at(ir::SourcePos pos, ir::Symbol end, const std::vector<ir::LocalId>& results,
                 bool declares_results);

  std::vector<ir::InstId> statements(ir::InstId block);
  ir::InstId copy(ir::InstId id);
  // Behind all copying: the definitions of the variables in `locals` follow them.
  void define(const std::vector<ir::LocalId>& originals);

  LocalMap locals;
  std::map<ir::InstId, ir::SourcePos> calls;  // by copy: where the original stands

 private:
  void inlined_return(ir::InstId id, std::vector<ir::InstId>& list);
  ir::Symbol label(ir::Symbol original);
  void set_payload(ir::InstId id, ir::Inst& inst);

  types::Program& program_;
  ir::Module& to_;
  const ir::Module& from_;
  CopyLiteral copy_literal_;
  std::map<ir::InstId, ir::InstId> statements_;  // what may define variables
  bool is_inlined_ = false;
  bool declares_results_ = false;
  ir::SourcePos pos_;
  ir::Symbol end_;
  std::vector<ir::LocalId> results_;
};

}  // namespace escdiff::inlining
