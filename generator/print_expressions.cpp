// Expressions. The rules for blanks around operators are those that gofmt documents in go/printer.
#include <algorithm>
#include <utility>

#include "base/check.h"
#include "generator/printer_impl.h"

namespace escdiff::generator {
namespace {

constexpr int kUnaryPrecedence = 6;
constexpr int kHighestPrecedence = 7;
// A function literal of one short statement stays on its line up to this many bytes, header included.
constexpr size_t kMaxOneLineLiteral = 70;

}  // namespace

void Printer::list(NodeId id, int depth, int count) {
  for (bool first = true; id && count != 0; id = at(id).next, --count, first = false) {
    if (!first) put(", ");
    expr(id, 0, depth);
  }
}

void Printer::expr(NodeId id, int precedence, int depth) {
  const Node& node = at(id);
  switch (node.kind) {
    case NodeKind::kName: return put(name(node.symbol));
    case NodeKind::kWord: return put(qualified(node.text));
    case NodeKind::kTypeExpr: {
      const bool parens = precedence == kHighestPrecedence && spelling(node.type)[0] == '*';
      put(parens ? "(" : "");
      put(spelling(node.type));
      return put(parens ? ")" : "");
    }
    case NodeKind::kUnary: return unary(node, precedence, depth);
    case NodeKind::kBinary: return binary(node, precedence, depth);
    case NodeKind::kSelector:
      expr(node.first, kHighestPrecedence, depth);
      put(".");
      return put(node.text);
    case NodeKind::kIndex:
      expr(node.first, kHighestPrecedence, depth);
      put("[");
      expr(node.last, 0, depth + 1);
      return put("]");
    case NodeKind::kInstance:
      expr(node.first);
      put("[");
      list(at(node.first).next, 1);
      return put("]");
    case NodeKind::kSlice: return slice(node, depth);
    case NodeKind::kCall: return call(node, depth);
    case NodeKind::kConvert: {
      const std::string_view type = spelling(node.type);
      // A function type would take the parenthesis for its own results.
      const bool parens = type[0] == '*' || type[0] == '<' || type.starts_with("chan") ||
                          type.find("func(") != std::string_view::npos;
      put(parens ? "(" : "");
      put(type);
      put(parens ? ")(" : "(");
      expr(node.first, 0, depth);
      return put(")");
    }
    case NodeKind::kComposite: return composite(node);
    case NodeKind::kKeyValue:
      // A field's name is no package's, not even that of an embedded type.
      if (at(node.first).kind == NodeKind::kWord)
        put(at(node.first).text);
      else
        expr(node.first);
      put(": ");
      return expr(node.last);
    case NodeKind::kFuncLit: return func_lit(node);
    case NodeKind::kAssert:
      expr(node.first, kHighestPrecedence, depth);
      put(".(");
      put(node.type ? spelling(node.type) : "type");
      return put(")");
    default: ESCDIFF_UNREACHABLE("node kind {} is no expression", static_cast<int>(node.kind));
  }
}

void Printer::unary(const Node& node, int precedence, int depth) {
  const bool parens = kUnaryPrecedence < precedence;
  if (parens) put("(");
  put(node.text);
  expr(node.first, kUnaryPrecedence, parens ? std::max(1, depth - 1) : depth);
  if (parens) put(")");
}

// Which precedences of + and * the operators at this level mix; parenthesized operands do not count.
void Printer::mixed(const Node& node, bool& additive, bool& multiplicative) const {
  additive |= node.value == 4;
  multiplicative |= node.value == 5;
  const Node& left = at(node.first);
  if (left.kind == NodeKind::kBinary && left.value >= node.value) mixed(left, additive, multiplicative);
  const Node& right = at(node.last);
  if (right.kind == NodeKind::kBinary && right.value > node.value) mixed(right, additive, multiplicative);
}

int Printer::cutoff(const Node& node, int depth) const {
  bool additive = false;
  bool multiplicative = false;
  mixed(node, additive, multiplicative);
  if (additive && multiplicative) return depth == 1 ? 5 : 4;
  return depth == 1 ? 6 : 4;
}

void Printer::binary(const Node& node, int precedence, int depth) {
  if (node.value < precedence) {
    put("(");
    binary(node, 0, std::max(1, depth - 1));
    put(")");
    return;
  }
  const bool blanks = node.value < cutoff(node, depth);
  const Node& left = at(node.first);
  const bool same = left.kind == NodeKind::kBinary && left.value == node.value;
  expr(node.first, node.value, depth + (same ? 0 : 1));
  if (blanks) put(" ");
  put(node.text);
  if (blanks) put(" ");
  expr(node.last, node.value + 1, depth + 1);
}

void Printer::slice(const Node& node, int depth) {
  expr(node.first, kHighestPrecedence, depth);
  const NodeId low = at(node.first).next;
  const NodeId high = at(low).next;
  const NodeId max = at(high).next;
  put("[");
  if (present(low)) expr(low, 0, depth + 1);
  put(":");
  if (present(high)) expr(high, 0, depth + 1);
  if (present(max)) {
    put(":");
    expr(max, 0, depth + 1);
  }
  put("]");
}

void Printer::call(const Node& node, int depth) {
  expr(node.first, kHighestPrecedence, depth);
  const NodeId args = at(node.first).next;
  put("(");
  if (args) list(args, at(args).next ? depth + 1 : depth);
  if (node.value == 1) put("...");
  put(")");
}

void Printer::composite(const Node& node) {
  if (node.value == 1) {
    put("[...]");
    put(spelling(model_.types[node.type].elem));
  } else {
    put(spelling(node.type));
  }
  put("{");
  list(node.first, 1);
  put("}");
}

void Printer::func_lit(const Node& node) {
  const Function& function = model_.functions[static_cast<size_t>(node.value)];
  const Function* around = std::exchange(function_, &function);
  func_lit_of(function);
  function_ = around;
}

void Printer::func_lit_of(const Function& function) {
  const size_t start = out_.size();
  put("func");
  signature(function);
  put(" ");
  const Node& statements = at(function.body);
  if (statements.first && statements.first == statements.last) {
    const NodeKind kind = at(statements.first).kind;
    const bool simple_kind = kind == NodeKind::kReturn || kind == NodeKind::kAssign ||
                             kind == NodeKind::kExprStmt || kind == NodeKind::kIncDec ||
                             kind == NodeKind::kSend;
    if (simple_kind) {
      const size_t start_of_body = out_.size();
      put("{ ");
      const bool before = std::exchange(extracts_, false);  // it would not fit the line
      simple(statements.first);
      extracts_ = before;
      put(" }");
      if (out_.size() - start <= kMaxOneLineLiteral && out_.find('\n', start) == std::string::npos) return;
      out_.resize(start_of_body);
    }
  }
  body(function.body);
}

}  // namespace escdiff::generator
