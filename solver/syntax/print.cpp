#include "solver/syntax/print.h"

#include "solver/syntax/printer.h"

namespace escdiff::syntax {

std::string format_source(const Tree& tree, const SymbolTable& symbols, NodeId node) {
  Printer printer(tree, symbols, PrintForm::kSource);
  printer.print(node);
  return printer.take();
}

std::string print_expression(const Tree& tree, const SymbolTable& symbols, NodeId node) {
  Printer printer(tree, symbols, PrintForm::kMessage);
  printer.print(node);
  return printer.take();
}

void Printer::print(NodeId node) {
  const bool printed = print_expression_kind(node, 1) || print_type_kind(node) ||
                       print_statement_kind(node) || print_declaration_kind(node);
  ESCDIFF_CHECK(printed, "no printer for kind {}", kind_name(kind(node)));
}

// Each row on a line of its own, one tab deeper; the rows were rendered at that depth.
void Printer::lines(const std::vector<CellRow>& rows) {
  ++indent_;
  for (const std::string& line : align_columns(rows)) {
    new_line();
    put(line);
  }
  --indent_;
  new_line();
}

void Printer::new_line() {
  put("\n");
  text_.append(static_cast<size_t>(indent_), '\t');
}

}  // namespace escdiff::syntax
