#include "solver/cache/restored_packages.h"

#include <fmt/format.h>

#include <algorithm>

#include "solver/cache/restored_source.h"

namespace escdiff::cache {

RestoredPackages::RestoredPackages() = default;
RestoredPackages::~RestoredPackages() = default;

std::vector<syntax::FileId> RestoredPackages::add_files(syntax::SourceSet& sources, const SummaryFile& file,
                                                        const std::string& folder) {
  std::vector<syntax::FileId> files;
  for (const SummaryFile::File& f : file.files)
    files.push_back(sources.add_without_text(fmt::format("{}/{}", folder, f.name), f.size));
  return files;
}

PackageId RestoredPackages::add(Program& program, SummaryFile file, std::vector<syntax::FileId> files) {
  std::vector<PackageId> imports;
  for (const std::string& path : file.imports) {
    imports.push_back(program.find_package(path));
    if (!imports.back().has_value()) return PackageId();
  }
  auto source = std::make_unique<Source>();
  for (const SummaryFile::File& f : file.files) source->size += f.size + 1;
  source->files = std::move(files);
  const SourcePos start =
      source->files.empty() ? SourcePos() : program.sources.position(source->files.front(), 0);
  source->start = start.offset;
  source->id = program.packages.add(types::Package{.path = file.path,
                                                   .name = file.name,
                                                   .scope = program.scopes.add(types::Scope()),
                                                   .imports = std::move(imports),
                                                   .files = source->files,
                                                   .start = start,
                                                   .language = file.language,
                                                   .complete = true});
  source->file = std::move(file);
  by_package_.resize(source->id.index + 1);
  by_package_[source->id.index] = source.get();
  sources_.push_back(std::move(source));
  return sources_.back()->id;
}

RestoredPackages::Source* RestoredPackages::of_package(PackageId package) const {
  return package.has_value() && package.index < by_package_.size() ? by_package_[package.index] : nullptr;
}

// Makes room for what will be restored.
void RestoredPackages::open(Program& program, Source& source) {
  if (source.opened) return;
  source.opened = true;
  const std::optional<SummaryFile::Scope> scope = source.file.scope();
  if (scope) {
    source.scope = *scope;
  } else {
    damaged_ = true;
  }
  source.texts.resize(source.file.texts.size());
  source.types.resize(source.file.types.size());
  source.types_in_making.resize(source.file.types.size());
  source.objects.resize(source.file.objects.size());
  source.constants.resize(source.file.constants.size());
  source.bodies_restored.resize(source.file.bodies.size());
  for (const std::string& path : source.file.packages) {
    source.packages.push_back(path == source.file.path ? source.id : program.find_package(path));
    if (!source.packages.back().has_value()) damaged_ = true;
  }
  ByteReader anchors(source.file.section(Section::kAnchors));
  source.anchors.resize(anchors.count());
  for (auto& [offset, row] : source.anchors) {
    offset = anchors.small_number();
    row = anchors.small_number();
  }
  if (anchors.failed()) damaged_ = true;
  read_lines(program, source);
}

void RestoredPackages::read_lines(Program& program, Source& source) {
  for (size_t i = 0; i < source.files.size(); ++i) {
    const uint32_t size = source.file.files[i].size;
    ByteReader in(source.file.line_tables[i]);
    std::vector<uint32_t> starts(size_t{in.count()} + 1);
    uint64_t at = 0;
    for (size_t line = 1; line < starts.size(); ++line) {
      at += in.number();
      if (at > size) damaged_ = true;
      starts[line] = static_cast<uint32_t>(std::min<uint64_t>(at, size));
    }
    program.sources.set_lines(source.files[i], std::move(starts));
    uint32_t last = 0;
    while (!in.at_end() && !in.failed()) {
      const uint32_t offset = in.small_number();
      std::string file(in.text());
      const uint32_t line = in.small_number();
      const uint32_t column = in.small_number();
      if (offset > size || offset < last) {
        damaged_ = true;
        break;
      }
      last = offset;
      program.sources.add_line_directive(program.sources.position(source.files[i], offset), std::move(file),
                                         line, column);
    }
    if (in.failed()) damaged_ = true;
  }
}

// UINT32_MAX when no package-level object has this name.
uint32_t RestoredPackages::row_of_name(Source& source, std::string_view name) const {
  const auto name_of = [&](uint32_t row) -> std::string_view {
    ByteReader in(source.file.objects[row]);
    in.raw(4);  // row kind, object kind, role, flags
    const uint64_t text = in.number();
    return text == 0 ? std::string_view() : source.file.texts[static_cast<uint32_t>(text - 1)];
  };
  const auto found = std::ranges::lower_bound(source.scope.by_name, name, {}, name_of);
  return found != source.scope.by_name.end() && name_of(*found) == name ? *found : UINT32_MAX;
}

ObjectId RestoredPackages::find_member(Program& program, Source& source, Symbol name) {
  open(program, source);
  const ObjectId known = program.scopes[program.packages[source.id].scope].find(name);
  if (known.has_value()) return known;
  const uint32_t row = row_of_name(source, program.symbols.text(name));
  return row == UINT32_MAX ? ObjectId() : object_row(program, source, row);
}

ObjectId RestoredPackages::member(Program& program, PackageId package, Symbol name) {
  Source* source = of_package(package);
  if (source == nullptr) return ObjectId();
  const ObjectId object = find_member(program, *source, name);
  complete_all(program);
  return object;
}

std::optional<std::vector<ObjectId>> RestoredPackages::members(Program& program, PackageId package) {
  Source* source = of_package(package);
  if (source == nullptr) return std::nullopt;
  open(program, *source);
  std::vector<ObjectId> all;
  for (const uint32_t row : source->scope.rows) all.push_back(object_row(program, *source, row));
  complete_all(program);
  return all;
}

std::string_view RestoredPackages::record(ObjectId object) const {
  const auto place = places_.find(object);
  return place == places_.end() ? std::string_view() : place->second.source->file.records[place->second.row];
}

std::string_view RestoredPackages::package_record(PackageId package) const {
  const Source* source = of_package(package);
  return source == nullptr ? std::string_view() : source->file.package_record;
}

}  // namespace escdiff::cache
