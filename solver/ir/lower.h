// From a checked package to its IR, in the form in which gc 1.26 hands a program to its escape analysis
// (measured).
//
// Forms
// - Blocks are flat: a source block inside a block is spliced into it, as are the init statements of if, for
// and switch
//   (they stand before it). A Block is the body of a Function, For, Range, If, clause. Only these restore the
//   loop depth.
// - Several values at once (`a, b := f()`, `v, ok := m[k]`, `f(g())`, `return g()`): an AssignCall or
// AssignCommaOk gives
//   them to temporaries, in a statement before the one that uses them; conversions are applied to the
//   temporaries and stand at the position of the statement (of the call, for f(g())). Messages do name
//   temporaries: ".autotmp_3 escapes to heap". Their numbers are gc's: the count of variables declared in the
//   function before (parameters and results first).
// - new(expr): Declare and Assign of a temporary, then its Address: "moved to heap: .autotmp_2" at the '('.
// - A callee (or the interface in front of a method) that itself contains a call or receive stands in a
// temporary.
// - go and defer: a function value called without arguments and results stays. Anything else becomes a
// wrapper closure
//   (Function::is_wrapper): an AssignPairs defines temporaries for the operands that are no constants,
//   functions, new(T); operands inside composite literals and `...` slices one by one; the wrapper captures
//   the temporaries, its body is the call. f(x) itself stays undone: Defer(Call(Closure)). Messages for the
//   Closure of a wrapper are not printed.
// - A range over a function is a call of it with a Closure (is_range_body) in place of the body:
//   lower_range_function.cpp.
// - Per-iteration loop variables (Go 1.22) whose address is taken or that a closure captures, outside return
// statements,
//   are expanded: For: `t := init; for {z := t; if first {first = false} else {post}; if !cond {break}; body;
//   next: t = z}`; Range: the key or value is a temporary, the body begins with `z := t`. Declare of z stands
//   in the body, and so does its loop depth. Such temporaries have no Declare: they live at depth 1. All
//   other loop variables are declared before.
// - Declare stands where gc declares a variable. Clause variables of type switches have none; the temporaries
// of loops
//   neither.
// - Dropped: what follows return, goto, panic(...) or an if both of whose branches end so, in the same
// statement list, up
//   to the last label of the list; branches of if, and loops, whose condition is constant (`false && f()`
//   too); the other clauses of a switch with constant tag and constant cases. for {}, break, continue, switch
//   and select end nothing.
// - Method calls on interface variables whose dynamic type is known are CallMethod of a TypeAssert (or
// CallInterface of an
//   embedded interface); Module::notes has the message. gc does this even with -l.
// - Stores of variables, constants and closures into parameters and locals that are never read are dropped. A
// Closure that
//   vanishes so is analyzed all the same when it captures nothing (see below).
// - A variable that gets a constant in its definition and is neither reassigned nor has its address taken is
// replaced by
//   the constant where it is the size of a make or is converted to an interface (Go 1.25 on); so is len(x) of
//   a variable that holds a slice literal, in a make. Nothing is left to do for the escape pass: it prints
//   `make([]int, 10)`.
//
// Facts for the escape pass
// - A Closure that captures nothing is, for gc, a function like any other: it is analyzed on its own, in its
// place in the
//   call graph (Closure counts as a call), even when no reachable code mentions it. Only one that captures
//   variables is walked where it stands, as a part of its outer function.
// - Captures by value: not address-taken, not reassigned, at most 128 bytes; here "reassigned" is what the
// walk in source
//   order has seen: an assignment by another statement than `definition`, or any assignment of a Range,
//   counts, but all that came before the first capture at the loop depth of the declaration is forgotten.
//   Declarations without a value do not count as assignments.
// - Positions: implicit conversions at their operand (Assign, Return, Send, elements, comparisons, map keys,
// cases);
//   explicit ones T(x) at x, too; string + at the last operator; `... argument` and calls at '('; composite
//   literals at
//   '{', with & at '&'; closures at `func`; method values at '.'; a type switch's variable at the end of its
//   clause's last type; "moved to heap" at the variable's name, for temporaries at their Local::pos.
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// A construct that the solver does not support yet: it is refused here, never guessed.
struct Unsupported {
  SourcePos pos;
  std::string reason;
};

// The IR of `package` as the front end hands it over: what the inliner and the devirtualizer of a compiler
// with `profile` begin with. Here the declarations of loops stand in blocks of their own (ops.def).
// `instances` is what all packages of a program share, when bodies of one are to be inlined into others.
tl::expected<Module, Unsupported> front_end_form(types::Program& program, types::PackageId package,
                                                 const profile::Profile& profile,
                                                 std::shared_ptr<InstanceObjects> instances = nullptr);

// The same for one function that is known beside its package: a module with it, as its first function, and
// with the literals inside it. Its body may be one that is restored (Program::complete_body). `function` may
// be an instance of a generic function, one of `instances`.
tl::expected<Module, Unsupported> front_end_form_of(types::Program& program, ObjectId function,
                                                    const profile::Profile& profile,
                                                    std::shared_ptr<InstanceObjects> instances);

// What is left to do behind those two and before escape analysis. Under -N nothing that is stored is dead.
void prepare_for_escape(types::Program& program, Module& module, const profile::Profile& profile,
                        bool optimizing = true);

// All of it, without inlining: the IR of `package` just before escape analysis.
tl::expected<Module, Unsupported> lower(types::Program& program, types::PackageId package,
                                        const profile::Profile& profile, bool optimizing = true);

// Explanations show the dictionaries that calls pass on; refuses where one is not known.
std::optional<Unsupported> unknown_dictionary(const Module& module);

}  // namespace escdiff::ir
