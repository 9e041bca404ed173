#include "comparator/reduce/focus.h"

#include <algorithm>
#include <set>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class Focus {
 public:
  explicit Focus(const Snapshot& program) : program_(program) {
    auto items = program.children(program.view<File>(program.root()).declarations);
    declarations_.assign(items.begin(), items.end());
  }

  Proposals run(std::span<const uint32_t> lines) {
    for (NodeId declaration : declarations_) {
      if (holds_line(declaration, lines)) kept_.insert(declaration);
    }
    if (kept_.empty()) return {};
    std::set<NodeId> focus = kept_;
    Edit alone = without_others();
    follow_uses();
    Edit sliced = without_others(), stubbed = sliced;
    for (NodeId declaration : kept_) {
      if (!focus.contains(declaration)) stub(declaration, stubbed);
    }
    return {alone, stubbed, sliced};
  }

 private:
  bool holds_line(NodeId declaration, std::span<const uint32_t> lines) const {
    auto begin = program_.text().begin();
    auto first = 1 + std::count(begin, begin + program_.begin(declaration), '\n');
    auto last = 1 + std::count(begin, begin + program_.end(declaration), '\n');
    return std::any_of(lines.begin(), lines.end(),
                       [&](uint32_t line) { return line >= first && line <= last; });
  }

  Edit without_others() const {
    Edit edit;
    for (NodeId declaration : declarations_) {
      bool import = program_.tree().op(declaration) == Token::kImport;
      if (!kept_.contains(declaration) && !import) erase_declaration(program_, declaration, edit);
    }
    return edit;
  }

  void stub(NodeId declaration, Edit& edit) const {
    if (!program_.is(declaration, NodeKind::kFuncDecl)) return;
    FuncDecl function = program_.view<FuncDecl>(declaration);
    if (!function.body.has_value()) return;
    bool returns = !program_.children(program_.view<FuncType>(function.type).results).empty();
    edit.replace(program_.begin(function.body), program_.end(function.body),
                 returns ? "{ " + terminating_text(program_, function.type) + " }" : "{}");
  }

  // Declarations are found by name, so that it works without facts too.
  void follow_uses() {
    bool grew = true;
    while (grew) {
      grew = false;
      std::set<std::string, std::less<>> names;
      for (NodeId node : program_.nodes()) {
        if (program_.is(node, NodeKind::kName) && kept_.contains(declaration_of(node))) {
          names.emplace(program_.spelling(node));
        }
      }
      for (NodeId declaration : declarations_) {
        if (!kept_.contains(declaration) && declares(declaration, names))
          grew = kept_.insert(declaration).second;
      }
    }
  }
  NodeId declaration_of(NodeId node) const {
    NodeId list = program_.view<File>(program_.root()).declarations;
    while (node.has_value() && program_.parent(node) != list) node = program_.parent(node);
    return node;
  }
  bool declares(NodeId declaration, const std::set<std::string, std::less<>>& names) const {
    if (program_.is(declaration, NodeKind::kFuncDecl)) {
      return names.contains(program_.spelling(program_.view<FuncDecl>(declaration).name));
    }
    auto specs = program_.children(program_.view<GenDecl>(declaration).specs);
    return std::any_of(specs.begin(), specs.end(), [&](NodeId spec) {
      NodeId first = program_.children(spec).empty() ? NodeId() : program_.children(spec)[0];
      if (!first.has_value()) return false;
      if (program_.is(first, NodeKind::kName)) return names.contains(program_.spelling(first));
      auto list = program_.children(first);
      return std::any_of(list.begin(), list.end(), [&](NodeId name) {
        return program_.is(name, NodeKind::kName) && names.contains(program_.spelling(name));
      });
    });
  }

  const Snapshot& program_;
  std::vector<NodeId> declarations_;
  std::set<NodeId> kept_;
};

}  // namespace

Proposals keep_focus(const Snapshot& program, std::span<const uint32_t> lines) {
  return Focus(program).run(lines);
}

namespace {

std::vector<NodeId> functions_of(const Snapshot& program) {
  std::vector<NodeId> result;
  for (NodeId declaration : program.children(program.view<File>(program.root()).declarations)) {
    if (program.is(declaration, NodeKind::kFuncDecl)) result.push_back(declaration);
  }
  return result;
}

std::string name_of(const Snapshot& program, NodeId declaration) {
  FuncDecl function = program.view<FuncDecl>(declaration);
  std::string name(program.spelling(function.name));
  for (NodeId receiver : program.children(function.receiver))
    name = std::string(program.text(program.view<Field>(receiver).type)) + "." + name;
  return name;
}

}  // namespace

std::string function_at(const Snapshot& program, std::span<const uint32_t> lines) {
  auto begin = program.text().begin();
  for (NodeId function : functions_of(program)) {
    auto first = 1 + std::count(begin, begin + program.begin(function), '\n');
    auto last = first + std::count(begin + program.begin(function), begin + program.end(function), '\n');
    if (std::ranges::any_of(lines, [&](uint32_t line) { return line >= first && line <= last; }))
      return name_of(program, function);
  }
  return {};
}

std::optional<size_t> function_index(const Snapshot& program, std::string_view name) {
  const std::vector<NodeId> functions = functions_of(program);
  for (size_t i = 0; i < functions.size(); ++i) {
    if (name_of(program, functions[i]) == name) return i;
  }
  return std::nullopt;
}

std::string function_name(const Snapshot& program, size_t index) {
  const std::vector<NodeId> functions = functions_of(program);
  return index < functions.size() ? name_of(program, functions[index]) : std::string();
}

}  // namespace escdiff::reduce
