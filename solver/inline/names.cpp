#include "solver/inline/names.h"

#include <fmt/core.h>

namespace escdiff::inlining {

namespace {

enum class Kind { kLiteral, kGo, kDefer, kRange };

// Told by the last part of the name: f.func1, f.func1.2, f.gowrap1, f.deferwrap1, f-range1.
Kind kind_of(std::string_view name) {
  const size_t last = name.find_last_of(".-");
  const std::string_view part = last == std::string_view::npos ? name : name.substr(last);
  if (part.starts_with(".gowrap")) return Kind::kGo;
  if (part.starts_with(".deferwrap")) return Kind::kDefer;
  if (part.starts_with("-range")) return Kind::kRange;
  return Kind::kLiteral;
}

uint32_t& counter_of(Kind kind, LiteralCounters& counters) {
  switch (kind) {
    case Kind::kLiteral: return counters.literals;
    case Kind::kRange: return counters.range_bodies;
    default: return counters.wrappers;
  }
}

}  // namespace

namespace {

// What is inside the body of a range over a function counts for the function that holds the loop.
void count_literals(const ir::Module& module, ir::FunctionId function, LiteralCounters& counters) {
  for (const ir::FunctionId literal : module.functions[function].closures) {
    ++counter_of(kind_of(module.functions[literal].name), counters);
    if (module.functions[literal].is_range_body) count_literals(module, literal, counters);
  }
}

}  // namespace

LiteralCounters counted_literals(const ir::Module& module, ir::FunctionId function) {
  LiteralCounters counters;
  count_literals(module, function, counters);
  return counters;
}

std::string name_of_copy(std::string_view original, std::string_view outer, bool outer_is_literal,
                         const std::vector<std::string>& inlined, LiteralCounters& counters) {
  const Kind kind = kind_of(original);
  std::string name(outer);
  for (const std::string& function : inlined) name += '.' + function;
  std::string_view suffix = outer_is_literal ? "." : ".func";
  if (kind == Kind::kGo) suffix = ".gowrap";
  if (kind == Kind::kDefer) suffix = ".deferwrap";
  if (kind == Kind::kRange) suffix = "-range";
  return fmt::format("{}{}{}", name, suffix, ++counter_of(kind, counters));
}

}  // namespace escdiff::inlining
