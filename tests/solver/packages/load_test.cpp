#include "solver/packages/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "solver/packages/display.h"
#include "tests/solver/packages/go_runner.h"

using namespace escdiff;
using namespace escdiff::packages;

namespace {

Request request_in(const TempDir& folder, std::vector<std::string> arguments, unsigned jobs = 2) {
  return {.arguments = std::move(arguments), .working_folder = folder.path().string(), .jobs = jobs};
}

Loaded load_all(const TempDir& folder, std::vector<std::string> arguments, unsigned jobs = 2) {
  auto loaded = load(request_in(folder, std::move(arguments), jobs), tests::go_in(folder.path()));
  if (!loaded) FAIL(loaded.error().message);
  return std::move(*loaded);
}

// "import/path*" of each package in order, * for roots; then the error lines of the failed ones.
std::vector<std::string> outcome(const Loaded& loaded) {
  std::vector<std::string> lines;
  for (const LoadedPackage& package : loaded.packages)
    lines.push_back(package.import_path + (package.root ? "*" : ""));
  for (const FailedPackage& failed : loaded.failures) {
    lines.push_back("# " + failed.import_path);
    for (const types::CheckError& error : failed.errors) {
      const std::string place =
          error.pos.is_known() ? syntax::position_text(loaded.program.sources, error.pos) + ": " : "";
      lines.push_back(place + error.text);
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

const std::map<std::string, std::string> kModule{
    {"go.mod", "module example.org/m\n\ngo 1.21\n"},
    {"a.go", "package m\n\nimport \"example.org/m/leaf\"\n\nvar A = leaf.L\n"},
    {"b.go", "package m\n\nvar B = A\n"},
    {"leaf/l.go", "package leaf\n\nvar L = 1\n"},
    {"wrong/w.go", "package wrong\n\nimport \"example.org/m/leaf\"\n\nvar W string = leaf.L\n"},
    {"broken/b.go", "package broken\n\nfunc f( {\n"},
    {"user/u.go", "package user\n\nimport \"example.org/m/wrong\"\n\nvar U = wrong.W + 1\n"},
    {"above/a.go", "package above\n\nimport \"example.org/m/user\"\n\nvar V = user.U\n"},
};

}  // namespace

TEST_CASE("a module and what it imports") {
  const TempDir folder = tests::folder_with(kModule);
  const Loaded loaded = load_all(folder, {"."});
  CHECK(outcome(loaded) == Lines{"example.org/m/leaf", "example.org/m*"});
  const LoadedPackage& m = loaded.packages.back();
  CHECK(m.folder == folder.path().string());
  CHECK_FALSE(m.standard);
  const types::Package& package = loaded.program.packages[m.id];
  CHECK(package.complete);
  CHECK(package.name == "m");
  CHECK(package.language == "1.21");
  CHECK(package.imports == std::vector<types::PackageId>{loaded.packages.front().id});
  REQUIRE(package.tree.files().size() == 2);
  const auto name_of = [&](size_t file) {
    return loaded.program.sources.resolve(package.tree.pos(package.tree.files()[file])).file;
  };
  CHECK(name_of(0) == "./a.go");
  CHECK(name_of(1) == "./b.go");
}

TEST_CASE("a package that does not compile takes its importers along") {
  const TempDir folder = tests::folder_with(kModule);
  const Lines expected{
      "example.org/m/leaf*",
      "example.org/m*",
      "# example.org/m/wrong",
      "wrong/w.go:5:16: cannot use leaf.L (variable of type int) as string value in variable declaration",
      "# example.org/m/broken",
      "broken/b.go:3:9: syntax error: unexpected {, expected )"};
  for (const unsigned jobs : {1u, 4u}) CHECK(outcome(load_all(folder, {"./..."}, jobs)) == expected);
}

TEST_CASE("loose files, in the toolchain's language") {
  const TempDir folder =
      tests::folder_with({{"go.mod", "module m\n\ngo 1.17\n"},
                          {"x/a.go", "package a\n\nfunc F() {\n\tfor range 3 {\n\t}\n}\n"}});
  CHECK(outcome(load_all(folder, {"x/a.go"})) == Lines{"command-line-arguments*"});
  CHECK(outcome(load_all(folder, {"./x"})) ==
        Lines{"# m/x",
              "x/a.go:4:12: cannot range over 3 (untyped int constant): requires go1.22 or later "
              "(-lang was set to go1.17; check go.mod)"});
}

TEST_CASE("bodies may be written in assembly where there is some") {
  const TempDir folder = tests::folder_with({{"go.mod", "module m\n\ngo 1.26\n"},
                                             {"with/a.go", "package a\n\nfunc F()\n"},
                                             {"with/a_amd64.s", "\n"},
                                             {"with/a_arm64.s", "\n"},
                                             {"without/a.go", "package a\n\nfunc F()\n"}});
  CHECK(outcome(load_all(folder, {"./..."})) ==
        Lines{"m/with*", "# m/without", "without/a.go:3:6: missing function body"});
}

TEST_CASE("import paths go through the package's own map") {
  const TempDir folder =
      tests::folder_with({{"v/v.go", "package v\n\nvar X = 1\n"},
                          {"u/u.go", "package u\n\nimport \"path/v\"\n\nvar Y int = v.X\n"}});
  const std::string base = folder.path().string();
  const std::string list = fmt::format(
      "{{\n\t\"ImportPath\": \"vendor/path/v\",\n\t\"Dir\": \"{0}/v\",\n\t\"GoFiles\": "
      "[\"v.go\"],\n\t\"DepOnly\": true\n}}\n"
      "{{\n\t\"ImportPath\": \"u\",\n\t\"Dir\": \"{0}/u\",\n\t\"GoFiles\": [\"u.go\"],\n\t\"Imports\": "
      "[\"vendor/path/v\"],\n"
      "\t\"ImportMap\": {{\n\t\t\"path/v\": \"vendor/path/v\"\n\t}}\n}}\n",
      base);
  const auto loaded = load(request_in(folder, {"u"}), tests::go_that_prints(list));
  REQUIRE(loaded);
  CHECK(outcome(*loaded) == Lines{"vendor/path/v", "u*"});
}

TEST_CASE("a file that cannot be read") {
  const TempDir folder = tests::folder_with({});
  const std::string list =
      fmt::format("{{\n\t\"ImportPath\": \"p\",\n\t\"Dir\": \"{}\",\n\t\"GoFiles\": [\"gone.go\"]\n}}\n",
                  folder.path().string());
  const auto loaded = load(request_in(folder, {"p"}), tests::go_that_prints(list));
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kEnvironment);
  CHECK(loaded.error().message.find("gone.go") != std::string::npos);
}

TEST_CASE("package unsafe is the program's own") {
  const TempDir folder =
      tests::folder_with({{"go.mod", "module m\n"}, {"a.go", "package m\n\nimport _ \"unsafe\"\n"}});
  const Loaded loaded = load_all(folder, {".", "unsafe"});
  CHECK(outcome(loaded) == Lines{"unsafe*", "m*"});
  CHECK(loaded.packages.front().id == loaded.program.find_package("unsafe"));
}

TEST_CASE("errors come in the order in which gc prints them") {
  const TempDir folder = tests::folder_with(
      {{"go.mod", "module m\n\ngo 1.26\n"},
       {"a.go", "package p\n\nimport \"unsafe\"\n"},
       {"b.go", "package p\n\nvar x int = \"s\"\nvar y = a + b + a\n\nfunc f() { c.x; c.x }\n"}});
  CHECK(outcome(load_all(folder, {"."})) ==
        Lines{"unsafe", "# m",
              "./b.go:3:13: cannot use \"s\" (untyped string constant) as int value in variable declaration",
              "./b.go:4:9: undefined: a", "./b.go:4:13: undefined: b", "./b.go:4:17: undefined: a",
              "./b.go:6:12: undefined: c", "./a.go:3:8: \"unsafe\" imported and not used"});
}

TEST_CASE("programs link, or they do not build") {
  const TempDir folder = tests::folder_with({{"go.mod", "module m\n\ngo 1.26\n"},
                                             {"main/a.go", "package main\n\nfunc main() {}\n"},
                                             {"main/default.pgo", ""},
                                             {"nomain/a.go", "package main\n\nfunc f() {}\n"}});
  const Loaded loaded = load_all(folder, {"./..."});
  CHECK(outcome(loaded) == Lines{"m/main*", "# m/nomain",
                                 "runtime.main_main·f: function main is undeclared in the main package"});
  CHECK(loaded.packages.front().profiled);
}

TEST_CASE("the standard library and the toolchain itself are accepted") {
  const TempDir folder = tests::folder_with({});
  const Loaded loaded = load_all(folder, {"std", "cmd"});
  CHECK(loaded.failures.empty());
  const auto net = std::ranges::find(loaded.packages, "net/http", &LoadedPackage::import_path);
  REQUIRE(net != loaded.packages.end());
  CHECK(net->root);
  CHECK(net->standard);
  const types::Package& package = loaded.program.packages[net->id];
  CHECK(package.imports.size() > 20);
  const auto place = loaded.program.sources.resolve(package.tree.pos(package.tree.files().front()));
  CHECK(place.file.ends_with("/src/net/http/client.go"));
}
