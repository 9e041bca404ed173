// A package from source text to IR, for tests.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>
#include <vector>

#include "solver/ir/lower.h"
#include "solver/ir/print.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::ir {

struct Lowered {
  std::unique_ptr<types::Program> program = std::make_unique<types::Program>();
  types::PackageId package;
  tl::expected<Module, Unsupported> result;

  const Module& module() const { return *result; }
  std::string print(InstId inst) const { return ir::print(*program, package, *result, inst); }
};

// Lowers one file; fails the test when it does not compile. `result` may be a refusal.
inline Lowered lowered(std::string text, const std::string& language = "1.26") {
  Lowered lowered;
  std::vector<types::CheckError> errors;
  types::CheckOptions options;
  options.language = language;
  options.allow_missing_bodies = true;
  lowered.package = types::check_package(*lowered.program, "p", {{"x.go", std::move(text)}}, options, errors);
  for (const types::CheckError& error : errors) {
    const syntax::LineColumn place = lowered.program->sources.resolve(error.pos);
    UNSCOPED_INFO(place.line << ":" << place.column << ": " << error.text);
  }
  REQUIRE(errors.empty());
  lowered.result = lower(*lowered.program, lowered.package, *profile::find_profile("1.26"));
  if (!lowered.result) {
    const syntax::LineColumn place = lowered.program->sources.resolve(lowered.result.error().pos);
    UNSCOPED_INFO("refused at " << place.line << ":" << place.column << ": "
                                << lowered.result.error().reason);
  }
  return lowered;
}

// All functions of the package, top-level ones each followed by its closures.
inline std::string dump_package(Lowered& lowered) {
  std::string text;
  for (uint32_t i = 0; i < lowered.module().functions.size(); ++i) {
    text += dump(*lowered.program, lowered.package, lowered.module(), FunctionId(i));
  }
  for (const Note& note : lowered.module().notes) {
    const syntax::LineColumn place = lowered.program->sources.resolve(note.pos);
    text +=
        "note " + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + note.text + "\n";
  }
  return text;
}

}  // namespace escdiff::ir
