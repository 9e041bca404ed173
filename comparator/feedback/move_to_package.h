// A mutation of its own kind: a part of the program moves to a package that the rest imports.
#pragma once

#include <optional>
#include <string>

#include "generator/choices.h"

namespace escdiff::feedback {

// A program of two packages (generator/two_packages.h), in the language Go 1.`lang`, that `text`, one file
// that imports nothing but unsafe, becomes: some functions stay, all else moves and is exported. Nothing when
// that cannot be: when names would collide, functions have no bodies, or nothing would move.
std::optional<std::string> move_to_package(const std::string& text, generator::Choices& choices, int lang);

}  // namespace escdiff::feedback
