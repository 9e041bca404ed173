// The recorded answers of Go 1.26 under -m -l against the solver.
#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "oracle/subprocess.h"
#include "tests/support/source_folder.h"

using namespace escdiff;

TEST_CASE("the solver gives the recorded answers of the corpus") {
  oracle::Command command;
  command.program = ESCDIFF_BINARY;
  command.arguments = {"check",
                       "--profile",
                       "1.26",
                       "--gcflags",
                       "-m -l",
                       "corpus/golden",
                       "corpus/matrix/noinline",
                       "corpus/regressions"};
  command.environment = oracle::inherited_environment({});
  command.folder = tests::source_folder().string();
  auto finished = oracle::run(command, {.memory = 0});
  REQUIRE(finished);
  INFO(finished->output << finished->error);
  REQUIRE(finished->output.find(" passed, ") != std::string::npos);
  CHECK(finished->status == 0);
  CHECK(finished->output.find(" 0 failed") != std::string::npos);
}
