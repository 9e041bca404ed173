#include "oracle/toolchain.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "base/file.h"
#include "tests/oracle/fake_goroot.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::oracle;
namespace fs = std::filesystem;

TEST_CASE("versions") {
  CHECK(parse_version("1.26.8")->text() == "1.26.8");
  CHECK(parse_version("go1.26.8")->text() == "1.26.8");
  CHECK(parse_version("1.26")->text() == "1.26");
  CHECK_FALSE(parse_version("1.26")->patch);
  CHECK(parse_version("1.20.0")->text() == "1.20");
  CHECK(parse_version("1.21.0")->text() == "1.21.0");
  CHECK(parse_version("1.27rc1")->text() == "1.27rc1");
  CHECK(parse_version("1.28-devel_2ab3c4d")->minor == 28);
  for (const char* text :
       {"", "1", "1.", "2.0", "1.x", "1.26.", "1.26.8.1", "1.26.8x", "go", "1.26rc", "99999999999.1"})
    CHECK_FALSE(parse_version(text));
}

TEST_CASE("the order of versions") {
  std::vector<std::string> ordered{"1.9",     "1.9.7",  "1.10.8", "1.26beta1",
                                   "1.26rc1", "1.26.0", "1.26.8", "1.26.10"};
  for (size_t i = 0; i < ordered.size(); ++i)
    for (size_t j = 0; j < ordered.size(); ++j)
      CHECK(older(*parse_version(ordered[i]), *parse_version(ordered[j])) == (i < j));
}

TEST_CASE("versions survive printing and reading") {
  tests::require_property("parse after text", [] {
    Version version;
    version.minor = *rc::gen::inRange(0u, 100u);
    if (*rc::gen::arbitrary<bool>()) version.patch = *rc::gen::inRange(version.minor < 21 ? 1u : 0u, 100u);
    version.pre_release = *rc::gen::element<std::string>("", "rc1", "beta2", "-devel_abc");
    RC_ASSERT(parse_version(version.text()) == version);
  });
}

TEST_CASE("the go on PATH") {
  Places places = standard_places();
  REQUIRE(places.go);
  auto toolchain = resolve("", places);
  REQUIRE(toolchain);
  CHECK(fs::exists(toolchain->compile));
  CHECK(toolchain->identity.starts_with("go1."));
  auto again = resolve(toolchain->version.text(), places);
  REQUIRE(again);
  CHECK(again->goroot == toolchain->goroot);
  CHECK(open_goroot(toolchain->goroot)->identity == toolchain->identity);
  auto all = installed_toolchains(places);
  CHECK(std::ranges::any_of(all, [&](const Toolchain& t) { return t.goroot == toolchain->goroot; }));
}

TEST_CASE("a version names its newest installed patch") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  Places places{
      .go = {}, .goroot = {}, .module_cache = dir->path() / "mod", .folders = {dir->path() / "sdk"}};
  fake_goroot(dir->path() / "sdk" / "a", "go1.26.2");
  fake_goroot(dir->path() / "sdk" / "b", "go1.26.10");
  fake_goroot(dir->path() / "sdk" / "c", "go1.26.9\ntime 2026-01-01T00:00:00Z");
  fake_goroot(dir->path() / "sdk" / "d", "go1.27rc1");
  fs::create_directories(dir->path() / "sdk" / "no-goroot");
  CHECK(resolve("1.26", places)->goroot == dir->path() / "sdk" / "b");
  CHECK(resolve("go1.26.9", places)->goroot == dir->path() / "sdk" / "c");
  CHECK(resolve("1.27rc1", places)->goroot == dir->path() / "sdk" / "d");
  CHECK_FALSE(resolve("1.27", places));
  auto all = installed_toolchains(places);
  REQUIRE(all.size() == 4);
  CHECK(all[0].version.text() == "1.27rc1");
  CHECK(all[1].version.text() == "1.26.10");
  CHECK(all[3].version.text() == "1.26.2");
}

TEST_CASE("what is no toolchain is said clearly") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  Places places{.go = {}, .goroot = {}, .module_cache = dir->path(), .folders = {}};
  auto missing = resolve("1.26.8", places);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kEnvironment);
  CHECK(missing.error().message == "Go 1.26.8 is not installed; `escdiff toolchain install 1.26.8` gets it");
  auto nonsense = resolve("latest", places);
  REQUIRE_FALSE(nonsense);
  CHECK(nonsense.error().kind == ErrorKind::kUsage);
  auto folder = resolve(dir->path().string(), places);
  REQUIRE_FALSE(folder);
  CHECK(folder.error().kind == ErrorKind::kEnvironment);
  CHECK(folder.error().message.find("is no GOROOT: it has no bin/go") != std::string::npos);
  CHECK_FALSE(resolve("./no/such/folder", places));
  CHECK_FALSE(resolve("", places));
  CHECK_FALSE(install("1.26.8", places));
  fs::path goroot = fake_goroot(dir->path() / "g", "go1.26.2");
  fs::permissions(goroot / "bin" / "go", fs::perms::owner_read);
  auto locked = open_goroot(goroot);
  REQUIRE_FALSE(locked);
  CHECK(locked.error().message.find("bin/go cannot be executed") != std::string::npos);
}

TEST_CASE("a development tree tells its version itself, and its compiler's bytes are its identity") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  fs::path a = fake_goroot(dir->path() / "a", "go1.28-devel_2ab3c4d");
  fs::path b = fake_goroot(dir->path() / "b", "go1.28-devel_2ab3c4d", "exit 1");
  fs::remove(a / "VERSION");
  auto first = open_goroot(a);
  auto second = open_goroot(b);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->version == second->version);
  CHECK(first->identity != second->identity);
}

TEST_CASE("an installation that fails says why") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  Places places{.go = dir->path() / "go", .goroot = {}, .module_cache = dir->path() / "mod", .folders = {}};
  auto fake_go = [&](const std::string& script) { write_script(*places.go, script); };
  fake_go(R"(echo '{"Path": "golang.org/toolchain", "Error": "dial tcp: connection refused"}'; exit 1)");
  auto failed = install("1.25.9", places);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == ErrorKind::kEnvironment);
  CHECK(failed.error().message == "cannot install Go 1.25.9: dial tcp: connection refused");
  fake_go("echo 'go: no network' >&2; exit 1");
  CHECK(install("1.25.9", places).error().message == "cannot install Go 1.25.9: go: no network");
  CHECK(install("1.25", places).error().message == "cannot list Go versions: go: no network");
  fake_go("echo golang.org/toolchain v0.0.1-go1.25.1.linux-amd64 v0.0.1-go1.25.1.linux-arm64");
  CHECK(install("1.99", places).error().message == "there is no Go 1.99");
  CHECK(install("newest", places).error().kind == ErrorKind::kUsage);
}

TEST_CASE("an installed module is made executable and tried") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  Places places{.go = dir->path() / "go", .goroot = {}, .module_cache = dir->path() / "mod", .folders = {}};
  fs::path goroot = toolchain_module_folder(*parse_version("1.9.7"), places);
  fake_goroot(goroot, "go1.9.7", "exit 0", "echo './hello.go:3:6: moved to heap: x' >&2");
  for (const fs::path& program : {goroot / "bin" / "go", open_goroot(goroot)->compile})
    fs::permissions(program, fs::perms::owner_read | fs::perms::owner_write);
  write_script(*places.go, "echo '{\"Dir\": \"" + goroot.string() + "\"}'");
  auto installed = install("1.9.7", places);
  REQUIRE(installed);
  CHECK(installed->identity == "go1.9.7");
  fs::path other = toolchain_module_folder(*parse_version("1.9.8"), places);
  fake_goroot(other, "go1.9.8", "exit 0", "echo 'broken' >&2");
  fs::permissions(open_goroot(other)->compile, fs::perms::owner_read);
  write_script(*places.go, "echo '{\"Dir\": \"" + other.string() + "\"}'");
  auto broken = install("1.9.8", places);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("does not compile a package: broken") != std::string::npos);
}

// Needs the network, or the modules: run it with the argument [network].
TEST_CASE("every release from 1.9 to 1.27 can be installed", "[.network]") {
  for (const char* version : {"1.9.7", "1.10.8", "1.11.13", "1.12.17", "1.13.15", "1.14.15", "1.15.15",
                              "1.16.15", "1.17.13", "1.18.10", "1.19.13", "1.20.14", "1.21.13", "1.22.12",
                              "1.23.12", "1.24.13", "1.25.9", "1.26.8", "1.27.3"}) {
    INFO(version);
    auto toolchain = install(version, standard_places());
    INFO((toolchain ? "" : toolchain.error().message));
    CHECK(toolchain);
  }
}
