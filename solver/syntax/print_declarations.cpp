// Declarations and files.
#include <algorithm>

#include "solver/syntax/pragma.h"
#include "solver/syntax/printer.h"
#include "solver/syntax/views.h"

namespace escdiff::syntax {

bool Printer::print_declaration_kind(NodeId node) {
  switch (kind(node)) {
    case NodeKind::kGenDecl: declaration(node); return true;
    case NodeKind::kImportSpec:
    case NodeKind::kConstSpec:
    case NodeKind::kTypeSpec:
    case NodeKind::kVarSpec: spec(node); return true;
    case NodeKind::kFuncDecl: function_declaration(node); return true;
    case NodeKind::kFile: file(node); return true;
    default: return false;
  }
}

void Printer::declaration(NodeId node) {
  const std::span<const NodeId> specs = items(view<GenDecl>(tree_, node).specs);
  const bool grouped = tree_.has_flag(node, kGrouped);
  if (!grouped) pragmas(specs[0]);
  put(tree_.op(node));
  put(" ");
  if (!grouped) return spec(specs[0]);
  put("(");
  if (!specs.empty()) grouped_specs(specs);
  put(")");
}

void Printer::grouped_specs(std::span<const NodeId> specs) {
  const std::vector<bool> with_type = type_columns(specs);
  std::vector<CellRow> rows;
  ++indent_;
  for (size_t i = 0; i < specs.size(); ++i) {
    rows.push_back(spec_cells(specs[i], with_type[i]));
    rows.back()[0].insert(0, rendered([&] { pragmas(specs[i]); }));
  }
  --indent_;
  lines(rows);
}

// Of constants and variables with values in a row: whether any has a type, so that all leave room for one.
std::vector<bool> Printer::type_columns(std::span<const NodeId> specs) const {
  std::vector<bool> result(specs.size());
  const auto has_values = [&](NodeId spec) {
    return (kind(spec) == NodeKind::kConstSpec || kind(spec) == NodeKind::kVarSpec) &&
           !items(tree_.child(spec, 2)).empty();
  };
  for (size_t begin = 0; begin < specs.size();) {
    size_t end = begin;
    bool typed = false;
    for (; end < specs.size() && has_values(specs[end]); ++end)
      typed |= tree_.child(specs[end], 1).has_value();
    std::fill(result.begin() + begin, result.begin() + end, typed);
    begin = std::max(end, begin + 1);
  }
  return result;
}

CellRow Printer::spec_cells(NodeId node, bool type_column) {
  if (kind(node) == NodeKind::kTypeSpec) {
    const TypeSpec type = view<TypeSpec>(tree_, node);
    return {rendered([&] {
              put_symbol(type.name);
              type_parameters(type.type_parameters, true);
            }),
            rendered([&] {
              if (tree_.has_flag(node, kAlias)) put("= ");
              declared_type(type.type);
            })};
  }
  if (kind(node) == NodeKind::kImportSpec) return {rendered([&] { spec(node); })};
  const NodeId type = tree_.child(node, 1);
  const NodeId values = tree_.child(node, 2);
  CellRow cells{rendered([&] { names(tree_.child(node, 0)); })};
  if (type.has_value() || type_column) {
    cells.push_back(rendered([&] {
      if (type.has_value()) expression(type);
    }));
  }
  if (items(values).empty()) return cells;
  const std::string value = "= " + rendered([&] { expressions(values); });
  if (cells.back().find('\n') != std::string::npos) {
    cells.back() += " " + value;
  } else {
    cells.push_back(value);
  }
  return cells;
}

// The directives of a function or type, each on a line of its own above it.
void Printer::pragmas(NodeId node) {
  for (const std::string_view verb : pragma_verbs(tree_.pragmas(node))) {
    put("//");
    put(verb);
    new_line();
  }
}

void Printer::spec(NodeId node) {
  switch (kind(node)) {
    case NodeKind::kImportSpec: {
      const auto [name, path] = view<ImportSpec>(tree_, node);
      if (name.has_value()) {
        put_symbol(name);
        put(" ");
      }
      expression(path);
      break;
    }
    case NodeKind::kTypeSpec: {
      const TypeSpec type = view<TypeSpec>(tree_, node);
      put_symbol(type.name);
      type_parameters(type.type_parameters, true);
      put(tree_.has_flag(node, kAlias) ? " = " : " ");
      declared_type(type.type);
      break;
    }
    default: value_spec(node);
  }
}

// A ConstSpec or VarSpec, whose slots are the same.
void Printer::value_spec(NodeId node) {
  const NodeId type = tree_.child(node, 1);
  const NodeId values = tree_.child(node, 2);
  names(tree_.child(node, 0));
  if (type.has_value()) {
    put(" ");
    expression(type);
  }
  if (!items(values).empty()) {
    put(" = ");
    expressions(values);
  }
}

void Printer::function_declaration(NodeId node) {
  const FuncDecl function = view<FuncDecl>(tree_, node);
  pragmas(node);
  put("func ");
  if (!items(function.receiver).empty()) {
    parameters(function.receiver);
    put(" ");
  }
  put_symbol(function.name);
  type_parameters(function.type_parameters, false);
  function_signature(function.type);
  if (function.body.has_value()) {
    put(" ");
    function_body(function.body);
  }
}

void Printer::file(NodeId node) {
  const auto [package, declarations] = view<File>(tree_, node);
  put("package ");
  put_symbol(package);
  put("\n");
  for (const NodeId x : items(declarations)) {
    put("\n");
    print(x);
    put("\n");
  }
}

}  // namespace escdiff::syntax
