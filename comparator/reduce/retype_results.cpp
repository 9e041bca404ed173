// Functions that nobody calls may change their signatures freely.
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// The functions (no methods) that nothing in the program uses.
std::vector<NodeId> unused_functions(const Snapshot& program) {
  std::vector<NodeId> result;
  for (const Family& family : families(program)) {
    NodeId owner = program.parent(family.signatures[0]);
    if (!family.calls.empty() || !family.only_called || !program.is(owner, NodeKind::kFuncDecl)) continue;
    bool is_method = !program.children(program.view<FuncDecl>(owner).receiver).empty();
    if (!is_method && family.bodies.size() == 1) result.push_back(owner);
  }
  return result;
}

void propose_parts(const Snapshot& program, NodeId result, NodeId value, Proposals& out) {
  NodeId type = program.view<Field>(result).type;
  for (NodeId part : program.nodes()) {
    if (part == value || !program.contains(value, part) || program.is(part, NodeKind::kList)) continue;
    if (!program.is_value(part) || !program.type_of(part).has_value()) continue;
    if (program.is(part, NodeKind::kParen) || program.is(part, NodeKind::kBasicLit)) continue;
    if (program.enclosing(part, {NodeKind::kFuncDecl, NodeKind::kFuncLit}) !=
        program.enclosing(value, {NodeKind::kFuncDecl, NodeKind::kFuncLit})) {
      continue;
    }
    Edit edit;
    edit.replace(program.begin(value), program.end(value), std::string(program.text(part)));
    edit.replace(program.begin(type), program.end(type), type_text(program, program.type_of(part)));
    out.push_back(edit);
  }
}

}  // namespace

Proposals retype_results(const Snapshot& program) {
  Proposals result;
  for (NodeId declaration : unused_functions(program)) {
    FuncDecl function = program.view<FuncDecl>(declaration);
    auto results = slots(program, program.view<FuncType>(function.type).results);
    auto returns = returns_of(program, function.body);
    if (returns.size() != 1) continue;
    auto values = program.children(program.view<Return>(returns[0]).results);
    if (values.size() != results.size()) continue;
    for (size_t i = 0; i < values.size(); ++i) propose_parts(program, results[i].field, values[i], result);
  }
  return result;
}

Proposals hoist_literals(const Snapshot& program) {
  Proposals result;
  for (NodeId declaration : unused_functions(program)) {
    FuncDecl function = program.view<FuncDecl>(declaration);
    for (NodeId node : program.nodes()) {
      if (!program.is(node, NodeKind::kFuncLit) || !program.contains(function.body, node)) continue;
      FuncLit literal = program.view<FuncLit>(node);
      Edit edit;
      edit.replace(
          program.end(function.name), program.end(declaration),
          std::string(program.text().substr(program.position(literal.type),
                                            program.end(literal.body) - program.position(literal.type))));
      result.push_back(edit);
    }
  }
  return result;
}

}  // namespace escdiff::reduce
