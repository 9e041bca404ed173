#include "comparator/gcflags.h"

#include <catch2/catch_test_macros.hpp>

using escdiff::comparator::parse_gcflags;

TEST_CASE("compiler flags that the solver knows") {
  CHECK(parse_gcflags("-m")->level == 1);
  CHECK(parse_gcflags("-m")->inlining);
  CHECK(parse_gcflags(" -m  -l ")->level == 1);
  CHECK_FALSE(parse_gcflags("-m -l")->inlining);
  CHECK(parse_gcflags("-m -m")->level == 2);
  CHECK(parse_gcflags("-m=2")->level == 2);
  CHECK(parse_gcflags("")->level == 0);
}

TEST_CASE("other flags are named") {
  for (const char* flags : {"-N", "-m=x", "-m=", "-m=-1", "-m -d=escapedebug=1"}) {
    auto parsed = parse_gcflags(flags);
    REQUIRE_FALSE(parsed);
    CHECK_FALSE(parsed.error().message.empty());
  }
  CHECK(parse_gcflags("-m -N").error().message.find("-N") != std::string::npos);
}
