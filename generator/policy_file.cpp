#include "generator/policy_file.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace escdiff::generator {

namespace {

using nlohmann::json;

// The numbers that a file can set, with the least each can be: what divides, or what programs need one of.
struct Number {
  const char* name;
  uint32_t Policy::* field;
  uint32_t least;
};
#define ESCDIFF_NUMBER(name, least) \
  Number { #name, &Policy::name, least }
constexpr Number kNumbers[] = {
    ESCDIFF_NUMBER(swarm_off, 0),
    ESCDIFF_NUMBER(min_lines, 1),
    ESCDIFF_NUMBER(max_lines, 1),
    ESCDIFF_NUMBER(skew, 0),
    ESCDIFF_NUMBER(lines_per_function, 1),
    ESCDIFF_NUMBER(max_functions, 1),
    ESCDIFF_NUMBER(more_functions, 0),
    ESCDIFF_NUMBER(max_struct_types, 0),
    ESCDIFF_NUMBER(max_fields, 1),
    ESCDIFF_NUMBER(max_methods, 0),
    ESCDIFF_NUMBER(max_params, 0),
    ESCDIFF_NUMBER(max_results, 0),
    ESCDIFF_NUMBER(max_globals, 0),
    ESCDIFF_NUMBER(max_pool, 1),
    ESCDIFF_NUMBER(max_block_depth, 0),
    ESCDIFF_NUMBER(max_expr_depth, 0),
    ESCDIFF_NUMBER(max_nested_statements, 1),
    ESCDIFF_NUMBER(more_params, 0),
    ESCDIFF_NUMBER(more_results, 0),
    ESCDIFF_NUMBER(more_elements, 0),
    ESCDIFF_NUMBER(more_statements, 0),
    ESCDIFF_NUMBER(first_statement, 0),
    ESCDIFF_NUMBER(reuse_param_type, 0),
    ESCDIFF_NUMBER(result_behind_param, 0),
    ESCDIFF_NUMBER(receiver_result, 0),
    ESCDIFF_NUMBER(bind_returning, 0),
    ESCDIFF_NUMBER(bind_fresh, 0),
    ESCDIFF_NUMBER(use_at_once, 0),
    ESCDIFF_NUMBER(use_bound, 0),
    ESCDIFF_NUMBER(prefer_boxed, 0),
    ESCDIFF_NUMBER(library_function, 0),
    ESCDIFF_NUMBER(empty_slice, 0),
    ESCDIFF_NUMBER(companion_field, 0),
    ESCDIFF_NUMBER(array_captured, 0),
    ESCDIFF_NUMBER(array_relatives, 0),
    ESCDIFF_NUMBER(prefer_pointers, 0),
    ESCDIFF_NUMBER(named_function, 0),
    ESCDIFF_NUMBER(signature_of_pool, 0),
    ESCDIFF_NUMBER(invent_operand, 0),
    ESCDIFF_NUMBER(fresh_to_heap, 0),
    ESCDIFF_NUMBER(any_global, 0),
    ESCDIFF_NUMBER(global_uses, 0),
    ESCDIFF_NUMBER(use_by_flow, 0),
    ESCDIFF_NUMBER(use_param, 0),
};
#undef ESCDIFF_NUMBER

// Beyond these a probability is 1 and a program too long to be worth anything.
constexpr uint32_t kMostNumber = 5000;

tl::unexpected<Error> wrong(std::string_view what) {
  return failure(ErrorKind::kUsage, fmt::format("no policy: {}", what));
}

// A number from `least` to `most`; none otherwise.
std::optional<uint32_t> number(const json& value, uint32_t least, uint32_t most) {
  if (!value.is_number_unsigned()) return std::nullopt;
  const auto found = value.get<uint64_t>();
  if (found < least || found > most) return std::nullopt;
  return static_cast<uint32_t>(found);
}

Result<void> read_numbers(const json& numbers, Policy& policy) {
  for (const auto& [name, value] : numbers.items()) {
    const Number* known = nullptr;
    for (const Number& row : kNumbers)
      if (name == row.name) known = &row;
    if (known == nullptr) return wrong(fmt::format("there is no number {}", name));
    const auto found = number(value, known->least, kMostNumber);
    if (!found)
      return wrong(fmt::format("{}: a number from {} to {} is wanted", name, known->least, kMostNumber));
    policy.*known->field = *found;
  }
  if (policy.max_lines < policy.min_lines) return wrong("max_lines is less than min_lines");
  return {};
}

Result<void> read_weights(const json& weights, Policy& policy) {
  for (const auto& [name, value] : weights.items()) {
    const auto feature = feature_from_name(name);
    if (!feature) return wrong(fmt::format("there is no feature {}", name));
    const uint32_t least = info(*feature).swarm ? 0 : std::min<uint32_t>(1, info(*feature).weight);
    const auto found = number(value, least, std::numeric_limits<uint16_t>::max());
    if (!found) return wrong(fmt::format("{}: a weight from {} on is wanted", name, least));
    policy.weights[static_cast<size_t>(*feature)] = static_cast<uint16_t>(*found);
  }
  return {};
}

}  // namespace

std::string policy_text(const Policy& policy) {
  const Policy defaults;
  json numbers = json::object(), weights = json::object();
  for (const Number& row : kNumbers)
    if (policy.*row.field != defaults.*row.field) numbers[row.name] = policy.*row.field;
  for (size_t i = 0; i < kFeatureCount; ++i)
    if (policy.weights[i] != defaults.weights[i])
      weights[std::string(info(static_cast<Feature>(i)).spelling)] = policy.weights[i];
  return json{{"numbers", numbers}, {"weights", weights}}.dump(2) + "\n";
}

Result<Policy> policy_from_text(const std::string& text, const Policy& base) {
  const json parsed = json::parse(text, nullptr, false);
  if (!parsed.is_object()) return wrong("a JSON object is wanted");
  Policy policy = base;
  for (const auto& [name, value] : parsed.items()) {
    if ((name != "numbers" && name != "weights") || !value.is_object())
      return wrong(fmt::format("{}: an object \"numbers\" or \"weights\" is wanted", name));
    auto read = name == "numbers" ? read_numbers(value, policy) : read_weights(value, policy);
    if (!read) return tl::unexpected(read.error());
  }
  return policy;
}

}  // namespace escdiff::generator
