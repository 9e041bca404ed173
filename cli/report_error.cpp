#include "cli/report_error.h"

#include <fmt/core.h>

namespace escdiff::cli {

int report_error(const Error& error) {
  fmt::print(stderr, "escdiff: {}\n", error.message);
  return static_cast<int>(error.kind);
}

}  // namespace escdiff::cli
