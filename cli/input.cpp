#include "cli/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "comparator/reduce/archive.h"
#include "solver/syntax/parser.h"
#include "solver/syntax/views.h"

namespace escdiff::cli {

namespace fs = std::filesystem;

namespace {

// go build prints a folder's files relative to the working folder when that is shorter than the folder's own
// path, and as ./x.go otherwise.
std::string displayed_name(const fs::path& path) {
  std::error_code code;
  fs::path absolute = fs::absolute(path, code).lexically_normal();
  fs::path folder = absolute.parent_path();
  std::string relative = folder.lexically_relative(fs::current_path(code)).string();
  std::string name = absolute.filename().string();
  bool is_shorter = relative != "." && relative.size() < folder.string().size();
  return is_shorter ? relative + "/" + name : "./" + name;
}

}  // namespace

bool are_files(const std::vector<std::string>& arguments) {
  return std::ranges::all_of(arguments,
                             [](const std::string& argument) { return argument.ends_with(".go"); });
}

Result<std::vector<types::SourceFile>> read_go_files(const std::vector<std::string>& paths) {
  std::vector<types::SourceFile> files;
  for (const std::string& path : paths) {
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    files.push_back({displayed_name(path), std::move(*text)});
  }
  return files;
}

Result<std::string> read_folder(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code code;
  for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
    const fs::path& path = it->path();
    if (path.extension() == ".go" || path.filename() == "go.mod")
      paths.push_back(path.lexically_relative(folder).generic_string());
  }
  if (code)
    return failure(ErrorKind::kEnvironment, fmt::format("cannot read {}: {}", folder, code.message()));
  if (std::ranges::none_of(paths, [](const std::string& path) { return path.ends_with(".go"); }))
    return failure(ErrorKind::kInput, fmt::format("{} holds no .go file", folder));
  std::ranges::sort(paths);
  reduce::Archive archive;
  for (const std::string& path : paths) {
    auto text = read_file(fs::path(folder) / path);
    if (!text) return tl::unexpected(text.error());
    archive.files.push_back({path, std::move(*text)});
  }
  return reduce::to_text(archive);
}

std::vector<std::string> imported_paths(const std::vector<types::SourceFile>& files) {
  syntax::SourceSet sources;
  syntax::SymbolTable symbols;
  syntax::Tree tree;
  std::vector<syntax::SyntaxError> ignored;
  for (const types::SourceFile& file : files)
    syntax::parse_file(sources, sources.add(file.name, file.text), symbols, tree, ignored);
  std::set<std::string> paths;
  for (uint32_t i = 0; i < tree.size(); ++i) {
    const syntax::NodeId node(i);
    if (!tree.is(node, syntax::NodeKind::kImportSpec)) continue;
    const syntax::NodeId path = syntax::view<syntax::ImportSpec>(tree, node).path;
    const std::string_view quoted = symbols.text(tree.symbol(path));
    if (quoted.size() >= 2) paths.emplace(quoted.substr(1, quoted.size() - 2));
  }
  return {paths.begin(), paths.end()};
}

}  // namespace escdiff::cli
