// Functions, their variables and temporaries, closures.
#include <fmt/core.h>

#include "solver/ir/lowering.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

std::string Lowering::function_name(ObjectId id) {
  const types::Object& object = program_.objects[id];
  const std::string_view name = program_.symbols.text(object.name);
  if (object.receiver.has_value()) {
    const types::Type& receiver = program_.types[object.receiver];
    const bool pointer = receiver.kind == types::TypeKind::kPointer;
    const TypeId base = program_.types.unaliased(pointer ? receiver.element : object.receiver);
    const ObjectId declared = program_.types.named_info(base).object;
    std::string type_name(program_.symbols.text(program_.objects[declared].name));
    const std::vector<TypeId>& arguments = program_.types[base].members;
    if (!arguments.empty()) type_name += types::message_type_arguments(program_, arguments);
    return pointer ? fmt::format("(*{}).{}", type_name, name) : fmt::format("{}.{}", type_name, name);
  }
  if (object.origin.has_value()) return std::string(name);
  if (name == "init") return fmt::format("init.{}", init_functions_++);
  return std::string(name);
}

void Lowering::lower_function(NodeId declaration, ObjectId object) {
  const auto [receivers, name, type_parameters, type, body] =
      syntax::view<syntax::FuncDecl>(tree(), declaration);
  const InstId first_inst(static_cast<uint32_t>(module_.size()));
  const LocalId first_local(static_cast<uint32_t>(module_.locals.size()));
  simplified_.clear();
  Function function;
  function.name = function_name(object);
  function.package_prefix = package_prefix(source_);
  function.object = object;
  function.pos = pos(declaration);
  function.signature = program_.objects[object].type;
  function.pragmas = tree().pragmas(declaration);
  function.is_variadic = program_.types[function.signature].variadic;
  function.is_instance = instance_ != nullptr;
  instances_.read(function.signature);
  FunctionState state;
  state.id = module_.functions.add(std::move(function));
  state_ = &state;
  declare_signature(state, tree().children(receivers), type, program_.objects[object].type);
  if (body.has_value()) lower_body(state, body);
  state_ = nullptr;
  read_from(first_inst, first_local);
  if (instance_ == nullptr) module_.top_level.push_back(state.id);
}

void Lowering::lower_body(FunctionState& state, NodeId body) {
  state.body = body;
  const bool has_results = !module_.functions[state.id].results.empty();
  if (has_results && returns_from_range(body)) name_results(state);
  module_.functions[state.id].body =
      block_of(pos(body), tree().children(syntax::view<syntax::Block>(tree(), body).statements));
}

void Lowering::declare_signature(FunctionState& state, std::span<const NodeId> receivers, NodeId type,
                                 TypeId signature) {
  const auto [parameters, results] = syntax::view<syntax::FuncType>(tree(), type);
  for (const NodeId field : receivers) {
    size_t next = 0;
    const TypeId receiver = program_.objects[module_.functions[state.id].object].receiver;
    declare_field(state, LocalKind::kParameter, field, std::span(&receiver, 1), next);
  }
  const Function& declared = module_.functions[state.id];
  if (declared.is_instance && !declared.parent.has_value()) add_dictionary(state, declared.pos);
  const types::Type& types = program_.types[program_.types.underlying(signature)];
  size_t next = 0;
  for (const NodeId field : tree().children(parameters)) {
    declare_field(state, LocalKind::kParameter, field, program_.types[types.parameters].members, next);
  }
  next = 0;
  for (const NodeId field : tree().children(results)) {
    declare_field(state, LocalKind::kResult, field, program_.types[types.results].members, next);
  }
}

// In bodies of other packages' functions the variables are those of that package.
std::string Lowering::local_text(Symbol name) const {
  return package_prefix(source_) + std::string(program_.symbols.text(name));
}

std::string Lowering::package_prefix(types::PackageId package) const {
  return package == package_ ? "" : program_.packages[package].name + '.';
}

// What differs between the instances that share a body. gc's variables are counted with it.
void Lowering::add_dictionary(FunctionState& state, SourcePos at) {
  Local local;
  local.kind = LocalKind::kParameter;
  local.text = package_prefix(source_) + ".dict";
  const TypeId word = program_.types.basic(types::BasicKind::kUintptr);
  const std::optional<uint32_t> size = layout(own_dictionary()).size;
  local.type = program_.types.pointer(size ? program_.types.array(word, *size) : word);
  local.pos = at;
  state.dictionary = add_local(state, std::move(local));
  module_.functions[state.id].parameters.push_back(state.dictionary);
}

// Every closure inside a generic function holds the dictionary, behind all else.
void Lowering::capture_dictionary(FunctionState& state) {
  Local local = module_.locals[state.outer->dictionary];
  local.kind = LocalKind::kCaptured;
  local.outer = state.outer->dictionary;
  state.dictionary = add_local(state, std::move(local));
}

void Lowering::declare_field(FunctionState& state, LocalKind kind, NodeId field,
                             std::span<const TypeId> types, size_t& next) {
  const auto [names, type, tag] = syntax::view<syntax::Field>(tree(), field);
  const Function& function = module_.functions[state.id];
  const auto number = [&] {
    return kind == LocalKind::kResult ? function.results.size() : function.parameters.size();
  };
  for (const NodeId name : tree().children(names)) {
    add_parameter(state, kind, name, types[next++], pos(name), number());
  }
  if (tree().children(names).empty())
    add_parameter(state, kind, NodeId(), types[next++], pos(field), number());
}

// Parameters and results that cannot be named are called ~p0, ~r0.
LocalId Lowering::add_parameter(FunctionState& state, LocalKind kind, NodeId name, TypeId type, SourcePos at,
                                size_t number) {
  Local local;
  local.kind = kind;
  local.type = type;
  local.pos = at;
  local.blank = !name.has_value() || program_.symbols.text(tree().symbol(name)) == "_";
  if (name.has_value()) {
    local.name = tree().symbol(name);
    local.object = info().definitions[name.index];
    if (local.object.has_value()) record_type(program_.objects[local.object].type);
  }
  if (local.blank) {
    local.text =
        package_prefix(source_) + fmt::format("~{}{}", kind == LocalKind::kResult ? 'r' : 'p', number);
  } else {
    local.text = local_text(local.name);
  }
  const LocalId id = add_local(state, std::move(local));
  Function& function = module_.functions[state.id];
  (kind == LocalKind::kResult ? function.results : function.parameters).push_back(id);
  return id;
}

LocalId Lowering::add_local(FunctionState& state, Local local) {
  local.function = state.id;
  const ObjectId object = local.object;
  if (local.kind != LocalKind::kCaptured) ++state.declared;
  const LocalId id = module_.locals.add(std::move(local));
  module_.functions[state.id].locals.push_back(id);
  if (object.has_value()) state.variables[object] = id;
  return id;
}

LocalId Lowering::declare_variable(ObjectId object) {
  const types::Object& variable = program_.objects[object];
  Local local;
  local.kind = LocalKind::kVariable;
  local.name = variable.name;
  local.text = local_text(variable.name);
  local.type = declared_type(object);
  record_type(variable.type);
  local.pos = variable.pos;
  local.object = object;
  return add_local(*state_, std::move(local));
}

LocalId Lowering::add_temporary(SourcePos at, TypeId type) {
  Local local;
  local.kind = LocalKind::kTemporary;
  local.text = fmt::format(".autotmp_{}", state_->declared);
  local.type = type;
  local.pos = at;
  return add_local(*state_, std::move(local));
}

// The variable in the function of `state`: captured on the way there when it belongs to an outer one.
LocalId Lowering::find_variable(FunctionState* state, ObjectId object, SourcePos at) {
  ESCDIFF_CHECK(state != nullptr, "no function declares {}",
                program_.symbols.text(program_.objects[object].name));
  const auto found = state->variables.find(object);
  if (found != state->variables.end()) return found->second;
  return find_local(*state, find_variable(state->outer, object, at), at);
}

// `local`, which belongs to this function or to one around it, as this function knows it.
LocalId Lowering::find_local(FunctionState& state, LocalId local, SourcePos at) {
  if (module_.locals[local].function == state.id) return local;
  ESCDIFF_CHECK(state.outer != nullptr, "no function declares {}", module_.locals[local].text);
  const LocalId outer = find_local(*state.outer, local, at);
  if (const auto found = state.captured.find(outer); found != state.captured.end()) return found->second;
  Local inside = module_.locals[outer];
  inside.kind = LocalKind::kCaptured;
  inside.pos = at;
  inside.outer = outer;
  inside.definition = InstId();
  inside.address_taken = false;
  const LocalId id = add_local(state, std::move(inside));
  state.captured[outer] = id;
  module_.functions[state.id].captures.push_back(id);
  return id;
}

// The function that literals are named after: the bodies of ranges over functions are a part of it.
FunctionState& Lowering::naming_state() const {
  FunctionState* state = state_;
  while (state->range_body != nullptr) state = state->outer;
  return *state;
}

// gc numbers literals and wrappers within the function that holds them: f.func1, f.func1.2, f.gowrap1,
// f-range1.
std::string Lowering::closure_name(std::string_view top_suffix, std::string_view nested_suffix,
                                   uint32_t& counter) const {
  const Function& outer = module_.functions[naming_state().id];
  return fmt::format("{}{}{}", outer.name, outer.parent.has_value() ? nested_suffix : top_suffix, ++counter);
}

InstId Lowering::closure(NodeId literal) {
  const auto [type, body] = syntax::view<syntax::FuncLit>(tree(), literal);
  Function function;
  function.name = closure_name(".func", ".", naming_state().literals);
  function.package_prefix = package_prefix(source_);
  function.parent = state_->id;
  function.is_instance = module_.functions[state_->id].is_instance;
  function.pos = pos(literal);
  function.signature = type_of(literal);
  function.is_variadic = underlying(function.signature).variadic;
  FunctionState state;
  state.outer = state_;
  state.id = module_.functions.add(std::move(function));
  module_.functions[state_->id].closures.push_back(state.id);
  state_ = &state;
  if (state.outer->dictionary.has_value()) capture_dictionary(state);
  declare_signature(state, {}, type, type_of(literal));
  lower_body(state, body);
  if (state.dictionary.has_value()) module_.functions[state.id].captures.push_back(state.dictionary);
  state_ = state.outer;
  return add({.op = Op::kClosure, .pos = pos(literal), .type = type_of(literal), .payload = state.id.index});
}

}  // namespace escdiff::ir
