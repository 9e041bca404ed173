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
  const bool printed = print_expression_kind(node, 1) || print_type_kind(node) || print_statement_kind(node) ||
                       print_declaration_kind(node);
  ESCDIFF_CHECK(printed, "no printer for kind {}", kind_name(kind(node)));
}

void Printer::new_line() {
  put("\n");
  text_.append(static_cast<size_t>(indent_), '\t');
}

}  // namespace escdiff::syntax
