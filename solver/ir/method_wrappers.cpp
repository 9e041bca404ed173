#include "solver/ir/method_wrappers.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "solver/ir/make_wrapper.h"
#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"
#include "solver/types/text.h"

namespace escdiff::ir {

using syntax::NodeId;
using syntax::NodeKind;
using types::Member;
using types::MemberKind;
using types::TypeKind;

namespace {

class Wrappers {
 public:
  Wrappers(types::Program& program, const Module& source, Module& module, const WrapperOptions& options)
      : program_(program), source_(source), module_(module), options_(options), package_(source.package) {}

  std::optional<Unsupported> run() {
    for (const ObjectId id : program_.packages[package_].info.defined_types) wrap_declared(id);
    for (const TypeId type : source_.wrapped_types) {
      const bool has_wrapper_elsewhere = types::is_interface(program_, type) &&
                                         program_.types.has_shape(type) && !program_.types.is_shape(type);
      if (!has_wrapper_elsewhere) wrap_type(type, NodeId());
    }
    if (options_.all) wrap_interface_literals();
    return std::move(refused_);
  }

  std::optional<Unsupported> run(std::span<const InstId> method_values, std::set<MethodValue>& made) {
    for (const InstId id : method_values) {
      if (source_[id].op == Op::kMethodValue && made.insert(method_value_of(program_, source_, id)).second)
        wrap_method_value(id);
    }
    return std::move(refused_);
  }

 private:
  void wrap_declared(ObjectId id) {
    const types::Object& object = program_.objects[id];
    if (!program_.types.named_info(object.type).type_parameters.empty()) return;
    if (object.local_number != 0 && !is_used(id)) return;  // gc drops it
    wrap_type(object.type, NodeId());
  }

  bool is_used(ObjectId local_type) const {
    const auto& uses = program_.packages[package_].info.uses;
    return std::ranges::find(uses, local_type) != uses.end();
  }

  bool is_pointer(TypeId type) const { return program_.types.underlying_kind(type) == TypeKind::kPointer; }
  TypeId element(TypeId pointer) const { return program_.types[program_.types.underlying(pointer)].element; }

  // Interface types that are written out, except where they are the whole of a declared one.
  void wrap_interface_literals() {
    const syntax::Tree& tree = program_.packages[package_].tree;
    const types::Info& info = program_.packages[package_].info;
    std::set<TypeId> seen;
    for (const NodeId file : tree.files()) {
      syntax::walk_preorder(tree, file, [&](NodeId node, NodeId parent) {
        if (tree.is(node, NodeKind::kTypeSpec))
          return tree.children(syntax::view<syntax::TypeSpec>(tree, node).type_parameters).empty();
        if (tree.is(node, NodeKind::kFuncDecl))
          return tree.children(syntax::view<syntax::FuncDecl>(tree, node).type_parameters).empty();
        if (tree.is(node, NodeKind::kVarSpec) && is_for_nothing(node)) return false;
        if (!tree.is(node, NodeKind::kInterfaceType)) return true;
        const bool is_whole = tree.is(parent, NodeKind::kTypeSpec) && !tree.has_flag(parent, syntax::kAlias);
        const TypeId type = info.type_of(node);
        if (!is_whole && type.has_value() && !program_.types.has_type_parameters(type) &&
            seen.insert(program_.types.canonical(type)).second)
          wrap_type(type, node);
        return true;
      });
    }
  }

  // `var _ T` in a function; gc drops it.
  bool is_for_nothing(NodeId spec) const {
    const syntax::Tree& tree = program_.packages[package_].tree;
    const auto [names, type, values] = syntax::view<syntax::VarSpec>(tree, spec);
    if (!tree.children(values).empty()) return false;
    return std::ranges::all_of(tree.children(names),
                               [&](NodeId name) { return text(tree.symbol(name)) == "_"; });
  }

  // `literal`: where the type is written out.
  void wrap_type(TypeId type, NodeId literal) {
    if (types::is_interface(program_, type)) {
      for (const types::InterfaceMethod& method : types::methods_in_table_order(program_, type))
        wrap(type, interface_member(type, method.name, method.signature), method.package, literal);
      return;
    }
    const TypeId pointer = program_.types.pointer(type);
    const std::vector<types::MethodSetEntry> methods = types::method_set(program_, pointer);
    if (methods.empty()) return;
    const bool is_not_in_heap = types::is_not_in_heap(program_, type);
    std::set<Symbol> of_value;
    for (const types::MethodSetEntry& entry : types::method_set(program_, type)) of_value.insert(entry.name);
    for (const types::MethodSetEntry& entry : methods) {
      const Member& member = entry.member;
      const bool is_pointer_method = member.kind == MemberKind::kMethod && member.pointer_receiver;
      const bool is_own = member.path.empty();
      if (!is_own && of_value.contains(entry.name)) wrap(type, member, entry.package, literal);
      if (!is_own || !is_pointer_method) wrap(pointer, member, entry.package, literal);
      // A pointer to what is never in the heap is no pointer to the collector: interfaces hold one to it.
      if (is_not_in_heap) wrap(program_.types.pointer(pointer), member, entry.package, literal);
    }
  }

  static Member interface_member(TypeId type, Symbol name, TypeId signature) {
    Member member;
    member.kind = MemberKind::kInterfaceMethod;
    member.type = signature;
    member.owner = type;
    member.name = name;
    return member;
  }

  void wrap_method_value(InstId id) {
    const TypeId receiver = source_[source_.child(id, 0)].type;
    const Symbol name = source_.method(id);
    Member member = interface_member(receiver, name, source_[id].type);
    if (const ObjectId object = source_.object(id); object.has_value()) {
      member.kind = MemberKind::kMethod;
      member.object = object;
      member.owner = program_.objects[object].receiver;
      if (is_pointer(member.owner)) member.owner = element(member.owner);
      member.pointer_receiver = is_pointer(program_.objects[object].receiver);
    }
    build(receiver, member, package_, NodeId(), true);
  }

  void wrap(TypeId receiver, const Member& member, types::PackageId package, NodeId literal) {
    build(receiver, member, package, literal, false);
  }

  // `package`: of an unexported method of an interface.
  void build(TypeId receiver, const Member& member, types::PackageId package, NodeId literal, bool is_value) {
    WrapperPlan plan{receiver, member, called_method(member), method_name(receiver, member, package),
                     is_value};
    if (member.kind == MemberKind::kMethod && !plan.called.has_value()) {
      if (options_.all) refuse(fmt::format("explanation of a method of {}", text(member.name)));
      return;
    }
    const bool may_jump = !is_value && is_pointer(receiver) && member.kind == MemberKind::kMethod &&
                          member.pointer_receiver && !member.path.empty();
    const std::optional<bool> is_inlined =
        plan.called.has_value() ? options_.is_inlined(plan.called) : std::optional(false);
    plan.is_tail_call = may_jump && !is_inlined.value_or(false);
    if (!options_.all && !is_inlined.value_or(false) && (plan.is_tail_call || !has_large_result(member)))
      return;
    // Behind a tail call gc does not follow results.
    if (may_jump && !is_inlined && returns_pointers(member))
      refuse(fmt::format("explanation of {}, promoted from another package", text(member.name)));
    const bool is_literal_interface =
        literal.has_value() && member.kind == MemberKind::kInterfaceMethod && member.path.empty();
    plan.names = is_literal_interface ? interface_method_names(program_, package_, literal, member.name)
                                      : method_names(program_, member);
    make_wrapper(program_, package_, module_, plan);
  }

  const std::vector<TypeId>& results_of(const Member& member) const {
    return program_.types[program_.types[program_.types.underlying(member.type)].results].members;
  }

  // Several results go through temporaries.
  bool has_large_result(const Member& member) {
    const std::vector<TypeId>& results = results_of(member);
    return results.size() > 1 && std::ranges::any_of(results, [&](TypeId type) {
             return types::size_of(program_, type) > options_.variable_limit;
           });
  }

  bool returns_pointers(const Member& member) const {
    return std::ranges::any_of(results_of(member),
                               [&](TypeId type) { return types::has_pointers(program_, type); });
  }

  void refuse(std::string reason) {
    if (!refused_) refused_ = Unsupported{SourcePos(), std::move(reason)};
  }

  // The method itself; of an instance of a generic type, the function that stands for it.
  ObjectId called_method(const Member& member) {
    if (member.kind != MemberKind::kMethod) return ObjectId();
    if (program_.objects[member.object].type_parameters.empty()) return member.object;
    const auto& methods = module_.instances->methods;
    const auto found = methods.find({member.object, program_.types.canonical(member.owner)});
    return found == methods.end() ? ObjectId() : found->second;
  }

  // Unexported methods of other packages than the receiver's type are qualified.
  std::string method_name(TypeId receiver, const Member& member, types::PackageId package) const {
    const std::string name = text(member.name);
    if (types::is_exported(name)) return name;
    if (member.kind == MemberKind::kMethod) package = program_.objects[member.object].package;
    if (!package.has_value() || package == package_of_type(program_, receiver)) return name;
    return program_.packages[package].path + '.' + name;
  }

  std::string text(Symbol symbol) const { return std::string(program_.symbols.text(symbol)); }

  types::Program& program_;
  const Module& source_;
  Module& module_;
  const WrapperOptions& options_;
  types::PackageId package_;
  std::optional<Unsupported> refused_;
};

}  // namespace

std::optional<Unsupported> add_method_wrappers(types::Program& program, const Module& source, Module& module,
                                               const WrapperOptions& options) {
  return Wrappers(program, source, module, options).run();
}

MethodValue method_value_of(types::Program& program, const Module& module, InstId method_value) {
  return {program.types.canonical(module[module.child(method_value, 0)].type), module.method(method_value)};
}

std::optional<Unsupported> add_method_value_wrappers(types::Program& program, const Module& source,
                                                     std::span<const InstId> values, Module& module,
                                                     const WrapperOptions& options,
                                                     std::set<MethodValue>& made) {
  return Wrappers(program, source, module, options).run(values, made);
}

}  // namespace escdiff::ir
