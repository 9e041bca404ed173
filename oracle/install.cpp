// Toolchains by the go command's own modules: golang.org/toolchain@v0.0.1-goVERSION.OS-ARCH.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "oracle/platform.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"

namespace escdiff::oracle {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kModule = "golang.org/toolchain";

// A toolchain is 60 to 80 MB packed.
constexpr Limits kDownloadLimits{.time = std::chrono::minutes(20), .memory = 0};

Result<Finished> go_command(const fs::path& go, std::vector<std::string> arguments) {
  // The user's settings stay: they say where modules come from.
  Command command{.program = go,
                  .arguments = std::move(arguments),
                  .environment = inherited_environment({"GOTOOLCHAIN=", "GOFLAGS=", "GO111MODULE="}),
                  .folder = fs::temp_directory_path(),
                  .input = {}};
  command.environment.insert(command.environment.end(), {"GOTOOLCHAIN=local", "GOFLAGS=", "GO111MODULE=on"});
  return run(command, kDownloadLimits);
}

std::string last_line(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  size_t start = text.rfind('\n');
  return std::string(start == std::string_view::npos ? text : text.substr(start + 1));
}

Result<Version> newest_patch(const Version& wanted, const fs::path& go) {
  auto listed = go_command(go, {"list", "-m", "-versions", std::string(kModule)});
  if (!listed) return tl::unexpected(listed.error());
  if (listed->status != 0)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot list Go versions: {}", last_line(listed->error)));
  std::string suffix = "." + go_os() + "-" + go_arch();
  std::optional<Version> newest;
  std::string_view words = listed->output;
  while (!words.empty()) {
    size_t end = words.find_first_of(" \n");
    std::string_view word = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    constexpr std::string_view kStart = "v0.0.1-go";
    if (!word.starts_with(kStart) || !word.ends_with(suffix)) continue;
    auto version = parse_version(word.substr(kStart.size(), word.size() - kStart.size() - suffix.size()));
    if (!version || version->minor != wanted.minor || !version->pre_release.empty()) continue;
    if (!newest || older(*newest, *version)) newest = version;
  }
  if (!newest) return failure(ErrorKind::kEnvironment, fmt::format("there is no Go {}", wanted.text()));
  return *newest;
}

// The folder that the module was unpacked to.
Result<fs::path> download(const Version& version, const fs::path& go) {
  std::string module = fmt::format("{}@v0.0.1-go{}.{}-{}", kModule, version.text(), go_os(), go_arch());
  auto ran = go_command(go, {"mod", "download", "-json", module});
  if (!ran) return tl::unexpected(ran.error());
  auto answer = nlohmann::json::parse(ran->output, nullptr, false);
  std::string problem = ran->ending == Ending::kTimedOut ? "it took too long" : last_line(ran->error);
  if (answer.is_object()) {
    std::string folder = answer.value("Dir", "");
    if (!folder.empty()) return fs::path(folder);
    problem = answer.value("Error", problem);
    std::ranges::replace(problem, '\n', ' ');
  }
  return failure(ErrorKind::kEnvironment, fmt::format("cannot install Go {}: {}", version.text(), problem));
}

// Module archives carry no permissions; the go command restores those that it knows, which leaves out old
// releases.
Result<void> make_executable(const fs::path& goroot) {
  for (const fs::path& folder : {goroot / "bin", goroot / "pkg" / "tool" / (go_os() + "_" + go_arch())}) {
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
      constexpr fs::perms kExecute = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
      if ((entry->status(code).permissions() & kExecute) == kExecute) continue;
      fs::permissions(entry->path(), kExecute, fs::perm_options::add, code);
      if (code) break;
    }
    if (code)
      return failure(ErrorKind::kEnvironment,
                     fmt::format("cannot make {} executable: {}", folder.string(), code.message()));
  }
  return {};
}

Result<void> check_that_it_compiles(const Toolchain& toolchain) {
  auto folder = TempDir::create("escdiff-install");
  if (!folder) return tl::unexpected(folder.error());
  if (auto written =
          write_file(folder->path() / "hello.go", "package hello\n\nfunc F(x int) *int { return &x }\n");
      !written)
    return tl::unexpected(written.error());
  Command command{.program = toolchain.go,
                  .arguments = {"build", "-gcflags=-m", "hello.go"},
                  .environment = go_environment(toolchain),
                  .folder = folder->path(),
                  .input = {}};
  auto ran = run(command, {});
  if (!ran) return tl::unexpected(ran.error());
  if (ran->error.find("moved to heap: x") != std::string::npos) return {};
  return failure(ErrorKind::kEnvironment, fmt::format("{} does not compile a package: {}",
                                                      toolchain.goroot.string(), last_line(ran->error)));
}

}  // namespace

Result<Toolchain> install(std::string_view wanted, const Places& places) {
  auto version = parse_version(wanted);
  if (!version)
    return failure(ErrorKind::kUsage, fmt::format("`{}` is no Go version (1.26.8, 1.26)", wanted));
  if (!places.go) return failure(ErrorKind::kEnvironment, "there is no `go` on PATH to install others with");
  if (!version->patch && version->pre_release.empty()) {
    auto newest = newest_patch(*version, *places.go);
    if (!newest) return tl::unexpected(newest.error());
    version = *newest;
  }
  if (auto installed = resolve(version->text(), places); installed && installed->version == *version)
    return installed;
  auto folder = download(*version, *places.go);
  if (!folder) return tl::unexpected(folder.error());
  if (auto done = make_executable(*folder); !done) return tl::unexpected(done.error());
  auto toolchain = open_goroot(*folder);
  if (!toolchain) return toolchain;
  if (auto works = check_that_it_compiles(*toolchain); !works) return tl::unexpected(works.error());
  return toolchain;
}

}  // namespace escdiff::oracle
