#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "generator/printer_impl.h"

namespace escdiff::generator {
namespace {

// Bytes of the largest variable that gc leaves on the stack.
constexpr uint64_t kMaxStackVariable = 128 << 10;

}  // namespace

void Printer::line() {
  put("\n");
  out_.append(static_cast<size_t>(indent_), '\t');
}

void Printer::body(NodeId id) {
  if (at(id).first) {
    block(id);
  } else {
    put("{}");
  }
}

void Printer::block(NodeId id) {
  put("{");
  ++indent_;
  statements(id);
  --indent_;
  line();
  put("}");
}

void Printer::statements(NodeId block) {
  for (NodeId id = at(block).first; id; id = at(id).next) statement(id);
}

void Printer::statement(NodeId id) {
  const Node& node = at(id);
  if (node.kind == NodeKind::kLabel) {  // stands one step to the left
    --indent_;
    line();
    ++indent_;
    put(node.text);
    return put(":");
  }
  line();
  simple(id);
}

void Printer::simple(NodeId id) {
  const Node& node = at(id);
  switch (node.kind) {
    case NodeKind::kBlock: return block(id);
    case NodeKind::kExprStmt: return expr(node.first);
    case NodeKind::kAssign: return assign(node);
    case NodeKind::kVarDecl: return var_decl(node);
    case NodeKind::kVarGroup: return var_group(node);
    case NodeKind::kTypeDecl:
      put("type ");
      put(spelling(node.type));
      return struct_fields(model_.types.underlying(node.type));
    case NodeKind::kConstDecl:
      put("const ");
      put(name(node.symbol));
      put(" = ");
      return expr(node.first);
    case NodeKind::kIncDec: expr(node.first, 0, 2); return put(node.text);
    case NodeKind::kIf: return if_statement(node);
    case NodeKind::kFor: return for_statement(node);
    case NodeKind::kRange: return range_statement(node);
    case NodeKind::kSwitch: return switch_statement(node);
    case NodeKind::kTypeSwitch: return type_switch(node);
    case NodeKind::kSelect: return select_statement(node);
    case NodeKind::kBranch:
      put(node.text);
      if (node.value >= 0) {
        put(" ");
        put(model_.texts[static_cast<size_t>(node.value)]);
      }
      return;
    case NodeKind::kReturn: return return_statement(node);
    case NodeKind::kGo:
    case NodeKind::kDefer: put(node.kind == NodeKind::kGo ? "go " : "defer "); return expr(node.first);
    case NodeKind::kSend:
      expr(node.first);
      put(" <- ");
      return expr(node.last);
    default: ESCDIFF_UNREACHABLE("node kind {} is no statement", static_cast<int>(node.kind));
  }
}

// Each value for its result, and no variable that would be too large for the stack.
bool Printer::can_extract(const Node& node) const {
  if (!extracts_ || !node.first) return false;
  size_t values = 0;
  for (NodeId id = node.first; id; id = at(id).next) ++values;
  const auto& results = model_.types[function_->signature].results;
  return values == results.size() &&
         std::ranges::all_of(results, [&](TypeId id) { return model_.types.bytes(id) <= kMaxStackVariable; });
}

void Printer::return_statement(const Node& node) {
  if (!can_extract(node)) {
    put(node.first ? "return " : "return");
    return list(node.first, 1);
  }
  put("{ ");
  std::string names;
  const auto& results = model_.types[function_->signature].results;
  size_t i = 0;
  for (NodeId id = node.first; id; id = at(id).next, ++i) {
    const std::string own = fmt::format("kept{}", i + 1);
    put(fmt::format("var {} {} = ", own, spelling(results[i])));
    expr(id);
    put("; ");
    names += (i == 0 ? "" : ", ") + own;
  }
  put("return " + names + " }");
}

void Printer::assign(const Node& node) {
  int count = 0;
  for (NodeId id = node.first; id; id = at(id).next) ++count;
  const int depth = node.value > 1 && count - node.value > 1 ? 2 : 1;
  list(node.first, depth, node.value);
  put(" ");
  put(node.text);
  put(" ");
  NodeId right = node.first;
  for (int i = 0; i < node.value; ++i) right = at(right).next;
  list(right, depth);
}

void Printer::var_decl(const Node& node) {
  put("var ");
  put(name(node.symbol));
  put(" ");
  put(node.text.empty() ? spelling(node.type) : qualified(node.text));
  if (!present(node.first)) return;
  put(" = ");
  expr(node.first);
}

void Printer::var_group(const Node& node) {
  size_t width = 0;
  for (NodeId id = node.first; id; id = at(id).next) width = std::max(width, name(at(id).symbol).size());
  put("var (");
  ++indent_;
  for (NodeId id = node.first; id; id = at(id).next) {
    const std::string_view variable = name(at(id).symbol);
    line();
    put(variable);
    out_.append(width + 1 - variable.size(), ' ');
    put(spelling(at(id).type));
  }
  --indent_;
  line();
  put(")");
}

void Printer::if_statement(const Node& node) {
  const NodeId condition = at(node.first).next;
  const NodeId then = at(condition).next;
  const NodeId otherwise = at(then).next;
  put("if ");
  if (present(node.first)) {
    simple(node.first);
    put("; ");
  }
  expr(condition);
  put(" ");
  block(then);
  if (!present(otherwise)) return;
  put(" else ");
  simple(otherwise);
}

void Printer::for_statement(const Node& node) {
  const NodeId condition = at(node.first).next;
  const NodeId post = at(condition).next;
  put("for ");
  if (present(node.first) || present(post)) {
    if (present(node.first)) simple(node.first);
    put("; ");
    if (present(condition)) expr(condition);
    put(";");
    if (present(post)) {
      put(" ");
      simple(post);
    }
    put(" ");
  } else if (present(condition)) {
    expr(condition);
    put(" ");
  }
  block(node.last);
}

void Printer::range_statement(const Node& node) {
  const NodeId value = at(node.first).next;
  const NodeId operand = at(value).next;
  put("for ");
  if (present(node.first)) {
    expr(node.first);
    if (present(value)) {
      put(", ");
      expr(value);
    }
    put(" ");
    put(node.text);
    put(" ");
  }
  put("range ");
  expr(operand);
  put(" ");
  block(node.last);
}

void Printer::clause(std::string_view head, NodeId first_expr, NodeId block) {
  line();
  put(head);
  list(first_expr, 1);
  put(":");
  ++indent_;
  statements(block);
  --indent_;
}

void Printer::switch_statement(const Node& node) {
  const NodeId tag = at(node.first).next;
  put("switch ");
  if (present(node.first)) {
    simple(node.first);
    put("; ");
  }
  if (present(tag)) {
    expr(tag);
    put(" ");
  }
  put("{");
  for (NodeId id = at(tag).next; id; id = at(id).next) {
    const NodeId exprs = at(at(id).first).next;
    clause(exprs ? "case " : "default", exprs, at(id).first);
  }
  line();
  put("}");
}

void Printer::type_switch(const Node& node) {
  put("switch ");
  if (node.symbol) {
    put(name(node.symbol));
    put(" := ");
  }
  expr(node.first);
  put(" {");
  for (NodeId id = at(node.first).next; id; id = at(id).next) {
    const NodeId types = at(at(id).first).next;
    clause(types ? "case " : "default", types, at(id).first);
  }
  line();
  put("}");
}

void Printer::select_statement(const Node& node) {
  put("select {");
  for (NodeId id = node.first; id; id = at(id).next) {
    const NodeId comm = at(at(id).first).next;
    line();
    if (present(comm)) {
      put("case ");
      simple(comm);
      put(":");
    } else {
      put("default:");
    }
    ++indent_;
    statements(at(id).first);
    --indent_;
  }
  line();
  put("}");
}

}  // namespace escdiff::generator
