// The inside of RestoredPackages: one package's summary and what was restored of it.
#pragma once

#include "solver/cache/restored_packages.h"

namespace escdiff::cache {

struct RestoredPackages::Source {
  SummaryFile file;
  PackageId id;
  std::vector<syntax::FileId> files;
  uint32_t start = 0;  // the first file's first position
  uint32_t size = 0;   // positions that the files take
  bool opened = false;
  uint32_t node_room = 0, child_room = 0;  // what the tree may grow to, without moving what it holds
  SummaryFile::Scope scope;
  // By row; none: not restored yet.
  std::vector<Symbol> texts;
  std::vector<TypeId> types;
  std::vector<ObjectId> objects;
  std::vector<ConstantId> constants;
  std::vector<PackageId> packages;
  std::vector<uint8_t> types_in_making;
  std::vector<uint8_t> bodies_restored;
  std::vector<std::pair<uint32_t, uint32_t>> anchors;  // offset, object row
};

}  // namespace escdiff::cache
