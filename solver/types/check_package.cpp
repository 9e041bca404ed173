// Parsing and checking a package from beginning to end.
#include <algorithm>
#include <charconv>

#include "solver/types/checker.h"

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

// Only the first of equal messages on one line is printed.
void sort_and_thin(const syntax::SourceSet& sources, std::vector<CheckError>& errors) {
  std::stable_sort(errors.begin(), errors.end(),
                   [](const CheckError& a, const CheckError& b) { return a.pos < b.pos; });
  auto same_line = [&](const CheckError& a, const CheckError& b) {
    if (a.text != b.text) return false;
    if (!a.pos.is_known() || !b.pos.is_known()) return a.pos == b.pos;
    return sources.file_of(a.pos) == sources.file_of(b.pos) &&
           sources.resolve(a.pos).line == sources.resolve(b.pos).line;
  };
  std::vector<CheckError> kept;
  for (CheckError& error : errors) {
    const bool repeated =
        std::any_of(kept.begin(), kept.end(), [&](const CheckError& k) { return same_line(k, error); });
    if (!repeated) kept.push_back(std::move(error));
  }
  errors = std::move(kept);
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
      first_object_(static_cast<uint32_t>(program.objects.size())) {
  blank_ = program.symbols.intern("_");
  init_ = program.symbols.intern("init");
  main_ = program.symbols.intern("main");
  const Scope& universe = program.scopes[program.universe];
  any_object_ = universe.find(program.symbols.intern("any"));
  comparable_object_ = universe.find(program.symbols.intern("comparable"));
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
    file_minor_.push_back(file.go_version.empty() ? language_minor_
                                                  : std::max(kOldestOfFile, minor_version(file.go_version)));
    for (syntax::SyntaxError& e : file.late_errors)
      late_errors_.push_back(CheckError{e.pos, std::move(e.text)});
    for (const syntax::Linkname& linkname : file.linknames) linknames_.insert(linkname.local);
  }
  for (syntax::SyntaxError& e : parsed.errors) errors_.push_back(CheckError{e.pos, std::move(e.text)});
  if (!errors_.empty() && !options_.check_after_syntax_errors) return std::move(errors_);
  for (syntax::ParsedFile& file : parsed.files) {
    for (syntax::SyntaxError& e : file.type_errors) errors_.push_back(CheckError{e.pos, std::move(e.text)});
  }

  info_.expressions.resize(tree_.size());
  info_.definitions.resize(tree_.size());
  info_.uses.resize(tree_.size());
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
  program_.complete_method = nullptr;
  if (errors_.empty()) errors_ = std::move(late_errors_);
  return std::move(errors_);
}

PackageId check_package(Program& program, std::string path, std::vector<SourceFile> files,
                        const CheckOptions& options, std::vector<CheckError>& errors) {
  ParsedPackage parsed;
  for (SourceFile& file : files) {
    const syntax::FileId id = program.sources.add(std::move(file.name), std::move(file.text));
    parsed.files.push_back(
        syntax::parse_file(program.sources, id, program.symbols, parsed.tree, parsed.errors, options.parse));
  }
  return check_parsed_package(program, std::move(path), std::move(parsed), options, errors);
}

PackageId check_parsed_package(Program& program, std::string path, ParsedPackage parsed,
                               const CheckOptions& options, std::vector<CheckError>& errors) {
  const ScopeId scope = program.scopes.add(Scope());
  const PackageId package = program.packages.add(Package{
      .path = std::move(path), .scope = scope, .tree = std::move(parsed.tree), .language = options.language});
  std::vector<CheckError> found = Checker(program, package, options).run(std::move(parsed));
  if (found.empty()) {
    program.packages[package].complete = true;
    return package;
  }
  constexpr size_t kMostErrors = 10;
  const bool too_many = !options.all_errors && found.size() > kMostErrors;
  if (too_many) found.resize(kMostErrors);
  sort_and_thin(program.sources, found);
  if (too_many) found.push_back(CheckError{syntax::SourcePos{}, "too many errors"});
  errors = std::move(found);
  return PackageId();
}

}  // namespace escdiff::types
