#include "generator/gen.h"

#include <utility>

namespace escdiff::generator {
namespace {

// The branches below one node of the tree.
class ShrinkSequence {
 public:
  ShrinkSequence(Program program, Policy policy) : policy_(policy), shrinks_(std::move(program), policy) {}

  rc::Maybe<rc::Shrinkable<Program>> operator()() {
    std::optional<Program> smaller = shrinks_.next();
    if (!smaller) return rc::Nothing;
    return shrinkable(std::move(*smaller), policy_);
  }

 private:
  Policy policy_;
  Shrinks shrinks_;
};

}  // namespace

rc::Shrinkable<Program> shrinkable(Program program, const Policy& policy) {
  return rc::shrinkable::shrink(rc::fn::constant(std::move(program)), [policy](Program&& root) {
    return rc::Seq<rc::Shrinkable<Program>>(ShrinkSequence(std::move(root), policy));
  });
}

rc::Gen<Program> programs(const Policy& policy) {
  return rc::Gen<Program>([policy](const rc::Random& random, int size) {
    rc::Random own = random;
    return shrinkable(generate_sized(own.next(), 0, size, policy), policy);
  });
}

}  // namespace escdiff::generator
