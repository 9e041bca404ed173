// Generated programs before the real tools: gofmt has nothing to change, the compiler accepts them.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "generator/exhaustive.h"
#include "generator/generator.h"
#include "tests/support/program_files.h"

using namespace escdiff;
using namespace escdiff::generator;

namespace {

bool runs(const std::string& command) {
  return std::system(("{ " + command + "; } >/dev/null 2>&1").c_str()) == 0;
}

constexpr const char* kGo = "GOENV=off GOFLAGS= GOTOOLCHAIN=local GO111MODULE=on go ";

// The minor version of the `go` on PATH, 0 when there is none.
int go_minor(const std::filesystem::path& scratch) {
  if (!runs(std::string(kGo) + "version")) return 0;
  std::system((std::string(kGo) + "env GOVERSION > " + (scratch / "version").string()).c_str());
  const std::string text = read_file(scratch / "version").value_or("");
  return text.rfind("go1.", 0) == 0 ? std::atoi(text.c_str() + 4) : 0;
}

}  // namespace

TEST_CASE("gofmt and the compiler accept what is generated") {
  auto dir = TempDir::create("escdiff-generator");
  REQUIRE(dir);
  const int minor = go_minor(dir->path());
  if (minor < 18) SKIP("no Go toolchain on PATH");
  const std::filesystem::path package = dir->path() / "p";
  std::filesystem::create_directory(package);
  REQUIRE(write_file(package / "go.mod", "module m\n\ngo 1." + std::to_string(minor) + "\n"));
  REQUIRE(write_file(package / "empty.s", ""));  // some functions lack bodies
  Policy policy;
  policy.lang = std::min(minor, 27);
  for (uint32_t i = 0; i < 300; ++i)
    for (const auto& [path, text] : tests::program_files(generate(1, i, policy).text)) {
      const std::filesystem::path folder = (package / path).parent_path();
      std::filesystem::create_directories(folder);
      REQUIRE(write_file(folder / ("p" + std::to_string(i) + ".go"), text));
    }
  const std::string cache = "GOCACHE=" + (dir->path() / "cache").string() + " ";
  // Exhaustive programs have names of random ones.
  const std::filesystem::path exhaustive = package / "exhaustive";
  std::filesystem::create_directory(exhaustive);
  const uint32_t count = exhaustive_count(policy);
  for (uint32_t i = 0; i < count; i += count / 997)
    REQUIRE(write_file(exhaustive / ("p" + std::to_string(i) + ".go"), exhaustive_program(i, policy).text));
  CHECK(runs("cd " + package.string() + " && " + cache + kGo + "build ./..."));
  if (!runs("gofmt -h || true; command -v gofmt")) return;
  CHECK(runs("test -z \"$(gofmt -l " + package.string() + ")\""));
}
