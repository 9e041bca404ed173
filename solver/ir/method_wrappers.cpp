#include "solver/ir/method_wrappers.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "solver/ir/method_names.h"
#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"
#include "solver/types/text.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

using syntax::NodeId;
using syntax::NodeKind;
using types::Member;
using types::MemberKind;
using types::TypeKind;

namespace {

class Wrappers {
 public:
  Wrappers(types::Program& program, types::PackageId package, Module& module,
           const std::function<bool(types::PackageId)>& is_compiled_alike)
      : program_(program), package_(package), module_(module), is_compiled_alike_(is_compiled_alike) {}

  std::optional<Unsupported> run() {
    const size_t size = module_.size();  // method values of the source only
    for (const ObjectId object : program_.packages[package_].info.uses)
      if (object.has_value()) used_.insert(object);
    for (uint32_t i = 0; i < program_.objects.size(); ++i) {
      const types::Object& object = program_.objects[ObjectId(i)];
      const bool is_declared_here = object.kind == types::ObjectKind::kTypeName && object.package == package_;
      if (!is_declared_here || object.is_alias || !object.type.has_value()) continue;
      const bool is_local = object.local_number != 0;
      if (is_local && !used_.contains(ObjectId(i))) continue;  // gc drops it
      if (program_.types.kind(object.type) != TypeKind::kNamed) continue;
      if (program_.types.named_info(object.type).type_parameters.empty()) wrap_type(object.type, NodeId());
    }
    for (const TypeId type : module_.wrapped_types) {
      const bool is_made_elsewhere = program_.types.kind(type) != TypeKind::kNamed ||  // with the literals
                                     (types::is_interface(program_, type) && program_.types.has_shape(type) &&
                                      !program_.types.is_shape(type));
      if (!is_made_elsewhere) wrap_type(type, NodeId());
    }
    wrap_type_literals();
    for (size_t i = 0; i < size; ++i) wrap_method_value(InstId(static_cast<uint32_t>(i)));
    return std::move(refused_);
  }

 private:
  // What is under construction.
  struct Frame {
    FunctionId function;
    std::string prefix;   // of what has no name: the package of the receiver's type
    size_t declared = 0;  // gc numbers temporaries by what was declared before
  };

  bool is_pointer(TypeId type) const { return program_.types.underlying_kind(type) == TypeKind::kPointer; }
  TypeId element(TypeId pointer) const { return program_.types[program_.types.underlying(pointer)].element; }

  // Types that are written out, except where they are the whole of a declared one.
  void wrap_type_literals() {
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
        const bool is_literal =
            tree.is(node, NodeKind::kStructType) || tree.is(node, NodeKind::kInterfaceType);
        if (!is_literal) return true;
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
    std::set<Symbol> of_value;
    for (const types::MethodSetEntry& entry : types::method_set(program_, type)) of_value.insert(entry.name);
    const TypeId pointer = program_.types.pointer(type);
    for (const types::MethodSetEntry& entry : types::method_set(program_, pointer)) {
      const Member& member = entry.member;
      const bool is_pointer_method = member.kind == MemberKind::kMethod && member.pointer_receiver;
      const bool is_own = member.path.empty();
      if (!is_own && of_value.contains(entry.name)) wrap(type, member, entry.package, literal);
      if (!is_own || !is_pointer_method) wrap(pointer, member, entry.package, literal);
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
    if (module_[id].op != Op::kMethodValue) return;
    const TypeId receiver = module_[module_.child(id, 0)].type;
    const Symbol name = module_.method(id);
    if (!values_seen_.emplace(program_.types.canonical(receiver), name).second) return;
    Member member = interface_member(receiver, name, module_[id].type);
    if (const ObjectId object = module_.object(id); object.has_value()) {
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
    const bool is_literal_interface =
        literal.has_value() && member.kind == MemberKind::kInterfaceMethod && member.path.empty();
    const MethodNames names = is_literal_interface
                                  ? interface_method_names(program_, package_, literal, member.name)
                                  : method_names(program_, member);
    const types::Type& signature = program_.types[program_.types.underlying(member.type)];
    const std::vector<TypeId> parameters = program_.types[signature.parameters].members;
    const std::vector<TypeId> results = program_.types[signature.results].members;
    const ObjectId called = called_method(member);
    if (member.kind == MemberKind::kMethod && !called.has_value()) return;
    const bool has_dictionary = called.has_value() && has_shape_of_its_own(called);
    Function function;
    function.name = fmt::format("{}.{}{}", receiver_name(receiver), method_name(receiver, member, package),
                                is_value ? "-fm" : "");
    function.is_variadic = signature.variadic;
    function.is_wrapper = true;
    Frame frame{module_.functions.add(std::move(function)), package_prefix(receiver)};
    std::vector<InstId> arguments;
    if (!is_value) arguments.push_back(use(declare(frame, LocalKind::kParameter, names.receiver, receiver)));
    if (has_dictionary) arguments.push_back(use(declare_dictionary(frame, called)));
    for (size_t i = 0; i < parameters.size(); ++i)
      arguments.push_back(use(declare(frame, LocalKind::kParameter, at(names.parameters, i), parameters[i])));
    for (size_t i = 0; i < results.size(); ++i)
      declare(frame, LocalKind::kResult, at(names.results, i), results[i]);
    if (is_value) arguments.insert(arguments.begin(), use(declare_hidden(frame, receiver)));
    arguments.front() = receiver_of(arguments.front(), receiver, member);
    const bool is_tail_call = !is_value && is_pointer(receiver) && member.kind == MemberKind::kMethod &&
                              member.pointer_receiver && !member.path.empty();
    if (is_tail_call) check_tail_call(member, results);
    module_.functions[frame.function].body =
        body(frame, call(member, called, arguments, results), results, is_tail_call);
  }

  // The method itself; of an instance of a generic type, the function that stands for it.
  ObjectId called_method(const Member& member) {
    if (member.kind != MemberKind::kMethod) return ObjectId();
    if (program_.objects[member.object].type_parameters.empty()) return member.object;
    const auto& methods = module_.instances->methods;
    const auto found = methods.find({member.object, program_.types.canonical(member.owner)});
    if (found != methods.end()) return found->second;
    if (!refused_) refused_ = Unsupported{SourcePos(), "explanation of a method of " + text(member.name)};
    return ObjectId();
  }

  // Methods of shapes take a dictionary.
  bool has_shape_of_its_own(ObjectId method) const {
    const types::Object& object = program_.objects[method];
    return object.origin.has_value() && program_.types.has_shape(object.receiver);
  }

  LocalId declare_dictionary(Frame& frame, ObjectId method) {
    const types::Object& object = program_.objects[method];
    const types::Package& package = program_.packages[object.package];
    const TypeId type = program_.types.pointer(program_.types.basic(types::BasicKind::kUintptr));
    return declare(frame, LocalKind::kParameter,
                   {program_.symbols.intern(".dict"), package.tree.pos(object.declaration), object.package},
                   type);
  }

  // Unexported methods of other packages than the receiver's type are qualified.
  std::string method_name(TypeId receiver, const Member& member, types::PackageId package) const {
    const std::string name = text(member.name);
    if (types::is_exported(name)) return name;
    if (member.kind == MemberKind::kMethod) package = program_.objects[member.object].package;
    if (!package.has_value() || package == package_of(receiver)) return name;
    return program_.packages[package].path + '.' + name;
  }

  // Of the type's name, none for shapes and types without a name.
  types::PackageId package_of(TypeId type) const {
    type = program_.types.unaliased(type);
    if (program_.types.kind(type) == TypeKind::kPointer)
      type = program_.types.unaliased(program_.types[type].element);
    if (program_.types.kind(type) != TypeKind::kNamed || program_.types.is_shape(type)) return {};
    return program_.objects[program_.types.named_info(type).object].package;
  }

  std::string package_prefix(TypeId type) const {
    type = program_.types.unaliased(type);
    if (program_.types.kind(type) == TypeKind::kPointer)
      type = program_.types.unaliased(program_.types[type].element);
    if (program_.types.kind(type) != TypeKind::kNamed) return "";
    if (program_.types.is_shape(type)) return "go.shape.";
    const types::PackageId package = package_of(type);
    if (package == package_ || !package.has_value()) return "";
    return program_.packages[package].name + '.';
  }

  // Behind a tail call gc does not follow results. It makes none when the method could be inlined.
  void check_tail_call(const Member& member, const std::vector<TypeId>& results) {
    const types::Object& method = program_.objects[member.object];
    bool has_pointers = false;
    for (const TypeId result : results) has_pointers = has_pointers || types::has_pointers(program_, result);
    const bool is_inlined_nowhere = method.package == package_ || method.origin.has_value() ||
                                    !method.type_parameters.empty() || is_compiled_alike_(method.package);
    if (!is_inlined_nowhere && has_pointers && !refused_)
      refused_ = Unsupported{
          SourcePos(), fmt::format("explanation of {}, promoted from another package", text(member.name))};
  }

  static ParameterName at(const std::vector<ParameterName>& names, size_t i) {
    return i < names.size() ? names[i] : ParameterName{};
  }

  std::string text(Symbol symbol) const { return std::string(program_.symbols.text(symbol)); }

  // As symbols name a type: those inside functions are numbered.
  std::string receiver_name(TypeId type) {
    type = program_.types.unaliased(type);
    if (program_.types.kind(type) == TypeKind::kPointer)
      return "(*" + receiver_name(program_.types[type].element) + ")";
    if (program_.types.kind(type) != TypeKind::kNamed)
      return types::symbol_type_string(program_, type, package_);
    if (program_.types.is_shape(type)) {
      constexpr std::string_view kPrefix = "go.shape.";
      return types::symbol_type_string(program_, type, package_).substr(kPrefix.size());
    }
    const std::string name = types::message_type_string(program_, type, package_of(type));
    const uint32_t number = program_.objects[program_.types.named_info(type).object].local_number;
    return number == 0 ? name : fmt::format("{}\u00b7{}", name, number);
  }

  LocalId declare(Frame& frame, LocalKind kind, const ParameterName& named, TypeId type) {
    Function& function = module_.functions[frame.function];
    std::vector<LocalId>& list = kind == LocalKind::kResult ? function.results : function.parameters;
    Local local;
    local.kind = kind;
    local.name = named.name;
    local.pos = named.pos;
    local.type = type;
    local.function = frame.function;
    local.blank = !named.name.has_value() || text(named.name) == "_";
    if (local.blank) {
      local.text = fmt::format("{}~{}{}", frame.prefix, kind == LocalKind::kResult ? 'r' : 'p', list.size());
    } else {
      const bool is_own = !named.package.has_value() || named.package == package_;
      local.text = (is_own ? "" : program_.packages[named.package].name + '.') + text(named.name);
    }
    const LocalId id = module_.locals.add(std::move(local));
    list.push_back(id);
    function.locals.push_back(id);
    ++frame.declared;
    return id;
  }

  // The receiver that a method value holds: no parameter that callers know.
  LocalId declare_hidden(const Frame& frame, TypeId type) {
    Local local;
    local.kind = LocalKind::kParameter;
    local.text = ".this";
    local.type = type;
    local.function = frame.function;
    const LocalId id = module_.locals.add(std::move(local));
    module_.functions[frame.function].locals.push_back(id);
    return id;
  }

  LocalId declare_temporary(Frame& frame, TypeId type) {
    Local local;
    local.kind = LocalKind::kTemporary;
    local.text = fmt::format(".autotmp_{}", frame.declared++);
    local.type = type;
    local.function = frame.function;
    const LocalId id = module_.locals.add(std::move(local));
    module_.functions[frame.function].locals.push_back(id);
    return id;
  }

  InstId use(LocalId local) { return module_.use(local, SourcePos()); }

  InstId unary(Op op, InstId x, TypeId type, uint32_t payload = UINT32_MAX) {
    return module_.add({.op = op, .flags = kImplicit, .type = type, .payload = payload}, {&x, 1});
  }

  // Through the embedded fields to what has the method, then to its address or away from it.
  InstId receiver_of(InstId value, TypeId type, const Member& member) {
    for (const uint32_t field : member.path) {
      const TypeId structure = is_pointer(type) ? element(type) : type;
      const Op op = is_pointer(type) ? Op::kDotPointer : Op::kDot;
      type = program_.types[program_.types.underlying(structure)].fields[field].type;
      value = unary(op, value, type, field);
    }
    if (member.kind != MemberKind::kMethod) return value;
    const bool has_pointer = program_.types.kind(program_.types.unaliased(type)) == TypeKind::kPointer;
    if (member.pointer_receiver && !has_pointer)
      return unary(Op::kAddress, value, program_.types.pointer(type));
    if (!member.pointer_receiver && has_pointer) return unary(Op::kDereference, value, element(type));
    return value;
  }

  InstId call(const Member& member, ObjectId called, std::span<const InstId> arguments,
              const std::vector<TypeId>& results) {
    const bool is_method = member.kind == MemberKind::kMethod;
    const bool is_variadic = program_.types[program_.types.underlying(member.type)].variadic;
    Inst inst{.op = is_method ? Op::kCallMethod : Op::kCallInterface};
    if (is_variadic) inst.flags = kHasDots;
    if (results.size() == 1) inst.type = results.front();
    if (is_method) inst.payload = called.index;
    inst.extra = member.name.index;
    return module_.add(inst, arguments);
  }

  InstId body(Frame& frame, InstId call, const std::vector<TypeId>& results, bool is_tail_call) {
    std::vector<InstId> statements;
    if (results.empty() || is_tail_call) {
      statements.push_back(module_.add({.op = Op::kEvaluate}, {&call, 1}));
    } else if (results.size() == 1) {
      statements.push_back(module_.add({.op = Op::kReturn}, {&call, 1}));
    } else {
      std::vector<InstId> assigned{call}, returned;
      for (const TypeId type : results) {
        const LocalId temporary = declare_temporary(frame, type);
        assigned.push_back(use(temporary));
        returned.push_back(use(temporary));
      }
      statements.push_back(module_.add({.op = Op::kAssignCall, .flags = kDefine}, assigned));
      statements.push_back(module_.add({.op = Op::kReturn}, returned));
    }
    return module_.add({.op = Op::kBlock}, statements);
  }

  types::Program& program_;
  types::PackageId package_;
  Module& module_;
  const std::function<bool(types::PackageId)>& is_compiled_alike_;
  std::set<ObjectId> used_;
  std::set<std::pair<TypeId, Symbol>> values_seen_;
  std::optional<Unsupported> refused_;
};

}  // namespace

std::optional<Unsupported> add_method_wrappers(
    types::Program& program, types::PackageId package, Module& module,
    const std::function<bool(types::PackageId)>& is_compiled_alike) {
  return Wrappers(program, package, module, is_compiled_alike).run();
}

}  // namespace escdiff::ir
