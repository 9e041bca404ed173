// The package: its functions in source order, then package initialization.
#include "solver/ir/lower.h"

#include <fmt/core.h>

#include "solver/ir/export_path.h"
#include "solver/ir/lowering.h"
#include "solver/ir/passes.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

tl::expected<Module, Unsupported> front_end_form(types::Program& program, types::PackageId package,
                                                 const profile::Profile& profile,
                                                 std::shared_ptr<InstanceObjects> instances) {
  if (instances == nullptr) instances = std::make_shared<InstanceObjects>();
  tl::expected<Module, Unsupported> module = Lowering(program, package, profile, std::move(instances)).run();
  if (module) keep_benchmarks_alive(program, *module, profile);
  return module;
}

tl::expected<Module, Unsupported> front_end_form_of(types::Program& program, ObjectId function,
                                                    const profile::Profile& profile,
                                                    std::shared_ptr<InstanceObjects> instances) {
  return Lowering(program, program.objects[function].package, profile, std::move(instances)).run(function);
}

std::vector<Family> families(const Module& module) {
  std::vector<Family> list;
  std::vector<size_t> place(module.functions.size());  // by function: its family
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    const FunctionId parent = module.functions[FunctionId(i)].parent;
    place[i] = parent.has_value() ? place[parent.index] : list.size();
    if (place[i] == list.size()) list.emplace_back();
    list[place[i]].push_back(FunctionId(i));
  }
  return list;
}

namespace {

// Package initialization is the last of the functions that no other one holds, and is nobody's declaration.
bool is_package_initialization(const Module& module, FunctionId function) {
  return !module.top_level.empty() && module.top_level.back() == function &&
         !module.functions[function].object.has_value();
}

void prepare_for_escape(types::Program& program, Module& module, const profile::Profile& profile,
                        bool optimizing, const Family& family) {
  expand_loops(program, module, family);
  if (is_package_initialization(module, family.front()))
    drop_static_initialization(program, module, module.functions[family.front()]);
  if (optimizing) drop_dead_stores(program, module, family);
  find_reassigned(module, family);
  if (profile.propagates_constants) propagate_constants(program, module, family);
}

}  // namespace

void prepare_for_escape(types::Program& program, Module& module, const profile::Profile& profile,
                        bool optimizing) {
  for (const Family& family : families(module))
    prepare_for_escape(program, module, profile, optimizing, family);
}

tl::expected<Module, Unsupported> lower(types::Program& program, types::PackageId package,
                                        const profile::Profile& profile, bool optimizing) {
  tl::expected<Module, Unsupported> module = front_end_form(program, package, profile);
  if (!module) return module;
  for (const Family& family : families(*module)) {
    devirtualize(program, package, *module, family);
    prepare_for_escape(program, *module, profile, optimizing, family);
  }
  return module;
}

std::optional<Unsupported> unknown_dictionary(const Module& module) {
  for (uint32_t i = 0; i < module.size(); ++i) {
    const Inst& inst = module[InstId(i)];
    if (inst.op == Op::kDictionary && inst.payload == UINT32_MAX)
      return Unsupported{inst.pos, "an explanation that shows a dictionary"};
  }
  return std::nullopt;
}

tl::expected<Module, Unsupported> Lowering::run() {
  module_.package = package_;
  module_.reserve(tree().size());
  for (const NodeId file : tree().files()) lower_file(file);
  lower_initialization();
  lower_instances();
  module_.wrapped_types = instances_.wrapped();
  refuse_local_generics();
  refuse_unprintable();
  if (refused_) return tl::unexpected(std::move(*refused_));
  return std::move(module_);
}

tl::expected<Module, Unsupported> Lowering::run(ObjectId function) {
  module_.package = package_;
  const auto instance = module_.instances->bodies.find(function);
  if (instance != module_.instances->bodies.end()) {
    lower_body_of(InstanceBody(instance->second));
  } else {
    program_.complete_body(function);
    lower_function(program_.objects[function].declaration, function);
  }
  refuse_unprintable();
  if (refused_) return tl::unexpected(std::move(*refused_));
  return std::move(module_);
}

void Lowering::refuse(SourcePos at, std::string reason) {
  if (!refused_) refused_ = Unsupported{at, std::move(reason)};
}

void Lowering::lower_file(NodeId file) {
  for (const NodeId declaration : tree().children(syntax::view<syntax::File>(tree(), file).declarations)) {
    if (tree().is(declaration, NodeKind::kFuncDecl)) {
      lower_declaration(declaration);
    } else {
      read_declared(declaration);
    }
  }
}

// gc reads the types and variables of a package, but no generic types, nor interfaces that are constraints
// only.
void Lowering::read_declared(NodeId declaration) {
  if (!tree().is(declaration, NodeKind::kGenDecl)) return;
  for (const NodeId spec : tree().children(syntax::view<syntax::GenDecl>(tree(), declaration).specs)) {
    if (tree().is(spec, NodeKind::kVarSpec)) {
      for (const NodeId name : tree().children(syntax::view<syntax::VarSpec>(tree(), spec).names))
        instances_.read(program_.objects[info().definitions[name.index]].type);
    } else if (tree().is(spec, NodeKind::kTypeSpec)) {
      const auto [name, parameters, type] = syntax::view<syntax::TypeSpec>(tree(), spec);
      if (!tree().children(parameters).empty() || program_.symbols.text(tree().symbol(name)) == "_") continue;
      const TypeId declared = program_.objects[info().definitions[name.index]].type;
      const bool constraint = kind_of(declared) == types::TypeKind::kInterface &&
                              program_.types.type_set(program_.types.underlying(declared)).is_constraint();
      if (!constraint) instances_.read(declared);
    }
  }
}

// The types of all that was added to the module since.
void Lowering::read_from(InstId first_inst, LocalId first_local) {
  for (uint32_t i = first_local.index; i < module_.locals.size(); ++i)
    instances_.read(module_.locals[LocalId(i)].type);
  for (uint32_t i = first_inst.index; i < module_.size(); ++i) {
    const Inst& inst = module_[InstId(i)];
    if (inst.type.has_value()) instances_.read(inst.type);
    if (inst.op == Op::kGlobal || inst.op == Op::kFunctionName) read_elsewhere(ObjectId(inst.payload));
    if (inst.op == Op::kTypeCase) {
      for (const TypeId type : module_.case_types(InstId(i)))
        if (type.has_value()) instances_.read(type);
    }
    const bool has_object =
        inst.op == Op::kCallMethod || inst.op == Op::kMethodValue || inst.op == Op::kMethodExpression;
    if (has_object && inst.payload != UINT32_MAX)
      instances_.read(program_.objects[ObjectId(inst.payload)].type);
  }
}

// What another package declares has a type that this package need not make wrappers for. Not so in a body
// from that package: it has read the types before, as its own.
void Lowering::read_elsewhere(ObjectId id) {
  const types::Object& object = program_.objects[id];
  if (!object.package.has_value() || object.package == package_ || object.origin.has_value()) return;
  if (instance_ == nullptr || program_.objects[instance_->generic].package != object.package)
    return instances_.read_elsewhere(object.type);
  if (!instance_->owner.has_value()) return;
  const ObjectId generic = program_.types.named_info(program_.types[instance_->owner].element).object;
  for (const TypeId type : own_copies(program_, id, generic)) instances_.mark_elsewhere(type);
}

// Functions named _ and generic ones are not compiled themselves.
void Lowering::lower_declaration(NodeId declaration) {
  const NodeId name = syntax::view<syntax::FuncDecl>(tree(), declaration).name;
  if (program_.symbols.text(tree().symbol(name)) == "_") return;
  const ObjectId object = info().definitions[name.index];
  if (!program_.objects[object].type_parameters.empty()) return;
  lower_function(declaration, object);
}

// Variables of the package get their values in a function of their own; a conversion stands where the
// variable does.
void Lowering::lower_initialization() {
  if (info().initialization.empty()) return;
  const InstId first_inst(static_cast<uint32_t>(module_.size()));
  const LocalId first_local(static_cast<uint32_t>(module_.locals.size()));
  Function init;
  init.name = "init";
  init.signature = program_.types.signature(program_.types.tuple({}), program_.types.tuple({}), false);
  const FunctionId id = module_.functions.add(std::move(init));
  FunctionState state;
  state.id = id;
  state_ = &state;
  const std::vector<InstId> statements = collect([&] {
    for (const types::Initializer& step : info().initialization) emit(initializer(step));
  });
  module_.functions[id].body = block(SourcePos(), statements);
  state_ = nullptr;
  read_from(first_inst, first_local);
  module_.top_level.push_back(id);
}

InstId Lowering::initialized(ObjectId object) {
  const types::Object& variable = program_.objects[object];
  if (program_.symbols.text(variable.name) == "_") return add({.op = Op::kBlank, .pos = variable.pos});
  return add({.op = Op::kGlobal, .pos = variable.pos, .type = variable.type, .payload = object.index});
}

// Several values go to the variables themselves, unless some of them need a conversion.
InstId Lowering::initializer(const types::Initializer& step) {
  const SourcePos at = program_.objects[step.left.front()].pos;
  if (step.left.size() == 1) {
    const TypeId type = program_.objects[step.left.front()].type;
    const InstId value = convert(type, expression(step.right), at, true);
    return add({.op = Op::kAssign, .pos = at}, {initialized(step.left.front()), value});
  }
  const TypeId tuple = type_of(step.right);
  const bool comma_ok = info().expression(unparen(step.right)).comma_ok;
  bool converts = false;
  for (size_t i = 0; i < step.left.size(); ++i) {
    const TypeId type = program_.objects[step.left[i]].type;
    converts = converts || !program_.types.identical(type, program_.types[tuple].members[i]);
  }
  std::vector<InstId> children;
  if (comma_ok || !converts) {
    children.push_back(expression(step.right));
    for (const ObjectId variable : step.left) children.push_back(initialized(variable));
    return add({.op = comma_ok ? Op::kAssignCommaOk : Op::kAssignCall, .pos = at}, children);
  }
  const TypeOf type_of_target = [&](size_t i) { return program_.objects[step.left[i]].type; };
  const std::vector<InstId> values = split_values(at, type_of_target, step.right, tuple);
  for (size_t i = 0; i < values.size(); ++i) {
    children.push_back(add({.op = Op::kAssign, .pos = at}, {initialized(step.left[i]), values[i]}));
  }
  return add({.op = Op::kAssignPairs, .pos = at}, children);
}

InstId Lowering::constant_of(types::ConstantValue value, TypeId type, SourcePos at) {
  const ConstantId id = program_.constants.add(std::move(value));
  return add({.op = Op::kConstant, .pos = at, .type = type, .payload = id.index});
}

// A condition's operand after constant parts were dropped.
NodeId Lowering::resolve(NodeId node) const {
  for (auto it = simplified_.find(node); it != simplified_.end(); it = simplified_.find(node))
    node = it->second;
  return node;
}

// The object that a (qualified) name stands for, none for other expressions.
ObjectId Lowering::object_of(NodeId node) const {
  if (tree().is(node, NodeKind::kName)) return info().object_of(node);
  return info().qualified(node);
}

TypeId Lowering::type_of(NodeId node) const {
  const TypeId type = info().type_of(node);
  if (type.has_value()) return substituted_(type);
  const ObjectId object = object_of(unparen(node));
  return object.has_value() ? declared_type(object) : TypeId();
}

}  // namespace escdiff::ir
