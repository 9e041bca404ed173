// The printer's insides, shared by the print_*.cpp files.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "solver/syntax/columns.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

enum class PrintForm {
  kSource,   // gofmt's layout, everything written out
  kMessage,  // one line, bodies elided, blanks around every binary operator
};

// Appends nodes to a text. Each family of kinds has its own file.
class Printer {
 public:
  Printer(const Tree& tree, const SymbolTable& symbols, PrintForm form)
      : tree_(tree), symbols_(symbols), form_(form) {}
  void print(NodeId node);
  std::string take() { return std::move(text_); }

 private:
  // How tightly binary operators are printed, after gofmt: `depth` grows inside of other expressions.
  struct Operators {
    bool has_sum = false;      // precedence 4
    bool has_product = false;  // precedence 5
    int blank_up_to = 0;       // operators up to this precedence need blanks, or tokens would merge
  };

  bool is_message() const { return form_ == PrintForm::kMessage; }
  NodeKind kind(NodeId node) const { return tree_.kind(node); }
  std::span<const NodeId> items(NodeId list) const { return tree_.children(list); }
  void put(std::string_view text) { text_ += text; }
  void put(Token token) { text_ += spelling(token); }
  void put_prefix(Token op);
  void put_symbol(NodeId leaf) { text_ += symbols_.text(tree_.symbol(leaf)); }
  void new_line();
  void lines(const std::vector<CellRow>& rows);
  // What `print` appends, on its own.
  template <class Print>
  std::string rendered(Print&& print);
  template <class Item>
  void separated(std::span<const NodeId> nodes, std::string_view separator, Item&& item);

  // Each returns whether `node` is of its family.
  bool print_expression_kind(NodeId node, int depth);
  bool print_type_kind(NodeId node);
  bool print_statement_kind(NodeId node);
  bool print_declaration_kind(NodeId node);

  void expression(NodeId node, int depth = 1);
  void expressions(NodeId list, int depth = 1);
  void binary(NodeId node, int depth);
  int cutoff(NodeId node, int depth) const;
  void survey_operators(NodeId node, Operators& found) const;
  bool merges(Token op, NodeId right) const;
  bool ends_in_parameters(NodeId x) const;
  void end_signature(NodeId x);
  void call(NodeId node, int depth);
  void put_dots(std::string_view dots, NodeId x);
  void index(NodeId node, int depth);
  void slice(NodeId node, int depth);
  void composite_literal(NodeId node);
  void function_literal(NodeId node);
  void join_lines(size_t begin, size_t brace);

  void type(NodeId node);
  void function_signature(NodeId node);
  bool has_type_arguments_only(NodeId type) const;
  void parameters(NodeId list);
  void type_parameters(NodeId list, bool of_type);
  bool reads_as_expression(NodeId constraint) const;
  void field(NodeId node);
  void names(NodeId list);
  void struct_type(NodeId node, bool on_lines);
  void interface_type(NodeId node, bool on_lines);
  void declared_type(NodeId node);
  bool put_inline(std::span<const NodeId> elements);
  bool is_smaller(NodeId root, size_t limit) const;
  void element_lines(std::span<const NodeId> elements);
  CellRow field_cells(NodeId node);
  void channel_type(NodeId node);

  void statement(NodeId node);
  void block(NodeId node);
  void function_body(NodeId node);
  void statement_lines(NodeId list);
  void assignment(NodeId node);
  void header_clauses(NodeId init, NodeId condition);
  void if_statement(NodeId node);
  void for_statement(NodeId node);
  void range_statement(NodeId node);
  void switch_statement(NodeId node);
  void type_switch_statement(NodeId node);
  void clauses(NodeId list);

  void declaration(NodeId node);
  void pragmas(NodeId node);
  void spec(NodeId node);
  void grouped_specs(std::span<const NodeId> specs);
  CellRow spec_cells(NodeId node, bool type_column);
  std::vector<bool> type_columns(std::span<const NodeId> specs) const;
  void value_spec(NodeId node);
  void function_declaration(NodeId node);
  void file(NodeId node);

  const Tree& tree_;
  const SymbolTable& symbols_;
  PrintForm form_;
  std::string text_;
  int indent_ = 0;
  bool in_type_ =
      false;  // nothing but a type can stand here; messages leave out parentheses then, as gc's parser does
};

template <class Print>
std::string Printer::rendered(Print&& print) {
  std::string outer = std::exchange(text_, {});
  print();
  return std::exchange(text_, std::move(outer));
}

template <class Item>
void Printer::separated(std::span<const NodeId> nodes, std::string_view separator, Item&& item) {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (i > 0) put(separator);
    item(nodes[i]);
  }
}

}  // namespace escdiff::syntax
