// Types, and the parameters of functions.
#include <algorithm>

#include "solver/syntax/printer.h"
#include "solver/syntax/type_element.h"
#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"

namespace escdiff::syntax {

// A type where no value can stand.
void Printer::type(NodeId node) {
  const bool outer = std::exchange(in_type_, is_message());
  expression(node);
  in_type_ = outer;
}

bool Printer::print_type_kind(NodeId node) {
  switch (kind(node)) {
    case NodeKind::kArrayType: {
      const auto [length, element] = view<ArrayType>(tree_, node);
      const bool outer = std::exchange(in_type_, false);
      put("[");
      expression(length);
      put("]");
      in_type_ = outer;
      type(element);
      return true;
    }
    case NodeKind::kSliceType:
      put("[]");
      type(view<SliceType>(tree_, node).element);
      return true;
    case NodeKind::kMapType:
      put("map[");
      type(view<MapType>(tree_, node).key);
      put("]");
      type(view<MapType>(tree_, node).value);
      return true;
    case NodeKind::kChanType: channel_type(node); return true;
    case NodeKind::kFuncType:
      put("func");
      function_signature(node);
      return true;
    case NodeKind::kStructType: struct_type(node, false); return true;
    case NodeKind::kInterfaceType: interface_type(node, false); return true;
    case NodeKind::kField: field(node); return true;
    case NodeKind::kMethod:
      put_symbol(view<Method>(tree_, node).name);
      function_signature(view<Method>(tree_, node).type);
      return true;
    default: return false;
  }
}

void Printer::channel_type(NodeId node) {
  const Token direction = tree_.op(node);
  NodeId element = view<ChanType>(tree_, node).element;
  while (is_message() && kind(element) == NodeKind::kParen) element = view<Paren>(tree_, element).x;
  put(direction == Token::kArrow ? "<-chan " : direction == Token::kSend ? "chan<- " : "chan ");
  // chan (<-chan T) without its parentheses would be chan<- (chan T).
  const bool ambiguous = direction == Token::kChan && tree_.is(element, NodeKind::kChanType) &&
                         tree_.op(element) == Token::kArrow;
  if (ambiguous) put("(");
  type(element);
  if (ambiguous) put(")");
}

void Printer::function_signature(NodeId node) {
  const auto [parameter_list, results] = view<FuncType>(tree_, node);
  parameters(parameter_list);
  const std::span<const NodeId> fields = items(results);
  if (fields.empty()) return;
  put(" ");
  const Field first = view<Field>(tree_, fields[0]);
  // A single result without a name stands alone, but for one that begins with a parenthesis of its own, and
  // A[2], which only in parentheses is read as far as the checker.
  const bool parenthesized =
      !is_message() && (kind(first.type) == NodeKind::kParen || !has_type_arguments_only(first.type));
  if (fields.size() == 1 && items(first.names).empty() && !parenthesized) {
    type(first.type);
  } else {
    parameters(results);
  }
}

// False for x[i] whose index no type could be.
bool Printer::has_type_arguments_only(NodeId type) const {
  if (kind(type) != NodeKind::kIndex) return true;
  const auto could_be_type = [this](auto& self, NodeId x) -> bool {
    switch (kind(x)) {
      case NodeKind::kName:
      case NodeKind::kArrayType:
      case NodeKind::kSliceType:
      case NodeKind::kStructType:
      case NodeKind::kFuncType:
      case NodeKind::kInterfaceType:
      case NodeKind::kMapType:
      case NodeKind::kChanType: return true;
      case NodeKind::kSelector: return kind(view<Selector>(tree_, x).x) == NodeKind::kName;
      case NodeKind::kStar: return self(self, view<Star>(tree_, x).x);
      case NodeKind::kParen: return self(self, view<Paren>(tree_, x).x);
      case NodeKind::kIndex: return self(self, view<Index>(tree_, x).x) && has_type_arguments_only(x);
      default: return false;
    }
  };
  return std::ranges::all_of(items(view<Index>(tree_, type).indices),
                             [&](NodeId x) { return could_be_type(could_be_type, x); });
}

void Printer::parameters(NodeId list) {
  put("(");
  separated(items(list), ", ", [&](NodeId parameter) { field(parameter); });
  put(")");
}

void Printer::names(NodeId list) {
  separated(items(list), ", ", [&](NodeId name) { put_symbol(name); });
}

// A parameter, or a struct's field on its line.
void Printer::field(NodeId node) {
  const Field field = view<Field>(tree_, node);
  names(field.names);
  if (!items(field.names).empty()) put(" ");
  type(field.type);
  if (field.tag.has_value()) {
    put(" ");
    put_symbol(field.tag);
  }
}

void Printer::type_parameters(NodeId list, bool of_type) {
  const std::span<const NodeId> fields = items(list);
  if (fields.empty()) return;
  put("[");
  separated(fields, ", ", [&](NodeId parameter) { field(parameter); });
  // `type T[P *C]` would be an array; a comma makes it a type parameter.
  if (of_type && fields.size() == 1) {
    const Field only = view<Field>(tree_, fields[0]);
    if (items(only.names).size() == 1 && reads_as_expression(only.type)) put(",");
  }
  put("]");
}

// Whether a name in front of `constraint` would make an ordinary expression of it.
bool Printer::reads_as_expression(NodeId constraint) const {
  switch (kind(constraint)) {
    case NodeKind::kStar:
    case NodeKind::kParen: return !is_type_element(tree_, tree_.child(constraint, 0));
    case NodeKind::kBinary: {
      const auto [x, y] = view<Binary>(tree_, constraint);
      return reads_as_expression(x) && !is_type_element(tree_, y);
    }
    default: return false;
  }
}

void Printer::struct_type(NodeId node, bool on_lines) {
  const std::span<const NodeId> fields = items(view<StructType>(tree_, node).fields);
  put("struct");
  if (!on_lines && put_inline(fields)) return;
  put(" {");
  std::vector<CellRow> rows;
  ++indent_;
  for (const NodeId x : fields) rows.push_back(field_cells(x));
  --indent_;
  lines(rows);
  put("}");
}

// `{ x }` when gofmt would leave that on one line: nothing, or one short element. Messages have no lines at
// all.
bool Printer::put_inline(std::span<const NodeId> elements) {
  constexpr size_t kLongest = 30;  // characters
  constexpr size_t kMostNodes = 64;
  const bool tagged = elements.size() == 1 && kind(elements[0]) == NodeKind::kField &&
                      view<Field>(tree_, elements[0]).tag.has_value();
  // What is large is not rendered only to be rejected: nested types would be rendered again and again.
  const bool may_fit =
      elements.empty() || (elements.size() == 1 && !tagged && is_smaller(elements[0], kMostNodes));
  if (!is_message() && !may_fit) return false;
  const std::string text = rendered([&] { separated(elements, "; ", [&](NodeId x) { type(x); }); });
  // gofmt counts a method's signature as a type, with "func" and a blank.
  const size_t size = text.size() + (elements.size() == 1 && kind(elements[0]) == NodeKind::kMethod ? 5 : 0);
  const bool fits = size <= kLongest && text.find('\n') == std::string::npos;
  if (!is_message() && !fits) return false;
  const std::string_view blank = is_message() || elements.empty() ? "" : " ";
  put("{");
  put(blank);
  put(text);
  put(blank);
  put("}");
  return true;
}

// Names, type and tag; the type stands alone when it is embedded.
CellRow Printer::field_cells(NodeId node) {
  const Field field = view<Field>(tree_, node);
  CellRow cells;
  if (!items(field.names).empty()) cells.push_back(rendered([&] { names(field.names); }));
  cells.push_back(rendered([&] { expression(field.type); }));
  if (!field.tag.has_value()) return cells;
  const std::string tag(symbols_.text(tree_.symbol(field.tag)));
  if (cells.back().find('\n') != std::string::npos) {
    cells.back() += " " + tag;
  } else {
    cells.push_back(tag);
  }
  return cells;
}

void Printer::interface_type(NodeId node, bool on_lines) {
  const std::span<const NodeId> elements = items(view<InterfaceType>(tree_, node).elements);
  put("interface");
  if (!on_lines && put_inline(elements)) return;
  put(" {");
  element_lines(elements);
  put("}");
}

// Whether there are fewer than `limit` nodes from `root` down.
bool Printer::is_smaller(NodeId root, size_t limit) const {
  size_t count = 0;
  walk_preorder(tree_, root, [&](NodeId, NodeId) { return ++count < limit; });
  return count < limit;
}

// The type of a declaration, where structs and interfaces spread over lines.
void Printer::declared_type(NodeId node) {
  const bool empty = tree_.is(node, NodeKind::kStructType) || tree_.is(node, NodeKind::kInterfaceType)
                         ? items(tree_.child(node, 0)).empty()
                         : true;
  if (empty || is_message()) return expression(node);
  if (kind(node) == NodeKind::kStructType)
    struct_type(node, true);
  else
    interface_type(node, true);
}

void Printer::element_lines(std::span<const NodeId> elements) {
  ++indent_;
  for (const NodeId element : elements) {
    new_line();
    expression(element);
  }
  --indent_;
  new_line();
}

}  // namespace escdiff::syntax
