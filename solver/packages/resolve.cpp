#include "solver/packages/resolve.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>
#include <unordered_set>

#include "base/file.h"
#include "solver/syntax/parser.h"
#include "solver/syntax/views.h"

namespace escdiff::packages {

namespace {

// The go command's spelling of an error (load.PackageError).
std::string error_text(const ListedError& error) {
  if (!error.position.empty()) return fmt::format("{}: {}", error.position, error.text);
  if (error.import_stack.empty()) return error.text;
  return fmt::format("package {}: {}", fmt::join(error.import_stack, "\n\timports "), error.text);
}

bool imports_c(const std::filesystem::path& path) {
  Result<std::string> text = read_file(path);
  if (!text) return false;
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> errors;
  const syntax::FileId file = sources.add(path.string(), std::move(*text));
  syntax::parse_file(sources, file, symbols, tree, errors);
  for (uint32_t i = 0; i < tree.size(); ++i) {
    const syntax::NodeId node(i);
    if (!tree.is(node, syntax::NodeKind::kImportSpec)) continue;
    const syntax::NodeId path = syntax::view<syntax::ImportSpec>(tree, node).path;
    if (tree.is(path, syntax::NodeKind::kBasicLit) && symbols.text(tree.symbol(path)) == "\"C\"") return true;
  }
  return false;
}

// Without cgo the go command drops files that import "C" as if a build constraint said so.
std::string cgo_hint(const std::string& folder) {
  namespace fs = std::filesystem;
  std::set<std::string> files;
  std::error_code code;
  for (fs::directory_iterator i(folder, code), end; !code && i != end; i.increment(code)) {
    if (i->path().extension() == ".go") files.insert(i->path().string());
  }
  for (const std::string& file : files) {
    if (imports_c(file))
      return fmt::format(" ({} imports \"C\", and cgo is not supported)", fs::path(file).filename().string());
  }
  return "";
}

bool is_wildcard(const std::string& pattern) {
  return pattern.find("...") != std::string::npos || pattern == "all" || pattern == "std" ||
         pattern == "cmd" || pattern == "tool" || pattern == "work";
}

// The message that `go build` prints about this package alone, or nothing.
std::string problem_of(const ListedPackage& package) {
  if (package.error) {
    std::string text = error_text(*package.error);
    if (package.error->text.starts_with("build constraints exclude all Go files"))
      text += cgo_hint(package.folder);
    return text;
  }
  if (!package.cgo_files.empty()) {
    return fmt::format("package {}: {} imports \"C\", and cgo is not supported", package.import_path,
                       package.cgo_files.front());
  }
  if (!package.matches.empty() && package.go_files.empty()) {
    return fmt::format("{}: no non-test Go files in {}", package.import_path, package.folder);
  }
  return "";
}

bool is_skipped(const ListedPackage& package) {
  return !package.error && package.go_files.empty() && package.cgo_files.empty() &&
         std::ranges::all_of(package.matches, is_wildcard);
}

// The message for a list in which something is imported before it is listed, or not at all.
std::string disorder(const std::vector<ListedPackage>& packages) {
  std::unordered_set<std::string_view> known{"unsafe", "C"};
  for (const ListedPackage& package : packages) {
    for (const std::string& path : package.imports) {
      if (!known.contains(path)) {
        return fmt::format("package {}\n\timports {}: not listed before its importer", package.import_path,
                           path);
      }
    }
    known.insert(package.import_path);
  }
  return "";
}

// Programs are listed with all that is linked to them. What no import leads to is not needed.
void drop_unimported(std::vector<ListedPackage>& packages) {
  std::unordered_set<std::string> needed;
  for (auto package = packages.rbegin(); package != packages.rend(); ++package) {
    if (package->matches.empty() && !needed.contains(package->import_path) && !package->error) continue;
    needed.insert(package->import_path);
    needed.insert(package->imports.begin(), package->imports.end());
  }
  std::erase_if(packages, [&](const ListedPackage& p) { return !needed.contains(p.import_path); });
}

// Only the go command minds who imports internal packages.
void forgive_internal_imports(std::vector<ListedPackage>& packages) {
  for (ListedPackage& package : packages) {
    if (package.error && package.error->text.starts_with("use of internal package ")) package.error.reset();
  }
}

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

Result<std::vector<ListedPackage>> resolve(const std::vector<std::string>& arguments, int go_minor,
                                           const RunGo& run_go, bool without_go_command) {
  Result<GoOutput> ran = run_go(list_arguments(arguments, go_minor));
  if (!ran) return tl::unexpected(ran.error());
  if (ran->status != 0) {
    return failure(ErrorKind::kInput, ran->error.empty() ? fmt::format("go list: exit status {}", ran->status)
                                                         : trimmed(std::move(ran->error)));
  }
  Result<std::vector<ListedPackage>> packages = read_list(ran->output);
  if (!packages) return packages;
  if (packages->empty()) {
    return failure(ErrorKind::kInput, trimmed(std::move(ran->error) + "no packages to build"));
  }
  if (without_go_command) forgive_internal_imports(*packages);
  std::erase_if(*packages, is_skipped);
  drop_unimported(*packages);
  std::vector<std::string> problems;
  for (const ListedPackage& package : *packages) {
    std::string problem = problem_of(package);
    if (!problem.empty() && std::ranges::find(problems, problem) == problems.end())
      problems.push_back(std::move(problem));
  }
  if (problems.empty()) {
    if (std::string problem = disorder(*packages); !problem.empty()) problems.push_back(std::move(problem));
  }
  if (!problems.empty()) return failure(ErrorKind::kInput, fmt::format("{}", fmt::join(problems, "\n")));
  return packages;
}

int minor_of(std::string_view language) {
  if (language.starts_with("go")) language.remove_prefix(2);
  if (!language.starts_with("1.")) return -1;
  int minor = -1;
  std::from_chars(language.data() + 2, language.data() + language.size(), minor);
  return minor;
}

std::string language_of(const ListedPackage& package, const std::string& toolchain) {
  const int own = minor_of(toolchain);
  if (!package.in_module) return fmt::format("1.{}", own);
  constexpr int kWithoutGoLine = 16;  // gover.DefaultGoModVersion of cmd/go
  const int asked = package.module_language.empty() ? kWithoutGoLine : minor_of(package.module_language);
  return fmt::format("1.{}", asked < 0 || asked > own ? own : asked);
}

}  // namespace escdiff::packages
