#include "comparator/reduce/erase.h"

#include <algorithm>

namespace escdiff::reduce {

using namespace syntax;

namespace {

// The items of the list stand apart by semicolons or newlines, not by commas.
bool is_semicolon_list(const Snapshot& program, NodeId list) {
  if (!program.is(list, NodeKind::kList)) return false;
  switch (program.kind(program.parent(list))) {
    case NodeKind::kStructType:
    case NodeKind::kInterfaceType:
    case NodeKind::kGenDecl:
    case NodeKind::kFile: return true;
    default: return program.is_statement_list(list);
  }
}

// The end of `node` with the semicolon that belongs to it.
uint32_t end_with_semicolon(const Snapshot& program, NodeId node) {
  uint32_t end = program.end(node);
  NodeId list = program.parent(node);
  if (!list.has_value() || !is_semicolon_list(program, list)) return end;
  size_t next = program.text().find_first_not_of(" \t", end);
  return next != std::string::npos && program.text()[next] == ';' ? static_cast<uint32_t>(next + 1) : end;
}

}  // namespace

void erase_node(const Snapshot& program, NodeId node, Edit& edit) {
  edit.erase(program.begin(node), end_with_semicolon(program, node));
}

uint32_t index_in_parent(const Snapshot& program, NodeId item) {
  auto siblings = program.children(program.parent(item));
  auto it = std::find(siblings.begin(), siblings.end(), item);
  ESCDIFF_CHECK(it != siblings.end(), "node {} is no child of its parent", item.index);
  return static_cast<uint32_t>(it - siblings.begin());
}

void erase_items(const Snapshot& program, NodeId list, std::span<const uint32_t> indices, Edit& edit) {
  auto items = program.children(list);
  auto goes = [&](uint32_t i) { return std::find(indices.begin(), indices.end(), i) != indices.end(); };
  // Runs of items go with the comma behind them; the last run with the comma before it.
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (!goes(i)) continue;
    uint32_t last = i;
    while (last + 1 < items.size() && goes(last + 1)) ++last;
    if (last + 1 < items.size()) {
      edit.erase(program.begin(items[i]), program.begin(items[last + 1]));
    } else {
      edit.erase(i == 0 ? program.begin(items[0]) : program.end(items[i - 1]), program.end(items[last]));
    }
    i = last;
  }
}

void erase_item(const Snapshot& program, NodeId list, uint32_t index, Edit& edit) {
  erase_items(program, list, {&index, 1}, edit);
}

namespace {

constexpr std::string_view kDirective = "\n//go:";

// What stands between a declaration and the one before it.
std::string_view gap_above(const Snapshot& program, NodeId declaration) {
  uint32_t index = index_in_parent(program, declaration);
  uint32_t from = index == 0 ? program.end(program.view<File>(program.root()).package)
                             : program.end(program.children(program.parent(declaration))[index - 1]);
  return std::string_view(program.text()).substr(from, program.begin(declaration) - from);
}

}  // namespace

std::string directives_above(const Snapshot& program, NodeId declaration) {
  std::string_view gap = gap_above(program, declaration);
  std::string result;
  for (size_t at = gap.find(kDirective); at != std::string_view::npos; at = gap.find(kDirective, at + 1)) {
    std::string_view line = gap.substr(at + 1);
    result.append(line.substr(0, line.find('\n'))).append("\n");
  }
  return result;
}

uint32_t begin_with_directives(const Snapshot& program, NodeId declaration) {
  std::string_view gap = gap_above(program, declaration);
  size_t directive = gap.find(kDirective);
  uint32_t begin = program.begin(declaration);
  return directive == std::string_view::npos ? begin
                                             : begin - static_cast<uint32_t>(gap.size() - directive - 1);
}

void erase_declaration(const Snapshot& program, NodeId declaration, Edit& edit) {
  edit.erase(begin_with_directives(program, declaration), end_with_semicolon(program, declaration));
}

void erase_spec(const Snapshot& program, NodeId spec, Edit& edit) {
  NodeId specs = program.parent(spec);
  NodeId declaration = program.parent(specs);
  if (program.children(specs).size() > 1) {
    erase_node(program, spec, edit);
  } else if (program.is(program.parent(declaration), NodeKind::kDeclStmt)) {
    erase_node(program, program.parent(declaration), edit);
  } else {
    erase_declaration(program, declaration, edit);
  }
}

namespace {

// One name of a field, or the field when it has no other names.
void erase_field(const Snapshot& program, NodeId field, NodeId node, Edit& edit) {
  NodeId names = program.view<Field>(field).names;
  NodeId list = program.parent(field);
  if (program.children(names).size() > 1 && program.parent(node) == names) {
    erase_item(program, names, index_in_parent(program, node), edit);
  } else if (program.is(program.parent(list), NodeKind::kStructType)) {
    erase_node(program, field, edit);
  } else {
    erase_item(program, list, index_in_parent(program, field), edit);
  }
}

// The `else` that `branch` (an If or Block) belongs to, with its keyword.
void erase_else(const Snapshot& program, NodeId branch, Edit& edit) {
  If outer = program.view<If>(program.parent(branch));
  edit.erase(program.end(outer.then), program.end(branch));
}

// Whether `at`, whose ancestors are being climbed from `from`, is what should go.
bool erase_here(const Snapshot& program, NodeId at, NodeId from, Edit& edit) {
  NodeId above = program.parent(at);
  switch (program.kind(at)) {
    case NodeKind::kImportSpec:
    case NodeKind::kTypeSpec:
    case NodeKind::kConstSpec:
    case NodeKind::kVarSpec: erase_spec(program, at, edit); return true;
    case NodeKind::kFuncDecl: erase_declaration(program, at, edit); return true;
    case NodeKind::kMethod: erase_node(program, at, edit); return true;
    case NodeKind::kField:
      if (!program.is(program.parent(above), NodeKind::kStructType)) return false;
      erase_field(program, at, from, edit);
      return true;
    case NodeKind::kCaseClause: {
      NodeId expressions = program.view<CaseClause>(at).expressions;
      NodeId item = from;
      while (item != expressions && program.parent(item).has_value() && program.parent(item) != expressions &&
             item != at) {
        item = program.parent(item);
      }
      if (program.parent(item) == expressions && program.children(expressions).size() > 1) {
        erase_item(program, expressions, index_in_parent(program, item), edit);
      } else {
        erase_node(program, at, edit);
      }
      return true;
    }
    case NodeKind::kCommClause: erase_node(program, at, edit); return true;
    case NodeKind::kIf:
      if (program.is(above, NodeKind::kIf)) {
        erase_else(program, at, edit);
        return true;
      }
      break;
    default: break;
  }
  if (above.has_value() && program.is_statement_list(above)) {
    erase_node(program, at, edit);
    return true;
  }
  return false;
}

}  // namespace

bool erase_around(const Snapshot& program, NodeId node, Edit& edit) {
  for (NodeId at = node; at.has_value(); at = program.parent(at)) {
    if (erase_here(program, at, node, edit)) return true;
  }
  return false;
}

NodeId unparenthesized(const Snapshot& program, NodeId node) {
  while (program.is(node, NodeKind::kParen)) node = program.view<Paren>(node).x;
  return node;
}

bool is_trivial(const Snapshot& program, NodeId expression) {
  switch (program.kind(expression)) {
    case NodeKind::kCall:
    case NodeKind::kCompositeLit:
    case NodeKind::kFuncLit:
    case NodeKind::kTypeAssert: return false;
    case NodeKind::kBinary:
      if (program.tree().op(expression) == Token::kAdd) return false;
      break;
    default: break;
  }
  for (NodeId child : program.children(expression)) {
    if (child.has_value() && !is_trivial(program, child)) return false;
  }
  return true;
}

}  // namespace escdiff::reduce
