// Expressions of a wanted type. Everything here appends nodes and returns the root of what it built.
#pragma once

#include <optional>

#include "generator/context.h"

namespace escdiff::generator {

struct Request {
  TypeId type;
  int depth = 2;        // nesting left
  bool typed = true;    // the place it stands in has the type: nil and untyped constants will do
  bool header = false;  // in the header of if, for, switch: no composite literal outside parentheses
  bool fresh = false;   // something new rather than what a variable leads to
};

// Any way to a value of the type; always succeeds.
NodeId expression(Context& context, const Request& request);
// A boolean worth branching on.
NodeId condition(Context& context, bool header);

// --- literals.cpp: values out of nothing.
// The simplest value: zero, nil, a small constant.
NodeId literal(Context& context, const Request& request);
void add_literal_ways(Options& options, Context& context, const Request& request);
// Builds one of those ways; none when `way` is not among them.
NodeId literal_way(Context& context, Feature way, const Request& request);

// --- operators.cpp: values out of other values.
void add_operator_ways(Options& options, Context& context, const Request& request);
NodeId operator_way(Context& context, Feature way, const Request& request);
// A value of the interface type `request.type`; only when some type of the program implements it.
NodeId to_interface(Context& context, const Request& request);
bool implemented(Context& context, TypeId interface_type);

// --- unsafe.cpp: values by package unsafe.
void add_unsafe_ways(Options& options, Context& context, const Request& request);
// Builds one of those ways; none when `way` is not among them.
NodeId unsafe_way(Context& context, Feature way, const Request& request);

// --- calls.cpp
// An argument that is settled beforehand.
struct ForcedArgument {
  size_t position;
  NodeId value;
};

// Appends the call's arguments for the parameters of `signature`. `exactly_typed`: type arguments are
// inferred from them.
void arguments(Context& context, NodeId call, TypeId signature, int depth,
               std::optional<ForcedArgument> forced = std::nullopt, bool exactly_typed = false);
// A call of declared function `index`.
NodeId call_function(Context& context, uint32_t index, int depth,
                     std::optional<ForcedArgument> forced = std::nullopt);
// Whether a signature is fit to be called where the caller stands.
using SignatureFilter = std::function<bool(const Type&)>;
// Declared functions (no methods) that pass; indices into Model::functions.
std::vector<uint32_t> callable_functions(Context& context, const SignatureFilter& filter);
std::vector<Callee> callable_methods(Context& context, const SignatureFilter& filter);
// The method of a method value or expression: any, those that may give their receiver back preferred. Some
// exist.
Callee method_to_bind(Context& context);
NodeId call_method(Context& context, const Callee& callee, int depth, bool header);
// The receiver's expression, `&x` written `x` where Go takes the address itself.
NodeId receiver_node(Context& context, const Callee& callee, int depth, bool header);
// The call of a variable of function type that passes; none when there is none, or Go's compiler has a fault
// there.
bool callable_value(Context& context, const SignatureFilter& filter);
NodeId call_value(Context& context, const SignatureFilter& filter, int depth);

// --- closures.cpp
// A function literal of the function type `signature`.
NodeId closure(Context& context, TypeId signature);
// A literal without parameters, for go, defer and calls in place; `statements` is how many to build at most.
NodeId plain_closure(Context& context, uint32_t statements, bool recovers = false);
// func() { ... }: first what `beginning` builds, then `limit` statements at most.
NodeId literal_of(Context& context, const std::function<void(NodeId)>& beginning, uint32_t limit = 0);
// func() { statement }
NodeId captured(Context& context, NodeId statement);
// The deepest nesting of closures.
bool may_nest_closure(const Context& context);

}  // namespace escdiff::generator
