// Go toolchains: finding, naming and installing them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace escdiff::oracle {

// A Go version such as 1.26.8, 1.26 (its newest patch), 1.27rc1.
struct Version {
  unsigned minor = 0;
  std::optional<unsigned> patch;  // none: the newest, or a pre-release
  std::string pre_release;        // "rc1", "beta2", "-devel_abc" or empty

  // As toolchain modules spell it: "1.26.8", "1.20" (the first patch of Go <= 1.20), "1.27rc1".
  std::string text() const;
  friend bool operator==(const Version&, const Version&) = default;
};

// Reads "1.26.8", "go1.26.8", "1.26", "1.27rc1"; nullopt when it is none of them.
std::optional<Version> parse_version(std::string_view text);
// Older first; a pre-release before its release.
bool older(const Version& a, const Version& b);

// One installed toolchain.
struct Toolchain {
  Version version;
  std::filesystem::path goroot;
  std::filesystem::path go;       // goroot/bin/go
  std::filesystem::path compile;  // goroot/pkg/tool/OS_ARCH/compile
  // Two toolchains with the same identity give the same answers: the version for a module of the module
  // cache, which is unpacked against a checksum; the version and a hash of the compiler for any other folder.
  std::string identity;
};

// Where toolchains are looked for.
struct Places {
  std::optional<std::filesystem::path> go;     // the `go` on PATH
  std::filesystem::path goroot;                // its GOROOT
  std::filesystem::path module_cache;          // GOMODCACHE
  std::vector<std::filesystem::path> folders;  // other folders whose subfolders may be GOROOTs, e.g. ~/sdk
};

// Of this process's environment.
Places standard_places();

// The toolchain of one GOROOT folder; an environment error that says why it is none.
Result<Toolchain> open_goroot(const std::filesystem::path& goroot);

// Every installed toolchain, newest first; of two with one version the `go` on PATH comes first.
std::vector<Toolchain> installed_toolchains(const Places& places);

// "" is the `go` on PATH; "1.26.8" that version; "1.26" its newest installed patch; a folder that GOROOT.
// An environment error when it is not there; a usage error when `wanted` is no version and no folder.
Result<Toolchain> resolve(std::string_view wanted, const Places& places);

// Gets a release with the `go` command's own toolchain modules ("1.25": its newest patch), unless it is there
// already, and checks that it compiles a package.
Result<Toolchain> install(std::string_view wanted, const Places& places);

// The environment in which toolchains run: no user settings, no other toolchain, a cache of escdiff's own.
std::vector<std::string> go_environment(const Toolchain& toolchain);

}  // namespace escdiff::oracle
