#include "cli/input.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"

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

}  // namespace escdiff::cli
