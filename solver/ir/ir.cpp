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

uint32_t Module::own_variables(FunctionId function) const {
  const std::vector<LocalId>& variables = functions[function].locals;
  return static_cast<uint32_t>(
      std::ranges::count_if(variables, [&](LocalId id) { return locals[id].kind != LocalKind::kCaptured; }));
}

LocalId Module::add_temporary(FunctionId function, uint32_t number, SourcePos pos, TypeId type) {
  Local local;
  local.kind = LocalKind::kTemporary;
  local.text = fmt::format(".autotmp_{}", number);
  local.type = type;
  local.pos = pos;
  local.function = function;
  const LocalId id = locals.add(std::move(local));
  functions[function].locals.push_back(id);
  return id;
}

uint32_t Module::add_type_list(std::vector<TypeId> types) {
  type_lists_.push_back(std::move(types));
  return static_cast<uint32_t>(type_lists_.size() - 1);
}

}  // namespace escdiff::ir
