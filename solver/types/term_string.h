// Terms of unions as compile errors print them.
#pragma once

#include <string>

#include "solver/types/program.h"

namespace escdiff::types {

// "~int", "example.com/p.T": names stand behind their packages' import paths.
std::string term_string(const Program& program, const UnionTerm& term);

}  // namespace escdiff::types
