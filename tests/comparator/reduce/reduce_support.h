// Shared by the tests of the reduction: programs by their layout, and what a pass makes of them.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "comparator/reduce/canonical.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce::tests {

inline std::unique_ptr<Snapshot> checked(const std::string& text) {
  auto program = Snapshot::create(text, Checking::kTyped);
  REQUIRE(program);
  for (const Problem& problem : program->problems()) UNSCOPED_INFO(problem.text);
  REQUIRE(program->typed());
  return program;
}

inline std::string layout(const std::string& text) {
  auto program = Snapshot::create(text, Checking::kSyntaxOnly);
  INFO(text);
  REQUIRE(program);
  return laid_out(*program);
}

// `text` with `package p` before it.
inline std::string in_package(const std::string& text) { return "package p\n" + text; }

// Every valid program that the pass makes of `before` in one step.
inline std::vector<std::string> offers(std::string_view pass_name, const std::string& before) {
  auto program = checked(in_package(before));
  std::vector<std::string> result;
  for (const Pass& pass : all_passes()) {
    if (pass.name != pass_name) continue;
    for (const Proposal& proposal : pass.propose(*program)) {
      for (const Attempt& attempt : attempts(proposal, pass.mending)) {
        auto repaired = repair(attempt.edit->apply(program->text()), Checking::kTyped, attempt.mending);
        if (!repaired) continue;
        result.push_back(laid_out(*repaired));
        break;
      }
    }
  }
  return result;
}

// The pass makes `after` of `before`.
inline void check_offer(std::string_view pass_name, const std::string& before, const std::string& after) {
  std::string wanted = layout(in_package(after));
  auto all = offers(pass_name, before);
  bool found = false;
  for (const std::string& offer : all) {
    UNSCOPED_INFO("offered:\n" << offer);
    found = found || offer == wanted;
  }
  INFO("wanted:\n" << wanted);
  CHECK(found);
}

}  // namespace escdiff::reduce::tests
