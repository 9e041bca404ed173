// Facts in the words of gc.
#pragma once

#include <vector>

#include "diagnostic/message.h"
#include "solver/escape/analysis.h"
#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::escape {

struct MessageOptions {
  bool mutations = false;     // -d=escapemutationscalls
  bool explanations = false;  // the notes that only explanations have
};

// The `-m` lines that the facts and the module's notes give rise to, in the order of the facts.
std::vector<diagnostic::Message> messages(types::Program& program, types::PackageId package,
                                          const ir::Module& module, const Facts& facts,
                                          const MessageOptions& options = {});

}  // namespace escdiff::escape
