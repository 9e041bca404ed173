#include "oracle/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"

namespace escdiff::oracle {

namespace {

bool names_files(const std::vector<std::string>& arguments) {
  return !arguments.empty() &&
         std::ranges::all_of(arguments, [](const std::string& a) { return a.ends_with(".go"); });
}

Result<Finished> go_command(const Toolchain& toolchain, const BuildRequest& request,
                            std::vector<std::string> arguments, std::stop_token stop) {
  Command command{.program = toolchain.go,
                  .arguments = std::move(arguments),
                  .environment = go_environment(toolchain),
                  .folder = request.folder,
                  .input = {}};
  command.arguments.insert(command.arguments.end(), request.arguments.begin(), request.arguments.end());
  return run(command, request.limits, stop);
}

// `go build` leaves an executable in the working folder exactly when its arguments name one package, and only
// then takes a file's name for -o.
Result<bool> is_one_package(const Toolchain& toolchain, const BuildRequest& request, std::stop_token stop) {
  if (names_files(request.arguments)) return true;
  auto listed = go_command(toolchain, request, {"list", "--"}, stop);
  if (!listed) return tl::unexpected(listed.error());
  return listed->status == 0 && std::ranges::count(listed->output, '\n') == 1;
}

}  // namespace

Result<Answer> go_build(const Toolchain& toolchain, const BuildRequest& request, std::stop_token stop) {
  auto folder = TempDir::create("escdiff-build");
  if (!folder) return tl::unexpected(folder.error());
  auto one = is_one_package(toolchain, request, stop);
  if (!one) return tl::unexpected(one.error());
  std::vector<std::string> arguments{"build", "-gcflags=" + request.flags};
  // A new name: an output that is up to date would keep the go command from repeating the messages.
  if (*one) arguments.insert(arguments.end(), {"-o", (folder->path() / "out").string()});
  arguments.push_back("--");
  auto ran = go_command(toolchain, request, std::move(arguments), stop);
  if (!ran) return tl::unexpected(ran.error());
  if (ran->status != 0 && ran->error.find("no space left on device") != std::string::npos)
    return failure(ErrorKind::kEnvironment, "go build: no space left on device");
  return judge(ran->ending, ran->status, std::move(ran->error), wording_of(toolchain));
}

}  // namespace escdiff::oracle
