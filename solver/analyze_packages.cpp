// Packages with all that they import: each is analyzed after the packages that it imports, whose tags it
// needs.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/check.h"
#include "diagnostic/order.h"
#include "diagnostic/rename_files.h"
#include "solver/analysis.h"
#include "solver/packages/display.h"
#include "solver/solver.h"

namespace escdiff::solver {

namespace {

class PackageAnalyzer {
 public:
  PackageAnalyzer(const packages::Request& request, packages::Loaded& loaded, const Options& options)
      : request_(request),
        loaded_(loaded),
        working_folder_(request.working_folder),
        options_(options),
        restored_(packages::restored_packages(loaded)),
        known_(loaded.program, *options.profile, restored_) {
    known_.has_same_flags.resize(loaded_.program.packages.size());
    for (const packages::LoadedPackage& package : loaded_.packages) {
      folders_.emplace(packages::display_folder(package.folder, working_folder_), package.folder);
      if (package.root) known_.has_same_flags[package.id.index] = true;
    }
  }

  // Nothing when what an earlier run left turned out to be no use.
  std::optional<std::vector<PackageAnswer>> run() {
    std::vector<PackageAnswer> answers;
    for (const packages::LoadedPackage& package : loaded_.packages) {
      if (package.restored) {
        refused_[package.id.index] = known_.kept->refused(package.id);
        continue;
      }
      Answer answer = analyze(package);
      if (restored_ != nullptr && (restored_->damaged() || known_.kept->damaged())) return std::nullopt;
      keep(package);
      if (package.root) answers.push_back({package.import_path, std::move(answer)});
    }
    return answers;
  }

 private:
  // For later runs: a package's tags and the bodies that others may inline, or why it has none.
  void keep(const packages::LoadedPackage& package) {
    const auto record = [this](types::ObjectId function) {
      return KeptFunctions::function_record(known_.summaries.find(function), known_.library.find(function));
    };
    const auto has_body = [this](types::ObjectId function) {
      return known_.library.known.body_cost(function).has_value();
    };
    packages::keep(request_, loaded_, package,
                   {record, has_body,
                    KeptFunctions::package_record(refused_[package.id.index], loaded_.program,
                                                  known_.library.known.handed_on(package.id))});
  }

  Answer analyze(const packages::LoadedPackage& package) {
    if (package.import_path == "unsafe") return diagnostic::PackageReport{package.import_path, {}};
    if (package.profiled)
      return Refusal{{}, "unsupported: a program with a default.pgo: " + package.import_path};
    if (const std::string* reason = refused_import(package.id)) return refuse(package, {{}, *reason});
    Options options = options_;
    if (!package.root) {
      options.level = 1;  // nobody asks why
      options.optimizing = true;
      options.inlining = true;  // the flags are those of named packages
      options.cheap_calls = false;
      options.inlining_of.clear();
      options.reached = nullptr;
    }
    Answer answer = analyze_checked(loaded_.program, package.id, package.import_path, options, known_);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) {
      if (options.level < 2) return refuse(package, *refusal);
      // Those who import it do not need explanations, only tags.
      options.level = 1;
      const Answer plain = analyze_checked(loaded_.program, package.id, package.import_path, options, known_);
      if (const auto* real = std::get_if<Refusal>(&plain)) refuse(package, *real);
      return *refusal;
    }
    if (auto* report = std::get_if<diagnostic::PackageReport>(&answer))
      display_foreign_files(package, *report);
    return answer;
  }

  // Bodies of generic functions stand in files of other packages.
  void display_foreign_files(const packages::LoadedPackage& package,
                             diagnostic::PackageReport& report) const {
    const std::string own = packages::display_folder(package.folder, working_folder_);
    const auto display = [&](std::string& file) {
      const size_t slash = file.rfind('/');
      if (slash == std::string::npos || file.compare(0, slash, own) == 0) return;
      const auto folder = folders_.find(file.substr(0, slash));
      if (folder == folders_.end()) return;
      file.replace(0, slash,
                   packages::display_foreign_folder(folder->second, package.folder, working_folder_));
    };
    for (diagnostic::Message& message : report.messages) diagnostic::rename_files(message, display);
    diagnostic::sort_messages(report.messages);
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

  const packages::Request& request_;
  packages::Loaded& loaded_;
  std::string working_folder_;
  const Options& options_;
  std::map<std::string, std::string> folders_;  // by how they are displayed
  cache::RestoredPackages* restored_;           // null when nothing is restored
  Known known_;
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

// What tags and bodies depend on beside the packages.
std::string kept_facts(const Options& options) {
  return fmt::format("{} {}", options.profile->release, static_cast<int>(options.wrong_rule));
}

// Likewise for packages that arguments name: the flags are meant for them.
std::string root_facts(const Options& options) {
  return fmt::format("{} {} {}", options.inlining, options.cheap_calls, options.optimizing);
}

// Nothing when what an earlier run left turned out to be no use.
std::optional<Result<std::vector<PackageAnswer>>> analyze_once(const packages::Request& request,
                                                               const packages::RunGo& run_go,
                                                               const Options& options) {
  Result<packages::Loaded> loaded = packages::load(request, run_go);
  if (!loaded) return tl::unexpected(loaded.error());
  const cache::RestoredPackages* restored = packages::restored_packages(*loaded);
  if (restored != nullptr && restored->damaged()) return std::nullopt;
  if (!loaded->failures.empty()) return std::vector<PackageAnswer>{{"", errors_of(*loaded)}};
  auto answers = PackageAnalyzer(request, *loaded, options).run();
  if (!answers) return std::nullopt;
  return std::move(*answers);
}

}  // namespace

Result<std::vector<PackageAnswer>> analyze_packages(const packages::Request& request,
                                                    const packages::RunGo& run_go, const Options& options) {
  ESCDIFF_CHECK(options.profile != nullptr, "a profile is required");
  packages::Request with_facts = request;
  with_facts.kept_facts = kept_facts(options);
  with_facts.root_facts = root_facts(options);
  if (options.level >= 2) with_facts.cache = nullptr;  // explanations show positions that are not kept
  if (auto answers = analyze_once(with_facts, run_go, options)) return std::move(*answers);
  with_facts.cache = nullptr;
  auto answers = analyze_once(with_facts, run_go, options);
  ESCDIFF_CHECK(answers.has_value(), "no answer without a cache");
  return std::move(*answers);
}

}  // namespace escdiff::solver
