#include "comparator/feedback/move_to_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "comparator/reduce/edit.h"
#include "comparator/reduce/snapshot.h"
#include "comparator/reduce/uses.h"
#include "generator/two_packages.h"
#include "solver/types/checker.h"

namespace escdiff::feedback {

using namespace syntax;

namespace {

using reduce::ObjectId;
using reduce::Snapshot;

// How the importing file calls the library: variables are often called q.
constexpr std::string_view kLocalName = "lib";

std::string exported(std::string_view name) {
  std::string result(name);
  result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
  return result;
}

bool check_halves(const std::string& library, const std::string& importing) {
  types::Program program;
  std::vector<types::CheckError> errors;
  const types::CheckOptions options;
  const auto check = [&](std::string_view path, const std::string& text) {
    return types::check_package(program, std::string(path), {{"x.go", text}}, options, errors).has_value() &&
           errors.empty();
  };
  return check(generator::kLibraryPath, library) && check("p", importing);
}

class Mover {
 public:
  Mover(const Snapshot& program, generator::Choices& choices) : program_(program), choices_(choices) {
    for (const NodeId name : reduce::declared_names(program)) {
      if (is_given(name)) continue;
      const ObjectId object = program.info().definitions[name.index];
      if (object.has_value()) declared_.insert(object);
    }
    for (const NodeId node : program.children(program.view<File>(program.root()).declarations)) {
      if (!is_import(node)) declarations_.push_back(node);
    }
  }

  // The program with everything exported, in one file.
  std::string in_one_file() const {
    reduce::Edit edit;
    for (const NodeId name : program_.nodes()) export_name(name, "", edit);
    return edit.apply(program_.text());
  }

  // Nothing when a half would be empty or would not check.
  std::optional<std::string> run(int lang) {
    if (!choose() || staying_.size() == declarations_.size()) return std::nullopt;
    reduce::Edit edit;
    for (const NodeId name : program_.nodes()) export_name(name, qualifier(name), edit);
    std::string library, importing;
    uint32_t from = first_byte();
    for (const NodeId declaration : declarations_) {
      const uint32_t to = program_.end(declaration);
      // With the comments before it.
      (staying_.contains(declaration) ? importing : library) += edit.apply(program_.text(), from, to) + "\n";
      from = std::min(to + 1, static_cast<uint32_t>(program_.text().size()));
    }
    const bool is_named = importing.find(std::string(kLocalName) + ".") != std::string::npos;
    const std::string own_import =
        fmt::format("{} \"{}\"", is_named ? kLocalName : "_", generator::kLibraryPath);
    library = file(std::string(generator::kLibrary), {}, library);
    importing = file("p", {own_import}, importing);
    if (!check_halves(library, importing)) return std::nullopt;
    return generator::two_packages(library, importing, lang);
  }

 private:
  bool is_given(NodeId name) const {
    return program_.is_name(name, "_") || program_.is_name(name, "init") || program_.is_name(name, "main");
  }
  bool is_import(NodeId declaration) const {
    return program_.is(declaration, NodeKind::kGenDecl) && program_.tree().op(declaration) == Token::kImport;
  }
  bool is_function(NodeId declaration) const {
    return program_.is(declaration, NodeKind::kFuncDecl) &&
           program_.children(program_.view<FuncDecl>(declaration).receiver).empty();
  }
  ObjectId object_of_function(NodeId declaration) const {
    return program_.info().definitions[program_.view<FuncDecl>(declaration).name.index];
  }
  // Where the text of the first declaration begins, comments included.
  uint32_t first_byte() const {
    uint32_t end = program_.end(program_.view<File>(program_.root()).package);
    for (const NodeId node : program_.children(program_.view<File>(program_.root()).declarations)) {
      if (is_import(node)) end = std::max(end, program_.end(node));
    }
    return end + 1;
  }

  // Some functions stay, and with them those that call them; false when something else needs one of these.
  bool choose() {
    for (const NodeId declaration : declarations_) {
      if (is_function(declaration) && choices_.chance(500)) staying_.insert(declaration);
    }
    for (bool grows = true; grows;) {
      grows = false;
      for (const NodeId declaration : declarations_) {
        if (staying_.contains(declaration) || !names_staying(declaration)) continue;
        if (!is_function(declaration)) return false;
        grows = staying_.insert(declaration).second;
      }
    }
    return !staying_.empty();
  }
  bool names_staying(NodeId declaration) const {
    return std::ranges::any_of(staying_, [&](NodeId function) {
      const ObjectId object = object_of_function(function);
      return object.has_value() && std::ranges::any_of(program_.occurrences(object), [&](NodeId name) {
               return program_.contains(declaration, name);
             });
    });
  }

  // What stands before the name of something that moves, where that is in what stays.
  std::string qualifier(NodeId name) const {
    const ObjectId object = program_.object_of(name);
    if (!object.has_value() || !declared_.contains(object)) return {};
    const auto holds = [&](NodeId declaration) { return program_.contains(declaration, name); };
    const bool stays = std::ranges::any_of(
        staying_, [&](NodeId function) { return object_of_function(function) == object; });
    return !stays && std::ranges::any_of(staying_, holds) ? std::string(kLocalName) + "." : std::string();
  }

  void export_name(NodeId name, const std::string& before, reduce::Edit& edit) const {
    if (!program_.is(name, NodeKind::kName) || is_given(name) || !is_exported(name)) return;
    edit.replace(program_.begin(name), program_.end(name), before + exported(program_.spelling(name)));
  }
  // What is declared outside of functions, fields and methods.
  bool is_exported(NodeId name) const {
    const ObjectId object = program_.object_of(name);
    return (object.has_value() && declared_.contains(object)) || reduce::is_member(program_, name);
  }

  static std::string file(const std::string& package, std::vector<std::string> imports,
                          const std::string& body) {
    if (body.find("unsafe.") != std::string::npos) imports.push_back("\"unsafe\"");
    std::string text = "package " + package + "\n";
    for (const std::string& import : imports) text += "\nimport " + import + "\n";
    return text + body;
  }

  const Snapshot& program_;
  generator::Choices& choices_;
  std::set<ObjectId> declared_;  // of the package
  std::vector<NodeId> declarations_;
  std::set<NodeId> staying_;
};

}  // namespace

std::optional<std::string> move_to_package(const std::string& text, generator::Choices& choices, int lang) {
  const auto check = [](const std::string& program) {
    auto snapshot = Snapshot::create(program, reduce::Checking::kTyped);
    return snapshot && snapshot->typed() ? std::move(snapshot) : nullptr;
  };
  const auto program = check(text);
  if (!program) return std::nullopt;
  const bool has_name =
      std::ranges::any_of(program->nodes(), [&](NodeId node) { return program->is_name(node, kLocalName); });
  Mover mover(*program, choices);
  if (has_name || !check(mover.in_one_file())) return std::nullopt;
  return mover.run(lang);
}

}  // namespace escdiff::feedback
