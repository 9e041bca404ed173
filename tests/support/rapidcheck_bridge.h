// RapidCheck properties as Catch2 v3 assertions (Debian's rapidcheck/catch.h wants Catch2 v2).
#pragma once

#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <sstream>
#include <string>

namespace escdiff::tests {

// Checks `testable` as rc::check does; on failure prints the shrunk counterexample and the RC_PARAMS that
// rerun it.
template <class Testable>
void require_property(const std::string& description, Testable&& testable) {
  rc::detail::TestMetadata metadata;
  metadata.id = metadata.description = description;
  rc::detail::TestResult result = rc::detail::checkTestable(std::forward<Testable>(testable), metadata);
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  INFO(out.str());
  REQUIRE(result.template is<rc::detail::SuccessResult>());
}

}  // namespace escdiff::tests
