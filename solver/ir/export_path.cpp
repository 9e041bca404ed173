#include "solver/ir/export_path.h"

#include <algorithm>
#include <set>

#include "solver/types/text.h"
#include "solver/types/type_parts.h"

namespace escdiff::ir {

using types::ObjectId;
using types::TypeId;

namespace {

class Search {
 public:
  Search(types::Program& program, ObjectId generic) : program_(program), generic_(generic) {}

  // Whether the object leads to the generic type. None leads there twice.
  bool visit_object(ObjectId id) {
    if (id == generic_) return true;
    if (!seen_.insert(id).second) return false;
    const types::Object& object = program_.objects[id];
    if (object.kind != types::ObjectKind::kTypeName || object.is_alias) return visit(object.type);
    const std::vector<ObjectId> methods = program_.types.named_info(object.type).methods;
    return visit(program_.types.underlying(object.type)) ||
           std::ranges::any_of(methods,
                               [&](ObjectId method) { return visit(program_.objects[method].type); });
  }
  const std::vector<TypeId>& path() const { return path_; }

 private:
  bool visit(TypeId id) {
    path_.push_back(id);
    if (visit_parts(id)) return true;
    path_.pop_back();
    return false;
  }
  bool visit_parts(TypeId id) {
    const types::TypeStore& types = program_.types;
    const types::Type type = types[id];  // the store grows meanwhile
    if (type.kind == types::TypeKind::kNamed) {
      const types::NamedInfo& info = types.named_info(id);
      const ObjectId object = info.origin.has_value() ? types.named_info(info.origin).object : info.object;
      if (object.has_value() && visit_object(object)) return true;
    }
    return types::any_part(type, [&](TypeId part) { return visit(part); });
  }

  types::Program& program_;
  ObjectId generic_;
  std::set<ObjectId> seen_;
  std::vector<TypeId> path_;
};

}  // namespace

std::vector<TypeId> own_copies(types::Program& program, ObjectId object, ObjectId generic) {
  const auto name = [&](ObjectId id) { return program.symbols.text(program.objects[id].name); };
  if (!types::is_exported(name(object)) || !Search(program, generic).visit_object(object)) return {};
  std::vector<ObjectId> exported = program.members(program.objects[object].package);
  std::erase_if(exported, [&](ObjectId id) { return !types::is_exported(name(id)); });
  std::ranges::sort(exported, {}, name);
  Search search(program, generic);
  const auto first = std::ranges::find_if(exported, [&](ObjectId id) { return search.visit_object(id); });
  return *first == object ? search.path() : std::vector<TypeId>();
}

}  // namespace escdiff::ir
