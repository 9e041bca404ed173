#include "diagnostic/rename_files.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff::diagnostic;

TEST_CASE("files of a message and of its path are renamed") {
  const std::string said =
      "# m\n./p7.go:3:9: parameter p leaks to {heap} for f with derefs=0:\n"
      "./p7.go:3:9:   flow: {heap} ← p:\n"
      "./p7.go:3:9:     from q.Keep(p) (call parameter) at ./p7.go:3:26\n"
      "./p7.go:3:9:     from q.Sink = q.p (assign) at ./q/p7.go:5:4\n"
      "./p7.go:3:9: leaking param: p\n";
  std::vector<std::string> unparsed;
  Report report = parse_report(said, unparsed);
  REQUIRE(unparsed.empty());
  for (Message& message : report[0].messages) {
    rename_files(message, [](std::string& file) {
      if (file == "./p7.go") file = "./p.go";
      if (file == "./q/p7.go") file = "./q/q.go";
    });
  }
  CHECK(to_text(report) ==
        "# m\n./p.go:3:9: parameter p leaks to {heap} for f with derefs=0:\n"
        "./p.go:3:9:   flow: {heap} ← p:\n"
        "./p.go:3:9:     from q.Keep(p) (call parameter) at ./p.go:3:26\n"
        "./p.go:3:9:     from q.Sink = q.p (assign) at ./q/q.go:5:4\n"
        "./p.go:3:9: leaking param: p\n");
}
