// Text of a generated program, as gofmt would leave it.
#pragma once

#include <string>

#include "generator/model.h"
#include "generator/policy.h"

namespace escdiff::generator {

// The whole file, beginning with its package clause; of two packages (Model::has_library), a txtar archive
// of a module in the policy's language.
std::string print(const Model& model, const Policy& policy);

}  // namespace escdiff::generator
