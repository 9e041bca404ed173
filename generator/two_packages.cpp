#include "generator/two_packages.h"

#include <fmt/core.h>

namespace escdiff::generator {

std::string two_packages(std::string_view library, std::string_view importing, int lang) {
  return fmt::format("-- go.mod --\nmodule m\n\ngo 1.{}\n-- q/q.go --\n{}-- p.go --\n{}", lang, library,
                     importing);
}

}  // namespace escdiff::generator
