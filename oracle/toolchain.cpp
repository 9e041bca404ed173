#include "oracle/toolchain.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "base/hash.h"
#include "oracle/platform.h"
#include "oracle/remember.h"
#include "oracle/subprocess.h"

namespace escdiff::oracle {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kModulePrefix = "toolchain@v0.0.1-go";

std::optional<fs::path> find_on_path(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "";
  while (!rest.empty()) {
    size_t end = rest.find(':');
    fs::path candidate = fs::path(rest.substr(0, end)) / name;
    std::error_code ignored;
    if (fs::is_regular_file(candidate, ignored) && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return std::nullopt;
}

fs::path module_cache_of_environment() {
  if (const char* own = std::getenv("GOMODCACHE"); own && *own) return own;
  if (const char* gopath = std::getenv("GOPATH"); gopath && *gopath) {
    std::string_view first = gopath;
    return fs::path(first.substr(0, first.find(':'))) / "pkg" / "mod";
  }
  const char* home = std::getenv("HOME");
  return fs::path(home ? home : "/") / "go" / "pkg" / "mod";
}

// The version in GOROOT/VERSION, or what `go version` says of a development tree.
Result<Version> version_of(const fs::path& goroot, const fs::path& go) {
  if (auto file = read_file(goroot / "VERSION")) {
    std::string_view line = *file;
    line = line.substr(0, line.find('\n'));
    if (auto version = parse_version(line)) return *version;
  }
  Command command{.program = go,
                  .arguments = {"version"},
                  .environment = inherited_environment({"GO"}),
                  .folder = {},
                  .input = {}};
  command.environment.push_back("GOROOT=" + goroot.string());
  command.environment.push_back("GOTOOLCHAIN=local");
  auto ran = run(command, {});
  if (!ran) return tl::unexpected(ran.error());
  std::string_view words = ran->output;
  while (!words.empty()) {
    size_t end = words.find_first_of(" \n");
    std::string_view word = words.substr(0, end);
    if (word.starts_with("go1."))
      if (auto version = parse_version(word)) return *version;
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return failure(ErrorKind::kEnvironment, fmt::format("{}: its version cannot be told", goroot.string()));
}

bool is_toolchain_module(const fs::path& goroot) {
  return goroot.filename().string().starts_with(kModulePrefix) &&
         goroot.parent_path().filename() == "golang.org";
}

std::vector<fs::path> subfolders(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code))
    if (std::error_code ignored; fs::is_directory(entry->path(), ignored)) found.push_back(entry->path());
  std::ranges::sort(found);
  return found;
}

bool matches(const Version& wanted, const Version& installed) {
  if (wanted.minor != installed.minor) return false;
  if (!wanted.patch && wanted.pre_release.empty()) return installed.pre_release.empty();
  return wanted.pre_release == installed.pre_release &&
         wanted.patch.value_or(0) == installed.patch.value_or(0);
}

Result<std::string> hash_of_file(const fs::path& path) {
  std::optional<Error> error;
  std::string hash = remember("hash\n" + path.string(), {path.string()}, [&]() -> std::string {
    auto bytes = read_file(path);
    if (bytes) return content_hash(*bytes);
    error = bytes.error();
    return "";
  });
  if (error) return tl::unexpected(*error);
  return hash;
}

// GOROOT and GOMODCACHE, a line each, as the go command tells them; empty when it fails.
std::string ask_go_env(const fs::path& go) {
  Command command{.program = go,
                  .arguments = {"env", "GOROOT", "GOMODCACHE"},
                  .environment = inherited_environment({"GOTOOLCHAIN="}),
                  .folder = {},
                  .input = {}};
  command.environment.push_back("GOTOOLCHAIN=local");
  auto ran = run(command, {});
  return ran && ran->status == 0 ? std::move(ran->output) : std::string();
}

// The same from an earlier run, unless a variable or file has changed that the answer may depend on.
std::string go_env(const fs::path& go) {
  std::string key = "go env\n" + go.string() + '\n';
  for (const std::string& variable : inherited_environment({"GOTOOLCHAIN="})) {
    if (variable.starts_with("GO") || variable.starts_with("HOME=") ||
        variable.starts_with("XDG_CONFIG_HOME="))
      key += variable + '\n';
  }
  std::vector<std::string> paths{go.string()};
  std::error_code code;
  const fs::path goroot = fs::canonical(go, code).parent_path().parent_path();
  for (const char* file : {"VERSION", "go.env"}) paths.push_back((goroot / file).string());
  const char* settings = std::getenv("GOENV");
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (settings && *settings) {
    paths.emplace_back(settings);
  } else if (config && *config) {
    paths.push_back((fs::path(config) / "go" / "env").string());
  } else if (home) {
    paths.push_back((fs::path(home) / ".config" / "go" / "env").string());
  }
  if (code) return ask_go_env(go);
  return remember(key, paths, [&] { return ask_go_env(go); });
}

}  // namespace

Places standard_places() {
  Places places{
      .go = find_on_path("go"), .goroot = {}, .module_cache = module_cache_of_environment(), .folders = {}};
  if (const char* home = std::getenv("HOME")) places.folders.push_back(fs::path(home) / "sdk");
  if (!places.go) return places;
  const std::string answer = go_env(*places.go);
  if (answer.empty()) return places;
  std::string_view output = answer;
  size_t end = output.find('\n');
  places.goroot = output.substr(0, end);
  if (end == std::string_view::npos) return places;
  output.remove_prefix(end + 1);
  output = output.substr(0, output.find('\n'));
  if (!output.empty()) places.module_cache = output;
  return places;
}

Result<Toolchain> open_goroot(const fs::path& given) {
  std::error_code code;
  fs::path goroot = fs::canonical(given, code);
  auto no_goroot = [&](std::string_view why) {
    return failure(ErrorKind::kEnvironment, fmt::format("{} is no GOROOT: {}", given.string(), why));
  };
  if (code) return no_goroot(code.message());
  if (!fs::is_directory(goroot, code)) return no_goroot("not a folder");
  Toolchain found;
  found.goroot = goroot;
  found.go = goroot / "bin" / "go";
  found.compile = goroot / "pkg" / "tool" / (go_os() + "_" + go_arch()) / "compile";
  for (const fs::path& program : {found.go, found.compile}) {
    if (!fs::exists(program, code))
      return no_goroot(fmt::format("it has no {}", fs::relative(program, goroot).string()));
    if (::access(program.c_str(), X_OK) != 0)
      return no_goroot(fmt::format("{} cannot be executed", fs::relative(program, goroot).string()));
  }
  auto version = version_of(goroot, found.go);
  if (!version) return tl::unexpected(version.error());
  found.version = *version;
  found.identity = "go" + version->text();
  if (is_toolchain_module(goroot)) return found;
  auto hash = hash_of_file(found.compile);
  if (!hash) return tl::unexpected(hash.error());
  found.identity += "-" + hash->substr(0, 16);
  return found;
}

std::vector<Toolchain> installed_toolchains(const Places& places) {
  std::vector<Toolchain> found;
  auto add = [&](const fs::path& goroot) {
    auto toolchain = open_goroot(goroot);
    if (!toolchain) return;
    bool known =
        std::ranges::any_of(found, [&](const Toolchain& t) { return t.goroot == toolchain->goroot; });
    if (!known) found.push_back(std::move(*toolchain));
  };
  if (!places.goroot.empty()) add(places.goroot);
  std::string platform = "." + go_os() + "-" + go_arch();
  for (const fs::path& folder : subfolders(places.module_cache / "golang.org"))
    if (is_toolchain_module(folder) && folder.string().ends_with(platform)) add(folder);
  for (const fs::path& folder : places.folders)
    for (const fs::path& goroot : subfolders(folder)) add(goroot);
  std::ranges::stable_sort(
      found, [](const Toolchain& a, const Toolchain& b) { return older(b.version, a.version); });
  return found;
}

Result<Toolchain> resolve(std::string_view wanted, const Places& places) {
  if (wanted.empty()) {
    if (!places.go)
      return failure(ErrorKind::kEnvironment, "there is no `go` on PATH; name a version or a GOROOT folder");
    if (places.goroot.empty())
      return failure(ErrorKind::kEnvironment,
                     fmt::format("{} does not tell its GOROOT", places.go->string()));
    return open_goroot(places.goroot);
  }
  std::error_code ignored;
  if (wanted.find('/') != std::string_view::npos || fs::is_directory(wanted, ignored))
    return open_goroot(wanted);
  auto version = parse_version(wanted);
  if (!version)
    return failure(ErrorKind::kUsage,
                   fmt::format("`{}` is no Go version (1.26.8, 1.26) and no GOROOT folder", wanted));
  if (version->patch ||
      !version->pre_release.empty()) {  // the usual case, without opening every other toolchain
    for (const fs::path& goroot : {places.goroot, toolchain_module_folder(*version, places)}) {
      auto exact = open_goroot(goroot);
      if (exact && matches(*version, exact->version)) return exact;
    }
  }
  for (Toolchain& toolchain : installed_toolchains(places))
    if (matches(*version, toolchain.version)) return std::move(toolchain);
  return failure(
      ErrorKind::kEnvironment,
      fmt::format("Go {0} is not installed; `escdiff toolchain install {0}` gets it", version->text()));
}

fs::path toolchain_module_folder(const Version& version, const Places& places) {
  return places.module_cache / "golang.org" /
         fmt::format("{}{}.{}-{}", kModulePrefix, version.text(), go_os(), go_arch());
}

std::vector<std::string> go_environment(const Toolchain& toolchain) {
  // What says where modules come from stays; everything else that steers the go command goes.
  std::vector<std::string> environment;
  for (std::string& variable : inherited_environment({"CGO_", "PATH="})) {
    std::string_view name = std::string_view(variable).substr(0, variable.find('='));
    bool kept = !name.starts_with("GO");
    for (std::string_view where :
         {"GOPATH", "GOMODCACHE", "GOPROXY", "GONOPROXY", "GOPRIVATE", "GOSUMDB", "GONOSUMDB"})
      kept = kept || name == where;
    if (kept) environment.push_back(std::move(variable));
  }
  const char* path = std::getenv("PATH");
  environment.push_back(
      fmt::format("PATH={}:{}", (toolchain.goroot / "bin").string(), path ? path : "/usr/bin:/bin"));
  environment.push_back("GOROOT=" + toolchain.goroot.string());
  environment.push_back("GOENV=off");
  environment.push_back("GOFLAGS=");
  environment.push_back("GOTOOLCHAIN=local");
  environment.push_back("CGO_ENABLED=0");
  environment.push_back("GOCACHE=" + fs::absolute(cache_folder() / "gocache" / toolchain.identity).string());
  return environment;
}

}  // namespace escdiff::oracle
