// Archives of several files and packages.
#include "comparator/reduce/archive.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff;
using namespace escdiff::reduce;

namespace {

constexpr const char* kArchive = R"(what it is about
-- go.mod --
module example.com/m

go 1.20
-- README --
no Go
-- main.go --
package m

import "example.com/m/inner"

type T struct{ n int }

func f(t *T) any { return inner.Box(t.n + more()) }
-- more.go --
package m

import "example.com/m/inner"

func more() int { return inner.Number }
-- inner/box.go --
package inner

func Box(v any) any { keep(v); return v }
-- inner/keep.go --
package inner

var Number = 3
var kept any

func keep(v any) { kept = v }
)";

ImportSource checks() {
  return {.language = "1.20", .load = {}};
}

BatchPredicate each(std::function<bool(const Archive&)> holds) {
  return [holds](std::span<const std::string> candidates) -> std::optional<size_t> {
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (holds(parse_archive(candidates[i]))) return i;
    }
    return std::nullopt;
  };
}

bool mentions(const Archive& archive, const std::string& text) {
  for (const ArchiveFile& file : archive.files) {
    if (file.text.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("archives are read and written back") {
  const Archive archive = parse_archive(kArchive);
  CHECK(archive.comment == "what it is about\n");
  REQUIRE(archive.files.size() == 6);
  CHECK(archive.files[4].path == "inner/box.go");
  CHECK(to_text(archive) == kArchive);
  CHECK(to_text(parse_archive("-- a --\nx")) == "-- a --\nx\n");
  CHECK(parse_archive("-- --\n").files.empty());
}

TEST_CASE("packages stand behind those that they import") {
  const auto packages = packages_of(parse_archive(kArchive));
  REQUIRE(packages.size() == 2);
  CHECK(packages[0].import_path == "example.com/m/inner");
  CHECK(packages[0].files == std::vector<size_t>{4, 5});
  CHECK(packages[1].import_path == "example.com/m");
}

TEST_CASE("files go, become one, and shrink, and all packages still check") {
  const auto holds = [](const Archive& archive) {
    return mentions(archive, "inner.Box(") && mentions(archive, "= v");
  };
  const Reduction result = reduce_archive(kArchive, each(holds), checks());
  CHECK(result.typed);
  CHECK(result.finished);
  const Archive left = parse_archive(result.text);
  REQUIRE(left.files.size() == 3);
  CHECK(left.files[0].path == "go.mod");
  CHECK(left.files[1].path == "main.go");
  CHECK(left.files[2].path == "inner/box.go");
  CHECK(result.tokens_after <= 49);
  // What is left is a valid program, in both packages.
  types::Program program;
  for (const ArchivePackage& package : packages_of(left)) {
    std::vector<types::SourceFile> files;
    for (size_t file : package.files) files.push_back({left.files[file].path, left.files[file].text});
    std::vector<types::CheckError> errors;
    CHECK(types::check_package(program, package.import_path, files, {}, errors).has_value());
  }
}

TEST_CASE("packages become one where the question allows it, and what is left is as small as one file") {
  const std::string archive =
      "-- go.mod --\nmodule m\n\ngo 1.20\n-- main.go --\npackage main\n\nimport \"m/in\"\n\nvar kept *int\n\n"
      "type box struct{ p *int }\n\nfunc main() {\n\tb := box{in.New(3)}\n\tkept = b.p\n}\n"
      "-- in/in.go --\npackage in\n\nimport b \"m/in/base\"\n\ntype box struct{ n int }\n\n"
      "func New(n int) *int {\n\tx := box{n}\n\treturn b.Address(&x.n)\n}\n"
      "-- in/base/base.go --\npackage base\n\nfunc Address(p *int) *int { return p }\n\nfunc New() {}\n";
  const Reduction result =
      reduce_archive(archive, each([](const Archive& a) { return mentions(a, "&"); }), checks());
  CHECK(result.typed);
  CHECK(result.text.find("package p\n\n") != std::string::npos);
  CHECK(parse_archive(result.text).files.size() == 1);
  CHECK(result.tokens_after <= 15);
}

TEST_CASE("an archive that does not check is reduced all the same") {
  const std::string broken =
      "-- a.go --\npackage p\n\nimport \"no/such\"\n\nfunc f() { no.Such(1); no.More() }\n-- b.go "
      "--\npackage p\n";
  const Reduction result =
      reduce_archive(broken, each([](const Archive& a) { return mentions(a, "no.Such"); }), checks());
  CHECK_FALSE(result.typed);
  CHECK(parse_archive(result.text).files.size() == 1);
  CHECK(result.text.find("More") == std::string::npos);
}
