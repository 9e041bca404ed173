// Every package of the standard library, both ways.
#include "oracle/subprocess.h"
#include "solver/packages/load.h"
#include "tests/solver/cache/packages_both_ways.h"
#include "tests/solver/packages/go_runner.h"

using namespace escdiff;

namespace {

// `package` and all that it imports, in the order of the program.
void collect(const types::Program& program, types::PackageId package, std::vector<uint8_t>& needed) {
  if (needed[package.index]) return;
  needed[package.index] = 1;
  for (const types::PackageId import : program.packages[package].imports) collect(program, import, needed);
}

types::PackageId check_again(types::Program& program, const types::Program& from,
                             const packages::LoadedPackage& package) {
  const types::Package& old = from.packages[package.id];
  std::vector<types::SourceFile> files;
  for (const syntax::FileId file : old.files)
    files.push_back({std::string(from.sources.name(file)), std::string(from.sources.text(file))});
  types::CheckOptions options{.language = old.language, .allow_missing_bodies = true};
  options.parse.standard_library = options.parse.runtime = true;
  for (const types::PackageId import : old.imports) {
    const std::string& path = from.packages[import].path;
    if (path.starts_with("vendor/")) options.import_map[path.substr(7)] = path;
  }
  std::vector<types::CheckError> errors;
  return types::check_package(program, old.path, std::move(files), options, errors);
}

}  // namespace

TEST_CASE("the standard library restores as it was checked") {
  const TempDir folder = tests::folder_with({});
  auto loaded = packages::load({.arguments = {"std"}, .working_folder = folder.path().string(), .jobs = 2},
                               tests::go_in(folder.path()));
  REQUIRE(loaded);
  types::Program& program = loaded->program;
  std::map<uint32_t, std::string> summaries;
  for (const packages::LoadedPackage& package : loaded->packages) {
    if (package.import_path != "unsafe") summaries[package.id.index] = tests::summary_of(program, package.id);
  }
  SECTION("written again, the bytes are the same") {
    tests::Restored restored;
    std::vector<std::pair<types::PackageId, const std::string*>> copies;
    for (const auto& [id, summary] : summaries) copies.emplace_back(restored.add(summary), &summary);
    for (auto [copy, summary] : copies) restored.program.members(copy);
    restored.everything(copies.back().first);
    REQUIRE_FALSE(restored.packages->damaged());
    for (auto [copy, summary] : copies) {
      INFO(restored.program.packages[copy].path);
      const auto bodies = tests::kept_functions(restored.program, copy);
      REQUIRE((cache::write_summary(restored.program, copy, {.bodies = bodies}) == *summary));
    }
  }
  SECTION("checked with restored imports, each package has the same summary") {
    for (const packages::LoadedPackage& package : loaded->packages) {
      if (package.import_path == "unsafe") continue;
      INFO(package.import_path);
      std::vector<uint8_t> needed(program.packages.size());
      collect(program, package.id, needed);
      tests::Restored restored;
      for (const auto& [id, summary] : summaries) {
        if (needed[id] && id != package.id.index) restored.add(summary);
      }
      const types::PackageId again = check_again(restored.program, program, package);
      REQUIRE(again.has_value());
      REQUIRE_FALSE(restored.packages->damaged());
      REQUIRE((tests::summary_of(restored.program, again) == summaries[package.id.index]));
    }
  }
}
