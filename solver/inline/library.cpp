#include "solver/inline/library.h"

namespace escdiff::inlining {

const PackageBodies& Library::add(types::Program& program, types::PackageId package, ir::Module module,
                                  const profile::Profile& profile) {
  PackageBodies& bodies = packages_.emplace_back();
  bodies.package = package;
  bodies.module = std::move(module);
  bodies.verdicts = decide(program, bodies.module, profile, known);
  for (uint32_t i = 0; i < bodies.module.functions.size(); ++i) {
    const ir::ObjectId object = bodies.module.functions[ir::FunctionId(i)].object;
    if (!object.has_value()) continue;
    if (object.index >= declared_.size()) declared_.resize(object.index + 1);
    declared_[object.index] = {&bodies, ir::FunctionId(i)};
  }
  return bodies;
}

}  // namespace escdiff::inlining
