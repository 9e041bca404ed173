// Errors for people: one clear line on standard error, and the exit status that goes with it.
#pragma once

#include "base/result.h"

namespace escdiff::cli {

// Prints `escdiff: MESSAGE` and gives the status of the error's kind.
int report_error(const Error& error);

}  // namespace escdiff::cli
