#include "solver/inline/library.h"

namespace escdiff::inlining {

const PackageBodies& Library::add(types::PackageId package, ir::Module module,
                                  const profile::Profile& profile) {
  profile_ = &profile;
  PackageBodies& bodies = packages_.emplace_back();
  bodies.package = package;
  bodies.module = std::move(module);
  known.enter(program_, package);
  bodies.verdicts = decide(program_, bodies.module, profile, known);
  declare(bodies);
  return bodies;
}

void Library::declare(const PackageBodies& bodies) {
  for (uint32_t i = 0; i < bodies.module.functions.size(); ++i) {
    const ir::ObjectId object = bodies.module.functions[ir::FunctionId(i)].object;
    if (!object.has_value()) continue;
    if (object.index >= declared_.size()) declared_.resize(object.index + 1);
    declared_[object.index] = {&bodies, ir::FunctionId(i)};
  }
}

Origin Library::find(ir::ObjectId object) {
  if (object.index < declared_.size() && declared_[object.index].package != nullptr)
    return declared_[object.index];
  if (kept_ == nullptr) return {};
  const bool is_instance = program_.objects[object].origin.has_value();
  if (!is_instance && !known.body_cost(object)) return {};
  std::optional<PackageBodies> found = kept_->bodies(object);
  if (!found) return {};
  PackageBodies& bodies = packages_.emplace_back(std::move(*found));
  declare(bodies);
  if (is_instance) {
    find_instances_in(bodies.module);
    bodies.verdicts = decide(program_, bodies.module, *profile_, known);
  }
  return declared_[object.index];
}

// Callees are decided before their callers; what a recursive one does not know yet is a call.
void Library::find_instances_in(const ir::Module& module) {
  for (uint32_t i = 0; i < module.size(); ++i) {
    const ir::InstId id(i);
    const ir::Op op = module[id].op;
    if (op != ir::Op::kFunctionName && op != ir::Op::kCallMethod) continue;
    const ir::ObjectId callee = module.object(id);
    if (callee.has_value() && program_.objects[callee].origin.has_value()) find(callee);
  }
}

}  // namespace escdiff::inlining
