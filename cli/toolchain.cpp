// `escdiff toolchain`: list, install, where.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/report_error.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

int run_toolchain_list(const Options&) {
  for (const oracle::Toolchain& toolchain : oracle::installed_toolchains(oracle::standard_places()))
    fmt::print("{}\t{}\n", toolchain.version.text(), toolchain.goroot.string());
  return 0;
}

int run_toolchain_install(const Options& options) {
  for (const std::string& wanted : options.arguments) {
    fmt::print(stderr, "installing Go {} ...\n", wanted);
    auto toolchain = oracle::install(wanted, oracle::standard_places());
    if (!toolchain) return report_error(toolchain.error());
    fmt::print("{}\t{}\n", toolchain->version.text(), toolchain->goroot.string());
  }
  return 0;
}

int run_toolchain_where(const Options& options) {
  auto toolchain = oracle::resolve(options.arguments.front(), oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  fmt::print("{}\n", toolchain->goroot.string());
  return 0;
}

}  // namespace escdiff::cli
