// cases/NAME.go: each function's line ends with what Go 1.26.8 says about it under -m=2 (refresh_costs.py
// writes that).
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "solver/inline/can_inline.h"
#include "solver/ir/lower.h"
#include "solver/ir/passes.h"
#include "tests/support/source_folder.h"

namespace escdiff::inlining {

namespace {

// "LINE: verdict" of each function in the comments of `text`.
std::vector<std::string> recorded(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    size_t at = line.find("  // can");
    while (at != std::string::npos) {
      const size_t next = line.find("  // can", at + 1);
      found.push_back(std::to_string(number) + ": " + line.substr(at + 5, next - at - 5));
      at = next;
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> predicted(const std::string& text) {
  types::Program program;
  std::vector<types::CheckError> errors;
  types::CheckOptions options;
  options.allow_missing_bodies = true;
  const types::PackageId package = types::check_package(program, "p", {{"x.go", text}}, options, errors);
  REQUIRE(errors.empty());
  const profile::Profile& profile = *profile::find_profile("1.26");
  auto module = ir::front_end_form(program, package, profile);
  REQUIRE(module.has_value());
  ir::find_reassigned(*module);
  KnownFunctions known;
  known.enter(program, package);
  const std::vector<Verdict> verdicts = decide(program, *module, profile, known);
  std::vector<std::string> found;
  for (uint32_t i = 0; i < verdicts.size(); ++i) {
    const Verdict& verdict = verdicts[i];
    if (!verdict.decided) continue;
    const ir::Function& function = module->functions[ir::FunctionId(i)];
    std::string line = std::to_string(program.sources.resolve(function.pos).line) + ": ";
    if (verdict.can_inline) {
      line += "can inline " + function.name + " with cost " + std::to_string(verdict.cost);
    } else {
      line += "cannot inline " + function.name + ": " + verdict.reason;
    }
    found.push_back(line);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("functions cost what gc says") {
  size_t functions = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::source_folder() / "tests/solver/inline/cases")) {
    CAPTURE(entry.path().filename().string());
    const Result<std::string> text = read_file(entry.path());
    REQUIRE(text.has_value());
    const std::vector<std::string> expected = recorded(*text);
    const std::vector<std::string> found = predicted(*text);
    functions += expected.size();
    std::vector<std::string> wrong;
    std::set_symmetric_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                                  std::back_inserter(wrong));
    CHECK(wrong == std::vector<std::string>());
  }
  CHECK(functions > 50);
}

}  // namespace escdiff::inlining
