#include "solver/packages/kept_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/file_stamp.h"

namespace escdiff::packages {

namespace fs = std::filesystem;

namespace {

bool is_wildcard(const std::string& argument) {
  return argument.find("...") != std::string::npos || argument == "all" || argument == "std" ||
         argument == "cmd" || argument == "tool" || argument == "work";
}

std::string key_of(const std::vector<std::string>& arguments, const ListContext& context) {
  // Lengths keep lists apart that would read the same when joined.
  std::string key = "go list\n";
  const auto add = [&](const std::string& text) { key += fmt::format("{} {}\n", text.size(), text); };
  add(context.working_folder);
  for (const auto* list : {&arguments, &context.environment, &context.toolchain_files}) {
    key += fmt::format("{}\n", list->size());
    for (const std::string& text : *list) add(text);
  }
  return key;
}

// What the answer depends on, or nothing when that cannot be told.
class Dependencies {
 public:
  explicit Dependencies(const ListContext& context) : context_(context) {}

  std::optional<std::vector<std::string>> of(const std::vector<ListedPackage>& packages) {
    for (const std::string& file : context_.toolchain_files) paths_.insert(file);
    if (!main_module()) return std::nullopt;
    for (const ListedPackage& package : packages) {
      if (package.import_path == "unsafe") continue;
      if (package.error || package.folder.empty() || (package.embeds && !package.standard))
        return std::nullopt;
      if (!package.standard && !nested_modules(package)) return std::nullopt;
      if (!folder(package.folder)) return std::nullopt;
    }
    return std::vector<std::string>(paths_.begin(), paths_.end());
  }

 private:
  // The go.mod above the working folder, if any.
  bool main_module() {
    for (fs::path at = context_.working_folder;; at = at.parent_path()) {
      const std::string module = (at / "go.mod").string();
      const std::string workspace = (at / "go.work").string();
      paths_.insert(workspace);
      if (stamp_of(workspace).exists) return false;
      if (root_.empty()) {
        paths_.insert(module);
        if (stamp_of(module).exists && !read_module(at)) return false;
      }
      if (at == at.parent_path()) return true;
    }
  }

  bool read_module(const fs::path& root) {
    root_ = root;
    for (const char* file : {"go.sum", "vendor", "vendor/modules.txt"}) paths_.insert((root / file).string());
    const Result<std::string> text = read_file(root / "go.mod");
    // Modules that other folders replace have a go.mod there.
    return text && text->find("=>") == std::string::npos;
  }

  // A go.mod between the main module and a package takes the package away from it. Packages elsewhere must be
  // of the module cache, which does not change; vendored ones have their list.
  bool nested_modules(const ListedPackage& package) {
    if (root_.empty()) return package.import_path == "command-line-arguments";
    const fs::path folder = package.folder;
    const auto [root_end, rest] = std::mismatch(root_.begin(), root_.end(), folder.begin(), folder.end());
    if (root_end != root_.end()) return package.in_module && folder.string().find('@') != std::string::npos;
    fs::path at = root_;
    for (auto part = rest; part != folder.end(); ++part) {
      at /= *part;
      paths_.insert((at / "go.mod").string());
    }
    return true;
  }

  bool folder(const std::string& folder) {
    paths_.insert(folder);
    std::error_code code;
    fs::directory_iterator entry(folder, code);
    for (const fs::directory_iterator end; !code && entry != end; entry.increment(code)) {
      std::error_code ignored;
      if (!entry->is_directory(ignored)) paths_.insert(entry->path().string());
    }
    return !code;
  }

  const ListContext& context_;
  fs::path root_;
  std::set<std::string> paths_;
};

// Arguments stand behind "--".
bool may_be_kept(const std::vector<std::string>& arguments) {
  const auto patterns = std::ranges::find(arguments, "--");
  return !arguments.empty() && arguments.front() == "list" && patterns != arguments.end() &&
         std::none_of(patterns, arguments.end(), is_wildcard);
}

}  // namespace

RunGo keep_lists(RunGo run_go, DiskCache& cache, ListContext context) {
  return [run_go = std::move(run_go), &cache,
          context = std::move(context)](const std::vector<std::string>& arguments) -> Result<GoOutput> {
    if (!may_be_kept(arguments)) return run_go(arguments);
    const std::string key = key_of(arguments, context);
    std::string state;
    if (std::optional<std::string> known = cache.find_stamped(key, &state))
      return GoOutput{0, std::move(*known), "", std::move(state)};
    const int64_t started = stamp_clock();
    Result<GoOutput> ran = run_go(arguments);
    if (!ran || ran->status != 0 || !ran->error.empty()) return ran;
    const Result<std::vector<ListedPackage>> packages = read_list(ran->output);
    if (!packages || packages->empty()) return ran;
    if (const auto paths = Dependencies(context).of(*packages))
      cache.store_stamped(key, *paths, ran->output, started);
    return ran;
  };
}

}  // namespace escdiff::packages
