#include "comparator/gcflags.h"

#include <catch2/catch_test_macros.hpp>

using escdiff::comparator::parse_gcflags;

TEST_CASE("compiler flags that the solver knows") {
  CHECK(parse_gcflags("-m")->level == 1);
  CHECK(parse_gcflags("-m")->inlining);
  CHECK(parse_gcflags(" -m  -l ")->level == 1);
  CHECK_FALSE(parse_gcflags("-m -l")->inlining);
  CHECK_FALSE(parse_gcflags("-m -l=1")->inlining);
  CHECK(parse_gcflags("-m -l=2")->inlining);
  CHECK(parse_gcflags("-m -l -l")->inlining);
  CHECK_FALSE(parse_gcflags("-m -l=2")->cheap_calls);
  CHECK(parse_gcflags("-m -l=4")->cheap_calls);
  CHECK(parse_gcflags("-m -m")->level == 2);
  CHECK(parse_gcflags("-m=2")->level == 2);
  CHECK(parse_gcflags("")->level == 0);
  CHECK(parse_gcflags("-m")->optimizing);
  CHECK_FALSE(parse_gcflags("-N -m -l")->optimizing);
  CHECK_FALSE(parse_gcflags("-m -d=zerocopy")->mutation_messages);
  CHECK(parse_gcflags("-m -d=escapemutationscalls,zerocopy -l")->mutation_messages);
  CHECK(parse_gcflags("-d=escapedebug=1")->interface_words);
  CHECK(parse_gcflags("-m -d=inlfuncswithclosures=1")->inlining);
}

TEST_CASE("other flags are named") {
  for (const char* flags : {"-S", "-m=x", "-l=", "-l=x", "-l=12", "-d=inlfuncswithclosures=0", "-m=", "-m=-1",
                            "-d=zerocopy,escapealias=1"}) {
    auto parsed = parse_gcflags(flags);
    REQUIRE_FALSE(parsed);
    CHECK_FALSE(parsed.error().message.empty());
  }
  CHECK(parse_gcflags("-m -S").error().message.find("-S") != std::string::npos);
}
