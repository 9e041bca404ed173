#include "comparator/reduce/merge_packages.h"

#include <algorithm>
#include <map>
#include <set>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/snapshot.h"
#include "comparator/reduce/uses.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

using Names = std::set<std::string, std::less<>>;

class PackageMerger {
 public:
  PackageMerger(const Archive& archive, const ArchivePackage& inner, const ArchivePackage& outer)
      : archive_(archive), inner_(inner), outer_(outer) {}

  std::optional<Archive> run() {
    for (size_t index : inner_.files) {
      if (!parse(index, inner_names_)) return std::nullopt;
    }
    for (size_t index : outer_.files) {
      if (!parse(index, outer_names_)) return std::nullopt;
    }
    const Snapshot& inner = *files_.at(inner_.files[0]);
    const Snapshot& outer = *files_.at(outer_.files[0]);
    inner_clause_ = inner.spelling(inner.view<File>(inner.root()).package);
    outer_clause_ = outer.spelling(outer.view<File>(outer.root()).package);
    Archive result = archive_;
    for (size_t index : outer_.files) result.files[index].text = without_import(*files_.at(index));
    for (size_t index : inner_.files) {
      result.files[index].text = moved(*files_.at(index));
      result.files[index].path = moved_path(archive_.files[index].path);
    }
    return result;
  }

 private:
  bool parse(size_t index, Names& names) {
    auto file = Snapshot::create(archive_.files[index].text, Checking::kSyntaxOnly);
    if (!file) return false;
    for (NodeId name : declared_names(*file)) names.emplace(file->spelling(name));
    files_[index] = std::move(file);
    return true;
  }

  // What a name of the inner package is called in the outer one.
  std::string new_name(std::string_view name) const {
    if (name == "init" || name == "_" || !outer_names_.contains(name)) return std::string(name);
    return inner_clause_ + "_" + std::string(name);
  }

  std::string moved_path(const std::string& path) const {
    const std::string& beside = archive_.files[outer_.files[0]].path;
    const size_t slash = beside.rfind('/');
    std::string name = path;
    std::ranges::replace(name, '/', '_');
    return slash == std::string::npos ? name : beside.substr(0, slash + 1) + name;
  }

  std::string moved(const Snapshot& file) const {
    Edit edit;
    NodeId clause = file.view<File>(file.root()).package;
    edit.replace(file.begin(clause), file.end(clause), outer_clause_);
    for (NodeId node : file.nodes()) {
      if (node == clause || !file.is(node, NodeKind::kName) || !inner_names_.contains(file.spelling(node)))
        continue;
      NodeId parent = file.parent(node);
      if (file.is(parent, NodeKind::kSelector) && file.view<Selector>(parent).name == node) continue;
      const std::string name = new_name(file.spelling(node));
      if (name != file.spelling(node)) edit.replace(file.begin(node), file.end(node), name);
    }
    return edit.apply(file.text());
  }

  std::string without_import(const Snapshot& file) const {
    Edit edit;
    std::string local;  // the name of the import
    for (NodeId node : file.nodes()) {
      if (!file.is(node, NodeKind::kImportSpec)) continue;
      ImportSpec spec = file.view<ImportSpec>(node);
      const std::string_view path = file.spelling(spec.path);
      if (path.substr(1, path.size() - 2) != inner_.import_path) continue;
      local = spec.name.has_value() ? std::string(file.spelling(spec.name)) : inner_clause_;
      erase_spec(file, node, edit);
    }
    if (local.empty()) return file.text();
    for (NodeId node : file.nodes()) {
      if (!file.is(node, NodeKind::kSelector)) continue;
      auto [x, name] = file.view<Selector>(node);
      if (file.is_name(x, local) && inner_names_.contains(file.spelling(name)))
        edit.replace(file.begin(node), file.end(node), new_name(file.spelling(name)));
    }
    return edit.apply(file.text());
  }

  const Archive& archive_;
  const ArchivePackage& inner_;
  const ArchivePackage& outer_;
  std::map<size_t, std::unique_ptr<Snapshot>> files_;  // by index
  Names inner_names_, outer_names_;
  std::string inner_clause_, outer_clause_;
};

}  // namespace

std::optional<Archive> merge_packages(const Archive& archive, const ArchivePackage& inner,
                                      const ArchivePackage& outer) {
  return PackageMerger(archive, inner, outer).run();
}

}  // namespace escdiff::reduce
