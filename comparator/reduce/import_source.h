// What programs import from elsewhere.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// Where the packages come from, and the language of the programs that import them.
struct ImportSource {
  std::string language = "1.26";
  // Makes a program that holds these packages, one at least, and all that they import; null when that fails.
  // Empty: no packages are at hand.
  std::function<std::shared_ptr<types::Program>(const std::set<std::string>& paths)> load;

  // The same for any number of packages.
  std::shared_ptr<types::Program> program(const std::set<std::string>& paths) const {
    if (paths.empty()) return std::make_shared<types::Program>();
    return load ? load(paths) : nullptr;
  }
  // What a program is checked beside that imports these; nothing when it needs nothing, or cannot have it.
  std::optional<Imports> beside(const std::set<std::string>& paths) const {
    if (paths.empty() || !load) return std::nullopt;
    return Imports(language, [load = load, paths] { return load(paths); });
  }
};

}  // namespace escdiff::reduce
