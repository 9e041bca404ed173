#include "generator/exhaustive.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace escdiff::generator {
namespace {

struct FlowKind {
  std::string_view name;
  int since;
  std::string_view statements;
  std::string_view declaration;
};

constexpr FlowKind kKinds[] = {
#define ESCDIFF_FLOW(name, since, statements, declaration) {name, since, statements, declaration},
#include "generator/exhaustive.def"
#undef ESCDIFF_FLOW
};

constexpr uint8_t kLevels = 3;
constexpr std::array<std::string_view, kLevels> kTypes = {"int", "*int", "**int"};
constexpr std::array<std::string_view, kLevels> kStars = {"", "*", "**"};

enum class Role : uint8_t { kParam, kLocal, kGlobal, kResult };
constexpr Role kSources[] = {Role::kParam, Role::kLocal, Role::kGlobal};
constexpr Role kTargets[] = {Role::kParam, Role::kLocal, Role::kGlobal, Role::kResult};

struct Variable {
  Role role;
  uint8_t level;  // pointers before int
};

// From one variable to another, `stars` dereferences away.
struct Flow {
  uint8_t from;
  uint8_t to;
  uint8_t stars;
};

struct Shape {
  std::vector<Variable> variables;
  std::vector<Flow> flows;
};

// A value of `to` without `stars` pointers can be had from `from`: over one address at most.
bool possible(Variable from, Variable to, uint8_t stars) {
  return stars <= to.level && to.level - stars <= from.level + 1;
}

template <class Take>
void each_flow(const std::vector<Variable>& variables, uint8_t from, uint8_t to, Take take) {
  for (uint8_t stars = 0; stars < kLevels; ++stars)
    if (possible(variables[from], variables[to], stars)) take(Flow{from, to, stars});
}

template <class Roles, class Take>
void each_variable(const Roles& roles, Take take) {
  for (Role role : roles)
    for (uint8_t level = 0; level < kLevels; ++level) take(Variable{role, level});
}

// a to b.
std::vector<Shape> single_shapes() {
  std::vector<Shape> shapes;
  each_variable(kSources, [&](Variable a) {
    each_variable(kTargets, [&](Variable b) {
      each_flow({a, b}, 0, 1, [&](Flow flow) { shapes.push_back({{a, b}, {flow}}); });
    });
  });
  return shapes;
}

// a to b and back; a to b to c.
std::vector<Shape> double_shapes() {
  std::vector<Shape> shapes;
  each_variable(kSources, [&](Variable a) {
    each_variable(kSources, [&](Variable b) {
      each_flow({a, b}, 0, 1, [&](Flow there) {
        each_flow({a, b}, 1, 0, [&](Flow back) { shapes.push_back({{a, b}, {there, back}}); });
      });
    });
  });
  each_variable(kSources, [&](Variable a) {
    each_variable(kSources, [&](Variable b) {
      each_flow({a, b}, 0, 1, [&](Flow first) {
        each_variable(kTargets, [&](Variable c) {
          each_flow({a, b, c}, 1, 2, [&](Flow second) { shapes.push_back({{a, b, c}, {first, second}}); });
        });
      });
    });
  });
  return shapes;
}

const std::vector<Shape>& singles() {
  static const std::vector<Shape> kShapes = single_shapes();
  return kShapes;
}

const std::vector<Shape>& doubles() {
  static const std::vector<Shape> kShapes = double_shapes();
  return kShapes;
}

std::vector<const FlowKind*> kinds_of(int lang) {
  std::vector<const FlowKind*> kinds;
  for (const FlowKind& kind : kKinds)
    if (kind.since <= lang) kinds.push_back(&kind);
  return kinds;
}

class Writer {
 public:
  Writer(const Shape& shape, std::vector<const FlowKind*> kinds, uint32_t index)
      : shape_(shape), kinds_(std::move(kinds)), suffix_(std::to_string(index)) {}

  std::string file() {
    std::string declarations;
    std::string body;
    for (size_t i = 0; i < shape_.flows.size(); ++i) {
      const std::string declaration = filled(kinds_[i]->declaration, i);
      if (!declaration.empty()) declarations += "\n" + declaration + "\n";
      body += indented(filled(kinds_[i]->statements, i));
    }
    std::string text = "package p\n";
    if (body.find("unsafe.") != std::string::npos) text += "\nimport \"unsafe\"\n";
    for (size_t i = 0; i < shape_.variables.size(); ++i)
      if (shape_.variables[i].role == Role::kGlobal) text += "\nvar " + name(i) + " " + type(i) + "\n";
    return text + declarations + "\n" + signature() + " {\n" + locals() + body + uses() + "}\n";
  }

 private:
  std::string name(size_t variable) const {
    const std::string letter(1, static_cast<char>('a' + variable));
    return shape_.variables[variable].role == Role::kGlobal ? "g" + suffix_ + letter : letter;
  }

  std::string type(size_t variable) const { return std::string(kTypes[shape_.variables[variable].level]); }

  std::string signature() const {
    std::string params;
    std::string results;
    for (size_t i = 0; i < shape_.variables.size(); ++i) {
      if (shape_.variables[i].role == Role::kParam) params += name(i) + " " + type(i) + ", ";
      if (shape_.variables[i].role == Role::kResult) results = " (" + name(i) + " " + type(i) + ")";
    }
    return "func f" + suffix_ + "(" + params + "n int)" + results;
  }

  std::string locals() const {
    std::string text;
    for (size_t i = 0; i < shape_.variables.size(); ++i)
      if (shape_.variables[i].role == Role::kLocal) text += "\tvar " + name(i) + " " + type(i) + "\n";
    return text;
  }

  // A local that is only assigned is not used yet.
  std::string uses() const {
    const size_t last = shape_.variables.size() - 1;
    const Role role = shape_.variables[last].role;
    return role == Role::kLocal    ? "\t_ = " + name(last) + "\n"
           : role == Role::kResult ? "\treturn " + name(last) + "\n"
                                   : "";
  }

  // What the flow moves, made of the variable `from`.
  std::string value(const Flow& flow, const std::string& from) const {
    const int wanted = shape_.variables[flow.to].level - flow.stars;
    const int have = shape_.variables[flow.from].level;
    return wanted > have ? "&" + from : std::string(kStars[static_cast<size_t>(have - wanted)]) + from;
  }

  std::string filled(std::string_view pattern, size_t at) const {
    const Flow& flow = shape_.flows[at];
    const std::string letter(1, static_cast<char>('a' + at));
    const Variable to = shape_.variables[flow.to];
    std::string text;
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '$') {
        text += pattern[i];
        continue;
      }
      switch (pattern[++i]) {
        case 'D': text += std::string(kStars[flow.stars]) + name(flow.to); break;
        case 'T': text += kTypes[static_cast<size_t>(to.level - flow.stars)]; break;
        case 'V': text += value(flow, name(flow.from)); break;
        case 'S': text += name(flow.from); break;
        case 'U': text += type(flow.from); break;
        case 'W': text += value(flow, "x" + letter); break;
        case 'N': text += letter; break;
        case 'P': text += suffix_ + letter; break;
        default: ESCDIFF_UNREACHABLE("exhaustive.def: ${}", pattern[i]);
      }
    }
    return text;
  }

  // Labels stand one step to the left.
  static std::string indented(const std::string& lines) {
    std::string text;
    for (size_t begin = 0; begin < lines.size();) {
      const size_t end = std::min(lines.find('\n', begin), lines.size());
      const std::string line = lines.substr(begin, end - begin);
      const bool label = line.find(' ') == std::string::npos && line.ends_with(':') && line != "default:";
      text += (label ? "" : "\t") + line + "\n";
      begin = end + 1;
    }
    return text;
  }

  const Shape& shape_;
  std::vector<const FlowKind*> kinds_;
  std::string suffix_;
};

}  // namespace

uint32_t exhaustive_count(const Policy& policy) {
  const size_t kinds = kinds_of(policy.lang).size();
  return static_cast<uint32_t>(singles().size() * kinds + doubles().size() * (2 * kinds - 1));
}

Program exhaustive_program(uint32_t index, const Policy& policy) {
  const std::vector<const FlowKind*> all = kinds_of(policy.lang);
  const FlowKind* plain = all.front();
  const size_t first = singles().size() * all.size();
  const bool one = index < first;
  const size_t at = one ? index : index - first;
  std::vector<const FlowKind*> kinds;
  if (one) {
    kinds = {all[at % all.size()]};
  } else {
    // assign and each; each other and assign
    const size_t which = at % (2 * all.size() - 1);
    kinds = {plain, plain};
    kinds[which < all.size() ? 1 : 0] = all[which < all.size() ? which : which - all.size() + 1];
  }
  const Shape& shape = one ? singles()[at / all.size()] : doubles()[at / (2 * all.size() - 1)];
  Program program;
  program.index = index;
  program.text = Writer(shape, kinds, index).file();
  for (const FlowKind* kind : kinds) program.features.push_back(kind->name);
  return program;
}

}  // namespace escdiff::generator
