// Names in blocks: one binding a symbol, and a log that undoes a block's declarations at its end.
#include "solver/types/checker.h"

namespace escdiff::types {

ObjectId Checker::new_object(Object object) {
  const ObjectId id = program_.objects.add(std::move(object));
  states_.resize(id.index - first_object_);
  states_.push_back(
      ObjectState{.depth = context_.function != nullptr ? context_.function->depth : 0, .own = true});
  return id;
}

void Checker::open_scope() { scope_starts_.push_back(undo_.size()); }

void Checker::close_scope() {
  for (const size_t start = scope_starts_.back(); undo_.size() > start; undo_.pop_back()) {
    locals_[undo_.back().name.index] = undo_.back().previous;
  }
  scope_starts_.pop_back();
}

ObjectId Checker::lookup(Symbol name) const {
  if (name.index >= locals_.size()) return ObjectId();
  if (locals_[name.index].object.has_value()) return locals_[name.index].object;
  // A file's own scope lies inside the package's. Names stand in both only after an error.
  if (package_names_[name.index].has_value() && !file_conflicts_) return package_names_[name.index];
  if (context_.file < files_.size()) {
    const auto& names = files_[context_.file].names;
    if (auto it = names.find(name); it != names.end()) return it->second;
  }
  if (package_names_[name.index].has_value()) return package_names_[name.index];
  return universe_names_[name.index];
}

void Checker::report_redeclared(ObjectId object, ObjectId other) {
  const Object& declared = program_.objects[object];
  const std::string name = str(declared.name);
  std::string text = name + " redeclared in this block";
  const SourcePos place = program_.objects[other].pos;
  if (place.is_known()) text += "\n\t" + position_string(place) + ": other declaration of " + name;
  error(declared.pos, std::move(text));
}

void Checker::declare_local(ObjectId object) {
  const Symbol name = program_.objects[object].name;
  if (!name.has_value() || name == blank_) return;
  const uint32_t scope = static_cast<uint32_t>(scope_starts_.size());
  LocalBinding& binding = locals_[name.index];
  if (binding.object.has_value() && binding.scope == scope) {
    report_redeclared(object, binding.object);
    program_.objects[object].used = true;  // nobody can use it
    return;
  }
  undo_.push_back(Undo{name, binding});
  binding = LocalBinding{object, scope};
}

Checker::SavedLocals Checker::suspend_locals() {
  SavedLocals saved;
  for (const Undo& entry : undo_) {
    LocalBinding& binding = locals_[entry.name.index];
    if (binding.object.has_value()) saved.bindings.emplace_back(entry.name, binding);
    binding = LocalBinding{};
  }
  saved.undo = std::exchange(undo_, {});
  saved.starts = std::exchange(scope_starts_, {});
  return saved;
}

void Checker::resume_locals(SavedLocals saved) {
  undo_ = std::move(saved.undo);
  scope_starts_ = std::move(saved.starts);
  for (const auto& [name, binding] : saved.bindings) locals_[name.index] = binding;
}

}  // namespace escdiff::types
