#include "solver/packages/load_listed.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <unordered_set>

#include "base/check.h"
#include "solver/cache/write_summary.h"
#include "solver/packages/display.h"
#include "solver/packages/gather.h"
#include "solver/packages/parse_ahead.h"
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

types::CheckOptions check_options(const ListedPackage& package, const Request& request) {
  types::CheckOptions options;
  options.language = language_of(package, request.language);
  options.parse = parse_options(package, request);
  options.all_errors = request.all_errors;
  // The go command knows by name the standard packages whose bodies package runtime supplies.
  options.allow_missing_bodies = package.standard || !package.foreign_files.empty() ||
                                 (request.without_go_command && !package.matches.empty());
  options.import_map = package.import_map;
  return options;
}

// Checks package after package, each as soon as it is parsed.
class Loader {
 public:
  Loader(const Request& request, const std::vector<ListedPackage>& packages, const std::string& state)
      : request_(request), packages_(packages), state_(state) {}

  Result<Loaded> load() {
    Result<std::vector<Gathered>> gathered = gather(packages_, request_, state_);
    if (!gathered) return tl::unexpected(gathered.error());
    gathered_ = std::move(*gathered);
    std::vector<ParseTask> tasks = add_files();
    ParseAhead ahead(loaded_.program.sources, std::move(tasks), request_.jobs);
    size_t task = 0;
    for (size_t i = 0; i < packages_.size(); ++i) {
      std::optional<ParsedUnit> unit;
      if (!gathered_[i].summary) unit = ahead.take(task++);
      if (needs_broken(packages_[i])) {
        broken_.insert(packages_[i].import_path);
      } else if (unit) {
        check(i, join(std::move(*unit), loaded_.program.symbols));
      } else {
        restore(i);
      }
    }
    return std::move(loaded_);
  }

 private:
  // Puts all files into the program, and returns those that are to be parsed.
  std::vector<ParseTask> add_files() {
    std::vector<ParseTask> tasks;
    syntax::SourceSet& sources = loaded_.program.sources;
    files_.resize(packages_.size());
    for (size_t i = 0; i < packages_.size(); ++i) {
      if (gathered_[i].summary) {
        const std::string folder = display_folder(packages_[i].folder, request_.working_folder);
        files_[i] = cache::RestoredPackages::add_files(sources, *gathered_[i].summary, folder);
      } else {
        files_[i] = add_texts(packages_[i], std::move(gathered_[i].texts), request_.working_folder, sources);
        tasks.push_back({files_[i], parse_options(packages_[i], request_)});
      }
    }
    return tasks;
  }

  void restore(size_t index) {
    types::Program& program = loaded_.program;
    if (program.lazy == nullptr) program.lazy = std::make_unique<cache::RestoredPackages>();
    const types::PackageId id =
        restored_packages(loaded_)->add(program, std::move(*gathered_[index].summary), files_[index]);
    // Its imports are those of its key, and they are there.
    ESCDIFF_CHECK(id.has_value(), "{} does not find its imports", packages_[index].import_path);
    LoadedPackage& package = loaded_.packages.emplace_back(listed(packages_[index], id));
    package.restored = true;
    package.key = gathered_[index].key;
  }

  bool needs_broken(const ListedPackage& package) const {
    return std::ranges::any_of(package.imports,
                               [&](const std::string& path) { return broken_.contains(path); });
  }

  void check(size_t index, types::ParsedPackage parsed) {
    const ListedPackage& package = packages_[index];
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
      if (!has_movable_names(id)) loaded_.packages.back().key = gathered_[index].key;
    } else {
      loaded_.failures.push_back({package.import_path, std::move(errors)});
      broken_.insert(package.import_path);
    }
  }

  // From Go 1.27 on the files that //line directives name depend on where the package lies.
  bool has_movable_names(types::PackageId id) const {
    return request_.syntax.clean_directive_paths &&
           std::ranges::any_of(loaded_.program.packages[id].files, [&](syntax::FileId file) {
             return !loaded_.program.sources.line_directives(file).empty();
           });
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
    return {.id = id,
            .import_path = package.import_path,
            .folder = package.folder,
            .root = root,
            .standard = package.standard,
            .profiled = profiled};
  }

  const Request& request_;
  const std::vector<ListedPackage>& packages_;
  const std::string& state_;
  std::vector<Gathered> gathered_;
  std::vector<std::vector<syntax::FileId>> files_;  // by package
  Loaded loaded_;
  std::unordered_set<std::string> broken_;  // import paths that did not compile, and those that need them
};

}  // namespace

cache::RestoredPackages* restored_packages(Loaded& loaded) {
  return static_cast<cache::RestoredPackages*>(loaded.program.lazy.get());
}

void keep(const Request& request, Loaded& loaded, const LoadedPackage& package, const KeptFacts& facts) {
  if (request.cache == nullptr || package.restored || package.key.empty()) return;
  if (request.cache->contains(package.key)) return;
  const cache::SummaryContents contents{
      .bodies = cache::kept_functions(loaded.program, package.id, facts.has_body),
      .record = facts.record,
      .package_record = facts.package_record};
  request.cache->store(package.key, cache::write_summary(loaded.program, package.id, contents));
}

Result<Loaded> load(const Request& request, const RunGo& run_go) {
  std::string state;
  const RunGo noted = [&](const std::vector<std::string>& arguments) {
    Result<GoOutput> ran = run_go(arguments);
    if (ran) state = ran->state;
    return ran;
  };
  Result<std::vector<ListedPackage>> packages =
      resolve(request.arguments, minor_of(request.language), noted, request.without_go_command);
  if (!packages) return tl::unexpected(packages.error());
  return load_listed(request, *packages, state);
}

Result<Loaded> load_listed(const Request& request, const std::vector<ListedPackage>& packages,
                           const std::string& state) {
  return Loader(request, packages, state).load();
}

syntax::ParseOptions syntax_of(int go_minor) {
  constexpr int kFirstWithGenericMethods = 27, kFirstWithCleanDirectivePaths = 27;
  syntax::ParseOptions options;
  options.generic_methods = go_minor >= kFirstWithGenericMethods;
  options.clean_directive_paths = go_minor >= kFirstWithCleanDirectivePaths;
  return options;
}

}  // namespace escdiff::packages
