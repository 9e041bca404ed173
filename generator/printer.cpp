#include "generator/printer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "generator/printer_impl.h"
#include "generator/two_packages.h"

namespace escdiff::generator {

std::string print(const Model& model, const Policy& policy) {
  const auto file = [&](Part part) { return Printer(model, policy, part).file(); };
  if (!model.has_library) return file(Part::kWhole);
  return two_packages(file(Part::kLibrary), file(Part::kImporting), policy.lang);
}

Printer::Printer(const Model& model, const Policy& policy, Part part)
    : model_(model), part_(part), extracts_(policy.extract_returns) {
  out_.reserve(2048);
  if (part != Part::kImporting) return;
  const auto own_name = [](std::string_view spelling) { return spelling.substr(0, spelling.find('[')); };
  for (TypeId id : model.type_decls) library_names_.insert(own_name(model.types[id].spelling));
  for (const auto& [alias, id] : model.aliases) library_names_.insert(alias);
  library_names_.insert(model.constants.begin(), model.constants.end());
  for (const GlobalDecl& decl : model.globals) library_names_.insert(model[decl.symbol].name);
  for (uint32_t index : model.declared) {
    const Function& function = model.functions[index];
    if (function.in_library && !function.receiver_type) library_names_.insert(function.name);
  }
}

std::string Printer::file() {
  put("package ");
  put(part_ == Part::kLibrary ? kLibrary : model_.package);
  put("\n");
  const size_t header = out_.size();
  if (part_ != Part::kImporting) package_level();
  for (uint32_t index : model_.declared) {
    const Function& declared = model_.functions[index];
    if (part_ != Part::kWhole && declared.in_library != (part_ == Part::kLibrary)) continue;
    put("\n");
    function(declared);
  }
  std::string body = out_.substr(header);
  out_.resize(header);
  imports(body);
  out_ += body;
  return std::move(out_);
}

void Printer::package_level() {
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
}

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Whether what begins at `at` is selected: x.name, but not ...name.
bool is_selected(std::string_view text, size_t at) {
  return at > 0 && text[at - 1] == '.' && !(at > 1 && text[at - 2] == '.');
}

// Whether `text` has the qualified name of something in the package whose name is `name`.
bool mentions(std::string_view text, std::string_view name) {
  for (size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    const size_t end = at + name.size();
    if (!is_word(before) && !is_selected(text, at) && end < text.size() && text[end] == '.') return true;
  }
  return false;
}

}  // namespace

std::string_view Printer::qualified(std::string_view text) {
  if (part_ != Part::kImporting) return text;
  const auto known = qualified_.find(text);
  if (known != qualified_.end()) return known->second;
  std::string result;
  for (size_t at = 0, end; at < text.size(); at = end) {
    for (end = at; end < text.size() && is_word(text[end]);) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!is_selected(text, at) && library_names_.contains(word))
      fmt::format_to(std::back_inserter(result), "{}.", kLibrary);
    if (end == at) ++end;
    result += text.substr(at, end - at);
  }
  return qualified_.emplace(text, std::move(result)).first->second;
}

// No local name is one of these packages', so that what a program says of them tells what it imports.
void Printer::imports(std::string_view body) {
  static constexpr std::string_view kPaths[] = {
      "bytes", "errors",  "fmt",     "hash/maphash", kLibraryPath,  "maps",    "reflect", "runtime", "slices",
      "sort",  "strconv", "strings", "sync",         "sync/atomic", "testing", "unique",  "unsafe"};
  std::vector<std::string_view> used;
  bool only_imported = false;
  for (std::string_view path : kPaths) {
    const bool is_mentioned = mentions(body, path.substr(path.find('/') + 1));
    const bool is_wanted = path == kLibraryPath ? part_ == Part::kImporting : is_mentioned;
    if (is_wanted) used.push_back(path);
    only_imported |= is_wanted && !is_mentioned;
  }
  if (used.empty()) return;
  put(used.size() == 1 ? "\nimport " : "\nimport (\n");
  for (std::string_view path : used) {
    put(used.size() == 1 ? "" : "\t");
    put(only_imported && path == kLibraryPath ? "_ \"" : "\"");
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
    function_ = &function;
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
