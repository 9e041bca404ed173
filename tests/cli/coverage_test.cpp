// What programs reach, the policy that it teaches, and files that are none.
#include "tests/cli/command_line.h"

using namespace escdiff;
using tests::check_one_line_error;
using tests::CommandLineTest;

TEST_CASE_METHOD(CommandLineTest, "coverage writes a policy that generate reads") {
  const std::string policy = path("policy.json").string();
  const oracle::Finished finished =
      run({"coverage", "--gcflags", "-m -l", "--count", "300", "--without",
           "standard-library,type-reflect-header,type-testing", "--out", policy});
  CHECK(finished.status == 0);
  CHECK(finished.output.starts_with("300 programs, "));
  CHECK(finished.output.find("\noperations: ") != std::string::npos);
  const oracle::Finished steered = run({"generate", "--count", "20", "--policy", policy});
  CHECK(steered.status == 0);
  CHECK(steered.output != run({"generate", "--count", "20"}).output);
}

TEST_CASE_METHOD(CommandLineTest, "coverage believes what somebody else says of the programs") {
  const std::string reached = write("reached.json", "{\"0\": [\"a\", \"b\"], \"7\": [\"b\"], \"8\": []}");
  const oracle::Finished finished = run({"coverage", "--reached", reached, "--format", "json"});
  CHECK(finished.status == 0);
  CHECK(finished.output ==
        "{\n  \"programs\": 3,\n  \"rules\": {\n    \"a\": 1,\n    \"b\": 2\n  },\n  \"silent\": 1\n}\n");
  check_one_line_error(run({"coverage", "--reached", write("bad.json", "{\"x\": []}")}), 2, "bad.json");
  check_one_line_error(run({"coverage", "--reached", path("absent.json").string()}), 3, "absent.json");
}

TEST_CASE_METHOD(CommandLineTest, "a policy that is none is a usage error") {
  check_one_line_error(run({"generate", "--policy", write("bad.json", "{\"weights\": {\"nothing\": 1}}")}), 2,
                       "there is no feature nothing");
  check_one_line_error(run({"generate", "--policy", path("absent.json").string()}), 3, "absent.json");
  check_one_line_error(run({"fuzz", "--seeds", "seeds"}), 2, "--feedback");
}
