// What the folders of oracle/ know of this machine, in Go's words; not for others.
#pragma once

#include <filesystem>
#include <string>

#include "oracle/toolchain.h"

namespace escdiff::oracle {

// "linux".
std::string go_os();
// "amd64", "arm64".
std::string go_arch();

// Where the module cache unpacks a toolchain module, whether it is there or not.
std::filesystem::path toolchain_module_folder(const Version& version, const Places& places);

}  // namespace escdiff::oracle
