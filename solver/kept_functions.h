// What earlier runs kept of functions in packages that this run does not look at: tags, and bodies to inline.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "solver/cache/restored_packages.h"
#include "solver/escape/summary.h"
#include "solver/inline/library.h"
#include "solver/ir/lower.h"
#include "solver/profile/profile.h"

namespace escdiff::solver {

class KeptFunctions : public inlining::KeptBodies {
 public:
  KeptFunctions(types::Program& program, const cache::RestoredPackages& restored,
                const profile::Profile& profile, std::shared_ptr<ir::InstanceObjects> instances)
      : program_(program), restored_(restored), profile_(profile), instances_(std::move(instances)) {}

  // The bytes to keep of a function and of a package; what is not known is left out. `refused`: why the
  // package has no tags, empty when it has.
  static std::string function_record(const escape::Summary* summary, const inlining::Origin& body);
  static std::string package_record(const std::string& refused, types::Program& program,
                                    const std::set<ir::ObjectId>& handed_on);

  std::optional<escape::Summary> summary(types::ObjectId function);
  // Why a restored package has no tags; empty when it has.
  std::string refused(types::PackageId package);

  std::optional<int32_t> cost(ir::ObjectId function) override;
  bool hands_on(types::PackageId package, ir::ObjectId function) override;
  std::optional<inlining::PackageBodies> bodies(ir::ObjectId function) override;

  // Bytes did not make sense.
  bool damaged() const { return damaged_; }
  // A body that cannot be lowered outside of its package: who inlines it cannot be answered.
  const std::optional<ir::Unsupported>& unsupported() const { return unsupported_; }

 private:
  types::Program& program_;
  const cache::RestoredPackages& restored_;
  const profile::Profile& profile_;
  std::shared_ptr<ir::InstanceObjects> instances_;
  std::unordered_map<types::PackageId, std::unordered_set<std::string_view>> handed_on_;  // looked up only
  bool damaged_ = false;
  std::optional<ir::Unsupported> unsupported_;
};

}  // namespace escdiff::solver
