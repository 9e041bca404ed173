#include "solver/packages/kept_packages.h"

#include <fmt/format.h>

#include "base/build_id.h"
#include "base/hash.h"
#include "solver/packages/load.h"
#include "solver/packages/resolve.h"

namespace escdiff::packages {

namespace {

// Texts that cannot run into each other.
class Joined {
 public:
  Joined& add(std::string_view text) {
    text_ += fmt::format("{} {}\n", text.size(), text);
    return *this;
  }
  Joined& add(bool flag) { return add(flag ? std::string_view("1") : std::string_view("0")); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::vector<std::string> paths_of(const ListedPackage& package) {
  std::vector<std::string> paths;
  for (const std::string& file : package.go_files) paths.push_back(package.folder + "/" + file);
  return paths;
}

std::string stamp_key(const ListedPackage& package) {
  Joined key;
  key.add("sources").add(package.folder);
  for (const std::string& file : package.go_files) key.add(file);
  return key.text();
}

}  // namespace

std::optional<std::string> PackageKeys::source_hash(const ListedPackage& package) const {
  return request_.cache->find_stamped(stamp_key(package));
}

void PackageKeys::known(const ListedPackage& package, const std::string& hash, int64_t started) const {
  request_.cache->store_stamped(stamp_key(package), paths_of(package), hash, started);
}

std::unordered_map<std::string, std::string> PackageKeys::source_hashes(const std::string& state) const {
  std::unordered_map<std::string, std::string> hashes;
  const std::optional<std::string> text =
      state.empty() ? std::nullopt : request_.cache->find("source hashes " + state);
  std::string_view rest = text ? *text : std::string_view();
  while (!rest.empty()) {
    const size_t space = rest.find(' '), end = rest.find('\n');
    hashes.emplace(rest.substr(space + 1, end - space - 1), rest.substr(0, space));
    rest.remove_prefix(end + 1);
  }
  return hashes;
}

void PackageKeys::known(const std::string& state, const std::vector<ListedPackage>& packages,
                        const std::vector<std::optional<std::string>>& hashes) const {
  std::string text;
  for (size_t i = 0; i < packages.size(); ++i) {
    if (!packages[i].matches.empty() || packages[i].import_path == "unsafe") continue;
    if (!hashes[i]) return;
    text += *hashes[i] + ' ' + packages[i].import_path + '\n';
  }
  request_.cache->store("source hashes " + state, text);
}

std::string PackageKeys::hash_of(const std::vector<std::string>& texts) {
  Joined all;
  for (const std::string& text : texts) all.add(content_hash(text));
  return content_hash(all.text());
}

const std::string& PackageKeys::key(const ListedPackage& package, const std::string& source_hash) {
  static const std::string build = build_id();
  std::string& key = keys_[package.import_path];
  key.clear();
  if (build.empty()) return key;
  Joined all;
  const syntax::ParseOptions& syntax = request_.syntax;
  all.add("package").add(build).add(request_.kept_facts);
  all.add(syntax.generic_methods).add(syntax.clean_directive_paths);
  all.add(package.import_path).add(language_of(package, request_.language)).add(package.standard);
  all.add(package.foreign_files.empty()).add(source_hash);
  if (!package.matches.empty()) all.add("root").add(request_.root_facts);
  for (const std::string& file : package.go_files) all.add(file);
  for (const auto& [from, to] : package.import_map) all.add(from).add(to);
  for (const std::string& path : package.imports) {
    if (path == "unsafe") continue;
    const std::string& import = keys_[path];
    if (import.empty()) return key;
    all.add(path).add(import);
  }
  return key = content_hash(all.text());
}

}  // namespace escdiff::packages
