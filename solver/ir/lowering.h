// The lowering itself: one object a package; each .cpp of this folder that begins with lower_ holds one idea
// of it.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "solver/ir/dictionary_layout.h"
#include "solver/ir/instances.h"
#include "solver/ir/lower.h"
#include "solver/ir/range_branches.h"
#include "solver/ir/substitution.h"
#include "solver/syntax/views.h"

namespace escdiff::ir {

using syntax::NodeId;
using syntax::NodeKind;
using syntax::Token;

inline uint8_t flag_if(bool condition, InstFlag flag) {
  return condition ? static_cast<uint8_t>(flag) : uint8_t{0};
}

struct RangeBody;

// The numbers of a range over a function in the names of its variables, #state1 and #yield1.
struct RangeNumbers {
  uint32_t state = 0;
  uint32_t yield = 0;
};

// What is known of a function while its body is lowered.
struct FunctionState {
  FunctionId id;
  FunctionState* outer = nullptr;
  RangeBody* range_body = nullptr;  // that this function is; none for declared functions and literals
  uint32_t declared = 0;      // parameters, results, variables and temporaries so far: numbers temporaries
  uint32_t literals = 0;      // function literals so far
  uint32_t range_bodies = 0;  // ranges over functions so far
  uint32_t wrappers = 0;      // wrappers of go and defer so far
  NodeId body;                // of a declared function or a literal
  std::map<NodeId, RangeNumbers> ranges;  // over functions, numbered when the first one is lowered
  std::map<ObjectId, LocalId> variables;
  std::map<LocalId, LocalId> captured;  // by the Local in the function around
  LocalId next;                         // #next and #defers of the ranges over functions being read
  LocalId defers;
  LocalId dictionary;                         // of an instance, and of the closures inside of one
  std::vector<InstId>* statements = nullptr;  // the list that statements are added to
};

// A range over a function whose body is being lowered: see lower_range_function.cpp.
struct RangeBody {
  uint32_t depth = 1;  // 1: not inside another one
  LocalId state;       // #state1: in the function that holds the loop
  RangeBody* outer = nullptr;
  bool checks_return = false;
  bool checks_break = false;
  bool checks_continue = false;
  std::vector<RangeExit> exits;  // to labels in the function that holds the loop
};

class Lowering {
 public:
  Lowering(types::Program& program, types::PackageId package, const profile::Profile& profile,
           std::shared_ptr<InstanceObjects> instances)
      : program_(program),
        package_(package),
        source_(package),
        source_package_(&program.packages[package]),
        profile_(profile),
        instances_(program, package, *instances),
        substituted_(program.types) {
    module_.instances = std::move(instances);
  }
  tl::expected<Module, Unsupported> run();
  tl::expected<Module, Unsupported> run(ObjectId function);  // that alone

 private:
  using TypeOf = std::function<TypeId(size_t)>;

  // lower.cpp: the package.
  void lower_file(NodeId file);
  void lower_declaration(NodeId declaration);
  void lower_initialization();
  InstId initializer(const types::Initializer& step);
  InstId initialized(ObjectId variable);
  void refuse(SourcePos pos, std::string reason);
  void read_declared(NodeId declaration);
  void read_from(InstId first_inst, LocalId first_local);
  void read_elsewhere(ObjectId object);

  // lower_instance.cpp: bodies of generic functions, calls of them and uses as values.
  struct MethodOwner {
    TypeId type;              // the instance of a generic type that has the method, none for plain methods
    TypeId declared;          // the same before arguments were put in
    bool is_derived = false;  // depends on the type parameters of the function around
  };
  void lower_instances();
  void lower_body_of(const InstanceBody& body);
  void lower_instance(const InstanceBody& body);
  void lower_wrapper(const InstanceBody& body);
  void record_type(TypeId type);
  void record_elements(TypeId slice);
  void refuse_local_generics();
  void refuse_unprintable();
  bool shows_dictionary(InstId id) const;
  const types::Instance* instance_at(NodeId node) const;
  InstId instance_value(NodeId node, ObjectId generic, const types::Instance& instance);
  InstId instance_call(SourcePos pos, NodeId function, ObjectId generic, const types::Instance& instance,
                       const std::function<std::vector<InstId>(TypeId signature)>& arguments);
  InstId type_parameter_call(SourcePos pos, NodeId selector, TypeId parameter, InstId receiver,
                             std::vector<InstId> passed);
  InstId dictionary(SourcePos pos, ObjectId generic, TypeId owner, const std::vector<TypeId>& arguments);
  InstId inner_dictionary(SourcePos pos, NodeId node, ObjectId generic, TypeId owner,
                          const std::vector<TypeId>& arguments);
  const DictionaryLayout& layout(ObjectId generic);
  ObjectId own_dictionary() const;
  MethodOwner method_owner(const types::Selection& selected);
  TypeId type_parameter_receiver(NodeId selector) const;
  InstId dictionary_method(NodeId selector, TypeId parameter);
  InstId curried(SourcePos pos, TypeId signature, InstId function, ObjectId method, InstId receiver,
                 InstId dictionary, ObjectId declared);
  InstId wrapped_method_expression(NodeId node, ObjectId method);
  FunctionId begin_wrapper(FunctionState& state, SourcePos pos, TypeId signature, ObjectId declared);
  void add_named_parameter(FunctionState& state, LocalKind kind, ObjectId declared, TypeId type,
                           size_t number);
  InstId captured_copy(FunctionState& state, SourcePos pos, InstId value);
  std::vector<InstId> parameter_uses(const FunctionState& state, SourcePos pos, size_t first);
  void finish_wrapper(FunctionState& state, SourcePos pos, Inst call, const std::vector<InstId>& children);

  // lower_function.cpp: functions, variables, temporaries, closures.
  void lower_function(NodeId declaration, ObjectId object);
  std::string function_name(ObjectId object);
  std::string local_text(Symbol name) const;
  std::string package_prefix(types::PackageId package) const;
  void add_dictionary(FunctionState& state, SourcePos pos);
  void capture_dictionary(FunctionState& state);
  void declare_signature(FunctionState& state, std::span<const NodeId> receivers, NodeId type,
                         TypeId signature);
  void declare_field(FunctionState& state, LocalKind kind, NodeId field, std::span<const TypeId> types,
                     size_t& next);
  void lower_body(FunctionState& state, NodeId body);
  LocalId add_local(FunctionState& state, Local local);
  LocalId add_parameter(FunctionState& state, LocalKind kind, NodeId name, TypeId type, SourcePos pos,
                        size_t number);
  LocalId declare_variable(ObjectId object);
  LocalId add_temporary(SourcePos pos, TypeId type);
  LocalId find_variable(FunctionState* state, ObjectId object, SourcePos pos);
  LocalId find_local(FunctionState& state, LocalId local, SourcePos pos);
  FunctionState& naming_state() const;
  InstId closure(NodeId literal);
  std::string closure_name(std::string_view top_suffix, std::string_view nested_suffix,
                           uint32_t& counter) const;

  // lower_statement.cpp: statement lists and simple statements.
  std::vector<InstId> collect(const std::function<void()>& body);
  void emit(InstId statement) { state_->statements->push_back(statement); }
  InstId block(SourcePos pos, std::span<const InstId> statements);
  InstId block_of(SourcePos pos, std::span<const NodeId> statements);
  bool lower_list(std::span<const NodeId> statements);
  void lower_statement(NodeId statement);
  void lower_statement_forms(NodeId statement);
  void lower_branch(NodeId statement);
  void lower_return(NodeId statement);
  void lower_send(NodeId statement);
  void lower_labeled(NodeId statement);
  void lower_if(NodeId statement);
  void lower_declarations(NodeId statement);

  // dead_code.cpp: what gc drops while it reads a function.
  void mark_preparations(size_t first);
  void lower_init(NodeId statement);
  int static_bool(NodeId& condition);
  bool terminates(NodeId statement);
  NodeId last_statement(std::span<const NodeId> statements) const;
  bool is_panic(NodeId function) const;
  bool ends_with_fallthrough(std::span<const NodeId> statements) const;

  // lower_assign.cpp: assignments, definitions, several values at once.
  struct Target {
    InstId left;
    LocalId declared;  // a new variable
    TypeId type;       // none for _
  };
  void lower_assign(NodeId statement);
  void lower_increment(NodeId statement);
  void assign(SourcePos pos, std::span<const NodeId> left, std::span<const NodeId> right);
  Target target(NodeId left);
  std::vector<Target> targets(std::span<const NodeId> left);
  void emit_assignment(SourcePos pos, std::span<const Target> targets, std::span<const InstId> values);
  void declare(LocalId local);
  void declare_zero(LocalId local, SourcePos at);
  std::vector<InstId> values(SourcePos pos, const TypeOf& type_of_target, std::span<const NodeId> right);
  std::vector<InstId> split_values(SourcePos pos, const TypeOf& type_of_target, NodeId right, TypeId tuple);
  InstId into_temporary(SourcePos pos, InstId value);

  // lower_loop.cpp: for and range.
  void lower_for(NodeId statement, Symbol label);
  void lower_range(NodeId statement, Symbol label);
  InstId range_target(NodeId target, bool define, LocalId& declared);
  bool has_own_iterations() const;

  // lower_range_function.cpp: a range over a function becomes a call of it.
  void lower_range_function(NodeId statement, Symbol label);
  InstId range_body(NodeId statement, RangeBody& loop);
  void declare_range_parameters(FunctionState& state, NodeId statement, TypeId signature);
  void assign_range_targets(NodeId statement);
  void check_not_running(RangeBody& loop, SourcePos at);
  void emit_iteration(NodeId x, InstId yield, std::string name, SourcePos pos);
  TypeId yield_type(NodeId x);
  void declare_range_variables(FunctionState& root, SourcePos pos);
  LocalId add_hidden(FunctionState& state, LocalKind kind, std::string name, TypeId type, SourcePos pos);
  InstId hidden(LocalId local, SourcePos pos) { return use_of_local(find_local(*state_, local, pos), pos); }
  void define_hidden(LocalId local, InstId value, SourcePos pos);
  InstId integer(int64_t value, SourcePos pos);
  InstId boolean(bool value, SourcePos pos);
  LocalId next_variable();
  InstId defers_token(SourcePos pos);
  void set_hidden(LocalId local, int64_t value, SourcePos pos);
  void panic_range_state(InstId state, SourcePos pos);
  void emit_if(LocalId tested, Token op, int64_t value, SourcePos pos, const std::function<void()>& then);
  void leave_body(bool goes_on, SourcePos pos);
  void emit_range_checks(const RangeBody& loop, SourcePos pos);
  void emit_exit(const RangeExit& exit, SourcePos pos);
  void return_from_range(NodeId statement);
  bool is_range_function(NodeId range);
  bool returns_from_range(NodeId body);
  RangeNumbers range_numbers(NodeId range);
  void name_results(FunctionState& root);
  void branch_from_range(NodeId statement, const RangeBranch& branch);
  void note_return();
  void note_branch(const RangeBranch& branch);
  void note_dead(NodeId dead);
  void note_dead(NodeId dead, uint32_t depth);

  // lower_switch.cpp: switch, type switch, select.
  struct Clause {
    NodeId node;
    bool as_default = false;  // the one clause that a constant tag selects
  };
  void lower_switch(NodeId statement);
  std::optional<std::vector<Clause>> static_clauses(NodeId tag, std::span<const NodeId> clauses) const;
  TypeId comparison_type(TypeId tag, std::span<const Clause> clauses);
  InstId case_clause(const Clause& clause, TypeId compared);
  void lower_type_switch(NodeId statement);
  InstId type_case(NodeId clause, bool has_binding);
  SourcePos end_of_type(NodeId type) const;
  void lower_select(NodeId statement);
  InstId comm_clause(NodeId clause);
  InstId receive_clause(SourcePos clause, NodeId communication, std::vector<InstId>& body);

  // lower_go_defer.cpp: go and defer.
  void lower_go_defer(NodeId statement, Op op);
  InstId wrapped_call(SourcePos pos, InstId call, Op op);
  void wrapper_operands(InstId parent, uint32_t slot,
                        std::vector<std::pair<InstId, uint32_t>>& operands) const;
  bool is_plain_call(InstId call);

  // lower_expression.cpp: operators, names, access.
  InstId expression(NodeId node);
  InstId operation(NodeId node);
  InstId constant(NodeId node);
  InstId name(NodeId node, ObjectId object);
  InstId use_of_local(LocalId local, SourcePos pos);
  InstId unary(NodeId node);
  InstId address(NodeId node);
  InstId take_address(SourcePos pos, InstId x, bool implicit);
  InstId binary(NodeId node);
  TypeId common_type(NodeId node);
  InstId concatenate(NodeId node, TypeId type);
  InstId index(NodeId node);
  InstId slice(NodeId node);
  InstId type_assert(NodeId node);
  InstId optional_expression(NodeId node);

  // lower_selector.cpp: fields and methods, through embedded fields.
  InstId selector(NodeId node);
  const types::Selection& selection(NodeId node) const;
  bool is_method_value(NodeId node) const;
  InstId field(InstId x, uint32_t index, SourcePos pos, bool implicit);
  InstId field_path(InstId x, std::span<const uint32_t> path, SourcePos pos, bool implicit);
  InstId receiver(NodeId selector);
  InstId adjust_receiver(InstId x, TypeId wanted, SourcePos pos);
  InstId method_value(NodeId node);
  InstId method_expression(NodeId node);

  // lower_call.cpp: calls; lower_builtin.cpp: predeclared functions.
  using ArgumentsOf = std::function<std::vector<InstId>(TypeId signature)>;
  InstId call(NodeId node);
  InstId call_of(SourcePos pos, NodeId function, const ArgumentsOf& arguments);
  InstId method_call(SourcePos pos, NodeId selector, const ArgumentsOf& arguments);
  InstId function_call(SourcePos pos, NodeId function, const ArgumentsOf& arguments);
  InstId value_call(SourcePos pos, TypeId signature, const std::vector<InstId>& children);
  std::vector<InstId> arguments(NodeId call, TypeId signature);
  InstId packed(SourcePos pos, TypeId slice, std::span<const InstId> elements);
  TypeId result_type(TypeId signature);
  InstId builtin_call(NodeId node, types::Builtin builtin);
  InstId make(NodeId node);
  InstId new_call(NodeId node);
  InstId append(NodeId node);
  InstId plain_builtin(NodeId node, types::Builtin builtin);
  std::vector<InstId> builtin_arguments(NodeId node);

  // lower_literal.cpp: composite literals.
  InstId composite(NodeId node);
  InstId struct_literal(NodeId node, TypeId type);
  InstId array_literal(NodeId node, TypeId type);
  InstId map_literal(NodeId node, TypeId type);
  int64_t element_index(NodeId key) const;

  // lower_conversion.cpp: conversions, written and implied.
  InstId converted(TypeId target, NodeId node);
  InstId convert_node(TypeId target, NodeId node, bool implicit);
  InstId convert(TypeId target, InstId x, SourcePos pos, bool implicit);
  Op conversion_op(TypeId source, TypeId target);
  std::optional<Op> assignment_op(TypeId source, TypeId target);
  bool assignable(TypeId source, TypeId target) { return assignment_op(source, target).has_value(); }
  InstId runes_literal(TypeId type, InstId text, SourcePos pos);

  // Helpers.
  InstId add(Inst inst, std::initializer_list<InstId> children = {}) {
    return module_.add(inst, std::span(children.begin(), children.size()));
  }
  InstId add(Inst inst, const std::vector<InstId>& children) { return module_.add(inst, children); }
  InstId constant_of(types::ConstantValue value, TypeId type, SourcePos pos);
  // Bodies are read from `package` from now on. Returns the package before.
  types::PackageId read_source(types::PackageId package) {
    source_package_ = &program_.packages[package];
    return std::exchange(source_, package);
  }
  const syntax::Tree& tree() const { return source_package_->tree; }
  const types::Info& info() const { return source_package_->info; }
  NodeId unparen(NodeId node) const {
    while (tree().is(node, NodeKind::kParen)) node = tree().child(node, 0);
    return node;
  }
  NodeId resolve(NodeId node) const;
  ObjectId object_of(NodeId node) const;
  TypeId type_of(NodeId node) const;
  TypeId declared_type(ObjectId object) const { return substituted_(program_.objects[object].type); }
  SourcePos pos(NodeId node) const { return tree().pos(node); }
  TypeId type_of_inst(InstId inst) const { return module_[inst].type; }
  const types::Type& underlying(TypeId type) { return program_.types[program_.types.underlying(type)]; }
  types::TypeKind kind_of(TypeId type) { return program_.types.underlying_kind(type); }
  Function& function() { return module_.functions[state_->id]; }
  Symbol symbol(std::string_view text) { return program_.symbols.intern(text); }

  types::Program& program_;
  types::PackageId package_;
  types::PackageId source_;  // whose tree is being lowered: another package's when the function is generic
  const types::Package* source_package_;
  const profile::Profile& profile_;
  Module module_;
  FunctionState* state_ = nullptr;
  std::optional<Unsupported> refused_;
  std::map<NodeId, NodeId> simplified_;           // operands of conditions that were found constant
  std::map<NodeId, RangeBranch> range_branches_;  // that leave bodies of ranges over functions
  uint32_t init_functions_ = 0;
  Instances instances_;
  mutable Substitution substituted_;
  const InstanceBody* instance_ = nullptr;  // whose body is being lowered
  bool has_unknown_dictionary_ = false;
  bool records_dictionary_ = false;  // the first time that a body is lowered
  std::set<ObjectId> recorded_;
  std::map<ObjectId, DictionaryLayout> layouts_;  // by generic function or type
};

}  // namespace escdiff::ir
