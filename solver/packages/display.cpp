#include "solver/packages/display.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace escdiff::packages {

namespace fs = std::filesystem;

namespace {

// Both absolute and normal: how one is spelled from the other.
std::string relative_spelling(std::string_view folder, std::string_view base) {
  const auto components = [](std::string_view path) { return path == "/" ? std::string_view() : path; };
  folder = components(folder);
  base = components(base);
  size_t shared = 0;  // ends between components
  const size_t shorter = std::min(folder.size(), base.size());
  for (size_t i = 0; i <= shorter; ++i) {
    const bool ends = (i == folder.size() || folder[i] == '/') && (i == base.size() || base[i] == '/');
    if (ends) shared = i;
    if (i == shorter || folder[i] != base[i]) break;
  }
  const std::string_view up = base.substr(shared), down = folder.substr(shared);
  std::string text;
  for (const char c : up)
    if (c == '/') text += text.empty() ? ".." : "/..";
  if (!down.empty()) text += text.empty() ? down.substr(1) : down;
  return text.empty() ? "." : text;
}

// `folder` relative to `working_folder` where that is shorter and names the same folder; else empty.
std::string shorter(std::string_view folder, std::string_view working_folder) {
  std::string text = relative_spelling(folder, working_folder);
  if (text.size() >= folder.size()) return "";
  // Through a symbolic link, ".." may lead elsewhere.
  std::error_code code;
  if (text.starts_with("..") && !fs::equivalent(fs::path(working_folder) / text, folder, code)) return "";
  return text;
}

// Without "." and "..", repeated slashes and one at the end.
std::string normal(const std::string& path) {
  std::string text = fs::path(path).lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

// Empty for the root.
std::string_view parent_of(std::string_view path) {
  if (path == "/") return {};
  const size_t slash = path.rfind('/');
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

// Measured on `go build`: the longest leading part of the folder that has a shorter relative spelling is
// replaced.
std::string display_folder(const std::string& folder, const std::string& working_folder) {
  const std::string full = normal(folder), base = normal(working_folder);
  for (std::string_view part = full; !part.empty(); part = parent_of(part)) {
    if (std::string relative = shorter(part, base); !relative.empty())
      return relative + full.substr(part.size());
  }
  return folder;
}

// What `go build` replaces are the package's own folder and those above it.
std::string display_foreign_folder(const std::string& folder, const std::string& compiled,
                                   const std::string& working_folder) {
  const std::string full = normal(compiled), base = normal(working_folder);
  for (std::string_view part = full; !part.empty(); part = parent_of(part)) {
    const bool ends_in_slash = part.ends_with('/');
    const bool is_above = folder.starts_with(part) &&
                          (folder.size() == part.size() || ends_in_slash || folder[part.size()] == '/');
    if (std::string relative = is_above ? shorter(part, base) : ""; !relative.empty())
      return relative + folder.substr(ends_in_slash ? part.size() - 1 : part.size());
  }
  return folder;
}

std::string current_folder() {
  std::error_code code;
  if (const char* pwd = std::getenv("PWD"); pwd != nullptr && fs::path(pwd).is_absolute()) {
    if (fs::equivalent(pwd, ".", code) && !code) return pwd;
  }
  return fs::current_path(code).string();
}

}  // namespace escdiff::packages
