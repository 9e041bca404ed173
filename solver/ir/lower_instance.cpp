// Generic functions: bodies for shapes, dictionaries, calls and values of instances.
#include <fmt/core.h>

#include <algorithm>

#include "solver/ir/lowering.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

// Whether an interface holds values of this type in storage of their own.
bool is_boxed(types::Program& program, TypeId type) {
  constexpr int64_t kPointerSize = 8;
  if (types::is_interface(program, type)) return false;
  return types::size_of(program, type) != kPointerSize || !types::has_pointers(program, type);
}

}  // namespace

void Lowering::lower_instances() {
  while (const std::optional<InstanceBody> body = instances_.next()) lower_body_of(*body);
}

void Lowering::lower_body_of(const InstanceBody& body) {
  if (body.is_shaped) {
    lower_instance(body);
  } else {
    lower_wrapper(body);
  }
}

// The generic function's own syntax, read with the shapes in the place of its type parameters.
void Lowering::lower_instance(const InstanceBody& body) {
  program_.complete_body(body.generic);
  const types::Object& generic = program_.objects[body.generic];
  source_ = generic.package;
  instance_ = &body;
  substituted_.begin(generic.type_parameters, body.arguments);
  records_dictionary_ = recorded_.insert(body.generic).second;
  lower_function(generic.declaration, body.object);
  substituted_.begin({}, {});
  records_dictionary_ = false;
  instance_ = nullptr;
  source_ = package_;
}

// The body asks the run time about this type of the declaration.
void Lowering::record_type(TypeId type) {
  if (records_dictionary_ && substituted_.is_derived(type))
    instances_.dictionary_has(instance_->generic, type);
}

const types::Instance* Lowering::instance_at(NodeId node) const {
  const auto found = info().instances.find(node);
  return found == info().instances.end() ? nullptr : &found->second;
}

InstId Lowering::instance_value(NodeId node, ObjectId generic, const types::Instance& instance) {
  const SourcePos at = pos(node);
  const std::vector<TypeId> arguments = substituted_(instance.arguments);
  const bool derived = std::any_of(instance.arguments.begin(), instance.arguments.end(),
                                   [&](TypeId type) { return substituted_.is_derived(type); });
  const ObjectId object = instances_.function(generic, arguments, derived);
  const TypeId type = substituted_(instance.type);
  const InstId name = add({.op = Op::kFunctionName, .pos = at, .type = type, .payload = object.index});
  if (!derived) return name;
  const InstId entry = inner_dictionary(at, node, generic, TypeId(), instance.arguments);
  return curried(at, type, name, ObjectId(), InstId(), entry);
}

InstId Lowering::instance_call(SourcePos at, NodeId function, ObjectId generic,
                               const types::Instance& instance, const ArgumentsOf& arguments) {
  const std::vector<TypeId> actual = substituted_(instance.arguments);
  const bool derived = std::any_of(instance.arguments.begin(), instance.arguments.end(),
                                   [&](TypeId type) { return substituted_.is_derived(type); });
  const ObjectId object = instances_.function(generic, actual, true);
  if (!derived) instances_.function(generic, actual, false);  // made, though nobody calls it
  const TypeId signature = substituted_(instance.type);
  std::vector<InstId> children{
      add({.op = Op::kFunctionName, .pos = pos(function), .type = signature, .payload = object.index}),
      derived ? inner_dictionary(pos(function), function, generic, TypeId(), instance.arguments)
              : dictionary(pos(function), generic, TypeId(), actual)};
  const std::vector<InstId> passed = arguments(signature);
  children.insert(children.end(), passed.begin(), passed.end());
  return value_call(at, signature, children);
}

// Nobody knows which method it will be, not even when the type parameter stands for an interface.
InstId Lowering::type_parameter_call(SourcePos at, NodeId selector, TypeId parameter, InstId receiver,
                                     std::vector<InstId> passed) {
  const TypeId signature = type_of(selector);
  if (types::is_interface(program_, type_of_inst(receiver)))
    module_.notes.push_back({pos(selector), "imprecise interface call"});
  passed.insert(passed.begin(), {dictionary_method(selector, parameter), receiver});
  return value_call(at, signature, passed);
}

// The dictionary of an instance whose arguments are known is a variable.
InstId Lowering::dictionary(SourcePos at, ObjectId generic, TypeId owner,
                            const std::vector<TypeId>& arguments) {
  const ObjectId object = owner.has_value() ? program_.types.named_info(owner).object : generic;
  const std::vector<TypeId>& given = owner.has_value() ? program_.types[owner].members : arguments;
  instances_.need_dictionary(object, given);
  const std::string prefix = package_prefix(program_.objects[object].package);
  return add({.op = Op::kDictionary,
              .pos = at,
              .type = program_.types.pointer(program_.types.basic(types::BasicKind::kUintptr)),
              .payload = symbol(fmt::format("&{}.dict.{}", prefix, instances_.name_of(object, given))).index});
}

// Else it is an entry of the one at hand: of what `node` names or selects. `owner` and `arguments` are those
// of the declaration.
InstId Lowering::inner_dictionary(SourcePos at, NodeId node, ObjectId generic, TypeId owner,
                                  const std::vector<TypeId>& arguments) {
  const ObjectId object = owner.has_value() ? program_.types.named_info(owner).object : generic;
  if (records_dictionary_) {
    const std::vector<TypeId>& given = owner.has_value() ? program_.types[owner].members : arguments;
    instances_.dictionary_has(instance_->generic, object, given);
  }
  Inst inst{.op = Op::kDictionary,
            .pos = at,
            .type = program_.types.pointer(program_.types.basic(types::BasicKind::kUintptr))};
  const DictionaryLayout& own = layout(own_dictionary());
  const auto word = own.words.find(node);
  const std::optional<uint32_t> size = layout(object).size;
  if (word == own.words.end() || !size) {
    has_unknown_dictionary_ = true;
  } else {
    inst.payload = symbol(fmt::format("(*[{}]uintptr)({}.dict[{}])", *size, package_prefix(source_),
                                      word->second))
                       .index;
  }
  return add(inst);
}

// What the dictionary of the body under way belongs to: the methods of a type share one.
ObjectId Lowering::own_dictionary() const {
  return instance_->owner.has_value() ? program_.types.named_info(instance_->owner).object
                                      : instance_->generic;
}

const DictionaryLayout& Lowering::layout(ObjectId generic) {
  const auto [entry, is_new] = layouts_.try_emplace(generic);
  if (!is_new) return entry->second;
  const types::Object& object = program_.objects[generic];
  if (object.kind == types::ObjectKind::kFunc) {
    program_.complete_body(generic);
  } else {
    for (const ObjectId method : std::vector(program_.types.named_info(object.type).methods))
      program_.complete_body(method);
  }
  // Questions about dead code are about the package of the generic declaration.
  const types::PackageId source = std::exchange(source_, object.package);
  auto simplified = std::exchange(simplified_, {});
  auto branches = std::exchange(range_branches_, {});
  const DeadCode dead_code{
      .static_bool = [this](NodeId& condition) { return static_bool(condition); },
      .terminates = [this](NodeId statement) { return terminates(statement); },
      .resolve = [this](NodeId expression) { return resolve(expression); },
  };
  entry->second = dictionary_layout(program_, generic, dead_code);
  source_ = source;
  simplified_ = std::move(simplified);
  range_branches_ = std::move(branches);
  return entry->second;
}

// The instance of a generic type whose method is selected.
Lowering::MethodOwner Lowering::method_owner(const types::Selection& selected) {
  if (!selected.object.has_value() || program_.objects[selected.object].type_parameters.empty()) return {};
  TypeId type = selected.receiver;
  const auto follow_pointer = [&] {
    if (program_.types.kind(type) == types::TypeKind::kPointer) type = program_.types[type].element;
  };
  for (const uint32_t index : selected.path) {
    follow_pointer();
    type = underlying(type).fields[index].type;
  }
  follow_pointer();
  return {substituted_(type), type, !substituted_.is_empty() && substituted_.is_derived(type)};
}

TypeId Lowering::type_parameter_receiver(NodeId selector) const {
  const TypeId type = selection(selector).receiver;
  return types::is_type_parameter(program_, type) ? type : TypeId();
}

InstId Lowering::dictionary_method(NodeId selector, TypeId parameter) {
  TypeId signature = type_of(selector);
  if (is_method_value(selector)) {
    const types::Type& method = program_.types[signature];
    std::vector<TypeId> parameters = program_.types[method.parameters].members;
    parameters.insert(parameters.begin(), substituted_(parameter));
    signature = program_.types.signature(program_.types.tuple(std::move(parameters)), method.results,
                                         method.variadic);
  }
  const DictionaryLayout& own = layout(own_dictionary());
  const auto word = own.words.find(selector);
  if (word == own.words.end()) refuse(pos(selector), "a method of a type parameter that no dictionary has");
  const uint32_t entry = word == own.words.end() ? 0 : word->second;
  return add(
      {.op = Op::kDictionaryMethod,
       .pos = pos(selector),
       .type = signature,
       .payload = symbol(fmt::format("{}.dict[{}]", package_prefix(source_), entry)).index});
}

// A closure without a text of its own, with parameters like those of `signature`.
FunctionId Lowering::begin_wrapper(FunctionState& state, SourcePos at, TypeId signature) {
  Function wrapper;
  wrapper.name = closure_name(".func", ".", state_->literals);
  wrapper.package_prefix = package_prefix(source_);
  wrapper.parent = state_->id;
  wrapper.pos = at;
  wrapper.is_wrapper = true;
  wrapper.is_instance = true;
  wrapper.signature = signature;
  wrapper.is_variadic = underlying(signature).variadic;
  state.outer = state_;
  state.id = module_.functions.add(std::move(wrapper));
  module_.functions[state_->id].closures.push_back(state.id);
  const types::Type& type = underlying(signature);
  for (const TypeId one : program_.types[type.parameters].members) add_wrapper_parameter(state, one, at);
  for (const TypeId one : program_.types[type.results].members)
    add_parameter(state, LocalKind::kResult, NodeId(), one, at, module_.functions[state.id].results.size());
  return state.id;
}

void Lowering::add_wrapper_parameter(FunctionState& state, TypeId type, SourcePos at) {
  const LocalId id = add_parameter(state, LocalKind::kParameter, NodeId(), type, at, state.declared);
  module_.locals[id].blank = false;  // it is passed on
}

// As the declaration of the generic function names it.
void Lowering::add_named_parameter(FunctionState& state, LocalKind kind, ObjectId declared, TypeId type,
                                   size_t number) {
  const types::Object& object = program_.objects[declared];
  Local local;
  local.kind = kind;
  local.name = object.name;
  local.type = type;
  local.pos = object.pos;
  const bool has_name = object.name.has_value() && program_.symbols.text(object.name) != "_";
  const std::string name = has_name ? std::string(program_.symbols.text(object.name))
                                    : fmt::format("~{}{}", kind == LocalKind::kResult ? 'r' : 'p', number);
  local.text = package_prefix(object.package) + name;
  const LocalId id = add_local(state, std::move(local));
  Function& function = module_.functions[state.id];
  (kind == LocalKind::kResult ? function.results : function.parameters).push_back(id);
}

// `value` is evaluated now, and captured by the wrapper.
InstId Lowering::captured_copy(FunctionState& state, SourcePos at, InstId value) {
  const LocalId temporary = module_.local(into_temporary(at, value));
  Local captured = module_.locals[temporary];
  captured.kind = LocalKind::kCaptured;
  captured.outer = temporary;
  captured.definition = InstId();
  const LocalId inside = add_local(state, std::move(captured));
  module_.functions[state.id].captures.push_back(inside);
  return use_of_local(inside, at);
}

std::vector<InstId> Lowering::parameter_uses(const FunctionState& state, SourcePos at, size_t first) {
  std::vector<InstId> uses;
  const std::vector<LocalId>& parameters = module_.functions[state.id].parameters;
  for (size_t i = first; i < parameters.size(); ++i) uses.push_back(use_of_local(parameters[i], at));
  return uses;
}

// The body of a wrapper: the call, and its results returned.
void Lowering::finish_wrapper(FunctionState& state, SourcePos at, Inst inst,
                              const std::vector<InstId>& children) {
  FunctionState* outer = std::exchange(state_, &state);
  const std::vector<LocalId> results = module_.functions[state.id].results;
  const std::vector<InstId> statements = collect([&] {
    const InstId call = add(inst, children);
    if (results.empty()) return emit(add({.op = Op::kEvaluate, .pos = at}, {call}));
    if (results.size() == 1) return emit(add({.op = Op::kReturn, .pos = at}, {call}));
    std::vector<InstId> parts{call}, values;
    for (const LocalId result : results) {
      const LocalId temporary = add_temporary(at, module_.locals[result].type);
      declare(temporary);
      parts.push_back(use_of_local(temporary, at));
      values.push_back(use_of_local(temporary, at));
    }
    emit(add({.op = Op::kAssignCall, .flags = kDefine, .pos = at}, parts));
    emit(add({.op = Op::kReturn, .pos = at}, values));
  });
  module_.functions[state.id].body = block(at, statements);
  state_ = outer;
}

// A function or method value that passes on a dictionary, or the receiver of a type parameter's method.
InstId Lowering::curried(SourcePos at, TypeId signature, InstId called, ObjectId method, InstId receiver,
                         InstId entry) {
  FunctionState state;
  const FunctionId id = begin_wrapper(state, at, signature);
  std::vector<InstId> children;
  if (called.has_value()) {
    const bool direct = module_[called].op == Op::kFunctionName;
    children.push_back(direct ? called : captured_copy(state, at, called));
  }
  if (receiver.has_value()) children.push_back(captured_copy(state, at, receiver));
  if (entry.has_value()) children.push_back(captured_copy(state, at, entry));
  const std::vector<InstId> given = parameter_uses(state, at, 0);
  children.insert(children.end(), given.begin(), given.end());
  Inst call{.op = called.has_value() ? Op::kCall : Op::kCallMethod,
            .flags = flag_if(underlying(signature).variadic, kHasDots),
            .pos = at,
            .type = result_type(signature),
            .payload = method.index};
  finish_wrapper(state, at, call, children);
  return add({.op = Op::kClosure, .pos = at, .type = signature, .payload = id.index});
}

// T.M where T depends on type parameters: the receiver is brought to what the method takes.
InstId Lowering::wrapped_method_expression(NodeId node, ObjectId generic) {
  const types::Selection& selected = selection(node);
  const MethodOwner owner = method_owner(selected);
  const SourcePos at = pos(node);
  const TypeId signature = type_of(node);
  const ObjectId method = instances_.method(generic, owner.type, true);
  FunctionState state;
  const FunctionId id = begin_wrapper(state, at, signature);
  const InstId entry = captured_copy(state, at, inner_dictionary(at, node, generic, owner.declared, {}));
  std::vector<InstId> children = parameter_uses(state, at, 0);
  InstId receiver = field_path(children.front(), selected.path, at, true);
  receiver = adjust_receiver(receiver, program_.objects[method].receiver, at);
  children.front() = receiver;
  children.insert(children.begin() + 1, entry);
  Inst call{.op = Op::kCallMethod,
            .flags = flag_if(underlying(signature).variadic, kHasDots),
            .pos = at,
            .type = result_type(signature),
            .payload = method.index};
  finish_wrapper(state, at, call, children);
  return add({.op = Op::kClosure, .pos = at, .type = signature, .payload = id.index});
}

// An instance with its real arguments: it passes everything on to the body for their shapes.
void Lowering::lower_wrapper(const InstanceBody& body) {
  program_.complete_body(body.generic);
  const types::Object& object = program_.objects[body.object];
  const types::Object& generic = program_.objects[body.generic];
  const SourcePos at = program_.packages[generic.package].tree.pos(generic.declaration);
  Function wrapper;
  wrapper.name = function_name(body.object);
  wrapper.object = body.object;
  wrapper.pos = at;
  wrapper.is_instance = true;
  wrapper.is_wrapper = true;
  wrapper.pragmas = program_.packages[generic.package].tree.pragmas(generic.declaration);
  wrapper.signature = object.type;
  wrapper.is_variadic = program_.types[object.type].variadic;
  wrapper.package_prefix = package_prefix(object.package);
  FunctionState state;
  state.id = module_.functions.add(std::move(wrapper));
  const types::Type& type = program_.types[object.type];
  std::vector<TypeId> parameters = program_.types[type.parameters].members;
  const bool is_method = body.owner.has_value();
  if (is_method) parameters.insert(parameters.begin(), object.receiver);
  for (size_t i = 0; i < parameters.size(); ++i)
    add_named_parameter(state, LocalKind::kParameter, generic.parameters[i], parameters[i], i);
  const std::vector<TypeId>& results = program_.types[type.results].members;
  for (size_t i = 0; i < results.size(); ++i)
    add_named_parameter(state, LocalKind::kResult, generic.results[i], results[i], i);
  const ObjectId shaped = is_method ? instances_.method(body.generic, body.owner, true)
                                    : instances_.function(body.generic, body.arguments, true);
  std::vector<InstId> children = parameter_uses(state, at, 0);
  const InstId entry = dictionary(at, body.generic, body.owner, body.arguments);
  children.insert(children.begin() + (is_method ? 1 : 0), entry);
  Inst call{.op = is_method ? Op::kCallMethod : Op::kCall,
            .flags = flag_if(type.variadic, kHasDots),
            .pos = at,
            .type = result_type(object.type)};
  if (is_method) {
    call.payload = shaped.index;
  } else {
    children.insert(children.begin(), add({.op = Op::kFunctionName,
                                           .pos = at,
                                           .type = program_.objects[shaped].type,
                                           .payload = shaped.index}));
  }
  finish_wrapper(state, at, call, children);
}

// Whether the text of an expression names an entry of a dictionary.
bool Lowering::shows_dictionary(InstId id) const {
  if (!id.has_value()) return false;
  const Inst& inst = module_[id];
  switch (inst.op) {
    case Op::kDictionary: return inst.payload == UINT32_MAX;
    case Op::kStructLit:
    case Op::kArrayLit:
    case Op::kSliceLit:
    case Op::kMapLit:
    case Op::kClosure: return false;
    default:
      return std::any_of(module_.children(id).begin(), module_.children(id).end(),
                         [this](InstId child) { return shows_dictionary(child); });
  }
}

// Of some dictionaries the layout is not known: no message may show it.
void Lowering::refuse_unprintable() {
  // Nor is there a type for each pair of the function's arguments and the type's own.
  for (uint32_t i = 0; i < program_.types.size(); ++i) {
    const TypeId id(i);
    if (program_.types.kind(id) != types::TypeKind::kNamed || program_.types[id].members.empty()) continue;
    const TypeId generic = program_.types.named_info(id).origin;
    if (!generic.has_value()) continue;
    const types::NamedInfo& origin = program_.types.named_info(generic);
    if (origin.type_parameters.empty() || origin.implicit_parameters.empty()) continue;
    if (program_.objects[origin.object].package != package_) continue;  // refused there
    refuse(program_.objects[origin.object].pos, "a generic type declared in a generic function");
  }
  if (!has_unknown_dictionary_) return;
  for (uint32_t i = 0; i < module_.size() && !refused_; ++i) {
    switch (module_[InstId(i)].op) {
      case Op::kConvertInterface:
        if (!is_boxed(program_, module_[module_.child(InstId(i), 0)].type)) break;
        [[fallthrough]];
      case Op::kBytesToString:
      case Op::kRunesToString:
      case Op::kRuneToString:
      case Op::kStringToBytes:
      case Op::kStringToRunes:
      case Op::kConcatenate:
      case Op::kMakeSlice:
      case Op::kMakeMap:
      case Op::kMethodValue:
        if (shows_dictionary(InstId(i))) refuse(module_[InstId(i)].pos, "a message that shows a dictionary");
        break;
      default: break;
    }
  }
}

}  // namespace escdiff::ir
