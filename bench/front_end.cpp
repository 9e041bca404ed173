// Measures the front end on Go's standard library, on one core: lines a second of CPU time, and memory.
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "oracle/subprocess.h"
#include "oracle/toolchain.h"
#include "solver/packages/load.h"
#include "solver/syntax/scanner.h"

namespace {

using namespace escdiff;

// CPU seconds of this process, without those of the go command.
double cpu_seconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_gib() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / (1 << 20);  // of KiB
}

Result<packages::RunGo> go_command() {
  auto toolchain = oracle::resolve("", oracle::standard_places());
  if (!toolchain) return tl::unexpected(toolchain.error());
  return [toolchain = *toolchain](const std::vector<std::string>& arguments) -> Result<packages::GoOutput> {
    auto finished = oracle::run({.program = toolchain.go,
                                 .arguments = arguments,
                                 .environment = oracle::go_environment(toolchain),
                                 .folder = std::filesystem::current_path(),
                                 .input = {}},
                                {});
    if (!finished) return tl::unexpected(finished.error());
    return packages::GoOutput{finished->status, finished->output, finished->error};
  };
}

struct File {
  std::string name;
  std::string text;
};

// The files of all packages.
std::vector<File> files_of(const types::Program& program) {
  std::vector<File> files;
  for (const types::Package& package : program.packages) {
    for (const syntax::NodeId file : package.tree.files()) {
      const syntax::FileId id = program.sources.file_of(package.tree.begin(file));
      files.push_back({std::string(program.sources.name(id)), std::string(program.sources.text(id))});
    }
  }
  return files;
}

struct Silent final : syntax::ScanListener {
  void on_error(uint32_t, std::string) override {}
  void on_directive(uint32_t, uint32_t) override {}
};

double scan_seconds(const std::vector<File>& files) {
  const double begin = cpu_seconds();
  syntax::SymbolTable symbols;
  Silent silent;
  for (const File& file : files) {
    syntax::Scanner scanner(file.text, symbols, silent);
    do scanner.next();
    while (scanner.token() != syntax::Token::kEndOfFile);
  }
  return cpu_seconds() - begin;
}

double parse_seconds(const std::vector<File>& files) {
  syntax::SourceSet sources;
  std::vector<syntax::FileId> ids;
  for (const File& file : files) ids.push_back(sources.add(file.name, file.text));
  const double begin = cpu_seconds();
  syntax::SymbolTable symbols;
  std::vector<syntax::SyntaxError> errors;
  for (const syntax::FileId id : ids) {
    syntax::Tree tree;
    syntax::parse_file(sources, id, symbols, tree, errors, {.standard_library = true, .runtime = true});
  }
  return cpu_seconds() - begin;
}

template <class Measure>
void report(const char* what, size_t lines, int rounds, Measure&& measure) {
  double best = measure();
  for (int i = 1; i < rounds; ++i) best = std::min(best, measure());
  fmt::print("{:32} {:9.3f} s {:12.0f} lines/s\n", what, best, static_cast<double>(lines) / best);
  std::fflush(stdout);
}

}  // namespace

// Arguments: rounds, packages (std).
int main(int count, char** values) {
  const int rounds = count > 1 ? std::max(1, std::atoi(values[1])) : 5;
  packages::Request request{.arguments = {values + std::min(count, 2), values + count},
                            .working_folder = std::filesystem::current_path().string()};
  if (request.arguments.empty()) request.arguments = {"std"};
  const Result<packages::RunGo> go = go_command();
  if (!go) return fmt::print(stderr, "{}\n", go.error().message), 3;

  std::vector<File> files;
  size_t lines = 0;
  const auto load = [&] {
    const double begin = cpu_seconds();
    const auto loaded = packages::load(request, *go);
    const double used = cpu_seconds() - begin;
    if (!loaded || !loaded->failures.empty()) {
      fmt::print(stderr, "{}\n", loaded ? "packages with errors" : loaded.error().message);
      std::exit(3);
    }
    if (files.empty()) {
      fmt::print("{:32} {:9.2f} GiB\n", "peak memory, all loaded", peak_gib());
      files = files_of(loaded->program);
      for (const File& file : files) lines += static_cast<size_t>(std::ranges::count(file.text, '\n'));
    }
    return used;
  };
  const double first = load();
  fmt::print("{:32} {:9} files, {} lines\n", "sources", files.size(), lines);
  report("scan", lines, rounds, [&] { return scan_seconds(files); });
  report("scan, parse", lines, rounds, [&] { return parse_seconds(files); });
  double best = first;
  report("read, scan, parse, check", lines, rounds, [&] { return best = std::min(best, load()); });
  return 0;
}
