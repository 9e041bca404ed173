#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

Proposal replacement(const Snapshot& program, NodeId node, std::string text) {
  Edit edit;
  edit.replace(program.begin(node), program.end(node), std::move(text));
  return edit;
}

}  // namespace

Proposals name_package(const Snapshot& program) {
  NodeId package = program.view<File>(program.root()).package;
  if (program.is_name(package, "p")) return {};
  return {replacement(program, package, "p")};
}

Proposals simplify_literals(const Snapshot& program) {
  Proposals result;
  for (const char* target : {"0", "1"}) {
    for (NodeId node : program.nodes()) {
      if (!program.is(node, NodeKind::kBasicLit) || program.tree().op(node) == Token::kStringLit) continue;
      bool is_length = program.is(program.parent(node), NodeKind::kArrayType);
      std::string_view now = program.spelling(node);
      if (now == "0" || now == target || (is_length && target[0] == '0')) continue;
      result.push_back(replacement(program, node, target));
    }
  }
  for (NodeId node : program.nodes()) {
    if (!program.is(node, NodeKind::kBasicLit) || program.tree().op(node) != Token::kStringLit) continue;
    if (program.is(program.parent(node), NodeKind::kImportSpec) || program.spelling(node) == "\"\"") continue;
    result.push_back(replacement(program, node, "\"\""));
  }
  return result;
}

namespace {

class NameDropper {
 public:
  explicit NameDropper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kFuncDecl)) {
        FuncDecl function = program_.view<FuncDecl>(node);
        visit(function.receiver);
        visit(program_.view<FuncType>(function.type).parameters);
        visit(program_.view<FuncType>(function.type).results);
      } else if (program_.is(node, NodeKind::kFuncType) &&
                 !program_.is(program_.parent(node), NodeKind::kFuncDecl)) {
        visit(program_.view<FuncType>(node).parameters);
        visit(program_.view<FuncType>(node).results);
      }
    }
    return std::move(result_);
  }

 private:
  void visit(NodeId fields) {
    auto all = slots(program_, fields);
    if (all.empty() || !all[0].name.has_value()) return;
    for (const Slot& slot : all) {
      ObjectId object = program_.info().definitions[slot.name.index];
      if (object.has_value() && program_.occurrences(object).size() > 1) return;
    }
    Edit edit;
    for (NodeId field : program_.children(fields)) {
      auto [names, type, tag] = program_.view<Field>(field);
      std::string unnamed;
      for (size_t i = 1; i < program_.children(names).size(); ++i)
        unnamed += std::string(program_.text(type)) + ", ";
      edit.replace(program_.begin(field), program_.begin(type), unnamed);
    }
    result_.push_back(edit);
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals drop_names(const Snapshot& program) { return NameDropper(program).run(); }

}  // namespace escdiff::reduce
