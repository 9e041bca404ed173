#include "comparator/reduce/archive.h"

#include <algorithm>
#include <map>
#include <set>

#include "comparator/reduce/canonical.h"
#include "comparator/reduce/erase.h"
#include "comparator/reduce/merge_packages.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr std::string_view kMarker = "-- ", kMarkerEnd = " --";

std::string_view take_line(std::string_view& text) {
  size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// The path of a marker line, or nothing.
std::string_view marked_path(std::string_view line) {
  if (!line.starts_with(kMarker) || !line.ends_with(kMarkerEnd) ||
      line.size() <= kMarker.size() + kMarkerEnd.size())
    return {};
  return line.substr(kMarker.size(), line.size() - kMarker.size() - kMarkerEnd.size());
}

std::string folder_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string module_path(const Archive& archive) {
  for (const ArchiveFile& file : archive.files) {
    if (file.path != "go.mod") continue;
    std::string_view rest = file.text;
    while (!rest.empty()) {
      std::string_view line = take_line(rest);
      if (line.starts_with("module ")) return std::string(line.substr(7, line.find_first_of(" \t\r", 7) - 7));
    }
  }
  return {};
}

struct FileFacts {
  std::string package;
  std::vector<std::string> imports;
};

std::optional<FileFacts> facts_of(const std::string& text) {
  auto parsed = Snapshot::create(text, Checking::kSyntaxOnly);
  if (!parsed) return std::nullopt;
  FileFacts facts;
  facts.package = parsed->spelling(parsed->view<File>(parsed->root()).package);
  for (NodeId node : parsed->nodes()) {
    if (!parsed->is(node, NodeKind::kImportSpec)) continue;
    std::string path(parsed->spelling(parsed->view<ImportSpec>(node).path));
    facts.imports.push_back(path.substr(1, path.size() - 2));
  }
  return facts;
}

}  // namespace

Archive parse_archive(std::string_view text) {
  Archive archive;
  std::string* into = &archive.comment;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (std::string_view path = marked_path(line); !path.empty()) {
      archive.files.push_back({std::string(path), {}});
      into = &archive.files.back().text;
    } else {
      into->append(line).push_back('\n');
    }
  }
  return archive;
}

std::string to_text(const Archive& archive) {
  auto ended = [](const std::string& text) {
    return text.empty() || text.back() == '\n' ? text : text + "\n";
  };
  std::string out = ended(archive.comment);
  for (const ArchiveFile& file : archive.files) {
    out.append(kMarker).append(file.path).append(kMarkerEnd).append("\n").append(ended(file.text));
  }
  return out;
}

std::vector<ArchivePackage> packages_of(const Archive& archive) {
  const std::string module = module_path(archive);
  std::map<std::pair<std::string, std::string>, ArchivePackage> found;  // by folder and package clause
  for (size_t i = 0; i < archive.files.size(); ++i) {
    const ArchiveFile& file = archive.files[i];
    if (!file.path.ends_with(".go") || file.path.ends_with("_test.go")) continue;
    auto facts = facts_of(file.text);
    if (!facts) continue;
    const std::string folder = folder_of(file.path);
    ArchivePackage& package = found[{folder, facts->package}];
    package.import_path = module.empty()   ? (folder.empty() ? "p" : folder)
                          : folder.empty() ? module
                                           : module + "/" + folder;
    package.files.push_back(i);
    package.imports.insert(package.imports.end(), facts->imports.begin(), facts->imports.end());
  }
  // Imported ones first; cycles end where they began.
  std::vector<ArchivePackage> waiting, result;
  for (auto& [key, package] : found) waiting.push_back(std::move(package));
  std::set<std::string> done;
  while (!waiting.empty()) {
    auto ready = std::ranges::find_if(waiting, [&](const ArchivePackage& package) {
      return std::ranges::none_of(waiting, [&](const ArchivePackage& other) {
        return &other != &package && std::ranges::count(package.imports, other.import_path) > 0;
      });
    });
    if (ready == waiting.end()) ready = waiting.begin();
    result.push_back(std::move(*ready));
    waiting.erase(ready);
  }
  return result;
}

namespace {

class ArchiveReducer {
 public:
  ArchiveReducer(Archive archive, const BatchPredicate& predicate, const ImportSource& imports,
                 const ReduceOptions& options)
      : archive_(std::move(archive)), predicate_(predicate), imports_(imports), options_(options) {}

  Reduction run() {
    Reduction result;
    result.tokens_before = tokens();
    result.typed = check_before(archive_, archive_.files.size()) != nullptr;
    checked_ = result.typed;
    bool smaller = true;
    while (smaller && !stopped()) {
      smaller = drop_files();
      smaller = merge_imported() || smaller;
      smaller = merge_files() || smaller;
      for (size_t i = 0; i < archive_.files.size() && !stopped(); ++i) {
        if (archive_.files[i].path.ends_with(".go")) smaller = reduce_file(i, result.typed) || smaller;
      }
    }
    result.text = to_text(archive_);
    result.tokens_after = tokens();
    result.runs = runs_;
    result.finished = !stopped();
    return result;
  }

 private:
  bool stopped() const { return stopped_ || options_.stop.stop_requested() || runs_ >= options_.max_runs; }

  size_t tokens() const {
    size_t sum = 0;
    for (const ArchiveFile& file : archive_.files) sum += cost_of(file.text).tokens;
    return sum;
  }

  bool try_archive(Archive candidate, std::string_view pass) {
    if (stopped() || (checked_ && check_before(candidate, candidate.files.size()) == nullptr)) return false;
    const std::string text = to_text(candidate);
    ++runs_;
    const bool holds = predicate_({&text, 1}).has_value();
    if (holds) archive_ = std::move(candidate);
    if (options_.observer) options_.observer({pass, tokens(), runs_, holds ? &text : nullptr});
    return holds;
  }

  // Halves of the files first, then single ones, the last first.
  bool drop_files() {
    bool smaller = false;
    for (size_t size = std::max<size_t>(1, archive_.files.size() / 2);; size = (size + 1) / 2) {
      for (size_t end = archive_.files.size(); end > 0;) {
        const size_t begin = end > size ? end - size : 0;
        Archive candidate = archive_;
        candidate.files.erase(candidate.files.begin() + static_cast<std::ptrdiff_t>(begin),
                              candidate.files.begin() + static_cast<std::ptrdiff_t>(end));
        const bool any_go = std::ranges::any_of(candidate.files,
                                                [](const ArchiveFile& f) { return f.path.ends_with(".go"); });
        if (any_go) smaller = try_archive(std::move(candidate), "drop-files") || smaller;
        end = std::min(begin, archive_.files.size());
      }
      if (size == 1) return smaller;
    }
  }

  // The files of one package become its first one.
  bool merge_files() {
    for (const ArchivePackage& package : packages_of(archive_)) {
      if (package.files.size() < 2) continue;
      Archive candidate = archive_;
      auto text = merged_text(package);
      if (!text) continue;
      candidate.files[package.files[0]].text = std::move(*text);
      for (auto it = package.files.rbegin(); it + 1 != package.files.rend(); ++it)
        candidate.files.erase(candidate.files.begin() + static_cast<std::ptrdiff_t>(*it));
      // The indices of other packages are others now.
      if (try_archive(std::move(candidate), "merge-files")) return true;
    }
    return false;
  }

  // A package that one other imports becomes a part of it.
  bool merge_imported() {
    const std::vector<ArchivePackage> packages = packages_of(archive_);
    for (const ArchivePackage& inner : packages) {
      const ArchivePackage* outer = nullptr;
      size_t importers = 0;
      for (const ArchivePackage& other : packages) {
        if (&other == &inner || std::ranges::count(other.imports, inner.import_path) == 0) continue;
        outer = &other;
        ++importers;
      }
      if (importers != 1) continue;
      auto candidate = merge_packages(archive_, inner, *outer);
      // The indices of other packages are others now.
      if (candidate && try_archive(std::move(*candidate), "merge-packages")) return true;
    }
    return false;
  }

  std::optional<std::string> merged_text(const ArchivePackage& package) const {
    std::string clause, imports, rest;
    std::set<std::string> seen;
    for (size_t index : package.files) {
      auto parsed = Snapshot::create(archive_.files[index].text, Checking::kSyntaxOnly);
      if (!parsed) return std::nullopt;
      File file = parsed->view<File>(parsed->root());
      clause = "package " + std::string(parsed->spelling(file.package)) + "\n\n";
      for (NodeId declaration : parsed->children(file.declarations)) {
        if (parsed->tree().op(declaration) != Token::kImport ||
            !parsed->is(declaration, NodeKind::kGenDecl)) {
          rest +=
              "\n" + directives_above(*parsed, declaration) + std::string(parsed->text(declaration)) + "\n";
          continue;
        }
        for (NodeId spec : parsed->children(parsed->view<GenDecl>(declaration).specs)) {
          std::string text(parsed->text(spec));
          if (seen.insert(text).second) imports += "import " + text + "\n";
        }
      }
    }
    return clause + imports + rest;
  }

  // A program with all that the archive's packages import from outside, and, checked, its own packages in
  // front of that of file `index` (all of them when there is no such file); null when one does not check.
  std::shared_ptr<types::Program> check_before(const Archive& archive, size_t index) const {
    const std::vector<ArchivePackage> packages = packages_of(archive);
    std::set<std::string> inside, outside;
    for (const ArchivePackage& package : packages) inside.insert(package.import_path);
    for (const ArchivePackage& package : packages) {
      for (const std::string& path : package.imports) {
        if (!inside.contains(path) && path != "unsafe" && path != "C") outside.insert(path);
      }
    }
    auto program = imports_.program(outside);
    if (program == nullptr) return nullptr;
    for (const ArchivePackage& package : packages) {
      if (std::ranges::count(package.files, index) > 0) break;
      std::vector<types::SourceFile> files;
      for (size_t file : package.files) files.push_back({archive.files[file].path, archive.files[file].text});
      types::CheckOptions check;
      check.language = imports_.language;
      std::vector<types::CheckError> errors;
      if (!types::check_package(*program, package.import_path, std::move(files), check, errors).has_value())
        return nullptr;
    }
    return program;
  }

  // Whether another package of the archive imports that of the file.
  bool is_imported(size_t index) const {
    const std::vector<ArchivePackage> packages = packages_of(archive_);
    return std::ranges::any_of(packages, [&](const ArchivePackage& package) {
      return std::ranges::count(package.files, index) > 0 &&
             std::ranges::any_of(packages, [&](const ArchivePackage& other) {
               return std::ranges::count(other.imports, package.import_path) > 0;
             });
    });
  }

  bool reduce_file(size_t index, bool& typed) {
    Imports imports(imports_.language, [this, index] { return check_before(archive_, index); });
    for (const ArchivePackage& package : packages_of(archive_)) {
      if (std::ranges::count(package.files, index) == 0) continue;
      for (size_t other : package.files) {
        if (other != index)
          imports.beside.push_back({archive_.files[other].path, archive_.files[other].text});
      }
    }
    ReduceOptions options = options_;
    options.imports = &imports;
    options.max_runs = options_.max_runs - runs_;
    options.focus_lines.clear();
    const bool alone = std::ranges::any_of(packages_of(archive_), [&](const ArchivePackage& package) {
      return package.files == std::vector{index};
    });
    // Others call it by its name.
    if (!alone || is_imported(index)) options.skipped_passes.insert("name-package");
    Archive candidate = archive_;
    auto whole = [&](const std::string& text) {
      candidate.files[index].text = text;
      return to_text(candidate);
    };
    std::string best;
    const unsigned before = runs_;
    const size_t others = tokens() - cost_of(archive_.files[index].text).tokens;
    options.observer = [&](const Progress& progress) {
      if (!options_.observer) return;
      if (progress.best != nullptr) best = whole(*progress.best);
      options_.observer({progress.pass, others + progress.tokens, before + progress.runs,
                         progress.best != nullptr ? &best : nullptr});
    };
    const bool has_importers = checked_ && is_imported(index);
    const BatchPredicate predicate = [&](std::span<const std::string> candidates) -> std::optional<size_t> {
      std::vector<std::string> archives;
      std::vector<size_t> indices;  // of those that are asked
      for (size_t i = 0; i < candidates.size(); ++i) {
        std::string archive = whole(candidates[i]);
        // The file's own package checks already; those that import it may not.
        if (has_importers && check_before(candidate, candidate.files.size()) == nullptr) continue;
        archives.push_back(std::move(archive));
        indices.push_back(i);
      }
      if (archives.empty()) return std::nullopt;
      auto found = predicate_(archives);
      return found ? std::optional(indices[*found]) : std::nullopt;
    };
    Reduction reduction = reduce(archive_.files[index].text, predicate, options);
    runs_ += reduction.runs;
    stopped_ = stopped_ || !reduction.finished;
    typed = typed && reduction.typed;
    const bool smaller = reduction.tokens_after < reduction.tokens_before;
    archive_.files[index].text = std::move(reduction.text);
    return smaller;
  }

  Archive archive_;
  const BatchPredicate& predicate_;
  const ImportSource& imports_;
  const ReduceOptions& options_;
  bool checked_ = false;  // the archive checks, and so must every candidate
  unsigned runs_ = 0;
  bool stopped_ = false;
};

}  // namespace

Reduction reduce_archive(const std::string& text, const BatchPredicate& predicate,
                         const ImportSource& imports, const ReduceOptions& options) {
  return ArchiveReducer(parse_archive(text), predicate, imports, options).run();
}

}  // namespace escdiff::reduce
