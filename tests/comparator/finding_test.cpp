#include "comparator/finding.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;
using tests::answered;

namespace {

Finding example() {
  Finding finding;
  finding.left = answered({"./x.go:3:8: p does not escape"});
  finding.right = answered({"./x.go:3:8: leaking param: p"});
  finding.difference = compare(finding.left, finding.right).front();
  finding.program = "package p\n\nfunc f(p *int) {}\n";
  finding.left_name = "solver 1.26";
  finding.right_name = "go 1.26.8";
  finding.gcflags = "-m -l";
  finding.reproduce = "escdiff fuzz --seed 1";
  return finding;
}

}  // namespace

TEST_CASE("a finding is recorded once and found again") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  std::filesystem::path folder = dir->path() / "regressions";
  auto store = FindingStore::open(folder);
  REQUIRE(store);
  Finding finding = example();
  CHECK(store->cases(fingerprint(finding)).empty());
  auto path = store->record(finding);
  REQUIRE(path);
  CHECK(store->cases(fingerprint(finding)) == std::vector{*path});
  CHECK(store->record(finding).value() == *path);
  auto again = FindingStore::open(folder);
  REQUIRE(again);
  CHECK(again->size() == 1);
  CHECK(again->cases(fingerprint(finding)) == std::vector{*path});
  CHECK(read_file(*path).value() ==
        "// errorcheck -0 -m -l\n\npackage p\n\nfunc f(p *int) {} // ERROR \"^leaking param: p$\"\n");
  CHECK(open_reason(*path).value().empty());
}

TEST_CASE("another case of a known cause stands beside the first one") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  auto store = FindingStore::open(dir->path());
  REQUIRE(store);
  Finding first = example(), second = example();
  first.cause = second.cause = "what escapes: loop";
  second.program = "package p\n\nfunc f(p, q *int) {}\n";
  REQUIRE(fingerprint(first) == fingerprint(second));
  const auto path = store->record(first), other = store->record(second);
  REQUIRE(path);
  REQUIRE(other);
  CHECK(*path != *other);
  CHECK(store->record(second).value() == *other);
  CHECK(FindingStore::open(dir->path()).value().cases(fingerprint(first)) == std::vector{*other, *path});
}

TEST_CASE("a fingerprint depends on cause and program, not on seed or date") {
  Finding a = example(), b = example();
  b.seed = 99;
  b.original = "something else";
  CHECK(fingerprint(a) == fingerprint(b));
  b.program += "// more\n";
  CHECK(fingerprint(a) != fingerprint(b));
  a.cause = b.cause = "what escapes: loop";
  CHECK(fingerprint(a) == fingerprint(b));
  b.cause = "what escapes: map";
  CHECK(fingerprint(a) != fingerprint(b));
}

TEST_CASE("a damaged record is a clear error, and no case is lost") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  REQUIRE(write_file(dir->path() / "tag-0123.json", "{"));
  auto store = FindingStore::open(dir->path());
  REQUIRE_FALSE(store);
  CHECK(store.error().message.find("tag-0123.json") != std::string::npos);
  CHECK(std::filesystem::exists(dir->path() / "tag-0123.json"));
}

TEST_CASE("a folder that cannot be written is an environment error") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  REQUIRE(write_file(dir->path() / "file", ""));
  auto store = FindingStore::open(dir->path() / "file" / "regressions");
  if (store) CHECK_FALSE(store->record(example()));
}
