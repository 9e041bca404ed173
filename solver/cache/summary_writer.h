// The inside of write_summary, shared by the files that implement it: rows are numbered in the order in which
// they are first referred to.
#pragma once

#include <array>
#include <deque>
#include <unordered_map>

#include "base/bytes.h"
#include "solver/cache/summary_format.h"
#include "solver/cache/write_summary.h"

namespace escdiff::cache {

using types::ConstantId;
using types::NodeId;
using types::ObjectId;
using types::PackageId;
using types::SourcePos;
using types::Symbol;
using types::TypeId;

class SummaryWriter {
 public:
  SummaryWriter(types::Program& program, PackageId package, const SummaryContents& contents);
  std::string write();

 private:
  // write_summary.cpp
  std::string meta() const;
  std::string files() const;
  std::string packages() const;
  std::string scope() const;
  std::string anchors() const;
  std::string records() const;
  void write_waiting_rows();
  void reference(ByteWriter& out, ObjectId object);
  void reference(ByteWriter& out, TypeId type);
  void reference(ByteWriter& out, ConstantId constant);
  void reference(ByteWriter& out, PackageId package);
  void reference(ByteWriter& out, Symbol text);
  template <class Id>
  void references(ByteWriter& out, const std::vector<Id>& ids) {
    out.number(ids.size());
    for (const Id id : ids) reference(out, id);
  }
  void position(ByteWriter& out, SourcePos pos) const;

  // write_objects.cpp
  void object_row(ByteWriter& out, ObjectId id);
  void own_object(ByteWriter& out, ObjectId id, const types::Object& object);
  void foreign_object(ByteWriter& out, ObjectId id, const types::Object& object);
  bool foreign_method(ByteWriter& out, ObjectId id, const types::Object& object);
  void defined_type(ByteWriter& out, TypeId type);
  bool is_in_scope(ObjectId id) const;
  uint8_t flags_of(ObjectId id, const types::Object& object) const;

  // write_types.cpp
  void type_row(ByteWriter& out, TypeId id);
  void structural_row(ByteWriter& out, const types::Type& type);
  void struct_row(ByteWriter& out, const types::Type& type);
  void interface_row(ByteWriter& out, const types::Type& type);

  // write_bodies.cpp
  void keep_bodies();
  void keep_body(ObjectId function);
  std::string tree() const;
  std::string body(const std::vector<NodeId>& nodes);
  void node(ByteWriter& out, NodeId id, SourcePos last, std::unordered_map<NodeId, uint32_t>& numbers);
  void facts_of_node(ByteWriter& out, NodeId id);
  uint8_t fact_flags(NodeId id) const;

  const types::Package& own() const { return program_.packages[package_]; }

  types::Program& program_;
  PackageId package_;
  const SummaryContents& contents_;
  uint32_t base_;  // position of the first file's first byte

  std::vector<std::vector<NodeId>> kept_;           // nodes of a declaration, in the order of their ids
  std::unordered_map<ObjectId, uint32_t> kept_of_;  // index into kept_; looked up only
  std::unordered_map<ObjectId, uint32_t> object_rows_;
  std::unordered_map<TypeId, uint32_t> type_rows_;
  std::unordered_map<ConstantId, uint32_t> constant_rows_;
  std::unordered_map<PackageId, uint32_t> package_rows_;
  std::unordered_map<Symbol, uint32_t> text_rows_;
  std::deque<ObjectId> objects_;
  std::deque<TypeId> types_;
  std::vector<std::string> object_bytes_, type_bytes_, constant_bytes_, body_bytes_, texts_;
  std::vector<PackageId> package_list_;
};

// How many types, objects and packages every program has from its beginning; they are the same in all.
struct Predeclared {
  uint32_t types, objects;
};
const Predeclared& predeclared();

}  // namespace escdiff::cache
