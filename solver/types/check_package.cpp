// Parsing and checking a package from beginning to end.
#include <algorithm>
#include <charconv>

#include "solver/types/checker.h"
#include "solver/types/peer_tests.h"

namespace escdiff::types {

namespace {

// "1.26", "go1.21.3" -> 26, 21; 99 when there is no version.
int minor_version(std::string_view language) {
  constexpr int kNewest = 99;
  if (language.starts_with("go")) language.remove_prefix(2);
  if (!language.starts_with("1.")) return kNewest;
  int minor = kNewest;
  std::from_chars(language.data() + 2, language.data() + language.size(), minor);
  return minor;
}

std::vector<syntax::FileId> files_of(const syntax::SourceSet& sources, const Tree& tree) {
  std::vector<syntax::FileId> files;
  for (const NodeId file : tree.files()) files.push_back(sources.file_of(tree.pos(file)));
  return files;
}

}  // namespace

Checker::Checker(Program& program, PackageId package, const CheckOptions& options)
    : program_(program),
      types_(program.types),
      package_(package),
      tree_(program.packages[package].tree),
      info_(program.packages[package].info),
      options_(options),
      language_minor_(minor_version(options.language)),
      instantiations_(program, package),
      first_object_(static_cast<uint32_t>(program.objects.size())) {
  blank_ = program.symbols.intern("_");
  init_ = program.symbols.intern("init");
  main_ = program.symbols.intern("main");
  const Scope& universe = program.scopes[program.universe];
  any_object_ = universe.find(program.symbols.intern("any"));
  comparable_object_ = universe.find(program.symbols.intern("comparable"));
  assert_object_ = universe.find(program.symbols.intern("assert"));
  trace_object_ = universe.find(program.symbols.intern("trace"));
  iota_object_ = universe.find(program.symbols.intern("iota"));
  bool_ = types_.basic(BasicKind::kBool);
  int_ = types_.basic(BasicKind::kInt);
  string_ = types_.basic(BasicKind::kString);
  untyped_bool_ = types_.basic(BasicKind::kUntypedBool);
  untyped_int_ = types_.basic(BasicKind::kUntypedInt);
}

std::vector<CheckError> Checker::run(ParsedPackage parsed) {
  for (syntax::ParsedFile& file : parsed.files) {
    // A file's own version never goes below 1.21, the first one that heeds it.
    constexpr int kOldestOfFile = 21;
    const bool own = !file.go_version.empty();
    const int asked = own ? minor_version(file.go_version) : language_minor_;
    file_minor_.push_back(own ? std::max(kOldestOfFile, asked) : asked);
    file_versions_.push_back(own && asked >= kOldestOfFile ? std::move(file.go_version) : "");
    late_errors_.insert(late_errors_.end(), file.late_errors.begin(), file.late_errors.end());
    for (const syntax::Linkname& linkname : file.linknames) linknames_.insert(linkname.local);
  }
  errors_ = std::move(parsed.errors);
  if (syntax::stop_type_checking(errors_) && !options_.check_after_syntax_errors) return std::move(errors_);
  for (syntax::ParsedFile& file : parsed.files) {
    range_errors_.insert(range_errors_.end(), file.type_errors.begin(), file.type_errors.end());
  }

  info_.expressions.resize(tree_.size());
  info_.definitions.resize(tree_.size());
  info_.uses.resize(tree_.size());
  info_.selections.resize(tree_.size());
  shifted_.resize(tree_.size());
  const size_t symbols = program_.symbols.size();
  locals_.resize(symbols);
  package_names_.resize(symbols);
  universe_names_.resize(symbols);
  literal_cache_.resize(symbols);
  for (ObjectId id : program_.scopes[program_.universe].objects()) {
    universe_names_[program_.objects[id].name.index] = id;
  }
  program_.complete_method = [this](ObjectId method) {
    if (is_own(method)) resolve(method);
  };
  collect_objects();
  resolve_package_objects();
  order_initialization();
  report_unused_imports();
  if (errors_.empty()) report_endless_instantiation();
  if (errors_.empty() && !options_.type_checker_alone) report_anonymous_circles();
  program_.complete_method = nullptr;
  if (errors_.empty()) errors_ = std::move(late_errors_);
  return std::move(errors_);
}

namespace {

ParsedPackage parsed_package(Program& program, std::vector<SourceFile> files,
                             const syntax::ParseOptions& options) {
  ParsedPackage parsed;
  for (SourceFile& file : files) {
    const syntax::FileId id = program.sources.add(std::move(file.name), std::move(file.text));
    parsed.files.push_back(
        syntax::parse_file(program.sources, id, program.symbols, parsed.tree, parsed.errors, options));
  }
  return parsed;
}

// Like check_parsed_package; the errors as they were found.
PackageId check_all(Program& program, std::string path, ParsedPackage parsed, const CheckOptions& options,
                    std::vector<CheckError>& found) {
  const ScopeId scope = program.scopes.add(Scope());
  std::vector<syntax::FileId> files = files_of(program.sources, parsed.tree);
  const SourcePos start = files.empty() ? SourcePos() : program.sources.position(files.front(), 0);
  const PackageId package = program.packages.add(Package{.path = std::move(path),
                                                         .scope = scope,
                                                         .files = std::move(files),
                                                         .start = start,
                                                         .tree = std::move(parsed.tree),
                                                         .language = options.language});
  found = Checker(program, package, options).run(std::move(parsed));
  program.packages[package].complete = found.empty();
  return found.empty() ? package : PackageId();
}

}  // namespace

PackageId check_package_unfiltered(Program& program, std::string path, std::vector<SourceFile> files,
                                   const CheckOptions& options, std::vector<CheckError>& errors) {
  CheckOptions alone = options;
  alone.type_checker_alone = true;
  alone.parse.branch_words = syntax::BranchWords::kTypeChecker;
  ParsedPackage parsed = parsed_package(program, std::move(files), alone.parse);
  return check_all(program, std::move(path), std::move(parsed), alone, errors);
}

PackageId check_package(Program& program, std::string path, std::vector<SourceFile> files,
                        const CheckOptions& options, std::vector<CheckError>& errors) {
  ParsedPackage parsed = parsed_package(program, std::move(files), options.parse);
  return check_parsed_package(program, std::move(path), std::move(parsed), options, errors);
}

bool imports_packages(const std::vector<SourceFile>& files) {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> ignored;
  for (const SourceFile& file : files)
    syntax::parse_file(sources, sources.add(file.name, file.text), symbols, tree, ignored);
  for (uint32_t i = 0; i < tree.size(); ++i)
    if (tree.is(syntax::NodeId(i), syntax::NodeKind::kImportSpec)) return true;
  return false;
}

PackageId check_parsed_package(Program& program, std::string path, ParsedPackage parsed,
                               const CheckOptions& options, std::vector<CheckError>& errors) {
  std::vector<CheckError> found;
  const PackageId package = check_all(program, std::move(path), std::move(parsed), options, found);
  if (!package.has_value())
    errors = syntax::select_printed(program.sources, std::move(found), options.all_errors);
  return package;
}

}  // namespace escdiff::types
