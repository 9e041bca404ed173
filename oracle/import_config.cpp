#include "oracle/import_config.h"

#include "oracle/subprocess.h"

namespace escdiff::oracle {

Result<std::string> import_config(const Toolchain& toolchain, const std::vector<std::string>& packages,
                                  std::stop_token stop) {
  Command command{.program = toolchain.go,
                  .arguments = {"list", "-export", "-deps", "-f",
                                "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "--"},
                  .environment = go_environment(toolchain),
                  .folder = toolchain.goroot / "src",  // of no module but the standard library's
                  .input = {}};
  command.arguments.insert(command.arguments.end(), packages.begin(), packages.end());
  auto ran = run(command, {.time = std::chrono::minutes(5)}, stop);
  if (!ran) return tl::unexpected(ran.error());
  if (ran->ending != Ending::kExited || ran->status != 0)
    return failure(ErrorKind::kInput, ran->error.empty() ? "go list failed" : ran->error);
  return std::move(ran->output);
}

}  // namespace escdiff::oracle
