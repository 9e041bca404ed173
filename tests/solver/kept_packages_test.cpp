// The same answers, whether what a package imports is read from source or was kept by an earlier run.
#include <catch2/generators/catch_generators.hpp>

#include "diagnostic/message.h"
#include "solver/packages/display.h"
#include "solver/packages/kept_list.h"
#include "solver/solver.h"
#include "tests/solver/packages/go_runner.h"

using namespace escdiff;

namespace {

const std::map<std::string, std::string> kModule{
    {"go.mod", "module example.org/m\n\ngo 1.26\n"},
    {"main.go", R"(package m

import (
	"example.org/m/list"
	"example.org/m/store"
)

func Use(n int) *int {
	x, y, z := n, n, n
	store.Keep(&x)
	store.Look(&y)
	l := &list.List{}
	l.Push(&z)
	return store.Same(&n)
}
)"},
    {"store/s.go", R"(package store

var kept *int

func Keep(p *int) { kept = p }
func Look(p *int) int { return *p }
func Same(p *int) *int { return p }
)"},
    {"list/l.go", R"(package list

import "example.org/m/store"

type List struct{ items []*int }

func (l *List) Push(p *int) { l.items = append(l.items, store.Same(p)) }
)"},
};

struct Fixture {
  TempDir folder = tests::folder_with(kModule);
  TempDir cache_folder = std::move(*TempDir::create("escdiff-cache"));
  int lists = 0;
  bool inlining = false;

  std::vector<std::string> answer(DiskCache* cache, std::vector<std::string> arguments = {"."}) {
    packages::RunGo go = [this, run = tests::go_in(folder.path())](const std::vector<std::string>& words) {
      ++lists;
      return run(words);
    };
    if (cache != nullptr) go = packages::keep_lists(go, *cache, {folder.path().string(), {}, {}});
    solver::Options options{.profile = profile::find_profile("1.26"), .inlining = inlining};
    const packages::Request request{
        .arguments = std::move(arguments), .working_folder = folder.path().string(), .cache = cache};
    auto answers = solver::analyze_packages(request, go, options);
    if (!answers) FAIL(answers.error().message);
    std::vector<std::string> lines;
    for (const solver::PackageAnswer& package : *answers) {
      lines.push_back("# " + package.import_path);
      if (const auto* report = std::get_if<diagnostic::PackageReport>(&package.answer)) {
        for (const diagnostic::Message& message : report->messages)
          lines.push_back(diagnostic::to_line(message));
      } else if (const auto* refusal = std::get_if<solver::Refusal>(&package.answer)) {
        lines.push_back("refused: " + refusal->reason);
      } else {
        for (const auto& message : std::get<solver::CompileErrors>(package.answer).messages)
          lines.push_back(diagnostic::to_line(message));
      }
    }
    return lines;
  }
  std::vector<std::string> kept(std::vector<std::string> arguments = {"."}) {
    DiskCache cache(cache_folder.path(), nullptr);
    return answer(&cache, std::move(arguments));
  }
  void write(const char* name, std::string_view text) { REQUIRE(write_file(folder.path() / name, text)); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "kept packages give the same answer") {
  const std::vector<std::string> expected = answer(nullptr);
  CHECK(std::ranges::count(expected, "./main.go:9:2: moved to heap: x") == 1);
  CHECK(std::ranges::count(expected, "./main.go:9:5: moved to heap: y") == 0);
  CHECK(std::ranges::count(expected, "./main.go:9:8: moved to heap: z") == 1);
  for (int run = 0; run < 3; ++run) CHECK(kept() == expected);
  CHECK(kept({"./list", "."}) == answer(nullptr, {"./list", "."}));
  CHECK(kept({"./store", "."}) == answer(nullptr, {"./store", "."}));
}

TEST_CASE_METHOD(Fixture, "what is inlined does not depend on what was kept") {
  for (const bool inlines : {false, true, true}) {
    inlining = inlines;
    const std::vector<std::string> expected = answer(nullptr);
    CHECK((std::ranges::count(expected, "./main.go:10:12: inlining call to store.Keep") == 1) == inlines);
    CHECK(kept() == expected);
  }
}

TEST_CASE_METHOD(Fixture,
                 "bodies to inline are kept, with literals, instances and what was inlined into them") {
  inlining = true;
  write("store/more.go", R"(package store

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (x T) {
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return
}

type Taker interface{ Push(*int) }

//go:noinline
func swap[T any](p, q *T) (*T, *T) { return q, p }

func first[T any](p, q *T) *T { return p }
)");
  write("list/more.go", R"(package list

import "example.org/m/store"

type Ints struct{ store.Stack[*int] }

func Apply(p *int, f func(*int)) { f(p) }
func Later(p *int) func() *int   { return func() *int { return store.Same(p) } }
func Take(p *int) {
	var t store.Taker = new(Ints)
	t.Push(p)
}
func Sum(list ...int) (sum int) {
	for _, x := range list {
		sum += x
	}
	return
}
func Switch(x any) int {
	type local struct{ n int }
	switch x := x.(type) {
	case int:
		return x
	case local:
		return x.n
	}
	return 0
}
)");
  write("store/pair.go", "package store\n\nfunc Pair(p, q *int) *int { return first(swap(p, q)) }\n");
  write("use.go", R"(package m

import "example.org/m/list"
import "example.org/m/store"

type Both struct {
	list.Ints
	*store.Stack[string]
}

type Own[T any] struct{ store.Stack[T] }

func (o *Own[T]) Twice(x T) { o.Push(x); o.Push(x) }

func Many(p, q *int) (*int, int) {
	list.Apply(p, func(p *int) { store.Keep(p) })
	f := list.Later(q)
	list.Take(p)
	var s list.Ints
	s.Push(f())
	new(Own[int]).Twice(1)
	return store.Pair(p, q), list.Sum(1, 2) + list.Switch(3)
}
)");
  const std::vector<std::string> expected = answer(nullptr);
  CHECK(std::ranges::count(expected, "./use.go:22:19: inlining call to store.Pair") == 1);
  // Nobody compiles swap's instance here, so nothing is known of its parameters.
  CHECK(std::ranges::count(expected, "./use.go:15:11: leaking param: p") == 1);
  for (int run = 0; run < 3; ++run) CHECK(kept() == expected);
  CHECK(kept({"./list", "."}) == answer(nullptr, {"./list", "."}));
  write("list/l.go",
        "package list\n\nimport \"example.org/m/store\"\n\ntype List struct{}\n\nfunc (List) Push(p "
        "*int) { store.Pair(p, p) }\n");
  CHECK(kept() == answer(nullptr));
}

TEST_CASE_METHOD(Fixture, "a second run reads no source of an imported package") {
  inlining = GENERATE(false, true);
  kept();
  DiskCache cache(cache_folder.path(), nullptr);
  const packages::Request request{
      .arguments = {"."}, .working_folder = folder.path().string(), .cache = &cache, .kept_facts = "1.26 0"};
  auto loaded = packages::load(request, tests::go_in(folder.path()));
  REQUIRE(loaded);
  REQUIRE(loaded->packages.size() == 3);
  for (const packages::LoadedPackage& package : loaded->packages) {
    CHECK(package.restored == !package.root);
    for (const syntax::FileId file : loaded->program.packages[package.id].files)
      CHECK(loaded->program.sources.text(file).empty() == package.restored);
  }
}

TEST_CASE_METHOD(Fixture, "a change of an imported package counts") {
  kept();
  write(
      "store/s.go",
      "package store\n\nfunc Keep(p *int) {}\nfunc Look(p *int) {}\nfunc Same(p *int) *int { return nil }\n");
  CHECK(kept() == answer(nullptr));
  CHECK(std::ranges::count(kept(), "./main.go:9:2: moved to heap: x") == 0);
  write("store/s.go", "package store\n\nfunc Keep(p *int) {}\n");
  CHECK(kept() == answer(nullptr));
  CHECK(kept().front() == "# ");
  write("store/s.go", kModule.at("store/s.go"));
  write("store/more.go", "package store\n\nfunc init() { Keep(nil) }\n");
  CHECK(kept() == answer(nullptr));
}

TEST_CASE_METHOD(Fixture, "why a package was refused is kept, too") {
  write("store/more.go",
        "package store\n\nvar _ = recover\n\nfunc f() { for range func(func() bool) {} {} }\n\ntype G[T any] "
        "struct{}\n\nfunc (G[T]) M() {}\n\nvar g G[int]\n");
  const std::vector<std::string> expected = answer(nullptr);
  kept();
  CHECK(kept() == expected);
}

TEST_CASE_METHOD(Fixture, "generic types inside functions: importers know where they are refused") {
  inlining = GENERATE(false, true);
  write("use.go",
        "package m\n\nimport \"example.org/m/store\"\n\nfunc Boxed() any { return store.Box(1) }\n");
  SECTION("a generic one hides what its arguments are") {
    write("store/box.go", R"(package store

func Box[T any](x T) any {
	type box[U any] struct {
		t T
		u U
	}
	return box[int]{x, 1}
}

func Empty() int { return 0 }
)");
    const std::vector<std::string> expected = answer(nullptr);
    CHECK(expected.back() ==
          "refused: unsupported: a generic type declared in a generic function (in example.org/m/store)");
    for (int run = 0; run < 3; ++run) CHECK(kept() == expected);
    CHECK(kept({"./store", "."}) == answer(nullptr, {"./store", "."}));
  }
  SECTION("any other does not") {
    write("store/box.go", R"(package store

func Box(x int) any {
	type box[U any] struct{ u U }
	return box[int]{x}
}
)");
    const std::vector<std::string> expected = answer(nullptr);
    CHECK((std::ranges::count(expected, "./use.go:5:36: inlining call to store.Box") == 1) == inlining);
    CHECK((std::ranges::count(expected, "./use.go:5:36: store.box[int]{...} escapes to heap") == 1) ==
          inlining);
    for (int run = 0; run < 3; ++run) CHECK(kept() == expected);
  }
}

TEST_CASE_METHOD(Fixture, "a damaged folder is no hindrance") {
  const std::vector<std::string> expected = kept();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache_folder.path())) {
    if (!entry.is_regular_file()) continue;
    std::string bytes = *read_file(entry.path());
    bytes[bytes.size() / 2] ^= 1;
    REQUIRE(write_file(entry.path(), bytes));
  }
  CHECK(kept() == expected);
  CHECK(kept() == expected);
}

TEST_CASE_METHOD(Fixture, "the go command is asked again when something changed") {
  kept();
  CHECK(lists == 1);
  kept();  // the files are new: they may change again unnoticed
  CHECK(lists == 2);
  SECTION("packages of the standard library lie still") {
    lists = 0;
    kept({"unicode/utf8"});
    kept({"unicode/utf8"});
    const int asked = lists;
    CHECK(asked >= 1);
    write("go.work", "go 1.26\n\nuse .\n");
    kept({"unicode/utf8"});
    CHECK(lists > asked);
  }
}
