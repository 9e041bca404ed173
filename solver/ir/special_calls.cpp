#include "solver/ir/special_calls.h"

#include <string>

namespace escdiff::ir {

profile::SpecialCall special_call(types::Program& program, const profile::Profile& profile,
                                  ObjectId function) {
  if (!function.has_value()) return profile::SpecialCall::kNone;
  const types::Object& object = program.objects[function];
  if (!object.package.has_value()) return profile::SpecialCall::kNone;
  std::string name(program.symbols.text(object.name));
  name = name.substr(0, name.find('['));  // of an instance
  if (object.receiver.has_value()) {
    const types::Type& receiver = program.types[object.receiver];
    const bool pointer = receiver.kind == types::TypeKind::kPointer;
    const TypeId base = program.types.unaliased(pointer ? receiver.element : object.receiver);
    const types::Object& declared = program.objects[program.types.named_info(base).object];
    const std::string type(program.symbols.text(declared.name));
    name = (pointer ? "(*" + type + ")" : type) + "." + name;
  }
  return profile::special_call(profile, program.packages[object.package].path, name);
}

}  // namespace escdiff::ir
