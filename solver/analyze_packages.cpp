// Packages with all that they import: each is analyzed after the packages that it imports, whose tags it
// needs.
#include <algorithm>
#include <map>

#include "base/check.h"
#include "solver/analysis.h"
#include "solver/packages/display.h"
#include "solver/solver.h"

namespace escdiff::solver {

namespace {

class PackageAnalyzer {
 public:
  PackageAnalyzer(packages::Loaded& loaded, std::string working_folder, const Options& options)
      : loaded_(loaded), working_folder_(std::move(working_folder)), options_(options) {
    for (const packages::LoadedPackage& package : loaded_.packages)
      folders_.emplace(packages::display_folder(package.folder, working_folder_), package.folder);
  }

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
    Options options = options_;
    if (!package.root) options.level = 1;  // nobody asks why
    Answer answer = analyze_checked(loaded_.program, package.id, package.import_path, options, summaries_);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return refuse(package, *refusal);
    if (auto* report = std::get_if<diagnostic::PackageReport>(&answer))
      display_foreign_files(package, *report);
    return answer;
  }

  // Bodies of generic functions stand in files of other packages.
  void display_foreign_files(const packages::LoadedPackage& package,
                             diagnostic::PackageReport& report) const {
    const std::string own = packages::display_folder(package.folder, working_folder_);
    for (diagnostic::Message& message : report.messages) {
      std::string& file = message.position.file;
      const size_t slash = file.rfind('/');
      if (slash == std::string::npos || file.compare(0, slash, own) == 0) continue;
      const auto folder = folders_.find(file.substr(0, slash));
      if (folder == folders_.end()) continue;
      file.replace(0, slash,
                   packages::display_foreign_folder(folder->second, package.folder, working_folder_));
    }
    std::stable_sort(report.messages.begin(), report.messages.end());
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
  std::string working_folder_;
  const Options& options_;
  std::map<std::string, std::string> folders_;  // by how they are displayed
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
  return PackageAnalyzer(*loaded, request.working_folder, options).run();
}

}  // namespace escdiff::solver
