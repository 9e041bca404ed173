#include "solver/packages/load_listed.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <unordered_set>

#include "solver/packages/parse_ahead.h"
#include "solver/packages/read_sources.h"
#include "solver/packages/resolve.h"

namespace escdiff::packages {

namespace {

syntax::ParseOptions parse_options(const ListedPackage& package, const Request& request) {
  syntax::ParseOptions options = request.syntax;
  // Which packages of the standard library are compiled with -+ differs from version to version. All of them
  // may use its directives here: their own compiler has accepted them.
  options.standard_library = options.runtime = package.standard;
  return options;
}

std::vector<ParseTask> parse_tasks(const std::vector<ListedPackage>& packages,
                                   std::vector<std::vector<syntax::FileId>> files, const Request& request) {
  std::vector<ParseTask> tasks;
  for (size_t i = 0; i < packages.size(); ++i) {
    tasks.push_back({std::move(files[i]), parse_options(packages[i], request)});
  }
  return tasks;
}

types::CheckOptions check_options(const ListedPackage& package, const Request& request) {
  types::CheckOptions options;
  options.language = language_of(package, request.language);
  options.parse = parse_options(package, request);
  options.all_errors = request.all_errors;
  // The go command knows by name the standard packages whose bodies package runtime supplies.
  options.allow_missing_bodies = package.standard || !package.foreign_files.empty();
  options.import_map = package.import_map;
  return options;
}

// Checks package after package, each as soon as it is parsed.
class Loader {
 public:
  Loader(const Request& request, const std::vector<ListedPackage>& packages)
      : request_(request), packages_(packages) {}

  Result<Loaded> load() {
    auto files = read_sources(packages_, request_.working_folder, request_.jobs, loaded_.program.sources);
    if (!files) return tl::unexpected(files.error());
    ParseAhead ahead(loaded_.program.sources, parse_tasks(packages_, std::move(*files), request_),
                     request_.jobs);
    for (size_t i = 0; i < packages_.size(); ++i) {
      ParsedUnit unit = ahead.take(i);
      if (needs_broken(packages_[i])) {
        broken_.insert(packages_[i].import_path);
      } else {
        check(packages_[i], join(std::move(unit), loaded_.program.symbols));
      }
    }
    return std::move(loaded_);
  }

 private:
  bool needs_broken(const ListedPackage& package) const {
    return std::ranges::any_of(package.imports,
                               [&](const std::string& path) { return broken_.contains(path); });
  }

  void check(const ListedPackage& package, types::ParsedPackage parsed) {
    std::vector<types::CheckError> errors;
    const types::PackageId id =
        package.import_path == "unsafe"  // its source only documents it
            ? loaded_.program.find_package("unsafe")
            : types::check_parsed_package(loaded_.program, package.import_path, std::move(parsed),
                                          check_options(package, request_), errors);
    if (id.has_value() && !package.matches.empty() && lacks_main(id)) {
      errors.push_back({{}, "runtime.main_main·f: function main is undeclared in the main package"});
    }
    if (errors.empty()) {
      loaded_.packages.push_back(listed(package, id));
    } else {
      loaded_.failures.push_back({package.import_path, std::move(errors)});
      broken_.insert(package.import_path);
    }
  }

  // Such a package compiles, but `go build` links it too.
  bool lacks_main(types::PackageId id) {
    types::Program& program = loaded_.program;
    const types::Package& package = program.packages[id];
    if (package.name != "main") return false;
    return !program.scopes[package.scope].find(program.symbols.intern("main")).has_value();
  }

  LoadedPackage listed(const ListedPackage& package, types::PackageId id) const {
    const bool root = !package.matches.empty();
    std::error_code ignored;
    const bool profiled =
        root && package.name == "main" && minor_of(request_.language) >= kFirstWithProfiles &&
        std::filesystem::exists(std::filesystem::path(package.folder) / "default.pgo", ignored);
    return {id, package.import_path, package.folder, root, package.standard, profiled};
  }

  const Request& request_;
  const std::vector<ListedPackage>& packages_;
  Loaded loaded_;
  std::unordered_set<std::string> broken_;  // import paths that did not compile, and those that need them
};

}  // namespace

Result<Loaded> load(const Request& request, const RunGo& run_go) {
  Result<std::vector<ListedPackage>> packages =
      resolve(request.arguments, minor_of(request.language), run_go);
  if (!packages) return tl::unexpected(packages.error());
  return load_listed(request, *packages);
}

Result<Loaded> load_listed(const Request& request, const std::vector<ListedPackage>& packages) {
  return Loader(request, packages).load();
}

syntax::ParseOptions syntax_of(int go_minor) {
  constexpr int kFirstWithGenericMethods = 27, kFirstWithCleanDirectivePaths = 27;
  syntax::ParseOptions options;
  options.generic_methods = go_minor >= kFirstWithGenericMethods;
  options.clean_directive_paths = go_minor >= kFirstWithCleanDirectivePaths;
  return options;
}

}  // namespace escdiff::packages
