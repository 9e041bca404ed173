#include <string>
#include <vector>

#include "base/check.h"
#include "fuzz/entry.h"
#include "solver/types/program.h"

namespace escdiff::fuzz {

void check(std::string_view text) {
  types::Program program;
  types::CheckOptions options;
  options.language = "1.27";
  options.parse.generic_methods = true;
  options.all_errors = true;
  std::vector<types::CheckError> errors;
  const types::PackageId package =
      types::check_package(program, "p", {{"x.go", std::string(text)}}, options, errors);
  ESCDIFF_CHECK(package.has_value() == errors.empty(), "{} errors of a package", errors.size());
  syntax::printed_errors(program.sources, errors);
}

}  // namespace escdiff::fuzz
