// The facts that only those get who ask why, in the words of `-m=2`.
#pragma once

#include <vector>

#include "diagnostic/message.h"
#include "solver/escape/analysis.h"

namespace escdiff::escape {

// One message a path, its lines together, and one for each capture of a variable.
std::vector<diagnostic::Message> explanation_messages(types::Program& program, types::PackageId package,
                                                      const ir::Module& module, const Facts& facts);

}  // namespace escdiff::escape
