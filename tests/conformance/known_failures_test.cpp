#include "conformance/known_failures.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"

using namespace escdiff;
using namespace escdiff::conformance;

namespace {

Result<std::vector<KnownFailure>> read(const std::string& text) {
  auto folder = TempDir::create("escdiff-known");
  REQUIRE(folder);
  REQUIRE(write_file(folder->path() / "known.txt", text));
  return read_known_failures(folder->path() / "known.txt");
}

}  // namespace

TEST_CASE("a known failure has a reason") {
  const auto known = read("# comment\n\n1.26 types check/a.go  is not done\n");
  REQUIRE(known);
  REQUIRE(known->size() == 1);
  CHECK(known->front().release == "1.26");
  CHECK(known->front().suite == "types");
  CHECK(known->front().name == "check/a.go");
  CHECK(known->front().reason == "is not done");
  const auto wrong = read("# comment\n1.26 types check/a.go\n");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::kInput);
  CHECK(wrong.error().message.find("known.txt:2: ") != std::string::npos);
}

TEST_CASE("known failures are taken out, and those that pass fail") {
  const std::vector<KnownFailure> known{{"1.26", "types", "a.go", "r"},
                                        {"1.26", "types", "b.go", "r"},
                                        {"1.25", "types", "c.go", "r"},
                                        {"1.26", "test", "c.go", "r"}};
  std::vector<TestResult> results{{"a.go", {"problem"}}, {"b.go", {}}, {"c.go", {"problem"}}, {"d.go", {}}};
  CHECK(settle(results, known, "1.26", "types") == 1);
  REQUIRE(results.size() == 3);
  CHECK(results[0].name == "b.go");
  CHECK_FALSE(results[0].passed());
  CHECK(results[1].name == "c.go");
  CHECK_FALSE(results[1].passed());
  CHECK(results[2].passed());
}
