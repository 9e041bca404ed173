// Text of a generated program, as gofmt would leave it.
#pragma once

#include <string>

#include "generator/model.h"

namespace escdiff::generator {

// The whole file, beginning with its package clause.
std::string print(const Model& model);

}  // namespace escdiff::generator
