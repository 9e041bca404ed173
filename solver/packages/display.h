// How messages spell the files of a package.
#pragma once

#include <filesystem>
#include <string>

namespace escdiff::packages {

// The folder in front of file names in the messages of a package in `folder`, for a go command that runs in
// `working_folder` (both absolute): as `go build` shortens paths, "." for the working folder itself, "sub",
// "..", or the folder as it is when that is not longer.
std::string display_folder(const std::string& folder, const std::string& working_folder);

// The same for a file of another package, in `folder`, that a message of the package in `compiled` speaks of:
// a body of a generic function.
std::string display_foreign_folder(const std::string& folder, const std::string& compiled,
                                   const std::string& working_folder);

// This process's working folder as the go command spells it: $PWD where that is right, so that symbolic links
// stay.
std::string current_folder();

}  // namespace escdiff::packages
