// What is known while a program is being built: choices, policy, the program so far, the scopes that are
// open.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "generator/choices.h"
#include "generator/model.h"
#include "generator/policy.h"

namespace escdiff::generator {

// One function declaration or literal whose body is being built; the last frame is the innermost.
struct Frame {
  uint32_t function;         // index into Model::functions
  bool declarations = true;  // false between a forward goto and its label
  size_t scope_start = 0;    // index into Context::visible where the innermost block begins
};

// What must hold before a statement; see guards.h.
struct Guard {
  enum Kind : uint8_t { kNotNil, kLength, kAssertable } kind;
  NodeId value;
  TypeId type;     // of the value; kAssertable: asserted
  uint32_t index;  // kLength: there are more elements than this
};

// A method with the type of receiver it is called on.
struct Callee {
  TypeId receiver;
  Method method;
  bool of_interface;
  bool of_param = false;  // of a type parameter, which has no method expressions
};

// A function of the standard library that this program may call.
struct StandardFunction {
  std::string_view name;  // "strings.Map"
  TypeId signature;
  std::vector<TypeId> params;  // type parameters
  bool sequence = false;       // its result is an iter.Seq of what the signature says
  bool value = true;           // its results are those of the signature
};

struct Context {
  Context(Choices& drawn_from, const Policy& by_policy, uint32_t index)
      : choices(drawn_from), policy(by_policy), suffix(std::to_string(index)) {}

  Choices& choices;
  const Policy& policy;
  std::string suffix;  // makes package-level names unique over a run
  FeatureSet allowed;  // by language version and swarm mask
  FeatureSet seen;     // what the program says
  Model model;
  std::vector<TypeId> pool;  // the types that variables have
  std::vector<TypeId> structs;
  std::vector<TypeId> interfaces;
  std::vector<TypeId> generic_types;
  std::vector<TypeId> externals;  // types of the standard library with methods
  std::vector<StandardFunction> standard;
  std::vector<Callee> callees;    // every method of every type
  std::vector<SymbolId> visible;  // locals, innermost last
  std::vector<Frame> frames;
  std::vector<Guard> guards;  // of the statement that is being built
  uint32_t block_depth = 0;
  uint32_t literal_depth = 0;  // closures within closures
  bool uses_unsafe = false;    // the pool has unsafe.Pointer
  bool unlimited = false;      // the next function body need not count its calls
  bool no_literals = false;    // where a function literal would not read well, or gofmt would indent it twice
  // The call that go or defer starts in a generic function: with new(T) there, of a type that has type
  // parameters, Go 1.26's compiler crashes (".dict incorrectly live at entry").
  bool no_new = false;
  int lines_left = 0;
  uint32_t local_types = 0;  // type declarations of the current declared function
  uint32_t labels = 0;       // labels of the current declared function
  uint32_t declaring = 0;    // index of the declared function whose body is being built

  TypeTable& types() { return model.types; }
  const Type& type(TypeId id) const { return model.types[id]; }
  const Type& under(TypeId id) const { return model.types.underlying(id); }
  TypeKind kind(TypeId id) const { return model.types.kind(id); }
  Frame& frame() { return frames.back(); }
  // Whether the declared function can be called by its name as it is: no method, not generic, in reach.
  bool plain(uint32_t index) const {
    const Function& declared = model.functions[index];
    return !declared.receiver_type && declared.type_params.empty() && reaches(declared);
  }
  Function& function() { return model.functions[frame().function]; }

  // Decisions.
  uint32_t draw(uint32_t n) { return choices.draw(n); }
  bool chance(uint32_t permille) { return choices.chance(permille); }
  bool on(Feature feature) const { return allowed[static_cast<size_t>(feature)]; }
  void note(Feature feature) { seen.set(static_cast<size_t>(feature)); }
  // Tries a feature of group kDecl; records it when it happens.
  bool happens(Feature feature) {
    if (!on(feature) || !chance(policy.weight(feature))) return false;
    note(feature);
    return true;
  }

  // The name of a field, or of what is declared outside of functions: exported where that is needed.
  std::string_view exported(std::string_view name);
  // Whether the function whose body is being built may name the declared function: a library knows no others.
  bool reaches(const Function& declared) const {
    return declared.in_library || !model.functions[declaring].in_library;
  }

  // Types of the pool.
  TypeId pick_type();                                                 // any, those with pointers preferred
  TypeId pick_type_where(const std::function<bool(TypeId)>& wanted);  // none when there is no such type

  // Symbols. A fresh name collides with nothing visible.
  std::string_view fresh_name(TypeId type);
  SymbolId declare(std::string_view name, TypeId type, SymbolRole role);
  SymbolId declare_local(TypeId type) { return declare(fresh_name(type), type, SymbolRole::kLocal); }
  bool name_taken(std::string_view name) const;

  // Nodes. A name that is read counts as used; one that is only assigned does not.
  NodeId read(SymbolId symbol);
  NodeId write(SymbolId symbol);
  NodeId word(std::string_view text) { return model.add(NodeKind::kWord, TypeId(), text); }
  NodeId number(uint32_t value);
  NodeId absent() { return model.add(NodeKind::kAbsent); }
  NodeId type_expr(TypeId type) { return model.add(NodeKind::kTypeExpr, type); }
  NodeId node(NodeKind kind, TypeId type, std::string_view text, std::initializer_list<NodeId> children);
  NodeId unary(std::string_view op, NodeId operand) {
    return node(NodeKind::kUnary, TypeId(), op, {operand});
  }
  NodeId binary(std::string_view op, int precedence, NodeId left, NodeId right);
  NodeId selector(NodeId operand, std::string_view member) {
    return node(NodeKind::kSelector, TypeId(), member, {operand});
  }
  NodeId call(NodeId function, std::initializer_list<NodeId> args);
  NodeId builtin(std::string_view name, std::initializer_list<NodeId> args) { return call(word(name), args); }
  NodeId assign(std::string_view op, NodeId left, NodeId right);
  // Appends a statement to a block, and pays for its line.
  void emit(NodeId block, NodeId statement) {
    if (!guards.empty()) look_first(block);
    model.append(block, statement);
    --lines_left;
  }
  // Appends what sees to it that the guards hold.
  void look_first(NodeId block);
  NodeId new_block() { return model.add(NodeKind::kBlock); }
  NodeId block_of(NodeId statement) {
    const NodeId block = new_block();
    model.append(block, statement);
    return block;
  }
  NodeId expression_statement(NodeId expression) {
    return node(NodeKind::kExprStmt, TypeId(), {}, {expression});
  }
  NodeId if_then(NodeId test, NodeId then) {
    return node(NodeKind::kIf, TypeId(), {}, {absent(), test, then, absent()});
  }
};

// One weighted alternative of a pick; the first one is what the choice 0 takes.
struct Option {
  Feature feature;
  uint32_t weight;
};

// The alternatives for one decision, those that are switched off left out.
class Options {
 public:
  explicit Options(Context& context) : context_(context) {}
  void add(Feature feature) { add(feature, context_.policy.weight(feature)); }
  void add(Feature feature, uint32_t weight) {
    if (weight == 0 || !context_.on(feature)) return;
    options_[count_++] = {feature, weight};
    total_ += weight;
  }
  bool empty() const { return count_ == 0; }
  uint32_t total() const { return total_; }
  // Draws one by weight.
  Feature pick();

 private:
  Context& context_;
  std::array<Option, kFeatureCount> options_;
  size_t count_ = 0;
  uint32_t total_ = 0;
};

}  // namespace escdiff::generator
