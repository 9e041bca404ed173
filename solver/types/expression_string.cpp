#include "solver/types/expression_string.h"

#include "solver/syntax/views.h"

namespace escdiff::types {

using namespace syntax;

namespace {

class ExpressionWriter {
 public:
  ExpressionWriter(const Tree& tree, const SymbolTable& symbols) : tree_(tree), symbols_(symbols) {}
  void write(NodeId id);
  std::string take() { return std::move(out_); }

 private:
  void write_list(NodeId list, std::string_view separator = ", ");
  void write_type(NodeId id);
  void write_operator(NodeId id);
  void write_signature(NodeId id);
  void write_parameters(NodeId list);
  void write_field(NodeId id);
  void write_channel(NodeId id);
  void write_slice(NodeId id);

  const Tree& tree_;
  const SymbolTable& symbols_;
  std::string out_;
};

void ExpressionWriter::write_list(NodeId list, std::string_view separator) {
  bool first = true;
  for (NodeId item : tree_.children(list)) {
    if (!first) out_ += separator;
    first = false;
    write(item);
  }
}

void ExpressionWriter::write_field(NodeId id) {
  const Field field = view<Field>(tree_, id);
  write_list(field.names);
  if (!tree_.children(field.names).empty()) out_ += ' ';
  write(field.type);
  if (field.tag.has_value()) {
    out_ += ' ';
    write(field.tag);
  }
}

void ExpressionWriter::write_parameters(NodeId list) {
  out_ += '(';
  write_list(list);
  out_ += ')';
}

void ExpressionWriter::write_signature(NodeId id) {
  const FuncType type = view<FuncType>(tree_, id);
  write_parameters(type.parameters);
  const auto results = tree_.children(type.results);
  if (results.empty()) return;
  out_ += ' ';
  if (results.size() == 1 && tree_.children(view<Field>(tree_, results[0]).names).empty()) {
    write(results[0]);
  } else {
    write_parameters(type.results);
  }
}

void ExpressionWriter::write_channel(NodeId id) {
  const NodeId element = view<ChanType>(tree_, id).element;
  out_ += tree_.op(id) == Token::kArrow ? "<-chan " : tree_.op(id) == Token::kSend ? "chan<- " : "chan ";
  const bool parentheses = tree_.op(id) == Token::kChan && tree_.is(element, NodeKind::kChanType) &&
                           tree_.op(element) == Token::kArrow;
  if (parentheses) out_ += '(';
  write(element);
  if (parentheses) out_ += ')';
}

void ExpressionWriter::write_slice(NodeId id) {
  const Slice slice = view<Slice>(tree_, id);
  write(slice.x);
  out_ += '[';
  write(slice.low);
  out_ += ':';
  write(slice.high);
  if (slice.max.has_value()) {
    out_ += ':';
    write(slice.max);
  }
  out_ += ']';
}

void ExpressionWriter::write_type(NodeId id) {
  switch (tree_.kind(id)) {
    case NodeKind::kArrayType: {
      const ArrayType type = view<ArrayType>(tree_, id);
      out_ += '[';
      write(type.length);
      out_ += ']';
      write(type.element);
      break;
    }
    case NodeKind::kSliceType:
      out_ += "[]";
      write(view<SliceType>(tree_, id).element);
      break;
    case NodeKind::kStructType:
      out_ += "struct{";
      write_list(view<StructType>(tree_, id).fields, "; ");
      out_ += '}';
      break;
    case NodeKind::kField: write_field(id); break;
    case NodeKind::kFuncType:
      out_ += "func";
      write_signature(id);
      break;
    case NodeKind::kInterfaceType:
      out_ += "interface{";
      write_list(view<InterfaceType>(tree_, id).elements, "; ");
      out_ += '}';
      break;
    case NodeKind::kMethod:
      write(view<Method>(tree_, id).name);
      write_signature(view<Method>(tree_, id).type);
      break;
    case NodeKind::kMapType:
      out_ += "map[";
      write(view<MapType>(tree_, id).key);
      out_ += ']';
      write(view<MapType>(tree_, id).value);
      break;
    case NodeKind::kChanType: write_channel(id); break;
    default: out_ += "<bad expr>"; break;
  }
}

void ExpressionWriter::write_operator(NodeId id) {
  switch (tree_.kind(id)) {
    case NodeKind::kStar:
      out_ += '*';
      write(view<Star>(tree_, id).x);
      break;
    case NodeKind::kUnary:
      out_ += spelling(tree_.op(id));
      write(view<Unary>(tree_, id).x);
      break;
    case NodeKind::kBinary:
      write(view<Binary>(tree_, id).x);
      out_ += ' ';
      out_ += spelling(tree_.op(id));
      out_ += ' ';
      write(view<Binary>(tree_, id).y);
      break;
    case NodeKind::kKeyValue:
      write(view<KeyValue>(tree_, id).key);
      out_ += ": ";
      write(view<KeyValue>(tree_, id).value);
      break;
    case NodeKind::kEllipsis:
      out_ += "...";
      write(view<Ellipsis>(tree_, id).type);
      break;
    default: write_type(id); break;
  }
}

void ExpressionWriter::write(NodeId id) {
  if (!id.has_value()) return;
  switch (tree_.kind(id)) {
    case NodeKind::kName:
    case NodeKind::kBasicLit: out_ += symbols_.text(tree_.symbol(id)); break;
    case NodeKind::kList: write_list(id); break;
    case NodeKind::kCompositeLit:
      write(view<CompositeLit>(tree_, id).type);
      out_ += tree_.children(view<CompositeLit>(tree_, id).elements).empty() ? "{}" : "{…}";
      break;
    case NodeKind::kFuncLit: {
      const FuncLit literal = view<FuncLit>(tree_, id);
      write(literal.type);
      out_ += tree_.children(view<Block>(tree_, literal.body).statements).empty() ? " {}" : " {…}";
      break;
    }
    case NodeKind::kParen:
      out_ += '(';
      write(view<Paren>(tree_, id).x);
      out_ += ')';
      break;
    case NodeKind::kSelector:
      write(view<Selector>(tree_, id).x);
      out_ += '.';
      write(view<Selector>(tree_, id).name);
      break;
    case NodeKind::kIndex:
      write(view<Index>(tree_, id).x);
      out_ += '[';
      write(view<Index>(tree_, id).indices);
      out_ += ']';
      break;
    case NodeKind::kSlice: write_slice(id); break;
    case NodeKind::kTypeAssert:
      write(view<TypeAssert>(tree_, id).x);
      out_ += ".(";
      if (view<TypeAssert>(tree_, id).type.has_value()) {
        write(view<TypeAssert>(tree_, id).type);
      } else {
        out_ += "type";
      }
      out_ += ')';
      break;
    case NodeKind::kCall:
      write(view<Call>(tree_, id).function);
      out_ += '(';
      write(view<Call>(tree_, id).arguments);
      if (tree_.has_flag(id, kHasDots)) out_ += "...";
      out_ += ')';
      break;
    default: write_operator(id); break;
  }
}

}  // namespace

std::string expression_string(const Tree& tree, const SymbolTable& symbols, NodeId node) {
  ExpressionWriter writer(tree, symbols);
  writer.write(node);
  return writer.take();
}

}  // namespace escdiff::types
