// Shared by the printer's files: one writer over one model.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "generator/model.h"
#include "generator/policy.h"

namespace escdiff::generator {

// What of a model a file has.
enum class Part : uint8_t {
  kWhole,
  kLibrary,    // of two packages, the one that is imported
  kImporting,  // the other one
};

// Writes declarations, statements and expressions. Blanks in expressions follow gofmt: `depth` grows inside
// indices and lists of arguments, where operators are set closer.
class Printer {
 public:
  Printer(const Model& model, const Policy& policy, Part part);

  std::string file();

 private:
  // Declarations.
  void package_level();
  void imports(std::string_view body);
  void type_decl(TypeId id);
  void struct_fields(const Type& type);
  void global(const GlobalDecl& decl);
  void counter(const Counter& decl);
  void function(const Function& function);
  void type_params(const std::vector<TypeId>& params);
  void signature(const Function& function);
  void names_and_types(const std::vector<SymbolId>& symbols, const std::vector<TypeId>& types, bool variadic);

  // Statements; each starts on a line of its own and ends without its newline.
  void line();
  void block(NodeId id);
  void body(NodeId id);
  void statements(NodeId block);
  void statement(NodeId id);
  void simple(NodeId id);
  void assign(const Node& node);
  void if_statement(const Node& node);
  void for_statement(const Node& node);
  void range_statement(const Node& node);
  void switch_statement(const Node& node);
  void type_switch(const Node& node);
  void clause(std::string_view head, NodeId first_expr, NodeId block);
  void select_statement(const Node& node);
  void var_decl(const Node& node);
  void return_statement(const Node& node);
  bool can_extract(const Node& node) const;
  void var_group(const Node& node);

  // Expressions.
  void expr(NodeId id, int precedence = 0, int depth = 1);
  void unary(const Node& node, int precedence, int depth);
  void binary(const Node& node, int precedence, int depth);
  void call(const Node& node, int depth);
  void slice(const Node& node, int depth);
  void composite(const Node& node);
  void func_lit(const Node& node);
  void func_lit_of(const Function& function);
  // The comma-separated siblings from `id` on, `count` of them (all when negative).
  void list(NodeId id, int depth, int count = -1);
  int cutoff(const Node& node, int depth) const;
  void mixed(const Node& node, bool& additive, bool& multiplicative) const;

  const Node& at(NodeId id) const { return model_[id]; }
  bool present(NodeId id) const { return id && at(id).kind != NodeKind::kAbsent; }
  std::string_view spelling(TypeId id) { return qualified(model_.types[id].spelling); }
  // `text`, a name or a type, with the package before each name of the library.
  std::string_view qualified(std::string_view text);
  std::string_view name(SymbolId id) { return id ? qualified(model_[id].name) : "_"; }
  void put(std::string_view text) { out_ += text; }

  const Model& model_;
  const Part part_;
  const Function* function_ = nullptr;        // that is being written
  std::set<std::string_view> library_names_;  // that are qualified here
  std::map<std::string_view, std::string> qualified_;
  std::string out_;
  int indent_ = 0;
  bool extracts_;  // see Policy::extract_returns
};

}  // namespace escdiff::generator
