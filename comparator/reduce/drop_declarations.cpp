#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

Proposals drop_declarations(const Snapshot& program) {
  Proposals result;
  auto declarations = program.children(program.view<File>(program.root()).declarations);
  // Callers tend to stand behind what they call: the last ones first.
  for (auto it = declarations.rbegin(); it != declarations.rend(); ++it) {
    Edit edit;
    if (program.is(*it, NodeKind::kFuncDecl) ||
        program.children(program.view<GenDecl>(*it).specs).size() < 2) {
      erase_declaration(program, *it, edit);
      result.push_back(edit);
      continue;
    }
    auto specs = program.children(program.view<GenDecl>(*it).specs);
    for (auto spec = specs.rbegin(); spec != specs.rend(); ++spec) {
      Edit one;
      erase_spec(program, *spec, one);
      result.push_back(one);
    }
  }
  return result;
}

Proposals stub_bodies(const Snapshot& program) {
  Proposals result;
  auto declarations = program.children(program.view<File>(program.root()).declarations);
  for (auto it = declarations.rbegin(); it != declarations.rend(); ++it) {
    if (!program.is(*it, NodeKind::kFuncDecl)) continue;
    FuncDecl function = program.view<FuncDecl>(*it);
    if (!function.body.has_value()) continue;
    auto results = program.children(program.view<FuncType>(function.type).results);
    std::string stub = results.empty() ? "{}" : "{ " + terminating_text(program, function.type) + " }";
    Edit edit;
    edit.replace(program.begin(function.body), program.end(function.body), stub);
    result.push_back(edit);
  }
  return result;
}

}  // namespace escdiff::reduce
