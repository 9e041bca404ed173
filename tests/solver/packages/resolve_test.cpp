#include "solver/packages/resolve.h"

#include <fmt/format.h>

#include "tests/solver/packages/go_runner.h"

using namespace escdiff;
using namespace escdiff::packages;

namespace {

std::string message(const std::vector<std::string>& arguments, const RunGo& go) {
  const auto packages = resolve(arguments, 26, go);
  if (packages) return fmt::format("{} packages", packages->size());
  CHECK(packages.error().kind == ErrorKind::kInput);
  return packages.error().message;
}

const std::map<std::string, std::string> kModule{
    {"go.mod", "module example.org/m\n\ngo 1.21\n"},
    {"a.go", "package m\n\nimport _ \"example.org/m/leaf\"\n"},
    {"leaf/l.go", "package leaf\n"},
    {"tests/t_test.go", "package tests\n"},
    {"round/r.go", "package round\n\nimport _ \"example.org/m/round/trip\"\n"},
    {"round/trip/t.go", "package trip\n\nimport _ \"example.org/m/round\"\n"},
    {"missing/m.go", "package missing\n\nimport _ \"example.org/m/nowhere\"\nimport _ \"nostd\"\n"},
    {"cgo/c.go", "package cgo\n\nimport \"C\"\n\nvar x C.int\n"},
    {"uses/u.go", "package uses\n\nimport _ \"example.org/m/cgo\"\n"},
    {"mixed/c.go", "package mixed\n\nimport \"C\"\n"},
    {"mixed/g.go", "package mixed\n"},
    {"two/a.go", "package one\n"},
    {"two/b.go", "package two\n"},
    {"embed/e.go", "package embed\n\nimport _ \"embed\"\n\n//go:embed none.txt\nvar x string\n"},
};

}  // namespace

TEST_CASE("packages come after what they import") {
  const TempDir folder = tests::folder_with(kModule);
  const auto packages = resolve({".", "./leaf"}, 26, tests::go_in(folder.path()));
  REQUIRE(packages);
  REQUIRE(packages->size() == 2);
  CHECK(packages->at(0).import_path == "example.org/m/leaf");
  CHECK(packages->at(1).import_path == "example.org/m");
  CHECK(packages->at(1).folder == folder.path().string());
  CHECK(language_of(packages->at(1), "1.26") == "1.21");
}

TEST_CASE("the files of one package") {
  const TempDir folder = tests::folder_with(kModule);
  const auto packages = resolve({"a.go"}, 26, tests::go_in(folder.path()));
  REQUIRE(packages);
  REQUIRE(packages->size() == 2);
  CHECK(packages->at(1).import_path == "command-line-arguments");
  CHECK(language_of(packages->at(1), "1.26") == "1.26");
  CHECK(message({"a.go", "leaf/l.go"}, tests::go_in(folder.path())) ==
        "named files must all be in one directory; have . and leaf");
}

TEST_CASE("what cannot be loaded is said in the words of go build") {
  const TempDir folder = tests::folder_with(kModule);
  const RunGo go = tests::go_in(folder.path());
  const std::string base = folder.path().string();
  CHECK(message({"./round"}, go) ==
        "package example.org/m/round\n\timports example.org/m/round/trip\n\timports example.org/m/round: "
        "import cycle not allowed");
  const std::string missing = message({"./missing"}, go);
  CHECK(missing.starts_with("missing/m.go:3:8: "));
  CHECK(missing.find("example.org/m/nowhere") != std::string::npos);
  CHECK(missing.find("\nmissing/m.go:4:8: package nostd is not in std") != std::string::npos);
  CHECK(message({"./embed"}, go) == "embed/e.go:5:12: pattern none.txt: no matching files found");
  CHECK(message({"./two"}, go) == "found packages one (a.go) and two (b.go) in " + base + "/two");
  CHECK(message({"./none"}, go) == "stat " + base + "/none: directory not found");
  CHECK(message({"./tests"}, go) == "example.org/m/tests: no non-test Go files in " + base + "/tests");
  CHECK(message({"./tests/..."}, go) == "0 packages");  // go build builds nothing and says nothing
  CHECK(message({"nothing/..."}, go) ==
        "go: warning: \"nothing/...\" matched no packages\nno packages to build");
  CHECK(message({"nothing"}, go).starts_with("package nothing is not in std"));
}

TEST_CASE("cgo is refused clearly") {
  const TempDir folder = tests::folder_with(kModule);
  const RunGo go = tests::go_in(folder.path());
  const std::string reason = fmt::format(
      "build constraints exclude all Go files in {}/cgo (c.go imports \"C\", and cgo is not supported)",
      folder.path().string());
  CHECK(message({"./cgo"}, go) == "package example.org/m/cgo: " + reason);
  CHECK(message({"./uses"}, go) == "package example.org/m/uses\n\timports example.org/m/cgo: " + reason);
  CHECK(message({"./mixed"}, go) == "1 packages");  // as go build does without cgo
  // Should the go command run with cgo after all.
  CHECK(
      message({"."}, tests::go_that_prints("{\n\t\"ImportPath\": \"p\",\n\t\"CgoFiles\": [\"c.go\"]\n}\n")) ==
      "package p: c.go imports \"C\", and cgo is not supported");
}

TEST_CASE("a go command that fails, and lists that cannot be") {
  CHECK(message({"."}, tests::go_that_prints("", "go: no go.mod\n\n", 1)) == "go: no go.mod");
  CHECK(message({"."}, tests::go_that_prints("", "", 2)) == "go list: exit status 2");
  CHECK(
      message({"."},
              tests::go_that_prints(
                  "{\n\t\"ImportPath\": \"p\",\n\t\"GoFiles\": [\"a.go\"],\n\t\"Imports\": [\"q\"]\n}\n")) ==
      "package p\n\timports q: not listed before its importer");
  const auto packages = resolve({"."}, 26, [](const auto&) -> Result<GoOutput> {
    return failure(ErrorKind::kEnvironment, "no such program");
  });
  REQUIRE_FALSE(packages);
  CHECK(packages.error().kind == ErrorKind::kEnvironment);
}

TEST_CASE("language versions of packages") {
  ListedPackage package;
  CHECK(language_of(package, "1.26") == "1.26");
  CHECK(language_of(package, "1.26.8") == "1.26");
  package.in_module = true;
  CHECK(language_of(package, "1.26") == "1.16");  // no go line
  package.module_language = "1.21.3";
  CHECK(language_of(package, "1.26") == "1.21");
  package.module_language = "1.99";
  CHECK(language_of(package, "1.26") == "1.26");
  CHECK(minor_of("go1.24rc1") == 24);
  CHECK(minor_of("2.1") == -1);
  CHECK(minor_of("1.") == -1);
}
