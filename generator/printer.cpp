#include "generator/printer.h"

#include <algorithm>

#include "generator/printer_impl.h"

namespace escdiff::generator {

std::string print(const Model& model) { return Printer(model).file(); }

std::string Printer::file() {
  put("package p\n");
  for (TypeId id : model_.type_decls) {
    put("\n");
    type_decl(id);
  }
  if (!model_.globals.empty()) put("\n");
  for (const GlobalDecl& decl : model_.globals) global(decl);
  for (uint32_t index : model_.declared) {
    put("\n");
    function(model_.functions[index]);
  }
  return std::move(out_);
}

void Printer::type_decl(TypeId id) {
  const Type& type = model_.types[id];
  const Type& under = model_.types.underlying(id);
  put("type ");
  put(type.spelling);
  const bool own = under.spelling == type.spelling;  // a struct or interface written out here
  if (!own) {
    put(" ");
    put(under.spelling);
  } else if (under.kind == TypeKind::kInterface) {
    put(" interface {\n");
    for (const Method& method : under.methods) {
      put("\t");
      put(method.name);
      put(spelling(method.signature).substr(4));  // after `func`
      put("\n");
    }
    put("}");
  } else {
    struct_fields(under);
  }
  put("\n");
}

void Printer::struct_fields(const Type& type) {
  if (type.fields.empty()) {
    put(" struct{}");
    return;
  }
  put(" struct {\n");
  size_t width = 0;
  for (const Field& field : type.fields)
    if (!field.embedded) width = std::max(width, field.name.size());
  for (const Field& field : type.fields) {
    put("\t");
    if (!field.embedded) {
      put(field.name);
      out_.append(width + 1 - field.name.size(), ' ');
    }
    put(spelling(field.type));
    put("\n");
  }
  put("}");
}

void Printer::global(const GlobalDecl& decl) {
  const Symbol& symbol = model_[decl.symbol];
  put("var ");
  put(symbol.name);
  if (decl.init) {
    put(" = ");
    expr(decl.init);
  } else {
    put(" ");
    put(spelling(symbol.type));
  }
  put("\n");
}

void Printer::function(const Function& function) {
  if (function.noinline) put("//go:noinline\n");
  put("func ");
  if (function.receiver_type) {
    put("(");
    if (function.receiver) {
      put(name(function.receiver));
      put(" ");
    }
    put(spelling(function.receiver_type));
    put(") ");
  }
  put(function.name);
  signature(function);
  put(" ");
  body(function.body);
  put("\n");
}

void Printer::signature(const Function& function) {
  const Type& type = model_.types[function.signature];
  put("(");
  names_and_types(function.params, type.params, type.variadic);
  put(")");
  if (type.results.empty()) return;
  if (type.results.size() == 1 && function.results.empty()) {
    put(" ");
    put(spelling(type.results[0]));
    return;
  }
  put(" (");
  names_and_types(function.results, type.results, false);
  put(")");
}

void Printer::names_and_types(const std::vector<SymbolId>& symbols, const std::vector<TypeId>& types,
                              bool variadic) {
  for (size_t i = 0; i < types.size(); ++i) {
    if (i > 0) put(", ");
    const bool dots = variadic && i + 1 == types.size();
    if (!symbols.empty()) {
      put(name(symbols[i]));
      const bool dots_next = variadic && i + 2 == types.size();
      if (i + 1 < types.size() && types[i + 1] == types[i] && !dots_next) continue;
      put(" ");
    }
    if (dots) put("...");
    put(spelling(dots ? model_.types[types[i]].elem : types[i]));
  }
}

}  // namespace escdiff::generator
