#include "solver/inline/call_sites.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::Op;

namespace {

void collect(const ir::Module& module, InstId id, std::vector<CallSite>& sites) {
  if (!id.has_value()) return;
  for (const InstId child : module.children(id)) collect(module, child, sites);
  switch (module[id].op) {
    case Op::kCall:
    case Op::kCallMethod:
    case Op::kCallInterface: sites.push_back({.call = id, .pos = module[id].pos}); break;
    case Op::kGo:
    case Op::kDefer: sites.pop_back(); break;
    default: break;
  }
}

}  // namespace

std::vector<CallSite> call_sites(const ir::Module& module, ir::FunctionId function) {
  std::vector<CallSite> sites;
  collect(module, module.functions[function].body, sites);
  return sites;
}

}  // namespace escdiff::inlining
