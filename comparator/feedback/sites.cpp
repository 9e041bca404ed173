#include "comparator/feedback/sites.h"

namespace escdiff::feedback {

using namespace syntax;

namespace {

// The left side of an assignment, a key, a constant's or an array's expression, an operand of ++ or &.
bool is_bound(const Snapshot& program, NodeId node) {
  const NodeId parent = program.parent(node), owner = program.parent(parent);
  switch (program.kind(parent)) {
    case NodeKind::kKeyValue: return program.view<KeyValue>(parent).key == node;
    case NodeKind::kSelector: return program.view<Selector>(parent).name == node;
    case NodeKind::kUnary: return program.tree().op(parent) == Token::kAnd;
    case NodeKind::kRange: return program.view<Range>(parent).x != node;
    case NodeKind::kCall: return program.view<Call>(parent).function == node;
    case NodeKind::kIncDec:
    case NodeKind::kArrayType:
    case NodeKind::kExprStmt:
    case NodeKind::kGoStmt:
    case NodeKind::kDeferStmt:
    case NodeKind::kLabeled:
    case NodeKind::kBranch: return true;
    case NodeKind::kList: break;
    default: return false;
  }
  switch (program.kind(owner)) {
    case NodeKind::kAssign: return program.view<Assign>(owner).left == parent;
    case NodeKind::kVarSpec: return program.view<VarSpec>(owner).names == parent;
    case NodeKind::kCaseClause:
    case NodeKind::kConstSpec:
    case NodeKind::kField: return true;
    default: return false;
  }
}

// An operand that other operators bind closer than.
bool needs_parentheses(std::string_view text) {
  return text.starts_with('*') || text.starts_with('&') || text.starts_with('<') || text.starts_with("func");
}

}  // namespace

bool is_replaceable(const Snapshot& program, NodeId node) {
  if (program.is(node, NodeKind::kList) || program.is(node, NodeKind::kParen) || !program.is_value(node))
    return false;
  return program.type_of(node).has_value() && !is_bound(program, node);
}

NodeId function_around(const Snapshot& program, NodeId node) {
  return program.enclosing(node, {NodeKind::kFuncDecl});
}

bool is_variable(const Snapshot& program, NodeId value) {
  const types::Mode mode = program.info().expression(value).mode;
  return mode == types::Mode::kVariable || mode == types::Mode::kMapIndex;
}

std::vector<NodeId> values_for(const Snapshot& program, NodeId function) {
  std::vector<NodeId> values;
  for (const NodeId node : program.nodes()) {
    if (program.is(node, NodeKind::kList) || program.is(node, NodeKind::kParen) || !program.is_value(node) ||
        !program.type_of(node).has_value())
      continue;
    const NodeId parent = program.parent(node);
    if (program.is(parent, NodeKind::kSelector) && program.view<Selector>(parent).name == node) continue;
    const NodeId around = function_around(program, node);
    if (around == function) {
      values.push_back(node);
    } else if (program.is(node, NodeKind::kName) && is_variable(program, node) &&
               program.object_of(node).has_value()) {
      // Of another function, or a declaration: only what everybody sees.
      if (program.object(program.object_of(node)).role == types::VarRole::kPackage) values.push_back(node);
    }
  }
  return values;
}

std::optional<std::string> pick_value(const Snapshot& program, const std::vector<NodeId>& values, TypeId type,
                                      NodeId without, generator::Choices& choices) {
  const types::Type& wanted = program.store()[program.store().underlying(type)];
  const bool is_pointer = wanted.kind == types::TypeKind::kPointer;
  std::vector<std::string> texts;
  for (const NodeId value : values) {
    if (value == without || program.contains(value, without)) continue;
    const TypeId own = program.type_of(value);
    const std::string text(program.text(value));
    if (own == type) {
      texts.push_back(text);
    } else if (is_pointer && own == wanted.element && is_variable(program, value) &&
               !needs_parentheses(text)) {
      texts.push_back("&" + text);
    } else {
      const types::Type& given = program.store()[program.store().underlying(own)];
      if (given.kind == types::TypeKind::kPointer && given.element == type && !needs_parentheses(text))
        texts.push_back("*" + text);
    }
  }
  if (texts.empty()) return std::nullopt;
  std::string text = pick(texts, choices);
  const NodeId parent = without.has_value() ? program.parent(without) : NodeId();
  const bool is_operand = parent.has_value() && !program.is(parent, NodeKind::kList) &&
                          !program.is(parent, NodeKind::kKeyValue) &&
                          !program.is(parent, NodeKind::kSendStmt);
  if (is_operand && needs_parentheses(text)) text = "(" + text + ")";
  return text;
}

std::string indentation(const Snapshot& program, NodeId node) {
  const std::string_view text = program.text();
  const uint32_t begin = program.begin(node);
  const size_t line = text.rfind('\n', begin) + 1;
  return std::string(text.substr(line, text.find_first_not_of('\t', line) - line));
}

}  // namespace escdiff::feedback
