// Which type parameters flow into which others, to find generic code that needs ever larger instances.
#pragma once

#include <unordered_map>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// A type parameter takes a type argument; when that holds another parameter inside a larger type, every time
// round a circle of such steps makes a new instance. Only what one package declares can be in a circle.
class InstantiationGraph {
 public:
  InstantiationGraph(const Program& program, PackageId package) : program_(program), package_(package) {}

  // A type parameter that a receiver names is the one of the type.
  void same(ObjectId receivers, ObjectId declared) { declared_[receivers] = declared; }
  // A type that is declared inside a generic function has its parameters implicitly.
  void depends(ObjectId local_type, std::vector<ObjectId> parameters);
  // `parameter` is instantiated with `argument` at `pos`.
  void assign(SourcePos pos, ObjectId parameter, TypeId argument);

  struct Step {
    SourcePos pos;
    ObjectId object;  // a type parameter, or a local type that depends on one
    TypeId argument;
    bool implicit = false;  // of a local type
  };
  // The steps of a circle without end, backwards; none: there is no such circle.
  std::vector<Step> endless_circle();

 private:
  struct Vertex {
    ObjectId object;
    uint32_t weight = 0;   // of the heaviest path to it that is known
    uint32_t length = 0;   // of that path
    uint32_t through = 0;  // its last edge
  };
  struct Edge {
    uint32_t to, from;
    uint32_t weight;
    Step step;
  };
  uint32_t vertex(ObjectId object);
  void walk(SourcePos pos, uint32_t to, TypeId argument, TypeId part);
  void walk_all(SourcePos pos, uint32_t to, TypeId argument, const std::vector<TypeId>& parts);
  void flow(SourcePos pos, uint32_t to, TypeId argument, ObjectId from, bool whole);
  std::vector<Step> circle_through(uint32_t vertex) const;

  const Program& program_;
  PackageId package_;
  std::unordered_map<ObjectId, ObjectId> declared_;
  std::unordered_map<ObjectId, std::vector<ObjectId>> implicit_;
  std::unordered_map<ObjectId, uint32_t> numbers_;
  std::vector<Vertex> vertices_;
  std::vector<Edge> edges_;
};

}  // namespace escdiff::types
