#include "solver/escape/leaks.h"

#include <catch2/catch_test_macros.hpp>

namespace escdiff::escape {

TEST_CASE("leaks keep the least count to each target") {
  Leaks leaks(2);
  CHECK_FALSE(leaks.heap());
  leaks.add_heap(2);
  leaks.add_heap(3);
  leaks.add_result(1, 1);
  CHECK(leaks.heap() == 2);
  CHECK(leaks.result(1) == 1);
  CHECK_FALSE(leaks.result(0));
}

TEST_CASE("the heap covers what is as long, and counts are bounded") {
  Leaks leaks(1);
  leaks.add_heap(1);
  leaks.add_result(0, 1);
  leaks.add_mutator(0);
  leaks.add_callee(400);
  leaks.normalize(254);
  CHECK(leaks.heap() == 1);
  CHECK_FALSE(leaks.result(0));
  CHECK(leaks.mutator() == 0);
  CHECK_FALSE(leaks.callee());
  Leaks deep;
  deep.add_heap(300);
  deep.normalize(254);
  CHECK(deep.heap() == 254);
}

}  // namespace escdiff::escape
