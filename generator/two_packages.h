// The text of a program of two packages: a txtar archive of a module.
#pragma once

#include <string>
#include <string_view>

namespace escdiff::generator {

// The package that is imported, and its import path.
inline constexpr std::string_view kLibrary = "q", kLibraryPath = "m/q";

// Of a file of package q and one of the package p that imports it, in the language Go 1.`lang`.
std::string two_packages(std::string_view library, std::string_view importing, int lang);

}  // namespace escdiff::generator
