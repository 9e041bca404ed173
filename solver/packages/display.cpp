#include "solver/packages/display.h"

#include <cstdlib>

namespace escdiff::packages {

namespace fs = std::filesystem;

namespace {

// `folder` relative to `working_folder` where that is shorter and names the same folder; else empty.
std::string shorter(const fs::path& folder, const fs::path& working_folder) {
  const fs::path relative = folder.lexically_relative(working_folder);
  std::string text = relative.string();
  if (text.empty() || text.size() >= folder.native().size()) return "";
  // Through a symbolic link, ".." may lead elsewhere.
  std::error_code code;
  if (text.starts_with("..") && !fs::equivalent(working_folder / relative, folder, code)) return "";
  return text;
}

}  // namespace

// Measured on `go build`: the longest leading part of the folder that has a shorter relative spelling is
// replaced.
std::string display_folder(const std::string& folder, const std::string& working_folder) {
  const fs::path full = fs::path(folder).lexically_normal();
  for (fs::path part = full;; part = part.parent_path()) {
    if (const std::string relative = shorter(part, working_folder); !relative.empty()) {
      return part == full ? relative : relative + full.string().substr(part.native().size());
    }
    if (part == part.parent_path()) return folder;
  }
}

// What `go build` replaces are the package's own folder and those above it.
std::string display_foreign_folder(const std::string& folder, const std::string& compiled,
                                   const std::string& working_folder) {
  for (fs::path part = fs::path(compiled).lexically_normal();; part = part.parent_path()) {
    const std::string& text = part.native();
    const bool is_above = folder == text || folder.starts_with(text.ends_with('/') ? text : text + '/');
    if (const std::string relative = is_above ? shorter(part, working_folder) : ""; !relative.empty())
      return relative + folder.substr(text.ends_with('/') ? text.size() - 1 : text.size());
    if (part == part.parent_path()) return folder;
  }
}

std::string current_folder() {
  std::error_code code;
  if (const char* pwd = std::getenv("PWD"); pwd != nullptr && fs::path(pwd).is_absolute()) {
    if (fs::equivalent(pwd, ".", code) && !code) return pwd;
  }
  return fs::current_path(code).string();
}

}  // namespace escdiff::packages
