// Packages with all that they import: each is analyzed after the packages that it imports, whose tags it
// needs.
#include "base/check.h"
#include "solver/analysis.h"
#include "solver/solver.h"

namespace escdiff::solver {

namespace {

class PackageAnalyzer {
 public:
  PackageAnalyzer(packages::Loaded& loaded, const Options& options) : loaded_(loaded), options_(options) {}

  std::vector<PackageAnswer> run() {
    std::vector<PackageAnswer> answers;
    for (const packages::LoadedPackage& package : loaded_.packages) {
      Answer answer = analyze(package);
      if (package.root) answers.push_back({package.import_path, std::move(answer)});
    }
    return answers;
  }

 private:
  Answer analyze(const packages::LoadedPackage& package) {
    if (package.import_path == "unsafe") return diagnostic::PackageReport{package.import_path, {}};
    if (package.profiled)
      return Refusal{{}, "unsupported: a program with a default.pgo: " + package.import_path};
    if (const std::string* reason = refused_import(package.id)) return refuse(package, {{}, *reason});
    Answer answer = analyze_checked(loaded_.program, package.id, package.import_path, options_, summaries_);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return refuse(package, *refusal);
    return answer;
  }

  // Why some package that this one imports has no tags; null when all have.
  const std::string* refused_import(types::PackageId package) const {
    for (const types::PackageId import : loaded_.program.packages[package].imports) {
      const std::string& reason = refused_[import.index];
      if (!reason.empty()) return &reason;
    }
    return nullptr;
  }

  Refusal refuse(const packages::LoadedPackage& package, Refusal refusal) {
    std::string& reason = refused_[package.id.index];
    reason = refusal.reason;
    if (!refusal.position.file.empty()) reason += " (in " + package.import_path + ")";
    return refusal;
  }

  packages::Loaded& loaded_;
  const Options& options_;
  escape::ProgramSummaries summaries_;
  std::vector<std::string> refused_ =
      std::vector<std::string>(loaded_.program.packages.size());  // by PackageId: the reason
};

CompileErrors errors_of(const packages::Loaded& loaded) {
  CompileErrors all;
  for (const packages::FailedPackage& failure : loaded.failures) {
    CompileErrors errors = compile_errors(loaded.program, failure.errors);
    std::ranges::move(errors.messages, std::back_inserter(all.messages));
  }
  return all;
}

}  // namespace

Result<std::vector<PackageAnswer>> analyze_packages(const packages::Request& request,
                                                    const packages::RunGo& run_go, const Options& options) {
  ESCDIFF_CHECK(options.profile != nullptr, "a profile is required");
  Result<packages::Loaded> loaded = packages::load(request, run_go);
  if (!loaded) return tl::unexpected(loaded.error());
  if (!loaded->failures.empty()) return std::vector<PackageAnswer>{{"", errors_of(*loaded)}};
  return PackageAnalyzer(*loaded, options).run();
}

}  // namespace escdiff::solver
