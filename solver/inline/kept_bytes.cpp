#include "solver/inline/kept_bytes.h"

#include <algorithm>

#include "base/bytes.h"

namespace escdiff::inlining {

std::string costs_to_bytes(const Origin& function) {
  if (function.package == nullptr || !function.verdict().can_inline) return "";
  ByteWriter out;
  const auto& functions = function.package->module.functions;
  uint32_t i = function.function.index;
  do {  // its literals follow it
    const Verdict& verdict = function.package->verdicts[i];
    out.number(verdict.can_inline ? static_cast<uint64_t>(verdict.cost) + 1 : 0);
  } while (++i < functions.size() && functions[ir::FunctionId(i)].parent.has_value());
  return out.take();
}

KeptCosts costs_from_bytes(std::string_view bytes) {
  KeptCosts costs;
  for (ByteReader in(bytes); !in.at_end();) {
    costs.push_back(static_cast<int32_t>(in.small_number()) - 1);
    if (in.failed() || costs.back() < -1) return {};
  }
  return costs;
}

std::string bodies_to_bytes(types::Program& program, const std::set<ir::ObjectId>& functions) {
  std::vector<std::string> names;
  for (const ir::ObjectId function : functions) names.push_back(lasting_name(program, function));
  std::ranges::sort(names);
  ByteWriter out;
  for (const std::string& name : names) out.text(name);
  return out.take();
}

std::unordered_set<std::string_view> bodies_from_bytes(std::string_view bytes) {
  std::unordered_set<std::string_view> names;
  for (ByteReader in(bytes); !in.at_end() && !in.failed();) names.insert(in.text());
  return names;
}

std::string lasting_name(types::Program& program, ir::ObjectId function) {
  const types::Object& object = program.objects[function];
  std::string name = program.packages[object.package].path + '.';
  if (object.receiver.has_value()) {
    const bool pointer = program.types.kind(object.receiver) == types::TypeKind::kPointer;
    const types::TypeId base =
        program.types.unaliased(pointer ? program.types[object.receiver].element : object.receiver);
    name += program.symbols.text(program.objects[program.types.named_info(base).object].name);
    name += '.';
  }
  return name += program.symbols.text(object.name);
}

}  // namespace escdiff::inlining
