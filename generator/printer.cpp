#include "generator/printer.h"

#include <algorithm>

#include "generator/printer_impl.h"

namespace escdiff::generator {

std::string print(const Model& model) { return Printer(model).file(); }

std::string Printer::file() {
  put("package ");
  put(model_.package);
  put("\n");
  const size_t header = out_.size();
  for (TypeId id : model_.type_decls) {
    put("\n");
    type_decl(id);
  }
  for (const auto& [alias, id] : model_.aliases) {
    put("\ntype ");
    put(alias);
    put(" = ");
    put(spelling(id));
    put("\n");
  }
  if (!model_.constants.empty()) {
    put("\nconst (\n");
    for (size_t i = 0; i < model_.constants.size(); ++i) {
      put("\t");
      put(model_.constants[i]);
      put(i == 0 ? " = iota\n" : "\n");
    }
    put(")\n");
  }
  if (!model_.globals.empty()) put("\n");
  for (const GlobalDecl& decl : model_.globals) global(decl);
  for (const Counter& decl : model_.counters) counter(decl);
  for (uint32_t index : model_.declared) {
    put("\n");
    function(model_.functions[index]);
  }
  std::string body = out_.substr(header);
  out_.resize(header);
  imports(body);
  out_ += body;
  return std::move(out_);
}

namespace {

// Whether `text` has the qualified name of something in the package whose name is `name`.
bool mentions(std::string_view text, std::string_view name) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const size_t end = at + name.size();
    const bool selected = before == '.' && !(at > 1 && text[at - 2] == '.');  // x.name, but not ...name
    if (!is_word(before) && !selected && end < text.size() && text[end] == '.') return true;
  }
  return false;
}

}  // namespace

// No local name is one of these packages', so that what a program says of them tells what it imports.
void Printer::imports(std::string_view body) {
  static constexpr std::string_view kPaths[] = {
      "bytes", "errors",  "fmt",     "hash/maphash", "maps",        "reflect", "runtime", "slices",
      "sort",  "strconv", "strings", "sync",         "sync/atomic", "testing", "unique",  "unsafe"};
  std::vector<std::string_view> used;
  for (std::string_view path : kPaths)
    if (mentions(body, path.substr(path.find('/') + 1))) used.push_back(path);
  if (used.empty()) return;
  put(used.size() == 1 ? "\nimport " : "\nimport (\n");
  for (std::string_view path : used) {
    put(used.size() == 1 ? "\"" : "\t\"");
    put(path);
    put("\"\n");
  }
  if (used.size() > 1) put(")\n");
}

void Printer::type_decl(TypeId id) {
  const Type& type = model_.types[id];
  const Type& under = model_.types.underlying(id);
  put("type ");
  put(type.origin ? std::string_view(type.spelling).substr(0, type.spelling.find('[')) : type.spelling);
  if (type.origin) type_params(type.args);
  const bool own = under.spelling == type.spelling;  // a struct or interface written out here
  if (!own) {
    put(" ");
    put(under.spelling);
  } else if (under.kind == TypeKind::kInterface) {
    put(" interface {\n");
    if (!under.elements.empty()) {
      put("\t");
      put(under.elements);
      put("\n");
    }
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
  put(" struct {");
  ++indent_;
  size_t width = 0;
  for (const Field& field : type.fields)
    if (!field.embedded) width = std::max(width, field.name.size());
  for (const Field& field : type.fields) {
    line();
    if (!field.embedded) {
      put(field.name);
      out_.append(width + 1 - field.name.size(), ' ');
    }
    put(spelling(field.type));
  }
  --indent_;
  line();
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

void Printer::counter(const Counter& decl) {
  put("\nvar ");
  put(decl.name);
  put(decl.value == 0 ? " int" : " = " + std::to_string(decl.value));
  put("\n");
}

void Printer::function(const Function& function) {
  if (function.noinline) put("//go:noinline\n");
  if (!function.pragma.empty()) {
    put(function.pragma);
    put("\n");
  }
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
  type_params(function.type_params);
  signature(function);
  if (!function.no_body) {
    put(" ");
    body(function.body);
  }
  put("\n");
}

void Printer::type_params(const std::vector<TypeId>& params) {
  if (params.empty()) return;
  for (size_t i = 0; i < params.size(); ++i) {
    const Type& param = model_.types[params[i]];
    put(i == 0 ? "[" : ", ");
    put(param.spelling);
    put(" ");
    switch (param.constraint) {
      case Constraint::kAny: put("any"); break;
      case Constraint::kComparable: put("comparable"); break;
      case Constraint::kCore:
        put("~");
        put(spelling(param.underlying));
        break;
      default: put(spelling(param.constraint_type));
    }
  }
  put("]");
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
