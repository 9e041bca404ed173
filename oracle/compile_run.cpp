// How a run can end early. From Go 1.20 on the compiler works in phases: type checking, inlining, escape
// analysis of the whole package, then, function by function in the order of the files, the lowering ("walk")
// that prints "index bounds check elided"; after that, silently, code generation, which takes two thirds of
// the time. So a file of our own is put last whose one function makes the lowering print a line; behind that
// line nothing of interest can come. Two kinds of functions are lowered after it all the same, though:
// instances of generic functions, and wrappers of methods (which contain something to print only when the
// method was inlined into them). Programs that have those are compiled to the end. Source:
// cmd/compile/internal/gc.Main; checked by comparing lines with whole compilations on Go 1.20 ... 1.27
// (tests/oracle/batch_test.cpp does it for the Go at hand).
#include "oracle/compile_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "base/file.h"

namespace escdiff::oracle {

namespace fs = std::filesystem;
using std::string_view;

namespace {

constexpr unsigned kFirstInPhases = 20;            // Go 1.19 generates code function by function
constexpr unsigned kLastInPhases = 27;             // the newest that was checked
constexpr unsigned kFirstAbsolutePaths = 20;       // from Go 1.20 on compile prints absolute paths
constexpr unsigned kFirstSilentWrappers = 18;      // Go 1.17 prints parameters of method wrappers
constexpr unsigned kFirstInlinedInitializer = 16;  // "can inline init", of the initializers of all variables
constexpr unsigned kLastInlinedInitializer = 17;

constexpr string_view kLastFile = "escdiff_end.go";
constexpr string_view kLastText =
    "package {}\n\nfunc escdiffEnd(i uint8, a *[256]int) int {{ return a[i] }}\n";
constexpr string_view kLastMessage = ": index bounds check elided\n";

bool inlines(std::span<const std::string> flags) { return std::ranges::find(flags, "-l") == flags.end(); }

// True for exactly -m: no explanations.
bool prints_level_one(std::span<const std::string> flags) {
  return std::ranges::count(flags, "-m") + std::ranges::count(flags, "-m=1") <= 1 &&
         std::ranges::none_of(flags,
                              [](const std::string& f) { return f.starts_with("-m=") && f != "-m=1"; });
}

// `func (` at the start of a line.
bool declares_methods(string_view text) {
  for (size_t at = text.find("\nfunc"); at != string_view::npos; at = text.find("\nfunc", at + 1)) {
    size_t next = text.find_first_not_of(" \t", at + 5);
    if (next != string_view::npos && text[next] == '(') return true;
  }
  return false;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Something like `[T any` or `[K, V ~[]`: a list of names, then what can begin a constraint. May be true of
// other texts; is true of every list of type parameters.
bool declares_type_parameters(string_view text) {
  for (size_t at = text.find('['); at != string_view::npos; at = text.find('[', at + 1)) {
    size_t i = at + 1;
    auto skip = [&](auto accepts) {
      size_t start = i;
      while (i < text.size() && accepts(text[i])) ++i;
      return i > start;
    };
    auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
    skip(is_space);
    bool name = skip(is_word), space = skip(is_space);
    while (name && i < text.size() && text[i] == ',') {
      ++i;
      skip(is_space);
      name = skip(is_word);
      space = skip(is_space);
    }
    if (name && space && i < text.size() &&
        (is_word(text[i]) || string_view("~*[(<").find(text[i]) != string_view::npos))
      return true;
  }
  return false;
}

// Unlike write_file this neither renames nor reports which file failed: the folder is our own and new.
bool put(const fs::path& path, string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "we");
  if (!file) return false;
  bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

std::vector<std::string> arguments_of(const Toolchain& toolchain, const fs::path& folder,
                                      std::span<const std::string> flags, const BatchOptions& options,
                                      const fs::path& output) {
  // The go command gives every main package this path, whatever it calls it.
  const std::string& package_path =
      options.package_name == "main" ? options.package_name : options.import_path;
  std::vector<std::string> arguments{"-o", output.string(), "-p", package_path, "-dwarf=false"};
  if (!options.lacks_bodies) arguments.push_back("-complete");
  if (toolchain.version.minor >= kFirstAbsolutePaths)
    arguments.insert(arguments.end(), {"-trimpath", folder.string() + "=>" + options.folder});
  if (!options.language.empty()) arguments.push_back("-lang=" + options.language);
  if (!options.import_config.empty())
    arguments.insert(arguments.end(), {"-importcfg", fs::absolute(options.import_config).string()});
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return arguments;
}

// The lines that are not about our own file, up to its last message if the compiler was stopped there: behind
// it there may be half a line.
std::string without_last_file(string_view output, const std::string& folder, bool stopped) {
  std::string start = fmt::format("{}/{}:", folder, kLastFile), kept;
  kept.reserve(output.size());
  while (!output.empty()) {
    size_t end = std::min(output.find('\n'), output.size() - 1) + 1;
    string_view line = output.substr(0, end);
    output.remove_prefix(end);
    if (!line.starts_with(start))
      kept.append(line);
    else if (stopped && line.ends_with(kLastMessage))
      break;
  }
  return kept;
}

// Tells when our own file's last message is there; looks at every byte once.
class LastMessage {
 public:
  explicit LastMessage(const std::string& folder) : start_(fmt::format("{}/{}:", folder, kLastFile)) {}
  bool operator()(string_view output) {
    string_view news = output.substr(seen_);
    for (size_t end = news.find('\n'); end != string_view::npos; end = news.find('\n')) {
      string_view line = news.substr(0, end + 1);
      seen_ += line.size();
      news.remove_prefix(line.size());
      if (line.starts_with(start_) && line.ends_with(kLastMessage)) return true;
    }
    return false;
  }

 private:
  std::string start_;
  size_t seen_ = 0;
};

}  // namespace

bool prints_early(const Toolchain& toolchain, std::span<const std::string> flags, const Program& program) {
  for (const std::string& flag : flags)
    if (flag != "-l" && flag != "-m" && flag != "-m=1" && flag != "-m=2") return false;
  return toolchain.version.minor >= kFirstInPhases && toolchain.version.minor <= kLastInPhases &&
         !declares_type_parameters(program.text) && !(inlines(flags) && declares_methods(program.text));
}

bool needs_own_run(const Toolchain& toolchain, std::span<const std::string> flags, const Program& program) {
  bool silent_wrappers =
      toolchain.version.minor >= kFirstSilentWrappers && !inlines(flags) && prints_level_one(flags);
  if (!silent_wrappers && declares_methods(program.text)) return true;
  bool inlines_initializer = toolchain.version.minor >= kFirstInlinedInitializer &&
                             toolchain.version.minor <= kLastInlinedInitializer && inlines(flags);
  return inlines_initializer && program.text.find("\nvar") != std::string::npos;
}

Result<Finished> compile_together(const Toolchain& toolchain, std::span<const Program* const> programs,
                                  std::span<const std::string> flags, const BatchOptions& options,
                                  Depth depth, std::stop_token stop, const fs::path& output) {
  auto folder = TempDir::create("escdiff-batch");
  if (!folder) return tl::unexpected(folder.error());
  Command command{.program = toolchain.compile,
                  .arguments = arguments_of(toolchain, folder->path(), flags, options,
                                            output.empty() ? folder->path() / "out" : fs::absolute(output)),
                  // Fewer collections: these runs are short.
                  .environment = {"GOROOT=" + toolchain.goroot.string(), "GOGC=400", "PATH=/usr/bin:/bin"},
                  .folder = folder->path(),
                  .input = {}};
  auto add = [&](const std::string& name, string_view text) {
    command.arguments.push_back("./" + name);
    return put(folder->path() / name, text);
  };
  bool written = true;
  for (const Program* program : programs) written = add(program->name, program->text) && written;
  if (depth == Depth::kMessages)
    written =
        add(std::string(kLastFile), fmt::format(fmt::runtime(kLastText), options.package_name)) && written;
  if (!written)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot write programs to {}", folder->path().string()));

  auto ran = run(command, options.limits, stop,
                 depth == Depth::kMessages ? Enough(LastMessage(options.folder)) : Enough());
  if (!ran) return ran;
  if (ran->ending == Ending::kExited && ran->status != 0 &&
      ran->error.find("no space left on device") != std::string::npos)
    return failure(ErrorKind::kEnvironment, "compile: no space left on device");
  ran->output += ran->error;
  ran->error.clear();
  if (depth == Depth::kMessages)
    ran->output = without_last_file(ran->output, options.folder, ran->ending == Ending::kStopped);
  return ran;
}

}  // namespace escdiff::oracle
