#include "solver/cache/write_summary.h"

#include <algorithm>

#include "solver/cache/constant_bytes.h"
#include "solver/cache/summary_file.h"
#include "solver/cache/summary_writer.h"
#include "solver/syntax/views.h"

namespace escdiff::cache {

const Predeclared& predeclared() {
  static const Predeclared counts = [] {
    const types::Program empty;
    return Predeclared{static_cast<uint32_t>(empty.types.size()),
                       static_cast<uint32_t>(empty.objects.size())};
  }();
  return counts;
}

std::vector<ObjectId> kept_functions(const types::Program& program, PackageId package,
                                     const std::function<bool(ObjectId)>& also) {
  const syntax::Tree& tree = program.packages[package].tree;
  std::vector<ObjectId> functions;
  for (const NodeId file : tree.files()) {
    for (const NodeId node : tree.children(syntax::view<syntax::File>(tree, file).declarations)) {
      if (!tree.is(node, syntax::NodeKind::kFuncDecl)) continue;
      const auto declaration = syntax::view<syntax::FuncDecl>(tree, node);
      const ObjectId object = program.packages[package].info.definitions[declaration.name.index];
      if (object.has_value() && declaration.body.has_value() &&
          (!program.objects[object].type_parameters.empty() || also(object)))
        functions.push_back(object);
    }
  }
  return functions;
}

SummaryWriter::SummaryWriter(types::Program& program, PackageId package, const SummaryContents& contents)
    : program_(program),
      package_(package),
      contents_(contents),
      base_(program.packages[package].start.offset) {}

std::string SummaryWriter::write() {
  ByteWriter ignored;
  for (const ObjectId member : program_.members(package_)) reference(ignored, member);
  keep_bodies();
  write_waiting_rows();
  for (const std::vector<NodeId>& kept : kept_) {
    body_bytes_.push_back(body(kept));
    write_waiting_rows();
  }
  std::array<std::string, kSectionCount> sections;
  const auto section = [&](Section s) -> std::string& { return sections[static_cast<size_t>(s)]; };
  section(Section::kMeta) = meta();
  section(Section::kFiles) = files();
  section(Section::kScope) = scope();
  section(Section::kAnchors) = anchors();
  section(Section::kRecords) = records();
  section(Section::kTree) = tree();
  section(Section::kConstants) = table_bytes(constant_bytes_);
  section(Section::kTypes) = table_bytes(type_bytes_);
  section(Section::kObjects) = table_bytes(object_bytes_);
  section(Section::kBodies) = table_bytes(body_bytes_);
  section(Section::kTexts) = table_bytes(texts_);
  section(Section::kPackages) = packages();
  return summary_bytes(sections);
}

// A row may refer to new ones, which wait in turn.
void SummaryWriter::write_waiting_rows() {
  while (object_bytes_.size() < objects_.size() || type_bytes_.size() < types_.size()) {
    ByteWriter out;
    if (object_bytes_.size() < objects_.size()) {
      object_row(out, objects_[object_bytes_.size()]);
      object_bytes_.push_back(out.take());
    } else {
      type_row(out, types_[type_bytes_.size()]);
      type_bytes_.push_back(out.take());
    }
  }
}

std::string SummaryWriter::meta() const {
  ByteWriter out;
  out.text(own().path);
  out.text(own().name);
  out.text(own().language);
  out.number(own().imports.size());
  for (const PackageId import : own().imports) out.text(program_.packages[import].path);
  out.text(contents_.package_record);
  return out.take();
}

std::string SummaryWriter::files() const {
  ByteWriter out;
  out.number(own().files.size());
  for (const syntax::FileId file : own().files) {
    const std::string_view name = program_.sources.name(file);
    out.text(name.substr(name.rfind('/') + 1));
    out.number(program_.sources.size(file));
    ByteWriter lines;
    const std::vector<uint32_t>& starts = program_.sources.line_starts(file);
    lines.number(starts.size() - 1);
    for (size_t i = 1; i < starts.size(); ++i) lines.number(starts[i] - starts[i - 1]);
    for (const auto& directive : program_.sources.line_directives(file)) {
      lines.number(directive.offset);
      lines.text(directive.file);
      lines.number(directive.line);
      lines.number(directive.column);
    }
    out.text(lines.bytes());
  }
  return out.take();
}

std::string SummaryWriter::packages() const {
  ByteWriter out;
  out.number(package_list_.size());
  for (const PackageId package : package_list_) out.text(program_.packages[package].path);
  return out.take();
}

std::string SummaryWriter::scope() const {
  std::vector<ObjectId> members = program_.members(package_);
  ByteWriter out;
  out.number(members.size());
  for (const ObjectId member : members) out.number(object_rows_.at(member));
  std::ranges::sort(members, {},
                    [&](ObjectId id) { return program_.symbols.text(program_.objects[id].name); });
  for (const ObjectId member : members) out.number(object_rows_.at(member));
  return out.take();
}

// Type names inside functions and type parameters, which other packages can only find by their position.
std::string SummaryWriter::anchors() const {
  std::vector<std::pair<uint32_t, uint32_t>> places;
  for (uint32_t row = 0; row < objects_.size(); ++row) {
    const types::Object& object = program_.objects[objects_[row]];
    if (object.package == package_ && object.kind == types::ObjectKind::kTypeName &&
        !is_in_scope(objects_[row]))
      places.emplace_back(object.pos.offset - base_, row);
  }
  std::ranges::sort(places);
  ByteWriter out;
  out.number(places.size());
  for (auto [offset, row] : places) {
    out.number(offset);
    out.number(row);
  }
  return out.take();
}

std::string SummaryWriter::records() const {
  std::vector<std::string> rows(objects_.size());
  if (contents_.record) {
    for (size_t i = 0; i < rows.size(); ++i) {
      const types::Object& object = program_.objects[objects_[i]];
      if (object.package == package_ && object.kind == types::ObjectKind::kFunc)
        rows[i] = contents_.record(objects_[i]);
    }
  }
  while (!rows.empty() && rows.back().empty()) rows.pop_back();
  return table_bytes(rows);
}

void SummaryWriter::reference(ByteWriter& out, ObjectId object) {
  if (!object.has_value()) return out.number(0);
  if (object.index < predeclared().objects) return out.number(2 * uint64_t{object.index} + 1);
  const auto [row, fresh] = object_rows_.emplace(object, static_cast<uint32_t>(objects_.size()));
  if (fresh) objects_.push_back(object);
  out.number(2 * uint64_t{row->second} + 2);
}

void SummaryWriter::reference(ByteWriter& out, TypeId type) {
  if (!type.has_value()) return out.number(0);
  if (type.index < predeclared().types) return out.number(2 * uint64_t{type.index} + 1);
  const auto [row, fresh] = type_rows_.emplace(type, static_cast<uint32_t>(types_.size()));
  if (fresh) types_.push_back(type);
  out.number(2 * uint64_t{row->second} + 2);
}

void SummaryWriter::reference(ByteWriter& out, ConstantId constant) {
  if (!constant.has_value()) return out.number(0);
  const auto [row, fresh] = constant_rows_.emplace(constant, static_cast<uint32_t>(constant_bytes_.size()));
  if (fresh) {
    ByteWriter bytes;
    write_constant(bytes, program_.constants[constant]);
    constant_bytes_.push_back(bytes.take());
  }
  out.number(uint64_t{row->second} + 1);
}

void SummaryWriter::reference(ByteWriter& out, PackageId package) {
  if (!package.has_value()) return out.number(0);
  const auto [row, fresh] = package_rows_.emplace(package, static_cast<uint32_t>(package_list_.size()));
  if (fresh) package_list_.push_back(package);
  out.number(uint64_t{row->second} + 1);
}

void SummaryWriter::reference(ByteWriter& out, Symbol text) {
  if (!text.has_value()) return out.number(0);
  const auto [row, fresh] = text_rows_.emplace(text, static_cast<uint32_t>(texts_.size()));
  if (fresh) texts_.emplace_back(program_.symbols.text(text));
  out.number(uint64_t{row->second} + 1);
}

// Counted from the package's first file, whose files follow one another; 0: unknown.
void SummaryWriter::position(ByteWriter& out, SourcePos pos) const {
  out.number(pos.is_known() ? uint64_t{pos.offset} - base_ + 1 : 0);
}

std::string write_summary(types::Program& program, PackageId package, const SummaryContents& contents) {
  return SummaryWriter(program, package, contents).write();
}

}  // namespace escdiff::cache
