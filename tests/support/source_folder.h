// Where this checkout is: tests read their cases from it. Only one file is compiled with the path, so that
// compiler caches serve every checkout.
#pragma once

#include <filesystem>

namespace escdiff::tests {

std::filesystem::path source_folder();

}  // namespace escdiff::tests
