// What processes that were killed leave in the folder for temporary files.
#pragma once

#include <filesystem>

namespace escdiff {

// Removes the temporary folders (TempDir) below `parent` whose owners are gone: by their name, which has the
// owner's number, and by their lock, which lives as long as the owner. Whoever makes a TempDir does this
// first.
void remove_stale_folders(const std::filesystem::path& parent);

}  // namespace escdiff
