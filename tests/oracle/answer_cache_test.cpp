#include "oracle/answer_cache.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::oracle;
namespace fs = std::filesystem;

namespace {

const diagnostic::Wording kWording = diagnostic::wording_of_go(26);
const std::string kOutput = "# command-line-arguments\n./x.go:3:4: leaking param: p\n";

Answer answered() { return judge(Ending::kExited, 0, kOutput, kWording); }

}  // namespace

TEST_CASE("what is stored is found") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  AnswerCache cache(dir->path() / "answers");
  CHECK_FALSE(cache.find("0123456789", kWording));
  cache.store("0123456789", answered());
  auto found = cache.find("0123456789", kWording);
  REQUIRE(found);
  CHECK(found->kind == AnswerKind::kAnswered);
  CHECK(found->output == kOutput);
  CHECK(found->report.at(0).messages.at(0).subject == "p");

  Answer refused = judge(Ending::kExited, 1, "./x.go:1:2: undefined: y\n", kWording);
  cache.store("abcdef", refused);
  CHECK(cache.find("abcdef", kWording)->errors == refused.errors);
  CHECK(cache.find("abcdef", kWording)->status == 1);
}

TEST_CASE("what may go differently next time is not stored") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  AnswerCache cache(dir->path());
  cache.store("0123", judge(Ending::kTimedOut, 9, "", kWording));
  cache.store("0123", judge(Ending::kExited, 2, "panic: x\n", kWording));
  CHECK_FALSE(cache.find("0123", kWording));
}

TEST_CASE("a damaged entry is no entry") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  AnswerCache cache(dir->path());
  cache.store("0123", answered());
  fs::path entry = dir->path() / "01" / "23";
  std::string text = *read_file(entry);
  tests::require_property("one byte changed, or the end cut off", [&] {
    std::string damaged = text;
    size_t at = *rc::gen::inRange<size_t>(0, text.size());
    if (*rc::gen::arbitrary<bool>())
      damaged.resize(at);
    else
      damaged[at] = static_cast<char>(damaged[at] ^ 1);
    RC_ASSERT(write_file(entry, damaged).has_value());
    RC_ASSERT_FALSE(cache.find("0123", kWording).has_value());
  });
  cache.store("0123", answered());
  CHECK(cache.find("0123", kWording));
}

TEST_CASE("a folder that cannot be written is reported once") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  REQUIRE(write_file(dir->path() / "file", ""));
  int warnings = 0;
  AnswerCache cache(dir->path() / "file", [&](const std::string& text) {
    ++warnings;
    CHECK(text.find("answers are not cached") == 0);
  });
  cache.store("0123", answered());
  cache.store("4567", answered());
  CHECK(warnings == 1);
  CHECK_FALSE(cache.find("0123", kWording));
}

TEST_CASE("keys tell toolchains, flags and sources apart") {
  Toolchain a{.version = {}, .goroot = {}, .go = {}, .compile = {}, .identity = "go1.26.8"};
  Toolchain b = a;
  b.identity = "go1.26.8-0123";
  CHECK(AnswerCache::key(a, "-m", "x") == AnswerCache::key(a, "-m", "x"));
  CHECK(AnswerCache::key(a, "-m", "x") != AnswerCache::key(b, "-m", "x"));
  CHECK(AnswerCache::key(a, "-m", "x") != AnswerCache::key(a, "-m ", "x"));
  CHECK(AnswerCache::key(a, "-m", " x") != AnswerCache::key(a, "-m ", "x"));
}
