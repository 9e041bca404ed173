// What must hold before a statement so that it does not panic. Runnable programs look first: expressions
// leave guards behind, and the statement that has them stands behind `if p == nil { return }` or `if p == nil
// { p = new(T) }`.
#pragma once

#include "generator/context.h"

namespace escdiff::generator {

// Each leaves a guard when the program is runnable and `value` can be evaluated twice: variables, their
// fields, elements and what they point to.
void require_not_nil(Context& context, NodeId value, TypeId type);
// More than `index` elements (bytes of a string).
void require_length(Context& context, NodeId value, TypeId type, uint32_t index);
void require_assertable(Context& context, NodeId value, TypeId to);

// `return`, with the simplest values.
NodeId give_up(Context& context);

// While it lives, what stands in another block or function is built: the guards of the statement around wait.
class GuardScope {
 public:
  explicit GuardScope(Context& context) : context_(context) { context_.guards.swap(waiting_); }
  ~GuardScope() { context_.guards.swap(waiting_); }
  GuardScope(const GuardScope&) = delete;
  GuardScope& operator=(const GuardScope&) = delete;

 private:
  Context& context_;
  std::vector<Guard> waiting_;
};

}  // namespace escdiff::generator
