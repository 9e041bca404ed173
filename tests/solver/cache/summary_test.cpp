#include <catch2/catch_test_macros.hpp>
#include <random>

#include "tests/solver/cache/packages_both_ways.h"

using namespace escdiff;
using namespace escdiff::types;

namespace {

struct Source {
  std::string path, text;
};

// Each package imports the ones before it.
const std::vector<Source> kSources{
    {"a", R"(package a

import "unsafe"

type Number interface{ ~int | ~float64 }

type List[T any] struct {
	next *List[T]
	Value T
}

func (l *List[T]) Push(v T) *List[T] {
	type local struct{ one T }
	x := local{v}
	f := func() *List[T] { return &List[T]{l, x.one} }
	return f()
}

func Sum[T Number](list ...T) (sum T) {
	for _, x := range list {
		sum += x
	}
	return helper(sum)
}

func helper[T any](x T) T { return x }

type Alias[T any] = map[string]List[T]
type Text = string

const (
	Big   = 1 << 100
	Third = 1.0 / 3
	I     = 2i
	Huge  = 1e5000
	Tiny  = 1e-5000i
	Word  = "w\x00"
	Yes   = true
	Small int8 = -5
)

var Pointer unsafe.Pointer
var Hidden = func() any { type inner int; return inner(1) }
var OfLocal = func() func() inner { return nil }()

type inner struct{ X, y int }

type Reader interface {
	Read(p []byte) (n int, err error)
	hidden() Reader
}
type Both interface {
	Reader
	comparable
}
)"},
    {"b", R"(package b

import "a"

type Ints struct{ a.List[int] }

var L a.Alias[a.Text]
var F = a.OfLocal
var S = a.Sum[float64]

type R struct{ a.Reader }

func (r R) M(c <-chan [3]*Ints, f func(...int) (x, y error)) map[a.Text]any { return nil }
func Max[K a.Number, L ~[]K](l L) K { return a.Sum(l...) }
)"},
};

const char* const kUser = R"(package user

import (
	"a"
	"b"
	. "a"
)

const c = a.Big >> 98
const d = a.Word + "x"
const e = a.Huge / 1e4999
const f = a.Huge * a.Tiny

var x = b.L["k"].Value + d
var y = new(b.Ints).Push(int(a.Small)).Value
var z = b.Max([]int{1, 2})
var w = b.F().X + int(Third*3)
var v Reader = b.R{}
var u = b.R{}.M

type own[T Both] struct{ a.List[T] }
)";

PackageId check(Program& program, const Source& source, std::vector<std::string>& errors) {
  std::vector<CheckError> found;
  const PackageId id =
      check_package(program, source.path, {{"./" + source.path + ".go", source.text}}, {}, found);
  for (const CheckError& e : found)
    errors.push_back(syntax::position_text(program.sources, e.pos) + ": " + e.text);
  return id;
}

// The errors of `user`, with the other packages from source.
std::vector<std::string> errors_from_source(const std::string& user) {
  Program program;
  std::vector<std::string> errors;
  for (const Source& source : kSources) REQUIRE(check(program, source, errors).has_value());
  check(program, {"user", user}, errors);
  return errors;
}

std::vector<std::string> summaries() {
  Program program;
  std::vector<std::string> result, errors;
  for (const Source& source : kSources) {
    const PackageId id = check(program, source, errors);
    CHECK(errors == std::vector<std::string>{});
    result.push_back(tests::summary_of(program, id));
  }
  return result;
}

}  // namespace

TEST_CASE("a restored package is written as the same bytes") {
  const std::vector<std::string> written = summaries();
  tests::Restored restored;
  std::vector<PackageId> ids;
  for (const std::string& summary : written) ids.push_back(restored.add(summary));
  for (const PackageId id : ids) restored.everything(id);
  CHECK_FALSE(restored.packages->damaged());
  for (size_t i = 0; i < ids.size(); ++i) {
    const auto bodies = tests::kept_functions(restored.program, ids[i]);
    CHECK(bodies.size() == (i == 0 ? 3 : 1));
    CHECK(cache::write_summary(restored.program, ids[i], {.bodies = bodies}) == written[i]);
  }
}

TEST_CASE("packages are used alike, wherever the imported ones come from") {
  const std::vector<std::string> written = summaries();
  for (size_t from_source = 0; from_source <= kSources.size(); ++from_source) {
    tests::Restored restored;
    std::vector<std::string> errors;
    for (size_t i = 0; i < kSources.size(); ++i) {
      if (i < from_source) {
        check(restored.program, kSources[i], errors);
      } else {
        restored.add(written[i]);
      }
    }
    const PackageId user = check(restored.program, {"user", kUser}, errors);
    CHECK(errors == std::vector<std::string>{});
    CHECK_FALSE(restored.packages->damaged());
    REQUIRE(user.has_value());
    const auto value = [&](const char* name) {
      const ObjectId object = restored.program.member(user, restored.program.symbols.intern(name));
      return constant_string(restored.program.constants[restored.program.objects[object].value]);
    };
    CHECK(value("c") == "4");
    CHECK(value("d") == "\"w\\x00x\"");
    CHECK(value("e") == "10");
    CHECK(value("f") == "(0 + 1i)");
  }
}

TEST_CASE("errors are the same") {
  const std::vector<std::string> written = summaries();
  const std::string users[] = {
      "import \"a\"\n\nvar x = a.word\nvar y = a.helper[int]\nvar z = a.nothing\n",
      "import \"b\"\n\nvar x int = b.S\nvar y string = b.L\nvar z bool = b.F\nvar w b.r\n",
      "import \"a\"\n\nvar x = a.Sum(\"s\")\nvar y a.Reader = 1\ntype t[T a.Both] int\nvar z t[any]\n",
      "import . \"a\"\n\nfunc Sum() {}\nvar Word int\n",
  };
  for (const std::string& user : users) {
    tests::Restored restored;
    for (const std::string& summary : written) restored.add(summary);
    std::vector<std::string> errors;
    check(restored.program, {"user", "package user\n\n" + user}, errors);
    CHECK_FALSE(errors.empty());
    std::vector<std::string> expected = errors_from_source("package user\n\n" + user);
    for (std::string& error : expected) {
      for (const char* name : {"./a.go", "./b.go"}) {
        if (const size_t at = error.find(name); at != std::string::npos) error.replace(at, 1, "folder");
      }
    }
    CHECK(errors == expected);
  }
}

TEST_CASE("records of later passes") {
  Program program;
  std::vector<std::string> errors;
  const PackageId id = check(program, kSources[0], errors);
  const auto record = [&](ObjectId object) {
    return std::string(program.symbols.text(program.objects[object].name));
  };
  tests::Restored restored;
  const PackageId copy =
      restored.add(cache::write_summary(program, id, {.record = record, .package_record = "all"}));
  CHECK(restored.packages->package_record(copy) == "all");
  const ObjectId sum = restored.program.member(copy, restored.program.symbols.intern("Sum"));
  CHECK(restored.packages->record(sum) == "Sum");
  CHECK_FALSE(restored.program.objects[sum].declaration.has_value());
}

TEST_CASE("a damaged summary is none") {
  const std::string good = summaries().front();
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    std::string bad = good;
    bad[random() % bad.size()] ^= static_cast<char>(1 << random() % 8);
    CHECK_FALSE(cache::SummaryFile::open(bad));
    CHECK_FALSE(cache::SummaryFile::open(good.substr(0, random() % good.size())));
  }
}

TEST_CASE("damage behind the checksum is noticed or harmless") {
  const std::vector<std::string> good = summaries();
  std::mt19937 random(2);
  int noticed = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good[1];
    for (int flips = 1 + static_cast<int>(random() % 3); flips > 0; --flips)
      bad[random() % bad.size()] = static_cast<char>(random());
    if (random() % 8 == 0) bad.resize(random() % bad.size());
    tests::Restored restored;
    restored.add(good[0]);
    auto file = cache::SummaryFile::open_unchecked(std::move(bad));
    if (!file) {
      ++noticed;
      continue;
    }
    const PackageId id = restored.add(std::move(*file));
    if (id.has_value()) restored.everything(id);
    if (!id.has_value() || restored.packages->damaged()) ++noticed;
  }
  CHECK(noticed > 1500);
}
