// Typed views of nodes: one struct a row of node_kinds.def, its fields the child slots in order.
//   auto [init, condition, then, otherwise] = view<If>(tree, id);
// A field is NodeId() when the slot is optional and absent; a `List` field is a node whose children are the
// items.
#pragma once

#include <cstring>

#include "solver/syntax/tree.h"

namespace escdiff::syntax {

struct CompositeLit {
  static constexpr NodeKind kKind = NodeKind::kCompositeLit;
  NodeId type, elements;
};
struct KeyValue {
  static constexpr NodeKind kKind = NodeKind::kKeyValue;
  NodeId key, value;
};
struct FuncLit {
  static constexpr NodeKind kKind = NodeKind::kFuncLit;
  NodeId type, body;
};
struct Paren {
  static constexpr NodeKind kKind = NodeKind::kParen;
  NodeId x;
};
struct Selector {
  static constexpr NodeKind kKind = NodeKind::kSelector;
  NodeId x, name;
};
struct Index {
  static constexpr NodeKind kKind = NodeKind::kIndex;
  NodeId x, indices;
};
struct Slice {
  static constexpr NodeKind kKind = NodeKind::kSlice;
  NodeId x, low, high, max;
};
struct TypeAssert {
  static constexpr NodeKind kKind = NodeKind::kTypeAssert;
  NodeId x, type;
};
struct Call {
  static constexpr NodeKind kKind = NodeKind::kCall;
  NodeId function, arguments;
};
struct Star {
  static constexpr NodeKind kKind = NodeKind::kStar;
  NodeId x;
};
struct Unary {
  static constexpr NodeKind kKind = NodeKind::kUnary;
  NodeId x;
};
struct Binary {
  static constexpr NodeKind kKind = NodeKind::kBinary;
  NodeId x, y;
};
struct Ellipsis {
  static constexpr NodeKind kKind = NodeKind::kEllipsis;
  NodeId type;
};
struct ArrayType {
  static constexpr NodeKind kKind = NodeKind::kArrayType;
  NodeId length, element;
};
struct SliceType {
  static constexpr NodeKind kKind = NodeKind::kSliceType;
  NodeId element;
};
struct StructType {
  static constexpr NodeKind kKind = NodeKind::kStructType;
  NodeId fields;
};
struct Field {
  static constexpr NodeKind kKind = NodeKind::kField;
  NodeId names, type, tag;
};
struct FuncType {
  static constexpr NodeKind kKind = NodeKind::kFuncType;
  NodeId parameters, results;
};
struct InterfaceType {
  static constexpr NodeKind kKind = NodeKind::kInterfaceType;
  NodeId elements;
};
struct Method {
  static constexpr NodeKind kKind = NodeKind::kMethod;
  NodeId name, type;
};
struct MapType {
  static constexpr NodeKind kKind = NodeKind::kMapType;
  NodeId key, value;
};
struct ChanType {
  static constexpr NodeKind kKind = NodeKind::kChanType;
  NodeId element;
};
struct Block {
  static constexpr NodeKind kKind = NodeKind::kBlock;
  NodeId statements;
};
struct ExprStmt {
  static constexpr NodeKind kKind = NodeKind::kExprStmt;
  NodeId x;
};
struct SendStmt {
  static constexpr NodeKind kKind = NodeKind::kSendStmt;
  NodeId channel, value;
};
struct IncDec {
  static constexpr NodeKind kKind = NodeKind::kIncDec;
  NodeId x;
};
struct Assign {
  static constexpr NodeKind kKind = NodeKind::kAssign;
  NodeId left, right;
};
struct GoStmt {
  static constexpr NodeKind kKind = NodeKind::kGoStmt;
  NodeId call;
};
struct DeferStmt {
  static constexpr NodeKind kKind = NodeKind::kDeferStmt;
  NodeId call;
};
struct Return {
  static constexpr NodeKind kKind = NodeKind::kReturn;
  NodeId results;
};
struct Branch {
  static constexpr NodeKind kKind = NodeKind::kBranch;
  NodeId label;
};
struct If {
  static constexpr NodeKind kKind = NodeKind::kIf;
  NodeId init, condition, then, otherwise;
};
struct Switch {
  static constexpr NodeKind kKind = NodeKind::kSwitch;
  NodeId init, tag, clauses;
};
struct TypeSwitch {
  static constexpr NodeKind kKind = NodeKind::kTypeSwitch;
  NodeId init, binding, x, clauses;
};
struct CaseClause {
  static constexpr NodeKind kKind = NodeKind::kCaseClause;
  NodeId expressions, body;
};
struct Select {
  static constexpr NodeKind kKind = NodeKind::kSelect;
  NodeId clauses;
};
struct CommClause {
  static constexpr NodeKind kKind = NodeKind::kCommClause;
  NodeId communication, body;
};
struct For {
  static constexpr NodeKind kKind = NodeKind::kFor;
  NodeId init, condition, post, body;
};
struct Range {
  static constexpr NodeKind kKind = NodeKind::kRange;
  NodeId key, value, x, body;
};
struct Labeled {
  static constexpr NodeKind kKind = NodeKind::kLabeled;
  NodeId label, statement;
};
struct DeclStmt {
  static constexpr NodeKind kKind = NodeKind::kDeclStmt;
  NodeId declaration;
};
struct GenDecl {
  static constexpr NodeKind kKind = NodeKind::kGenDecl;
  NodeId specs;
};
struct ImportSpec {
  static constexpr NodeKind kKind = NodeKind::kImportSpec;
  NodeId name, path;
};
struct ConstSpec {
  static constexpr NodeKind kKind = NodeKind::kConstSpec;
  NodeId names, type, values;
};
struct TypeSpec {
  static constexpr NodeKind kKind = NodeKind::kTypeSpec;
  NodeId name, type_parameters, type;
};
struct VarSpec {
  static constexpr NodeKind kKind = NodeKind::kVarSpec;
  NodeId names, type, values;
};
struct FuncDecl {
  static constexpr NodeKind kKind = NodeKind::kFuncDecl;
  NodeId receiver, name, type_parameters, type, body;
};
struct File {
  static constexpr NodeKind kKind = NodeKind::kFile;
  NodeId package, declarations;
};

// The children of `id`, which must be of View's kind.
template <class View>
View view(const Tree& tree, NodeId id) {
  std::span<const NodeId> children = tree.children(id);
  ESCDIFF_CHECK(tree.kind(id) == View::kKind && children.size() * sizeof(NodeId) == sizeof(View),
                "node of kind {}", kind_name(tree.kind(id)));
  View result;
  std::memcpy(static_cast<void*>(&result), children.data(), sizeof(View));
  return result;
}

}  // namespace escdiff::syntax
