// Copies of function bodies: in the place of a call, and of the literals inside.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// Makes a copy of a literal of the module that is copied from, in `outer`, whose locals are `locals`; gives
// its id.
struct LocalMap {
  std::vector<ir::LocalId> of;  // by LocalId of the module that is copied from

  ir::LocalId operator[](ir::LocalId id) const { return id.index < of.size() ? of[id.index] : ir::LocalId(); }
  void set(ir::LocalId from, ir::LocalId to) {
    if (from.index >= of.size()) of.resize(from.index + 1);
    of[from.index] = to;
  }
};
using CopyLiteral = std::function<ir::FunctionId(ir::FunctionId literal, const LocalMap& locals)>;

// One copy under way.
class BodyCopy {
 public:
  BodyCopy(types::Program& program, ir::Module& to, const ir::Module& from, CopyLiteral copy_literal)
      : program_(program), to_(to), from_(from), copy_literal_(std::move(copy_literal)) {}

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
