// Packages checked from source, and the same restored from their summaries.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "solver/cache/restored_packages.h"
#include "solver/cache/write_summary.h"

namespace escdiff::tests {

// The functions of a restored package whose bodies are kept, in their order.
inline std::vector<types::ObjectId> kept_functions(const types::Program& program, types::PackageId package) {
  std::vector<types::ObjectId> kept;
  for (uint32_t i = 0; i < program.objects.size(); ++i) {
    const types::Object& object = program.objects[types::ObjectId(i)];
    if (object.package == package && object.kind == types::ObjectKind::kFunc &&
        object.declaration.has_value())
      kept.push_back(types::ObjectId(i));
  }
  std::sort(kept.begin(), kept.end(), [&](types::ObjectId a, types::ObjectId b) {
    return program.objects[a].pos < program.objects[b].pos;
  });
  return kept;
}

// A program all of whose packages are restored.
struct Restored {
  types::Program program;
  cache::RestoredPackages* packages = nullptr;

  Restored() {
    auto owned = std::make_unique<cache::RestoredPackages>();
    packages = owned.get();
    program.lazy = std::move(owned);
  }
  types::PackageId add(const std::string& summary) {
    auto file = cache::SummaryFile::open(summary);
    REQUIRE(file);
    const types::PackageId id = add(std::move(*file));
    REQUIRE(id.has_value());
    return id;
  }
  types::PackageId add(cache::SummaryFile file) {
    auto files = cache::RestoredPackages::add_files(program.sources, file, "folder");
    return packages->add(program, std::move(file), std::move(files));
  }
  // Restores whatever there is.
  void everything(types::PackageId id) {
    program.members(id);
    for (uint32_t i = 0; i < program.objects.size(); ++i) program.complete_body(types::ObjectId(i));
  }
};

inline std::string summary_of(types::Program& program, types::PackageId id) {
  const auto bodies = cache::kept_functions(program, id, [](types::ObjectId) { return false; });
  return cache::write_summary(program, id, {.bodies = bodies});
}

}  // namespace escdiff::tests
