// Expressions.
#include <algorithm>

#include "solver/syntax/printer.h"
#include "solver/syntax/views.h"

namespace escdiff::syntax {

namespace {

constexpr int kProduct = 5;  // precedence of * and its like

// gofmt looks into parentheses with less depth, so that what is in them may have blanks again.
int outside_depth(int depth) { return std::max(1, depth - 1); }

// Holds no other statements and needs no line of its own.
bool is_simple(NodeKind statement) {
  switch (statement) {
    case NodeKind::kExprStmt:
    case NodeKind::kSendStmt:
    case NodeKind::kIncDec:
    case NodeKind::kAssign:
    case NodeKind::kGoStmt:
    case NodeKind::kDeferStmt:
    case NodeKind::kReturn: return true;
    default: return false;
  }
}

}  // namespace

void Printer::expression(NodeId node, int depth) {
  if (!print_expression_kind(node, depth)) print(node);
}

void Printer::expressions(NodeId list, int depth) {
  separated(items(list), ", ", [&](NodeId x) { expression(x, depth); });
}

bool Printer::print_expression_kind(NodeId node, int depth) {
  switch (kind(node)) {
    case NodeKind::kBadExpr: put(is_message() ? "<bad expr>" : "_"); return true;
    case NodeKind::kName:
    case NodeKind::kBasicLit: put_symbol(node); return true;
    case NodeKind::kList: expressions(node, depth); return true;
    case NodeKind::kCompositeLit: composite_literal(node); return true;
    case NodeKind::kFuncLit: function_literal(node); return true;
    case NodeKind::kKeyValue: {
      const KeyValue pair = view<KeyValue>(tree_, node);
      expression(pair.key);
      put(": ");
      expression(pair.value);
      return true;
    }
    case NodeKind::kParen:
      if (in_type_) {
        expression(view<Paren>(tree_, node).x);
        return true;
      }
      put("(");
      expression(view<Paren>(tree_, node).x, outside_depth(depth));
      put(")");
      return true;
    case NodeKind::kSelector:
      expression(view<Selector>(tree_, node).x, depth);
      put_dots(".", view<Selector>(tree_, node).x);
      put_symbol(view<Selector>(tree_, node).name);
      return true;
    case NodeKind::kTypeAssert: {
      const TypeAssert assertion = view<TypeAssert>(tree_, node);
      expression(assertion.x, depth);
      put_dots(".(", assertion.x);
      if (assertion.type.has_value())
        type(assertion.type);
      else
        put(Token::kType);
      put(")");
      return true;
    }
    case NodeKind::kIndex: index(node, depth); return true;
    case NodeKind::kSlice: slice(node, depth); return true;
    case NodeKind::kCall: call(node, depth); return true;
    case NodeKind::kStar:
      put_prefix(Token::kMul);
      expression(view<Star>(tree_, node).x);
      return true;
    case NodeKind::kUnary: {
      NodeId x = view<Unary>(tree_, node).x;
      // gc's parser drops the parentheses of &(x).
      while (is_message() && tree_.op(node) == Token::kAnd && kind(x) == NodeKind::kParen)
        x = tree_.child(x, 0);
      put_prefix(tree_.op(node));
      expression(x, depth);
      return true;
    }
    case NodeKind::kBinary: binary(node, depth); return true;
    case NodeKind::kEllipsis:
      put("...");
      if (view<Ellipsis>(tree_, node).type.has_value()) type(view<Ellipsis>(tree_, node).type);
      return true;
    default: return false;
  }
}

// A prefix operator must not become one token with what stands before it: - -x, a/ *p, a & ^b.
void Printer::put_prefix(Token op) {
  const char last = text_.empty() ? ' ' : text_.back();
  const char next = spelling(op)[0];
  const bool doubles = last == next && (next == '+' || next == '-' || next == '&');
  if (!is_message() && (doubles || (last == '&' && next == '^') || (last == '/' && next == '*'))) put(" ");
  put(op);
}

// Chains of one precedence are as deep as they are long: the left operands are walked in a loop.
void Printer::binary(NodeId node, int depth) {
  struct Level {
    NodeId node;
    int depth;
    int cutoff;
  };
  std::vector<Level> chain;
  NodeId x = node;
  int cut = cutoff(node, depth);
  for (;;) {
    chain.push_back({x, depth, cut});
    const NodeId left = view<Binary>(tree_, x).x;
    const bool continues = kind(left) == NodeKind::kBinary;
    const bool same = continues && precedence(tree_.op(left)) == precedence(tree_.op(x));
    x = left;
    if (same) continue;
    ++depth;
    if (!continues) break;
    cut = cutoff(x, depth);
  }
  expression(x, depth);
  for (auto level = chain.rbegin(); level != chain.rend(); ++level) {
    const Token op = tree_.op(level->node);
    const bool blanks = precedence(op) < level->cutoff;
    if (op == Token::kMul) end_signature(view<Binary>(tree_, level->node).x);
    if (blanks) put(" ");
    put(op);
    if (blanks) put(" ");
    expression(view<Binary>(tree_, level->node).y, level->depth + 1);
  }
}

// Operators of lower precedence than the result are printed with blanks around them (go/printer's rules: `a +
// b`, `a*b + c`, in arguments `a+b`).
int Printer::cutoff(NodeId node, int depth) const {
  if (is_message()) return kProduct + 1;
  Operators found;
  survey_operators(node, found);
  if (found.blank_up_to > 0) return found.blank_up_to + 1;
  if (found.has_sum && found.has_product) return depth == 1 ? kProduct : kProduct - 1;
  return depth == 1 ? kProduct + 1 : kProduct - 1;
}

void Printer::survey_operators(NodeId node, Operators& found) const {
  for (;; node = view<Binary>(tree_, node).x) {
    const Token op = tree_.op(node);
    const int own = precedence(op);
    found.has_sum |= own == kProduct - 1;
    found.has_product |= own == kProduct;
    const auto [left, right] = view<Binary>(tree_, node);
    if (merges(op, right)) found.blank_up_to = std::max(found.blank_up_to, own);
    // An operand that binds less tightly stands in parentheses.
    if (kind(right) == NodeKind::kBinary && precedence(tree_.op(right)) > own) survey_operators(right, found);
    if (kind(left) != NodeKind::kBinary || precedence(tree_.op(left)) < own) return;
  }
}

// Whether `op` and the operator that `right` begins with would be read as one: a/ *p, a - -b, a & ^b.
bool Printer::merges(Token op, NodeId right) const {
  if (kind(right) == NodeKind::kStar) return op == Token::kDiv;
  if (kind(right) != NodeKind::kUnary) return false;
  const Token unary = tree_.op(right);
  if (op == Token::kAnd) return unary == Token::kAnd || unary == Token::kXor;
  return op == unary && (op == Token::kAdd || op == Token::kSub);
}

// Whether the text of an expression ends in a type's signature that says nothing about results.
bool Printer::ends_in_parameters(NodeId x) const {
  while (true) {
    switch (kind(x)) {
      case NodeKind::kFuncType: {
        const std::span<const NodeId> results = items(view<FuncType>(tree_, x).results);
        if (results.empty()) return true;
        if (results.size() > 1 || !items(view<Field>(tree_, results[0]).names).empty()) return false;
        x = view<Field>(tree_, results[0]).type;
        break;
      }
      case NodeKind::kArrayType: x = view<ArrayType>(tree_, x).element; break;
      case NodeKind::kSliceType: x = view<SliceType>(tree_, x).element; break;
      case NodeKind::kMapType: x = view<MapType>(tree_, x).value; break;
      case NodeKind::kChanType: x = view<ChanType>(tree_, x).element; break;
      case NodeKind::kBinary: x = view<Binary>(tree_, x).y; break;
      case NodeKind::kUnary: x = view<Unary>(tree_, x).x; break;
      case NodeKind::kStar: x = view<Star>(tree_, x).x; break;
      default: return false;
    }
  }
}

// Behind `x` comes what a type can begin with: func()(y) and func()*y would be types with a result.
void Printer::end_signature(NodeId x) {
  if (!is_message() && ends_in_parameters(x)) put(" ()");
}

void Printer::call(NodeId node, int depth) {
  const auto [function, arguments] = view<Call>(tree_, node);
  expression(function, depth);
  end_signature(function);
  put("(");
  expressions(arguments, items(arguments).size() > 1 ? depth + 1 : depth);
  if (tree_.has_flag(node, kHasDots)) put_dots("...", items(arguments).back());
  put(")");
}

// `dots` behind `x`: apart from an integer, whose fraction they would begin.
void Printer::put_dots(std::string_view dots, NodeId x) {
  for (NodeId last = x; !is_message();) {
    if (kind(last) == NodeKind::kBinary) {
      last = view<Binary>(tree_, last).y;
    } else if (kind(last) == NodeKind::kUnary || kind(last) == NodeKind::kStar) {
      last = tree_.child(last, 0);
    } else {
      if (kind(last) == NodeKind::kBasicLit && tree_.op(last) == Token::kIntLit) put(" ");
      break;
    }
  }
  put(dots);
}

void Printer::index(NodeId node, int depth) {
  const auto [x, indices] = view<Index>(tree_, node);
  expression(x);
  end_signature(x);
  put("[");
  expressions(indices, depth + 1);
  put("]");
}

void Printer::slice(NodeId node, int depth) {
  const Slice slice = view<Slice>(tree_, node);
  const NodeId indices[] = {slice.low, slice.high, slice.max};
  const size_t colons = tree_.has_flag(node, kFullSlice) ? 2 : 1;
  const auto count = std::count_if(indices, indices + 3, [](NodeId x) { return x.has_value(); });
  const bool binary =
      std::any_of(indices, indices + 3, [&](NodeId x) { return tree_.is(x, NodeKind::kBinary); });
  const bool blanks = !is_message() && depth <= 1 && count > 1 && binary;
  expression(slice.x);
  end_signature(slice.x);
  put("[");
  for (size_t i = 0; i <= colons; ++i) {
    if (i > 0) {
      if (blanks && indices[i - 1].has_value()) put(" ");
      put(":");
      if (blanks && indices[i].has_value()) put(" ");
    }
    if (indices[i].has_value()) expression(indices[i], depth + 1);
  }
  put("]");
}

void Printer::composite_literal(NodeId node) {
  const auto [type, elements] = view<CompositeLit>(tree_, node);
  if (type.has_value()) expression(type);
  put("{");
  if (is_message()) {
    if (!items(elements).empty()) put("…");
  } else {
    expressions(elements);
  }
  put("}");
}

void Printer::function_literal(NodeId node) {
  const auto [type, body] = view<FuncLit>(tree_, node);
  const size_t begin = text_.size();
  print(type);
  put(" ");
  if (is_message()) return put(items(view<Block>(tree_, body).statements).empty() ? "{}" : "{…}");
  const size_t brace = text_.size();
  function_body(body);
  if (const auto list = items(view<Block>(tree_, body).statements);
      list.size() == 1 && is_simple(kind(list[0])))
    join_lines(begin, brace);
}

// `func() { n++ }`, as people write it and gofmt leaves it: a body of one line comes to the literal's own
// line when both have room there. The literal begins at `begin` in the text, its body at `brace`.
void Printer::join_lines(size_t begin, size_t brace) {
  constexpr size_t kMost = 80;
  const size_t indents = 2 * static_cast<size_t>(indent_) + 1;
  if (text_.size() - begin > kMost + indents) return;
  const std::string body = text_.substr(brace);
  if (std::ranges::count(body, '\n') != 2) return;
  const size_t first = body.find_first_not_of("\n\t", 1);
  text_.replace(brace, body.size(), "{ " + body.substr(first, body.rfind('\n') - first) + " }");
}

}  // namespace escdiff::syntax
