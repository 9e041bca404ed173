#include "solver/ir/ir.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace escdiff::ir {

namespace {

constexpr std::array<std::string_view, kOpCount> kOpNames{
#define OP(name, children, meaning) #name,
#include "solver/ir/ops.def"
#undef OP
};

}  // namespace

std::string_view op_name(Op op) { return kOpNames[static_cast<size_t>(op)]; }

InstId Module::add(Inst inst, std::span<const InstId> children) {
  inst.first = static_cast<uint32_t>(children_.size());
  inst.count = static_cast<uint32_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  insts_.push_back(inst);
  return InstId(static_cast<uint32_t>(insts_.size() - 1));
}

void Module::set_children(InstId id, std::span<const InstId> children) {
  Inst& inst = insts_[id.index];
  if (children.size() > inst.count) {
    const std::vector<InstId> copy(children.begin(), children.end());
    inst.first = static_cast<uint32_t>(children_.size());
    children_.insert(children_.end(), copy.begin(), copy.end());
  } else {
    std::copy(children.begin(), children.end(), children_.begin() + inst.first);
  }
  inst.count = static_cast<uint32_t>(children.size());
}

LocalId Module::add_temporary(FunctionId function, SourcePos pos, TypeId type) {
  std::vector<LocalId>& variables = functions[function].locals;
  const auto own = std::count_if(variables.begin(), variables.end(),
                                 [&](LocalId id) { return locals[id].kind != LocalKind::kCaptured; });
  Local local;
  local.kind = LocalKind::kTemporary;
  local.text = fmt::format(".autotmp_{}", own);
  local.type = type;
  local.pos = pos;
  local.function = function;
  variables.push_back(locals.add(std::move(local)));
  return variables.back();
}

uint32_t Module::add_type_list(std::vector<TypeId> types) {
  type_lists_.push_back(std::move(types));
  return static_cast<uint32_t>(type_lists_.size() - 1);
}

}  // namespace escdiff::ir
