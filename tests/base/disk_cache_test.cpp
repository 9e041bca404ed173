#include "base/disk_cache.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "base/build_id.h"
#include "base/file.h"
#include "base/file_stamp.h"
#include "tests/support/source_folder.h"

using namespace escdiff;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  TempDir folder = std::move(*TempDir::create("escdiff-cache"));
  std::vector<std::string> warnings;
  fs::path place() const { return folder.path() / "cache"; }
  DiskCache cache(uint64_t limit = DiskCache::kDefaultLimit) {
    return DiskCache(place(), [this](const std::string& text) { warnings.push_back(text); }, limit);
  }
  std::vector<fs::path> entries() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(place()))
      if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
  }
};

// A file that was not touched lately.
std::string old_file() { return (tests::source_folder() / "LICENSE").string(); }

}  // namespace

TEST_CASE_METHOD(Fixture, "what was stored is found") {
  DiskCache one = cache();
  CHECK_FALSE(one.contains("key"));
  CHECK_FALSE(one.find("key"));
  one.store("key", std::string_view("text\0\n", 6));
  one.store("empty", "");
  CHECK(one.contains("key"));
  CHECK(cache().find("key") == std::string("text\0\n", 6));
  CHECK(cache().find("empty") == "");
  CHECK_FALSE(cache().find("other"));
  one.store("key", "new");
  CHECK(one.find("key") == "new");
  CHECK(warnings.empty());
}

TEST_CASE_METHOD(Fixture, "damaged entries are none") {
  DiskCache one = cache();
  one.store("key", "some text");
  const fs::path file = entries().at(0);
  const std::string good = *read_file(file);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] ^= 4;
    REQUIRE(write_file(file, bad));
    CHECK_FALSE(one.find("key"));
    REQUIRE(write_file(file, good.substr(0, i)));
    CHECK_FALSE(one.find("key"));
  }
}

TEST_CASE_METHOD(Fixture, "an answer holds while its files are as they were") {
  DiskCache one = cache();
  const std::string file = (folder.path() / "file").string();
  const int64_t later = stamp_clock() + 10'000'000'000;  // everything is settled by then
  REQUIRE(write_file(file, "1"));
  one.store_stamped("key", {file, old_file(), (folder.path() / "none").string()}, "answer\n", later);
  CHECK(one.find_stamped("key") == "answer\n");
  SECTION("another size") {
    REQUIRE(write_file(file, "22"));
    CHECK_FALSE(one.find_stamped("key"));
  }
  SECTION("the same size and time") {
    const auto time = fs::last_write_time(file);
    REQUIRE(write_file(file, "2"));
    fs::last_write_time(file, time);
    CHECK_FALSE(one.find_stamped("key"));
  }
  SECTION("gone") {
    fs::remove(file);
    CHECK_FALSE(one.find_stamped("key"));
  }
  SECTION("there now") {
    REQUIRE(write_file(folder.path() / "none", ""));
    CHECK_FALSE(one.find_stamped("key"));
  }
}

TEST_CASE_METHOD(Fixture, "files that were changed just now are not trusted") {
  DiskCache one = cache();
  const std::string file = (folder.path() / "file").string();
  REQUIRE(write_file(file, "1"));
  one.store_stamped("new", {file}, "answer", stamp_clock());
  CHECK_FALSE(one.find_stamped("new"));
  one.store_stamped("old", {old_file()}, "answer", stamp_clock());
  CHECK(one.find_stamped("old") == "answer");
}

TEST_CASE_METHOD(Fixture, "a folder that cannot be written is said once") {
  REQUIRE(write_file(place(), "a file stands in the way"));
  DiskCache one = cache();
  one.store("a", "1");
  one.store("b", "2");
  CHECK_FALSE(one.find("a"));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].starts_with("nothing is kept for the next run: "));
}

TEST_CASE_METHOD(Fixture, "the entries that were used longest ago go") {
  const std::string text(1000, 'x');
  {
    DiskCache one = cache(4500);
    for (const char* key : {"a", "b", "c", "d", "e"}) {
      one.store(key, text);
      for (const fs::path& file : entries())
        fs::last_write_time(file, fs::last_write_time(file) - std::chrono::hours(48));
    }
    CHECK(one.find("a"));  // a use counts
  }
  DiskCache after = cache();
  CHECK(entries().size() == 3);
  CHECK(after.contains("a"));
  CHECK(after.contains("e"));
  CHECK_FALSE(after.contains("b"));
}

TEST_CASE("the program knows its build") {
  CHECK(build_id().size() >= 16);
  CHECK(build_id() == build_id());
}
