#include "tests/support/source_folder.h"

namespace escdiff::tests {

std::filesystem::path source_folder() { return ESCDIFF_SOURCE_DIR; }

}  // namespace escdiff::tests
