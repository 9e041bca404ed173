// The checker's insides, shared by the files that implement it: one class, a file for each part of the
// language.
//
// Package-level declarations are resolved on demand: a name that is used before it was reached is resolved
// then, and the path of declarations under way tells valid recursion from circles. Function bodies come last.
// Local names live in one table indexed by symbol; a log restores it at the end of each block.
#pragma once

#include <fmt/core.h>

#include <concepts>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/syntax/views.h"
#include "solver/types/constant.h"
#include "solver/types/finite_walk.h"
#include "solver/types/instantiation_graph.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/program.h"

namespace escdiff::types {

using syntax::NodeFlag;
using syntax::NodeKind;
using syntax::Token;
using syntax::Tree;

// The value or type that an expression was found to be, while it is checked.
struct Operand {
  Mode mode = Mode::kInvalid;
  Builtin builtin = Builtin::kAppend;  // kBuiltin
  TypeId type;
  ConstantId value;  // kConstant
  NodeId node;
  bool valid() const { return mode != Mode::kInvalid; }
};

// What an expression may be used for as a statement.
enum class ExpressionKind : uint8_t { kConversion, kExpression, kStatement };

// The variable that a generic function is assigned to: its signature gives type arguments.
struct InferenceTarget {
  TypeId signature;
  std::string description;
};

// What a value is assigned for, as errors say it: "struct literal", "argument to f".
struct Purpose {
  template <std::convertible_to<std::string_view> Words>
  Purpose(const Words& w, NodeId named = {}) : words(w), expression(named) {}
  std::string_view words;
  NodeId expression;  // behind the words; may be none
};

// A package-level declaration (or a method).
struct Declaration {
  ObjectId object;
  uint32_t file = 0;
  NodeId spec;  // ConstSpec, VarSpec, TypeSpec, FuncDecl
  NodeId name;
  NodeId type;                  // const, var: the type expression, maybe none
  NodeId value;                 // const, var: the initialization expression, maybe none
  bool inherited = false;       // const: `value` stands at an earlier spec
  std::vector<ObjectId> group;  // var: all variables that `value` initializes together
  std::vector<ObjectId>
      dependencies;  // package-level constants, variables, functions it refers to; no repeats
};

struct FunctionContext {
  FunctionContext* outer = nullptr;
  NodeId node;  // FuncDecl or FuncLit
  uint32_t depth = 0;
  TypeId signature;
  std::vector<ObjectId> results;        // the result variables
  std::vector<ObjectId> locals;         // for "declared and not used"
  std::vector<TypeId> type_parameters;  // of a declared function, or those of a method's receiver
};

// What the place of an expression implies.
struct Context {
  uint32_t declaration = UINT32_MAX;  // whose dependencies are collected
  uint32_t file = 0;
  ConstantId iota;
  syntax::SourcePos error_pos;  // errors inside an inherited constant expression are reported here
  FunctionContext* function = nullptr;
  bool in_type_parameters = false;
};

class Checker {
 public:
  Checker(Program& program, PackageId package, const CheckOptions& options);

  // Checks the package, whose tree `parsed` has been moved to it; the errors in the order in which they were
  // found.
  std::vector<CheckError> run(ParsedPackage parsed);

 private:
  // errors.cpp
  void error(SourcePos pos, std::string text);
  std::string version_hint(SourcePos pos) const;
  template <class... T>
  void error_at(SourcePos pos, fmt::format_string<T...> format, T&&... arguments) {
    error(pos, fmt::format(format, std::forward<T>(arguments)...));
  }
  std::string str(TypeId type) const;
  std::string str(NodeId expression) const;
  std::string str(const Operand& x) const;
  std::string str(const Purpose& purpose) const;
  std::string str(Symbol symbol) const { return std::string(program_.symbols.text(symbol)); }
  std::string position_string(SourcePos pos) const;
  bool allows(int minor) const;
  bool requires_version(SourcePos pos, int minor, const std::string& what);
  SourcePos begin(NodeId node) const { return tree_.begin(node); }
  SourcePos begin(const Operand& x) const { return tree_.begin(x.node); }
  SourcePos start_of_statement(NodeId statement) const;

  // How deep the checker recurses. A tree's depth is limited, but not how many declarations may lead to one
  // another, each with a tree of its own.
  class Nesting {
   public:
    explicit Nesting(Checker& checker, int levels = 1) : checker_(checker), levels_(levels) {
      checker_.nesting_ += levels_;
    }
    ~Nesting() { checker_.nesting_ -= levels_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Checker& checker_;
    int levels_;
  };

  // scopes.cpp
  void open_scope();
  void close_scope();
  ObjectId lookup(Symbol name) const;
  void declare_local(ObjectId object);
  ObjectId new_object(Object object);
  void report_redeclared(ObjectId object, ObjectId other);
  struct SavedLocals;
  SavedLocals suspend_locals();
  void resume_locals(SavedLocals saved);

  // collect.cpp
  void collect_objects();
  void collect_file(NodeId file, uint32_t index);
  void collect_import(NodeId spec, uint32_t file);
  void collect_constants(NodeId group, uint32_t file);
  void collect_variables(NodeId spec, uint32_t file);
  void collect_type(NodeId spec, uint32_t file);
  void collect_function(NodeId node, uint32_t file);
  void declare_package_object(NodeId name, ObjectId object);
  uint32_t add_declaration(Declaration declaration);
  void attach_methods();
  ObjectId receiver_base(NodeId type, bool& pointer, std::vector<uint32_t>& seen);
  void check_file_conflicts();
  void report_unused_imports();

  // declarations.cpp
  void resolve_package_objects();
  void resolve(ObjectId object);
  void resolve_constant(ObjectId object, NodeId type, NodeId value, ConstantId iota, bool inherited);
  void resolve_variable(ObjectId object, const std::vector<ObjectId>& group, NodeId type, NodeId value);
  void resolve_type(ObjectId object, NodeId spec);
  void resolve_alias(ObjectId object, NodeId spec);
  TypeId alias_under_way(ObjectId object);
  void resolve_function(ObjectId object, uint32_t declaration);
  void check_methods_of(ObjectId type);
  void local_declaration(NodeId declaration);
  void local_constants(NodeId declaration);
  void local_variables(NodeId spec);
  void local_type(NodeId spec);
  void note_local_type(ObjectId object);
  void note_defined_types();
  void check_arity(SourcePos pos, std::span<const NodeId> names, std::span<const NodeId> values,
                   bool constant, bool inherited);
  std::vector<TypeId> declare_type_parameters(NodeId fields);
  void bind_constraints(NodeId fields, const std::vector<TypeId>& parameters);
  TypeId constraint(NodeId node);
  SourcePos field_position(NodeId spec, Symbol name) const;

  // cycles.cpp
  bool valid_cycle(ObjectId object);
  void report_cycle(const std::vector<ObjectId>& cycle);
  void check_finite(TypeId type, ObjectId object);
  bool report_pending(TypeId type);
  void report_endless_instantiation();
  void report_anonymous_circles();
  bool test_function_with_dots(Operand& x, NodeId call);
  bool check_assertion_of_test(NodeId call, std::vector<Operand>& arguments);
  void check_direct_cycles();

  // type_expressions.cpp
  TypeId type_of(NodeId node);
  TypeId variable_type(NodeId node);
  void require_variable_type(NodeId node, TypeId type);
  TypeId type_expression(NodeId node);
  TypeId named_type(NodeId node);
  TypeId array_type(NodeId node);
  TypeId struct_type(NodeId node);
  TypeId map_type(NodeId node);
  TypeId channel_type(NodeId node);
  TypeId interface_type(NodeId node);
  TypeId union_type(NodeId node);
  TypeId instantiated_type(NodeId node);
  std::optional<int64_t> array_length(NodeId node);
  std::vector<TypeId> type_list(std::span<const NodeId> nodes, bool& ok);
  void check_embedded(NodeId node, TypeId type);
  bool too_many_terms(const std::vector<UnionTerm>& terms);
  void check_union_terms(const std::vector<NodeId>& nodes, const std::vector<UnionTerm>& terms);
  UnionTerm union_term(NodeId node);
  struct DeclaredMethod {
    InterfaceMethod method;
    SourcePos pos;
  };
  void check_embedded_methods(std::vector<DeclaredMethod> known, const std::vector<TypeId>& embedded,
                              const std::vector<NodeId>& nodes);
  PackageId field_package(Symbol name) const;

  // signatures.cpp
  struct Parameters {
    TypeId tuple;
    bool variadic = false;
    std::vector<ObjectId> objects;
  };
  Parameters collect_parameters(NodeId list, VarRole role, bool allow_variadic);
  TypeId function_type(NodeId node);
  TypeId signature_with_objects(NodeId node, std::vector<ObjectId>& parameters,
                                std::vector<ObjectId>& results, std::vector<TypeId> type_parameters);
  TypeId receiver_type(NodeId field, ObjectId method, ObjectId& variable);
  TypeId generic_receiver(NodeId node, ObjectId method);
  TypeId instance_behind_alias(TypeId receiver);
  void check_receiver(NodeId base, TypeId type);

  // functions.cpp
  void function_body(ObjectId object, uint32_t declaration);
  void check_body(FunctionContext& function, NodeId body, const std::vector<ObjectId>& parameters);
  void function_literal(Operand& x, NodeId node);
  void declare_again(ObjectId object);
  void report_unused(const FunctionContext& function);
  void note_capture(ObjectId variable);
  void run_delayed();

  // terminating.cpp
  bool is_terminating(NodeId statement, Symbol label) const;
  bool is_terminating_list(NodeId list) const;
  bool has_break(NodeId statement, Symbol label, bool implicit) const;

  // expressions.cpp
  ExpressionKind raw_expression(const InferenceTarget* target, Operand& x, NodeId node, TypeId hint,
                                bool allow_generic);
  ExpressionKind expression_internal(const InferenceTarget* target, Operand& x, NodeId node, TypeId hint);
  void finish_expression(const InferenceTarget* target, Operand& x, NodeId node, bool allow_generic);
  void operators_in_a_row(Operand& x, NodeId node);
  void expression(Operand& x, NodeId node, const InferenceTarget* target = nullptr);
  void generic_expression(Operand& x, NodeId node);
  void expression_or_type(Operand& x, NodeId node, bool allow_generic);
  void expression_with_hint(Operand& x, NodeId node, TypeId hint);
  std::vector<Operand> multiple_values(NodeId node, bool allow_comma_ok, bool& comma_ok);
  std::vector<Operand> expression_list(std::span<const NodeId> nodes);
  void exclude(Operand& x, bool no_value, bool builtin, bool type);
  void single_value(Operand& x);
  bool use(std::span<const NodeId> nodes);
  bool use(NodeId node);
  void use_left(std::span<const NodeId> nodes);
  void record(const Operand& x);
  void record_type(NodeId node, Mode mode, TypeId type, ConstantId value = {});
  void record_comma_ok(NodeId node, TypeId first, TypeId second);
  void name(Operand& x, NodeId node, bool want_type);
  void literal(Operand& x, NodeId node);
  bool old_literal(NodeId node, std::string_view text);
  void require_instance(const InferenceTarget* target, Operand& x);
  void star(Operand& x, NodeId node);
  void type_assertion(Operand& x, NodeId node);
  void check_assertion(NodeId node, const Operand& x, TypeId type, bool type_switch);
  void add_dependency(ObjectId object);
  void invalidate(Operand& x);
  NodeId unparen(NodeId node) const;

  // operators.cpp
  void unary(Operand& x, NodeId node);
  void binary(Operand& x, NodeId node, NodeId left, NodeId right, Token op);
  bool append_text(Operand& x, const Operand& y);
  bool room_for_text(const Operand& x, const Operand& y);
  void shift(Operand& x, Operand& y, NodeId node, Token op);
  void comparison(Operand& x, Operand& y, Token op, bool switch_case);
  struct ComparisonProblem;
  ComparisonProblem comparison_problem(const Operand& x, const Operand& y, Token op);
  std::string switch_tag_text(const Operand& tag) const;
  bool shift_count(Operand& y, std::optional<mpz_class>& count);
  void match_types(Operand& x, Operand& y);
  bool may_convert(const Operand& x, const Operand& y);
  bool operator_defined(const Operand& x, Token op, bool is_unary);
  void check_overflow(Operand& x, SourcePos operator_pos);
  TypeId channel_element(SourcePos pos, const Operand& x, bool receive);
  std::string incomparable_cause(TypeId type);

  // untyped.cpp
  enum class ConversionError : uint8_t { kNone, kTruncated, kOverflow, kInvalid };
  struct Implicit {
    TypeId type;  // none on errors
    std::optional<ConstantValue> value;
    ConversionError error = ConversionError::kNone;
  };
  Implicit implicit_type(const Operand& x, TypeId target);
  ConversionError representation(const Operand& x, BasicKind kind, ConstantValue& value);
  void convert_untyped(Operand& x, TypeId target);
  void apply_implicit(Operand& x, Implicit found);
  void finalize_untyped(NodeId node, TypeId type, bool is_final);
  void invalid_conversion(ConversionError error, const Operand& x, TypeId target);
  bool represent(Operand& x, TypeId basic);
  const ConstantValue& value_of(const Operand& x) const;
  ConstantId constant(ConstantValue value);

  // assignability.cpp
  bool assignable(const Operand& x, TypeId target, std::string* why);
  bool convertible(const Operand& x, TypeId target, std::string* why);
  bool convertible_basics(TypeId from, TypeId to);
  bool slice_to_array(TypeId from, TypeId to, bool& allowed, std::string* why);
  void conversion(Operand& x, TypeId target);
  bool constant_to_parameter(const Operand& x, TypeId target, std::string& why);
  bool constant_convertible(const Operand& x, TypeId target, ConstantValue& value);

  // assignments.cpp
  void assignment(Operand& x, TypeId target, const Purpose& purpose);
  void initialize_constant(ObjectId object, Operand& x);
  void initialize_variable(ObjectId object, Operand& x, std::string_view purpose);
  void initialize_variables(const std::vector<ObjectId>& left, std::span<const NodeId> right,
                            NodeId return_statement);
  void assign_variable(NodeId left, NodeId right, Operand* x, std::string_view purpose);
  void assign_variables(std::span<const NodeId> left, std::span<const NodeId> right);
  TypeId left_variable(NodeId node);
  void short_declaration(SourcePos pos, std::span<const NodeId> left, std::span<const NodeId> right);
  void assignment_mismatch(std::span<const NodeId> right, size_t left_count, size_t right_count);
  void return_mismatch(NodeId statement, const std::vector<ObjectId>& left,
                       const std::vector<Operand>& right);
  std::string types_summary(const std::vector<TypeId>& types, bool variadic, bool dots);
  // The description, which `describe` gives, is wanted of functions only.
  template <class Describe>
  InferenceTarget target_of(TypeId type, const Describe& describe) {
    if (!type.has_value() || types_.underlying_kind(type) != TypeKind::kSignature) return {};
    return InferenceTarget{types_.underlying(type), describe()};
  }

  // index.cpp
  bool index_expression(Operand& x, NodeId node);
  bool index_shape(Operand& x, TypeId type, int64_t& length);
  void map_index(Operand& x, NodeId node, TypeId key, TypeId element);
  void slice_expression(Operand& x, NodeId node);
  bool index_parameter(Operand& x, NodeId node, int64_t& length, bool& is_map);
  TypeId sliced_type(Operand& x);
  bool slice_shape(Operand& x, NodeId node, TypeId under, int64_t& length);
  NodeId single_index(NodeId node);
  std::optional<int64_t> index_value(NodeId node, int64_t limit, bool& valid);
  bool valid_index(Operand& x, const char* what, bool allow_negative);

  // selectors.cpp
  void selector(Operand& x, NodeId node, bool want_type);
  bool qualified(Operand& x, NodeId node);
  void report_missing(const Operand& x, NodeId node, const Member& found);
  std::string missing_text(TypeId type, Symbol name, const Member& alternative, bool struct_literal);
  PackageId member_package(const Member& member) const;
  // What a selector asks for, and what it was answered.
  struct MemberQuery {
    TypeId type;
    Symbol name;
    bool addressable = false;
    bool of_type = false;  // T.m
    friend bool operator==(const MemberQuery&, const MemberQuery&) = default;
  };
  struct MemberQueryHash {
    size_t operator()(const MemberQuery& query) const {
      const uint64_t type =
          uint64_t{query.type.index} * 4 + (query.addressable ? 2 : 0) + (query.of_type ? 1 : 0);
      return std::hash<uint64_t>()((type << 32 | query.name.index) * 0x9E3779B97F4A7C15);
    }
  };
  struct SelectedMember {
    Member member;
    SelectionId selection;
  };
  static Selection selection_of(const MemberQuery& query, const Member& member);
  void select_member(Operand& x, NodeId node, const SelectedMember& selected);

  // composite_literals.cpp
  void composite_literal(Operand& x, NodeId node, TypeId hint);
  void struct_literal(NodeId node, TypeId type, TypeId under);
  std::string unknown_field_text(TypeId type, const Type& structure, Symbol name);
  void keyed_struct_literal(NodeId node, TypeId type, TypeId structure);
  struct LiteralField {
    Symbol name;
    std::vector<uint32_t> path;  // embedded fields on the way, and the field itself; empty: there is none
    TypeId type;
    bool indirect = false;  // a pointer is on the way
  };
  LiteralField literal_field(TypeId structure, NodeId key);
  bool report_repeated_field(const std::vector<LiteralField>& seen, const LiteralField& field,
                             NodeId element);
  void positional_struct_literal(NodeId node, TypeId type, const Type& structure);
  int64_t indexed_elements(NodeId elements, TypeId element, int64_t length);
  void map_literal(NodeId elements, const Type& map);

  // calls.cpp
  ExpressionKind call(Operand& x, NodeId node);
  ExpressionKind call_conversion(Operand& x, NodeId node);
  void function_call(Operand& x, NodeId node, NodeId instance);
  std::vector<Operand> generic_arguments(std::span<const NodeId> nodes,
                                         std::vector<std::vector<TypeId>>& partial);
  TypeId check_arguments(NodeId call, TypeId signature, std::vector<TypeId> type_arguments,
                         std::span<const NodeId> type_nodes, std::vector<Operand>& arguments,
                         const std::vector<std::vector<TypeId>>& partial);
  bool adjust_parameters(NodeId call, const Type& signature, const std::vector<Operand>& arguments,
                         std::vector<TypeId>& parameters);
  TypeId common_underlying(TypeId type, const std::function<std::string(TypeId, TypeId)>& check,
                           std::string& why);

  // builtins.cpp
  ExpressionKind builtin_call(Operand& x, NodeId node, Builtin builtin);
  bool builtin_arguments(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments);
  bool is_byte_source(TypeId type);
  bool builtin_body(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments);
  bool builtin_append(Operand& x, NodeId node, std::vector<Operand>& arguments);
  bool builtin_length(Operand& x, Builtin builtin);
  bool builtin_complex(Operand& x, NodeId node, Operand& y);
  bool builtin_real(Operand& x, Builtin builtin);
  bool builtin_copy(Operand& x, Operand& y);
  bool builtin_delete(Operand& x, Operand& key);
  bool builtin_make(Operand& x, NodeId node);
  bool builtin_min_max(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments);
  bool builtin_new(Operand& x, NodeId node);
  bool builtin_unsafe(Operand& x, NodeId node, Builtin builtin, std::vector<Operand>& arguments);
  bool unsafe_measure(Operand& x, const char* name, int64_t (*measure)(Program&, TypeId));
  bool builtin_offsetof(Operand& x, NodeId node);
  TypeId slice_element(const Operand& x, std::string& why);
  TypeId behind_array_pointer(TypeId under);
  bool apply_to_terms(Operand& x, const std::function<TypeId(TypeId)>& map);

  // statements.cpp
  void statement(NodeId node);
  void statement_list(NodeId list);
  void expression_statement(NodeId node);
  void increment(NodeId node);
  void assign_statement(NodeId node);
  void go_or_defer(NodeId call, const char* keyword);
  void return_statement(NodeId node);
  void if_statement(NodeId node);
  void for_statement(NodeId node);
  void select_statement(NodeId node);
  std::string declaration_text(ObjectId id) const;
  bool is_receive(NodeId communication) const;

  // switches.cpp
  void switch_statement(NodeId node);
  void type_switch(NodeId node);
  struct SeenCase {
    SourcePos pos;
    TypeId type;
  };
  void case_values(Operand& x, NodeId expressions, std::unordered_multimap<std::string, SeenCase>& seen);
  TypeId case_types(const Operand* x, NodeId expressions, std::vector<std::pair<TypeId, NodeId>>& seen);
  void report_multiple_defaults(NodeId clauses);
  bool is_nil(NodeId node) const;

  // range.cpp
  void range_statement(NodeId node);
  struct RangeTypes {
    TypeId key, value;
    std::string why;
    bool ok = false;
  };
  RangeTypes range_types(TypeId type);
  RangeTypes range_over_function(const Type& signature);
  void report_third_variable(NodeId node);
  void skip_range_operand(const Operand& x, NodeId node);
  void define_range_variables(NodeId node, Operand& x, const RangeTypes& types);
  void assign_range_variables(NodeId node, Operand& x, const RangeTypes& types);

  // initialization.cpp
  void order_initialization();
  void report_initialization_cycle(const std::vector<ObjectId>& cycle);

  // instantiation.cpp
  void report_unsatisfied(SourcePos pos, const std::vector<TypeId>& parameters,
                          const std::vector<TypeId>& arguments, std::span<const NodeId> nodes);
  std::optional<std::pair<size_t, std::string>> verify(const std::vector<TypeId>& parameters,
                                                       const std::vector<TypeId>& arguments);
  TypeId instantiate_signature(SourcePos pos, NodeId node, TypeId signature,
                               const std::vector<TypeId>& arguments, std::span<const NodeId> nodes);
  void function_instance(const InferenceTarget* target, SourcePos pos, Operand& x, NodeId index);
  void record_instance(NodeId node, const std::vector<TypeId>& arguments, TypeId type);
  std::vector<TypeId> generic_parameters(TypeId type);
  TypeId generic_instance(TypeId type, const std::vector<TypeId>& arguments);
  std::vector<TypeId> fresh_parameters(const std::vector<TypeId>& parameters);

  // inference.cpp
  struct InferenceFailure {
    SourcePos pos;
    std::string text;
  };
  // What is to be inferred, and from what: operands[i] is given to a parameter of type types[i].
  struct InferenceRequest {
    SourcePos pos;
    std::vector<TypeId> parameters;
    std::vector<TypeId> arguments;  // known ones; none or missing: unknown
    std::vector<TypeId> types;
    const std::vector<Operand>* operands = nullptr;
    std::string target = {};  // of an assignment: the variable; the one operand stands for it
  };
  struct InferenceState;
  struct CoreTerm {
    TypeId type;
    bool tilde = false;
    bool single = false;  // the constraint has one term
  };
  std::optional<std::vector<TypeId>> infer(const InferenceRequest& request, InferenceFailure& failure);
  bool infer_from_arguments(InferenceState& state, InferenceFailure& failure);
  bool infer_from_constraint(InferenceState& state, size_t parameter, InferenceFailure& failure);
  bool infer_from_untyped(InferenceState& state, InferenceFailure& failure);
  void drop_circular(const std::vector<TypeId>& parameters, std::vector<TypeId>& inferred);
  CoreTerm core_term(TypeId parameter);
  std::string mismatch_text(const InferenceState& state, TypeId parameter_type, const Operand& x);
  bool mentions_parameter(TypeId type, const std::vector<TypeId>& parameters);

  bool is_valid(TypeId type) const { return type != types_.invalid(); }
  bool is_nil_operand(const Operand& x) const { return x.mode == Mode::kNil; }

  Program& program_;
  TypeStore& types_;
  PackageId package_;
  Tree& tree_;
  Info& info_;
  const CheckOptions& options_;
  int language_minor_ = 26;
  std::vector<int> file_minor_;
  std::vector<std::string>
      file_versions_;  // "go1.22" where //go:build decides; empty: the package's language
  std::vector<CheckError> errors_;
  std::vector<CheckError> late_errors_;    // reported when there are no others
  std::vector<CheckError> range_errors_;   // the parser's, of range clauses with more than two variables
  ObjectId assert_object_, trace_object_;  // the functions of peer_tests.h, if they are declared
  bool file_conflicts_ = false;            // a file's import has the name of something in the package
  InstantiationGraph instantiations_;

  // Names.
  struct LocalBinding {
    ObjectId object;
    uint32_t scope = 0;
  };
  struct Undo {
    Symbol name;
    LocalBinding previous;
  };
  // Local names do not reach into a package-level declaration that is resolved while a block is open.
  struct SavedLocals {
    std::vector<std::pair<Symbol, LocalBinding>> bindings;
    std::vector<Undo> undo;
    std::vector<size_t> starts;
  };
  struct FileNames {
    std::unordered_map<Symbol, ObjectId> names;  // imports; looked up only
    std::vector<ObjectId> imports;               // package names, in source order
    std::vector<std::pair<SourcePos, ObjectId>> dot_imports;
    std::unordered_map<ObjectId, ObjectId> dot_source;  // dot-imported object: the package name it came by
  };
  std::vector<LocalBinding> locals_;  // by symbol
  std::vector<Undo> undo_;
  std::vector<size_t> scope_starts_;
  std::vector<ObjectId> package_names_;   // by symbol
  std::vector<ObjectId> universe_names_;  // by symbol
  std::vector<FileNames> files_;

  // Objects of this package.
  struct ObjectState {
    uint32_t declaration = UINT32_MAX;
    uint32_t depth = 0;  // of the function that declares a local variable
    bool in_progress = false;
    bool done = false;
    bool own = false;  // else an imported object that was restored while this package is checked
  };
  uint32_t first_object_ = 0;
  std::vector<ObjectState> states_;  // by object, from first_object_
  ObjectState& state(ObjectId object) { return states_[object.index - first_object_]; }
  bool is_own(ObjectId object) const {
    const size_t at = size_t{object.index} - first_object_;  // very large for earlier ones
    return at < states_.size() && states_[at].own;
  }
  std::vector<Declaration> declarations_;
  std::vector<ObjectId> path_;  // declarations under way
  int open_types_ = 0;          // how many of them are types
  struct PendingMethod {
    ObjectId object;
    NodeId receiver;
  };
  std::vector<PendingMethod> pending_methods_;
  std::unordered_map<ObjectId, std::vector<ObjectId>> methods_of_;  // by type name; looked up only
  std::unordered_set<std::string> linknames_;                       // functions that //go:linkname names
  FiniteTypes finite_;
  std::vector<std::pair<ObjectId, uint32_t>> bodies_;
  std::vector<ObjectId> local_types_;

  Context context_;
  std::vector<NodeId> operators_;  // Binary nodes whose left operand is being checked
  bool has_call_or_receive_ = false;
  size_t concatenated_bytes_ = 0;
  int nesting_ = 0;  // see Nesting
  std::deque<std::function<void()>> delayed_;
  std::deque<std::function<void()>> delayed_bodies_;  // of function literals outside functions
  bool in_bodies_ = false;  // of declared functions: all package-level types are complete
  std::unordered_map<MemberQuery, SelectedMember, MemberQueryHash> selected_;  // there; looked up only
  std::vector<NodeId> interface_literals_;         // as often as they were looked at
  std::vector<uint8_t> shifted_;                   // by node: an untyped operand of a non-constant shift
  std::vector<ConstantId> literal_cache_;          // by symbol
  std::unordered_set<uint64_t> dependency_marks_;  // declaration and object of each dependency
  Symbol blank_, init_, main_;
  ObjectId any_object_, comparable_object_, iota_object_;
  TypeId bool_, int_, string_, untyped_bool_, untyped_int_;
};

}  // namespace escdiff::types
