#include "oracle/platform.h"

#include <sys/utsname.h>

namespace escdiff::oracle {

std::string go_os() { return "linux"; }

std::string go_arch() {
  utsname machine{};
  ::uname(&machine);
  std::string name = machine.machine;
  if (name == "x86_64") return "amd64";
  if (name == "aarch64") return "arm64";
  return name;
}

}  // namespace escdiff::oracle
