// GOROOT folders whose `go` and `compile` are shell scripts.
#pragma once

#include <filesystem>
#include <string>

#include "base/check.h"
#include "base/file.h"
#include "oracle/platform.h"

namespace escdiff::oracle {

inline void write_script(const std::filesystem::path& path, const std::string& script) {
  auto written = write_file(path, "#!/bin/sh\n" + script + "\n");
  ESCDIFF_CHECK(written, "{}", written.error().message);
  std::filesystem::permissions(path, std::filesystem::perms::owner_exec, std::filesystem::perm_options::add);
}

inline std::filesystem::path fake_goroot(const std::filesystem::path& goroot, const std::string& version,
                                         const std::string& compile = "exit 0", const std::string& go = "") {
  std::filesystem::path tools = goroot / "pkg" / "tool" / (go_os() + "_" + go_arch());
  std::filesystem::create_directories(tools);
  std::filesystem::create_directories(goroot / "bin");
  auto written = write_file(goroot / "VERSION", version + "\n");
  ESCDIFF_CHECK(written, "{}", written.error().message);
  write_script(goroot / "bin" / "go", go.empty() ? "echo 'go version " + version + " linux/amd64'" : go);
  write_script(tools / "compile", compile);
  return goroot;
}

}  // namespace escdiff::oracle
