#include "generator/policy_file.h"

#include <catch2/catch_test_macros.hpp>

#include "generator/generator.h"

using namespace escdiff;
using namespace escdiff::generator;

TEST_CASE("a policy that is written is read again") {
  Policy policy;
  policy.max_lines = 100;
  policy.swarm_off = 0;
  policy.weights[static_cast<size_t>(Feature::kMethodValue)] = 7;
  const auto read = policy_from_text(policy_text(policy), Policy{});
  REQUIRE(read);
  CHECK(read->max_lines == 100);
  CHECK(read->swarm_off == 0);
  CHECK(read->weights == policy.weights);
  for (uint32_t i = 0; i < 20; ++i) CHECK(generate(1, i, *read).text == generate(1, i, policy).text);
  CHECK(policy_text(Policy{}) == "{\n  \"numbers\": {},\n  \"weights\": {}\n}\n");
}

TEST_CASE("what is no policy is refused with one line") {
  for (const char* text :
       {"", "[]", "{\"weights\": 1}", "{\"other\": {}}", "{\"weights\": {\"no-such-feature\": 1}}",
        "{\"weights\": {\"go\": -1}}", "{\"weights\": {\"go\": 70000}}", "{\"weights\": {\"define\": 0}}",
        "{\"numbers\": {\"max_pool\": 0}}", "{\"numbers\": {\"nothing\": 1}}",
        "{\"numbers\": {\"min_lines\": 50, \"max_lines\": 5}}"}) {
    INFO(text);
    const auto read = policy_from_text(text, Policy{});
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::kUsage);
    CHECK(read.error().message.find('\n') == std::string::npos);
  }
}

TEST_CASE("programs are made under the least numbers that a policy can have") {
  const auto policy = policy_from_text(
      "{\"numbers\": {\"max_functions\": 1, \"max_fields\": 1, \"max_pool\": 1, \"max_params\": 0, "
      "\"max_results\": 0, \"max_globals\": 0, \"max_struct_types\": 0, \"max_methods\": 0, "
      "\"max_block_depth\": 0, \"max_expr_depth\": 0, \"max_nested_statements\": 1, \"skew\": 0, "
      "\"global_uses\": 0, \"lines_per_function\": 1}}",
      Policy{});
  REQUIRE(policy);
  for (uint32_t i = 0; i < 500; ++i)
    CHECK(generate(1, i, *policy).text.find("package p\n") != std::string::npos);
}
