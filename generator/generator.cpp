#include "generator/generator.h"

#include <rapidcheck/Random.h>

#include "generator/exhaustive.h"
#include "generator/program.h"

namespace escdiff::generator {
namespace {

Program finish(BuiltProgram built, Choices& choices, uint64_t seed, uint32_t index, int size) {
  Program program;
  program.seed = seed;
  program.index = index;
  program.size = size;
  program.text = std::move(built.text);
  program.is_archive = built.is_archive;
  for (size_t i = 0; i < kFeatureCount; ++i)
    if (built.features[i]) program.features.push_back(info(static_cast<Feature>(i)).spelling);
  program.choices = choices.taken();
  return program;
}

}  // namespace

FeatureSet features_of(const Program& program) {
  FeatureSet features;
  for (const std::string_view name : program.features)
    features.set(static_cast<size_t>(*feature_from_name(name)));
  return features;
}

Program generate(uint64_t run_seed, uint32_t index, const Policy& policy) {
  if (policy.exhaustive) return exhaustive_program(index, policy);
  return generate_sized(run_seed, index, 100, policy);
}

Program generate_sized(uint64_t run_seed, uint32_t index, int size, const Policy& policy) {
  rc::Random random(rc::Random::Key{run_seed, index, 0, 0});
  Choices choices(random.next());
  BuiltProgram built = build_program(choices, policy, index, size);
  return finish(std::move(built), choices, run_seed, index, size);
}

Program rebuild(const Program& origin, std::vector<uint32_t> sequence, const Policy& policy) {
  Choices choices(std::move(sequence));
  BuiltProgram built = build_program(choices, policy, origin.index, origin.size);
  return finish(std::move(built), choices, origin.seed, origin.index, origin.size);
}

}  // namespace escdiff::generator
