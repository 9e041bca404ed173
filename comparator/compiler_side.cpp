#include "comparator/compiler_side.h"

#include <fmt/format.h>

#include <map>

#include "base/check.h"
#include "base/file.h"
#include "oracle/build.h"

namespace escdiff::comparator {

namespace {

using oracle::AnswerKind;

// Calls `visit` for each line until it returns false.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    size_t end = text.find('\n');
    if (!visit(text.substr(0, end))) return;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// What decides how a program can be compiled: its package clause, and whether it imports anything. The
// programs come formatted, so that both stand at the beginning of a line.
struct Header {
  std::string package;
  bool imports = false;
};

Header read_header(std::string_view text) {
  Header header;
  each_line(text, [&](std::string_view line) {
    if (header.package.empty() && line.starts_with("package ")) {
      line.remove_prefix(8);
      header.package = line.substr(0, line.find_first_of(" \t\r;/"));
    }
    header.imports |= line.starts_with("import ") || line.starts_with("import(");
    return !header.imports;
  });
  return header;
}

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
  return build_package(toolchain_, {program}, false, options_.flags, stop_);
}

std::vector<Verdict> CompilerSide::ask(std::span<const Source> programs) {
  std::vector<Verdict> verdicts(programs.size());
  std::map<std::string, std::vector<size_t>> batches;  // by package clause
  for (size_t i = 0; i < programs.size(); ++i) {
    Header header = read_header(programs[i].text);
    if (header.imports || header.package.empty()) {
      verdicts[i] = build_alone(programs[i]);
    } else {
      batches[header.package].push_back(i);
    }
  }
  for (const auto& [package, members] : batches) {
    std::vector<oracle::Program> batch;
    for (size_t i : members) batch.push_back({programs[i].name, programs[i].text});
    oracle::BatchOptions options = options_;
    options.package_name = package;
    auto answers = oracle::compile_batch(toolchain_, batch, options, stop_);
    for (size_t i = 0; i < members.size(); ++i) {
      verdicts[members[i]] = answers ? to_verdict((*answers)[i]) : environment_failure(answers.error());
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

}  // namespace escdiff::comparator
