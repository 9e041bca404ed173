// A whole program out of a choice sequence.
#pragma once

#include <cstdint>
#include <string>

#include "generator/choices.h"
#include "generator/policy.h"

namespace escdiff::generator {

struct BuiltProgram {
  std::string text;
  bool is_archive = false;
  FeatureSet features;
};

// The program that `choices` describe; `size` from 0 to 100 scales the number of lines.
BuiltProgram build_program(Choices& choices, const Policy& policy, uint32_t index, int size);

}  // namespace escdiff::generator
