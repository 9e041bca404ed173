#include "base/file.h"

#include <catch2/catch_test_macros.hpp>

#include "base/hash.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;

TEST_CASE("what is written is what is read") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  tests::require_property("write then read", [&](const std::string& text) {
    RC_ASSERT(write_file(dir->path() / "f", text).has_value());
    RC_ASSERT(read_file(dir->path() / "f").value() == text);
  });
}

TEST_CASE("a failed write names the path and leaves no file behind") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  auto written = write_file(dir->path() / "absent" / "f", "x");
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == ErrorKind::kEnvironment);
  CHECK(written.error().message.find("absent") != std::string::npos);
  CHECK(std::filesystem::is_empty(dir->path()));
}

TEST_CASE("reading a folder is an environment error") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  CHECK_FALSE(read_file(dir->path()));
}

TEST_CASE("a temporary folder goes with its object") {
  std::filesystem::path path;
  {
    auto dir = TempDir::create("escdiff-test");
    REQUIRE(dir);
    path = dir->path();
    REQUIRE(write_file(path / "f", "x"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("content hashes are stable") {
  CHECK(content_hash("") == "99aa06d3014798d86001c324468d497f");
  CHECK(content_hash("a") != content_hash("b"));
}

TEST_CASE("only regular files are replaced") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  std::filesystem::create_directory(dir->path() / "folder");
  CHECK_FALSE(write_file(dir->path() / "folder", "x"));
  CHECK(std::filesystem::is_directory(dir->path() / "folder"));
}
