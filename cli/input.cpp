#include "cli/input.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"

namespace escdiff::cli {

namespace fs = std::filesystem;

namespace {

// go build prints the shorter of the relative and the absolute path, and ./ before a file of the working folder.
std::string displayed_name(const fs::path& path) {
  std::error_code code;
  fs::path absolute = fs::weakly_canonical(path, code);
  fs::path relative = fs::relative(absolute, fs::current_path(code), code);
  if (code || relative.empty() || relative.string().size() > absolute.string().size()) return absolute.string();
  return relative.has_parent_path() ? relative.string() : "./" + relative.string();
}

}  // namespace

bool are_files(const std::vector<std::string>& arguments) {
  return std::ranges::all_of(arguments, [](const std::string& argument) { return argument.ends_with(".go"); });
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

}  // namespace escdiff::cli
