// Packages of a program that come from summaries. Their objects and types are restored when somebody asks for
// them, with all that these lead to; bodies wait until they are asked for in their turn.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"
#include "solver/cache/summary_file.h"
#include "solver/types/program.h"

namespace escdiff::cache {

using types::ConstantId;
using types::NodeId;
using types::ObjectId;
using types::PackageId;
using types::Program;
using types::SourcePos;
using types::Symbol;
using types::TypeId;

class RestoredPackages : public types::LazyPackages {
 public:
  RestoredPackages();
  ~RestoredPackages() override;

  // Adds the package's files to the sources, under names below `folder`, without their text.
  static std::vector<syntax::FileId> add_files(syntax::SourceSet& sources, const SummaryFile& file,
                                               const std::string& folder);
  // Adds the package to the program; what it imports must be there already (nothing is added and none
  // returned when it is not).
  PackageId add(Program& program, SummaryFile file, std::vector<syntax::FileId> files);

  ObjectId member(Program& program, PackageId package, Symbol name) override;
  std::optional<std::vector<ObjectId>> members(Program& program, PackageId package) override;
  void complete_body(Program& program, ObjectId function) override;

  bool is_restored(PackageId package) const { return of_package(package) != nullptr; }
  // The opaque bytes that were kept for a restored object; empty when there were none.
  std::string_view record(ObjectId object) const;
  std::string_view package_record(PackageId package) const;
  // A summary did not make sense: what was restored is not to be trusted, and the program must be built again
  // from source. Until then all ids are valid, standing for invalid types and bad objects.
  bool damaged() const { return damaged_; }

 private:
  struct Source;
  struct Waiting {
    Source* source;
    uint32_t row;
  };
  Source* of_package(PackageId package) const;

  // restored_packages.cpp
  void open(Program& program, Source& source);
  void read_lines(Program& program, Source& source);
  uint32_t row_of_name(Source& source, std::string_view name) const;
  ObjectId find_member(Program& program, Source& source, Symbol name);

  // restore_objects.cpp
  ObjectId object_row(Program& program, Source& source, uint32_t row);
  ObjectId own_object(Program& program, Source& source, uint32_t row, ByteReader& in);
  void own_details(Program& program, Source& source, uint32_t row, ObjectId id, uint8_t flags,
                   ByteReader& in);
  void type_name(Program& program, Source& source, uint32_t row, ObjectId id, uint8_t flags, ByteReader& in);
  ObjectId foreign_member(Program& program, Source& source, ByteReader& in);
  ObjectId foreign_method(Program& program, Source& source, ByteReader& in);
  ObjectId foreign_at_position(Program& program, Source& source, ByteReader& in);
  ObjectId object_at(Program& program, PackageId package, uint32_t offset);
  void complete(Program& program, Source& source, uint32_t row);
  void complete_all(Program& program);

  // restore_types.cpp
  TypeId type_row(Program& program, Source& source, uint32_t row);
  TypeId read_type(Program& program, Source& source, ByteReader& in, uint32_t row);
  TypeId spelled(Program& program, Source& source, ByteReader& in, uint32_t row);
  TypeId instance(Program& program, Source& source, ByteReader& in);
  TypeId structure(Program& program, Source& source, ByteReader& in);
  TypeId signature(Program& program, Source& source, ByteReader& in);
  TypeId interface(Program& program, Source& source, ByteReader& in);
  TypeId union_type(Program& program, Source& source, ByteReader& in);

  // restore_bodies.cpp
  void make_room(Program& program, Source& source);
  NodeId restore_body(Program& program, Source& source, ByteReader in);
  SourcePos restore_node(Program& program, Source& source, uint32_t first, SourcePos last, ByteReader& in);
  void facts_of_node(Program& program, Source& source, NodeId id, ByteReader& in);
  types::Selection selection(Program& program, Source& source, ByteReader& in);

  // references.cpp
  ObjectId object(Program& program, Source& source, ByteReader& in);
  TypeId type(Program& program, Source& source, ByteReader& in);
  TypeId required_type(Program& program, Source& source, ByteReader& in);
  ConstantId constant(Program& program, Source& source, ByteReader& in);
  Symbol text(Program& program, Source& source, ByteReader& in);
  PackageId package(Program& program, Source& source, ByteReader& in);
  SourcePos position(const Source& source, ByteReader& in);
  std::vector<TypeId> required_types(Program& program, Source& source, ByteReader& in);
  std::vector<ObjectId> objects(Program& program, Source& source, ByteReader& in);
  ObjectId bad_object(Program& program);

  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Source*> by_package_;
  struct Place {
    Source* source = nullptr;
    uint32_t row = 0;
  };
  std::unordered_map<ObjectId, Place> places_;  // of restored functions; looked up only
  // By package that was checked from source: type names by position; looked up only.
  std::unordered_map<PackageId, std::unordered_map<uint32_t, ObjectId>> type_names_;
  std::vector<Waiting> waiting_;  // defined types and type parameters whose details are missing
  int depth_ = 0;
  bool damaged_ = false;
};

}  // namespace escdiff::cache
