#include "comparator/compiler_side.h"

#include <fmt/format.h>

#include <map>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "comparator/archive_program.h"
#include "comparator/gcflags.h"
#include "comparator/source_header.h"
#include "generator/two_packages.h"
#include "oracle/build.h"
#include "oracle/import_config.h"

namespace escdiff::comparator {

namespace {

using oracle::AnswerKind;

Verdict failed(std::string detail, std::string output) {
  return {Verdict::Status::kFailed, {}, std::move(detail), std::move(output)};
}

Verdict environment_failure(const Error& error) { return failed(error.message, {}); }

}  // namespace

Verdict to_verdict(const oracle::Answer& answer) {
  Verdict verdict;
  switch (answer.kind) {
    case AnswerKind::kAnswered:
      for (const diagnostic::PackageReport& package : answer.report) {
        verdict.report.messages.insert(verdict.report.messages.end(), package.messages.begin(),
                                       package.messages.end());
      }
      return verdict;
    case AnswerKind::kDoesNotCompile:
      verdict.status = Verdict::Status::kDoesNotCompile;
      for (const std::string& line : answer.errors) {
        if (auto message = diagnostic::parse_message(line))
          verdict.report.messages.push_back(std::move(*message));
      }
      return verdict;
    default: return failed(std::string(oracle::answer_kind_name(answer.kind)), answer.output);
  }
}

std::string CompilerSide::name() const { return fmt::format("go {}", toolchain_.version.text()); }

Verdict CompilerSide::build_alone(const Source& program) const {
  if (is_archive(program.text)) return build_archive(toolchain_, program.text, options_.flags, stop_);
  return build_package(toolchain_, {program}, read_header(program.text).lacks_bodies, options_.flags, stop_);
}

std::optional<std::filesystem::path> CompilerSide::config_for(const std::set<std::string>& imports) {
  if (imports.empty()) return std::filesystem::path();
  std::lock_guard lock(mutex_);
  if (!folder_) {
    auto folder = TempDir::create("escdiff-imports");
    if (!folder) return std::nullopt;
    folder_ = std::move(*folder);
  }
  std::filesystem::path file = folder_->path() / "importcfg";
  const size_t known = known_imports_.size();
  std::set<std::string> wanted = known_imports_;
  wanted.insert(imports.begin(), imports.end());
  if (wanted.size() == known) return file;
  auto text = oracle::import_config(toolchain_, {wanted.begin(), wanted.end()}, stop_);
  if (!text || !write_file(file, *text)) return std::nullopt;
  known_imports_ = std::move(wanted);
  return file;
}

// Programs that can share a run.
struct CompilerSide::Batch {
  std::vector<size_t> members;
  std::set<std::string> imports;
};

// Programs of two packages that can share their runs.
struct CompilerSide::Halves {
  std::vector<size_t> members;
  std::vector<oracle::Program> libraries, importing;  // of each
  std::set<std::string> imports;

  void add(size_t member, const std::string& name, TwoPackages program) {
    members.push_back(member);
    for (const std::string& half : {program.library, program.importing})
      imports.merge(read_header(half).imports);
    imports.erase(std::string(generator::kLibraryPath));
    libraries.push_back({name, std::move(program.library)});
    importing.push_back({name, std::move(program.importing)});
  }
};

namespace {

// A compiler whose messages name files as -trimpath says, and flags that make no message speak of more places
// than its own.
bool shares_runs(const oracle::Toolchain& toolchain, const std::string& flags) {
  constexpr unsigned kFirstAbsolutePaths = 20;
  const auto known = parse_gcflags(flags);
  return toolchain.version.minor >= kFirstAbsolutePaths && known && known->level <= 1;
}

// The library's lines and then those of its importer, with the names that files have in the archive.
Verdict joined(Verdict library, Verdict importing, const std::string& name) {
  using Status = Verdict::Status;
  const auto rename = [](Verdict& verdict, const std::string& from, const char* to) {
    for (diagnostic::Message& message : verdict.report.messages) {
      if (message.position.file == from) message.position.file = to;
    }
  };
  const std::string library_file = fmt::format("{}/{}", generator::kLibrary, name);
  rename(library, library_file, "q/q.go");
  rename(importing, library_file, "./q/q.go");  // where instances of the library's functions are
  rename(importing, "./" + name, "./p.go");
  if (library.status != Status::kAnswered) return library;
  if (importing.status != Status::kAnswered) return importing;
  library.report.messages.insert(library.report.messages.end(), importing.report.messages.begin(),
                                 importing.report.messages.end());
  return library;
}

}  // namespace

void CompilerSide::ask_halves(std::span<const Source> programs, const Halves& halves,
                              std::vector<Verdict>& verdicts) {
  if (halves.members.empty()) return;
  const auto alone = [&] {
    for (size_t i : halves.members) verdicts[i] = build_alone(programs[i]);
  };
  const std::optional<std::filesystem::path> config = config_for(halves.imports);
  auto folder = TempDir::create("escdiff-library");
  if (!config || !folder) return alone();
  oracle::BatchOptions options = options_;
  options.package_name = generator::kLibrary;
  options.import_path = generator::kLibraryPath;
  options.folder = generator::kLibrary;
  options.import_config = *config;
  const std::filesystem::path object = folder->path() / "q.a", own_config = folder->path() / "importcfg";
  std::string imports = config->empty() ? std::string() : read_file(*config).value_or(std::string());
  imports += fmt::format("packagefile {}={}\n", generator::kLibraryPath, object.string());
  if (!write_file(own_config, imports) ||
      !oracle::compile_library(toolchain_, halves.libraries, options, object, stop_))
    return alone();
  const auto libraries = oracle::compile_batch(toolchain_, halves.libraries, options, stop_);
  options.imported_folder = std::exchange(options.folder, ".");
  options.package_name = "p";
  options.import_path = "m";
  options.import_config = own_config;
  options.whole_compile = true;  // instances of the library's functions may be among what is printed late
  const auto importing = oracle::compile_batch(toolchain_, halves.importing, options, stop_);
  if (!libraries || !importing) return alone();
  for (size_t i = 0; i < halves.members.size(); ++i) {
    verdicts[halves.members[i]] =
        joined(to_verdict((*libraries)[i]), to_verdict((*importing)[i]), halves.importing[i].name);
  }
}

std::vector<Verdict> CompilerSide::ask(std::span<const Source> programs) {
  std::vector<Verdict> verdicts(programs.size());
  const bool together = shares_runs(toolchain_, options_.flags);
  Halves shared;
  // By package clause, by whether bodies may lack, and by whether packages are imported.
  std::map<std::tuple<std::string, bool, bool>, Batch> batches;
  for (size_t i = 0; i < programs.size(); ++i) {
    if (is_archive(programs[i].text)) {
      auto two = together ? two_packages_of(programs[i].text) : std::nullopt;
      if (!two) {
        verdicts[i] = build_alone(programs[i]);
        continue;
      }
      Halves own;
      own.add(i, programs[i].name, *two);
      // An object file has bodies of what it imports, too: those that other libraries need would be inlined
      // here.
      if (own.imports.empty())
        shared.add(i, programs[i].name, std::move(*two));
      else
        ask_halves(programs, own, verdicts);
      continue;
    }
    SourceHeader header = read_header(programs[i].text);
    Batch& batch = batches[{header.package, header.lacks_bodies, !header.imports.empty()}];
    batch.members.push_back(i);
    batch.imports.merge(header.imports);
  }
  ask_halves(programs, shared, verdicts);
  for (const auto& [key, sharing] : batches) {
    const auto& [package, lacks_bodies, imports] = key;
    const std::optional<std::filesystem::path> config = config_for(sharing.imports);
    if (package.empty() || !config) {
      for (size_t i : sharing.members) verdicts[i] = build_alone(programs[i]);
      continue;
    }
    std::vector<oracle::Program> batch;
    for (size_t i : sharing.members) batch.push_back({programs[i].name, programs[i].text});
    oracle::BatchOptions options = options_;
    options.package_name = package;
    options.lacks_bodies = lacks_bodies;
    options.import_config = *config;
    auto answers = oracle::compile_batch(toolchain_, batch, options, stop_);
    for (size_t i = 0; i < sharing.members.size(); ++i) {
      verdicts[sharing.members[i]] =
          answers ? to_verdict((*answers)[i]) : environment_failure(answers.error());
    }
  }
  return verdicts;
}

Verdict build_package(const oracle::Toolchain& toolchain, const std::vector<Source>& files, bool has_assembly,
                      const std::string& gcflags, std::stop_token stop) {
  auto folder = TempDir::create("escdiff-build");
  if (!folder) return environment_failure(folder.error());
  oracle::BuildRequest request{.flags = gcflags, .arguments = {}, .folder = folder->path()};
  for (const Source& file : files) {
    auto written = write_file(folder->path() / file.name, file.text);
    if (!written) return environment_failure(written.error());
    request.arguments.push_back(file.name);
  }
  if (has_assembly) {
    // The go command takes no assembly among FILES: the folder becomes a module of its own.
    auto module =
        write_file(folder->path() / "go.mod", fmt::format("module p\n\ngo 1.{}\n", toolchain.version.minor));
    auto assembly = write_file(folder->path() / "empty.s", "");
    if (!module || !assembly) return environment_failure(module ? assembly.error() : module.error());
    request.arguments = {"."};
  }
  auto answer = oracle::go_build(toolchain, request, stop);
  return answer ? to_verdict(*answer) : environment_failure(answer.error());
}

Verdict build_archive(const oracle::Toolchain& toolchain, const std::string& archive,
                      const std::string& gcflags, std::stop_token stop) {
  auto folder = TempDir::create("escdiff-build");
  if (!folder) return environment_failure(folder.error());
  if (auto written = write_archive(folder->path(), archive); !written)
    return environment_failure(written.error());
  const oracle::BuildRequest request{.flags = gcflags, .arguments = {"./..."}, .folder = folder->path()};
  auto answer = oracle::go_build(toolchain, request, stop);
  return answer ? to_verdict(*answer) : environment_failure(answer.error());
}

Verdict compile_file(const oracle::Toolchain& toolchain, const Source& file,
                     const std::vector<std::string>& imports, const std::string& gcflags,
                     std::stop_token stop) {
  auto folder = TempDir::create("escdiff-compile");
  if (!folder) return environment_failure(folder.error());
  oracle::BatchOptions options;
  options.flags = gcflags;
  options.package_name = read_header(file.text).package;
  options.import_config = folder->path() / "importcfg";
  options.whole_compile = true;
  auto config = oracle::import_config(toolchain, imports, stop);
  if (!config) return environment_failure(config.error());
  if (auto written = write_file(options.import_config, *config); !written)
    return environment_failure(written.error());
  const oracle::Program program{file.name, file.text};
  auto answers = oracle::compile_batch(toolchain, {&program, 1}, options, stop);
  return answers ? to_verdict(answers->front()) : environment_failure(answers.error());
}

}  // namespace escdiff::comparator
