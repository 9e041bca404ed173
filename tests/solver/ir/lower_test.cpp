// File cases: cases/NAME.go and, beside it, NAME.ir with the dump of its functions. ESCDIFF_UPDATE=1 in the
// environment rewrites the dumps.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "tests/solver/ir/lowered.h"
#include "tests/support/source_folder.h"

namespace escdiff::ir {

namespace {

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = tests::source_folder() / "tests/solver/ir/cases";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".go") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const std::filesystem::path& path) {
  Result<std::string> text = read_file(path);
  return text ? *text : std::string();
}

// The first line in which two texts differ, for a short report.
std::string first_difference(const std::string& now, const std::string& then) {
  std::istringstream now_lines(now), then_lines(then);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_now = static_cast<bool>(std::getline(now_lines, a));
    const bool more_then = static_cast<bool>(std::getline(then_lines, b));
    if (!more_now && !more_then) return "";
    if (more_now && more_then && a == b) continue;
    return "line " + std::to_string(line) + ": recorded '" + (more_then ? b : "end") + "', now '" +
           (more_now ? a : "end") + "'";
  }
}

Unsupported refusal(const std::string& text) {
  const Lowered result = lowered(text);
  REQUIRE_FALSE(result.result.has_value());
  return result.result.error();
}

}  // namespace

TEST_CASE("the dumps of the cases are as recorded") {
  const bool update = std::getenv("ESCDIFF_UPDATE") != nullptr;
  for (const std::filesystem::path& file : case_files()) {
    CAPTURE(file.filename().string());
    Lowered result = lowered(text_of(file));
    REQUIRE(result.result.has_value());
    const std::string dump = dump_package(result);
    const std::filesystem::path recorded = std::filesystem::path(file).replace_extension(".ir");
    if (update) {
      REQUIRE(write_file(recorded, dump).has_value());
    } else {
      INFO("rewrite with: ESCDIFF_UPDATE=1 ir_tests 'the dumps of the cases are as recorded'");
      CHECK(first_difference(dump, text_of(recorded)) == "");
    }
  }
}

TEST_CASE("every operation occurs in some case") {
  std::set<Op> seen;
  for (const std::filesystem::path& file : case_files()) {
    const Lowered result = lowered(text_of(file));
    REQUIRE(result.result.has_value());
    for (uint32_t i = 0; i < result.module().size(); ++i) seen.insert(result.module()[InstId(i)].op);
  }
  for (size_t i = 0; i < kOpCount; ++i) {
    const Op op = static_cast<Op>(i);
    if (op == Op::kInlinedCall) continue;  // the inliner makes it
    CAPTURE(op_name(op));
    CHECK(seen.contains(op));
  }
}

TEST_CASE("what is not supported is refused with its place") {
  const Unsupported local = refusal(
      "package p\nfunc f[T any](x T) any { type L[U any] struct { t T; u U }; return L[int]{x, 1} }\n"
      "var _ = f(1)\n");
  CHECK(local.reason == "a generic type declared in a generic function");
  CHECK(local.pos.is_known());
}

TEST_CASE("loop variables are shared before Go 1.22") {
  const std::string text = "package p\nvar s *int\nfunc f() { for i := 0; i < 3; i++ { s = &i } }\n";
  Lowered now = lowered(text);
  Lowered then = lowered(text, "1.21");
  CHECK(dump_package(now).find(".autotmp_") != std::string::npos);
  CHECK(dump_package(then).find(".autotmp_") == std::string::npos);
}

}  // namespace escdiff::ir
