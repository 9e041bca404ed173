// Names of a package before anything is checked: imports, and what its files declare.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/import_path.h"
#include "solver/types/text.h"

namespace escdiff::types {

using namespace syntax;

uint32_t Checker::add_declaration(Declaration declaration) {
  declarations_.push_back(std::move(declaration));
  const uint32_t index = static_cast<uint32_t>(declarations_.size() - 1);
  const ObjectId object = declarations_.back().object;
  state(object).declaration = index;
  return index;
}

void Checker::declare_package_object(NodeId name, ObjectId id) {
  Object& object = program_.objects[id];
  object.parent = program_.packages[package_].scope;
  info_.definitions[name.index] = id;
  if (object.name == init_ && object.kind != ObjectKind::kFunc) {
    error(object.pos, "cannot declare init - must be func");
    return;
  }
  if (object.name == main_ && program_.packages[package_].name == "main" &&
      object.kind != ObjectKind::kFunc) {
    error(object.pos, "cannot declare main - must be func");
    return;
  }
  if (object.name == blank_) return;
  if (program_.scopes[object.parent].insert(object.name, id)) {
    package_names_[object.name.index] = id;
  } else {
    report_redeclared(id, package_names_[object.name.index]);
  }
}

void Checker::collect_objects() {
  const auto files = tree_.files();
  files_.resize(files.size());
  Package& package = program_.packages[package_];
  for (uint32_t i = 0; i < files.size(); ++i) {
    const NodeId name = view<File>(tree_, files[i]).package;
    const std::string text = str(tree_.symbol(name));
    if (i == 0) {
      package.name = text;
      if (text == "_") error(begin(name), "invalid package name _");
    } else if (text != package.name) {
      error_at(begin(name), "package {}; expected package {}", text, package.name);
      continue;
    }
    context_ = Context{.file = i};
    collect_file(files[i], i);
  }
  check_file_conflicts();
  attach_methods();
  context_ = Context{};
}

void Checker::collect_file(NodeId file, uint32_t index) {
  for (NodeId declaration : tree_.children(view<File>(tree_, file).declarations)) {
    if (tree_.is(declaration, NodeKind::kFuncDecl)) {
      collect_function(declaration, index);
      continue;
    }
    if (!tree_.is(declaration, NodeKind::kGenDecl)) continue;
    if (tree_.op(declaration) == Token::kConst) {
      collect_constants(declaration, index);
      continue;
    }
    for (NodeId spec : tree_.children(view<GenDecl>(tree_, declaration).specs)) {
      switch (tree_.op(declaration)) {
        case Token::kImport: collect_import(spec, index); break;
        case Token::kType: collect_type(spec, index); break;
        default: collect_variables(spec, index); break;
      }
    }
  }
}

void Checker::collect_import(NodeId spec, uint32_t file) {
  const ImportSpec import = view<ImportSpec>(tree_, spec);
  if (!tree_.is(import.path, NodeKind::kBasicLit) || tree_.has_flag(import.path, kBadLiteral)) return;
  if (tree_.op(import.path) != Token::kStringLit) return;
  const std::optional<std::string> path = unquoted(program_.symbols.text(tree_.symbol(import.path)));
  const std::string invalid = path ? import_path_problem(*path) : "empty string";
  if (!invalid.empty()) {
    error_at(begin(import.path), "invalid import path ({})", invalid);
    return;
  }
  const auto mapped = options_.import_map.find(*path);
  const PackageId imported =
      program_.find_package(mapped == options_.import_map.end() ? *path : mapped->second);
  const bool from_c = *path == "C";
  if (!imported.has_value() && !(from_c && options_.fake_import_c)) {
    const std::string why = import_form_problem(*path);
    error_at(begin(import.path), "could not import {} ({})", *path,
             why.empty() ? fmt::format("package {} is not loaded", quoted(*path)) : why);
  }
  if (from_c && import.name.has_value()) {
    error(begin(import.name), "cannot rename import \"C\"");
    return;
  }
  const Symbol name = import.name.has_value()
                          ? tree_.symbol(import.name)
                          : program_.symbols.intern(imported.has_value() ? program_.packages[imported].name
                                                                         : last_element(*path));
  if (name == init_) {
    error(begin(spec), "cannot import package as init - init must be a func");
    return;
  }
  std::vector<PackageId>& imports = program_.packages[package_].imports;
  if (imported.has_value() && std::find(imports.begin(), imports.end(), imported) == imports.end())
    imports.push_back(imported);
  const ObjectId object = new_object(Object{.kind = ObjectKind::kPackageName,
                                            .name = name,
                                            .type = types_.invalid(),
                                            .package = package_,
                                            .imported = imported,
                                            .pos = begin(import.name.has_value() ? import.name : import.path),
                                            .declaration = spec});
  state(object).done = true;
  // What is not there is not reported twice.
  if (!imported.has_value()) program_.objects[object].used = true;
  if (import.name.has_value()) {
    info_.definitions[import.name.index] = object;
  } else {
    info_.implicits[spec] = object;
  }
  files_[file].imports.push_back(object);
  FileNames& names = files_[file];
  if (name.index >= locals_.size()) {  // a package's name that no file mentions
    return;
  }
  if (str(name) == ".") {
    if (!imported.has_value()) return;
    names.dot_imports.emplace_back(program_.objects[object].pos, object);
    for (ObjectId member : program_.members(imported)) {
      const Object& exported = program_.objects[member];
      if (!is_exported(program_.symbols.text(exported.name))) continue;
      if (!names.names.emplace(exported.name, member).second) {
        error_at(begin(import.name), "{} redeclared in this block", str(exported.name));
      } else {
        names.dot_source[member] = object;
      }
    }
  } else if (name != blank_ && !names.names.emplace(name, object).second) {
    report_redeclared(object, names.names[name]);
  }
}

void Checker::collect_constants(NodeId group, uint32_t file) {
  const auto specs = tree_.children(view<GenDecl>(tree_, group).specs);
  NodeId last;
  for (size_t i = 0; i < specs.size(); ++i) {
    const ConstSpec spec = view<ConstSpec>(tree_, specs[i]);
    const bool own = spec.type.has_value() || !tree_.children(spec.values).empty();
    const bool inherited = !own && last.has_value();
    if (own || !last.has_value()) last = specs[i];
    const ConstSpec source = view<ConstSpec>(tree_, last);
    const auto values = tree_.children(source.values);
    const auto names = tree_.children(spec.names);
    const ConstantId iota = constant(mpz_class(static_cast<unsigned long>(i)));
    for (size_t n = 0; n < names.size(); ++n) {
      const ObjectId object = new_object(Object{.kind = ObjectKind::kConst,
                                                .role = VarRole::kPackage,
                                                .name = tree_.symbol(names[n]),
                                                .package = package_,
                                                .pos = begin(names[n]),
                                                .declaration = specs[i],
                                                .value = iota});
      add_declaration(Declaration{.object = object,
                                  .file = file,
                                  .spec = specs[i],
                                  .name = names[n],
                                  .type = source.type,
                                  .value = n < values.size() ? values[n] : NodeId(),
                                  .inherited = inherited});
      declare_package_object(names[n], object);
    }
    check_arity(begin(specs[i]), names, values, true, inherited);
  }
}

void Checker::collect_variables(NodeId node, uint32_t file) {
  const VarSpec spec = view<VarSpec>(tree_, node);
  const auto names = tree_.children(spec.names);
  const auto values = tree_.children(spec.values);
  std::vector<ObjectId> group;
  for (NodeId name : names) {
    group.push_back(new_object(Object{.kind = ObjectKind::kVar,
                                      .role = VarRole::kPackage,
                                      .name = tree_.symbol(name),
                                      .package = package_,
                                      .pos = begin(name),
                                      .declaration = node}));
  }
  uint32_t shared = UINT32_MAX;
  for (size_t i = 0; i < names.size(); ++i) {
    if (values.size() == 1 && shared != UINT32_MAX) {
      state(group[i]).declaration = shared;
    } else {
      Declaration declaration{
          .object = group[i], .file = file, .spec = node, .name = names[i], .type = spec.type};
      if (values.size() == 1) {
        declaration.value = values[0];
        declaration.group = group;
      } else if (i < values.size()) {
        declaration.value = values[i];
      }
      shared = add_declaration(std::move(declaration));
    }
    declare_package_object(names[i], group[i]);
  }
  if (!spec.type.has_value() || !values.empty()) check_arity(begin(node), names, values, false, false);
}

void Checker::collect_type(NodeId spec, uint32_t file) {
  const NodeId name = view<TypeSpec>(tree_, spec).name;
  const ObjectId object = new_object(Object{.kind = ObjectKind::kTypeName,
                                            .role = VarRole::kPackage,
                                            .is_alias = tree_.has_flag(spec, kAlias),
                                            .name = tree_.symbol(name),
                                            .package = package_,
                                            .pos = begin(name),
                                            .declaration = spec});
  add_declaration(Declaration{.object = object, .file = file, .spec = spec, .name = name});
  declare_package_object(name, object);
}

void Checker::collect_function(NodeId node, uint32_t file) {
  const FuncDecl function = view<FuncDecl>(tree_, node);
  const Symbol name = tree_.symbol(function.name);
  const ObjectId object = new_object(Object{.kind = ObjectKind::kFunc,
                                            .role = VarRole::kPackage,
                                            .name = name,
                                            .package = package_,
                                            .pos = begin(function.name),
                                            .declaration = node});
  add_declaration(Declaration{.object = object, .file = file, .spec = node, .name = function.name});
  const auto receiver = tree_.children(function.receiver);
  const auto parameters = tree_.children(function.type_parameters);
  if (!receiver.empty()) {
    info_.definitions[function.name.index] = object;
    if (name != blank_)
      pending_methods_.push_back(PendingMethod{object, view<Field>(tree_, receiver[0]).type});
    return;
  }
  bool reported = false;
  if (name == init_ || (name == main_ && program_.packages[package_].name == "main")) {
    const FuncType type = view<FuncType>(tree_, function.type);
    if (!parameters.empty()) {
      error_at(begin(parameters[0]), "func {} must have no type parameters", str(name));
      reported = true;
    }
    if (!tree_.children(type.parameters).empty() || !tree_.children(type.results).empty()) {
      error_at(begin(function.name), "func {} must have no arguments and no return values", str(name));
    }
  }
  if (name == init_) {
    info_.definitions[function.name.index] = object;
    program_.objects[object].parent = program_.packages[package_].scope;
    if (!function.body.has_value()) error(begin(function.name), "func init must have a body");
  } else {
    declare_package_object(function.name, object);
  }
  if (!parameters.empty() && !reported) requires_version(begin(parameters[0]), 18, "type parameter");
}

void Checker::check_file_conflicts() {
  for (const FileNames& file : files_) {
    std::vector<std::pair<Symbol, ObjectId>> names(file.names.begin(), file.names.end());
    std::sort(names.begin(), names.end());
    for (auto [name, id] : names) {
      const ObjectId other = name.index < package_names_.size() ? package_names_[name.index] : ObjectId();
      if (!other.has_value()) continue;
      file_conflicts_ = true;
      const Object& object = program_.objects[id];
      if (object.kind == ObjectKind::kPackageName) {
        if (!object.imported.has_value()) continue;
        const Package& imported = program_.packages[object.imported];
        error_at(program_.objects[other].pos,
                 "{0} already declared through import of package {1} ({2})\n\t{3}: other declaration of {0}",
                 str(name), imported.name, quoted(imported.path), position_string(object.pos));
      } else {
        const Package& imported = program_.packages[object.package];
        error_at(program_.objects[other].pos, "{} already declared through dot-import of package {} ({})",
                 str(name), imported.name, quoted(imported.path));
      }
    }
  }
}

// The type name that a receiver's type leads to, through parentheses, a pointer, instantiation and local
// aliases.
ObjectId Checker::receiver_base(NodeId type, bool& pointer, std::vector<uint32_t>& seen) {
  type = unparen(type);
  if (tree_.is(type, NodeKind::kStar)) {
    if (pointer) return ObjectId();
    pointer = true;
    return receiver_base(view<Star>(tree_, type).x, pointer, seen);
  }
  // Behind an alias, T[int] is no base.
  if (tree_.is(type, NodeKind::kIndex) && seen.empty()) type = unparen(view<Index>(tree_, type).x);
  if (!tree_.is(type, NodeKind::kName)) return ObjectId();
  const ObjectId object = package_names_[tree_.symbol(type).index];
  if (!object.has_value() || program_.objects[object].kind != ObjectKind::kTypeName) return ObjectId();
  if (!program_.objects[object].is_alias) return object;
  if (std::find(seen.begin(), seen.end(), object.index) != seen.end()) return ObjectId();
  seen.push_back(object.index);
  const TypeSpec spec = view<TypeSpec>(tree_, program_.objects[object].declaration);
  if (!tree_.children(spec.type_parameters).empty()) return ObjectId();
  return receiver_base(spec.type, pointer, seen);
}

void Checker::attach_methods() {
  for (const PendingMethod& method : pending_methods_) {
    bool pointer = false;
    std::vector<uint32_t> seen;
    const ObjectId base = receiver_base(method.receiver, pointer, seen);
    if (base.has_value()) methods_of_[base].push_back(method.object);
  }
}

void Checker::report_unused_imports() {
  for (const FileNames& file : files_) {
    for (ObjectId id : file.imports) {
      const Object& object = program_.objects[id];
      if (object.used || object.name == blank_) continue;
      const Package& imported = program_.packages[object.imported];
      const std::string_view path = imported.path;
      const std::string_view last = path.substr(path.rfind('/') + 1);
      const std::string name = str(object.name);
      if (name == "." || last == name) {
        error_at(object.pos, "{} imported and not used", quoted(path));
      } else {
        error_at(object.pos, "{} imported as {} and not used", quoted(path), name);
      }
    }
  }
}

}  // namespace escdiff::types
