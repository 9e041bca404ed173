// Every probability and limit of the generator in one place.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace escdiff::generator {

// What a feature's weight is relative to; see features.def.
enum class FeatureGroup : uint8_t { kType, kDecl, kStmt, kExpr };

// One thing of the language that programs can say.
enum class Feature : uint8_t {
#define ESCDIFF_FEATURE(id, spelling, group, weight, since, swarm) k##id,
#include "generator/features.def"
#undef ESCDIFF_FEATURE
  kCount
};

inline constexpr size_t kFeatureCount = static_cast<size_t>(Feature::kCount);

using FeatureSet = std::bitset<kFeatureCount>;

// What features.def says of one feature.
struct FeatureInfo {
  std::string_view spelling;
  FeatureGroup group;
  uint16_t weight;
  uint8_t since;  // minor version of Go 1
  bool swarm;     // a program may switch it off
};

const FeatureInfo& info(Feature feature);
// By its spelling.
std::optional<Feature> feature_from_name(std::string_view spelling);

// The sizes at which the analysis changes its mind, and their neighbours, are worth more than any other
// number.
struct LimitSizes {
  // Bytes: implicit (new, &T{}, make: 64 KiB) and explicit variables (128 KiB).
  std::array<uint32_t, 6> bytes = {65535, 65536, 65537, 131072, 131073, 70000};
  // Bytes up to which a closure captures by value.
  uint32_t captured = 128;
};

// The oldest language that can be asked for (minor version of Go 1).
inline constexpr int kOldestLanguage = 18;

// All probabilities are in 1/1000, all weights relative to the others of their group.
struct Policy {
  // The language version (minor version of Go 1): nothing newer is said.
  int lang = 26;
  // Programs are commands that run to their end, do the same each time, and print a checksum (runnable.h).
  bool runnable = false;
  // Programs are those of exhaustive.h, whatever the seed and the probabilities below.
  bool exhaustive = false;
  // What is returned is put into a variable of its own first, on the same line: without inlining, that
  // changes no answer. Such a program is not formatted as gofmt does it.
  bool extract_returns = false;
  // Probability that a program switches a given swarm feature off.
  uint32_t swarm_off = 250;
  // Weight or probability of each feature, by Feature; the defaults are those of features.def.
  std::array<uint16_t, kFeatureCount> weights = default_weights();

  // Lines of a program: min_lines + (max_lines - min_lines) * u^skew with u uniform in [0, 1).
  uint32_t min_lines = 5;
  uint32_t max_lines = 54;
  // That exponent: more of it, more short programs.
  uint32_t skew = 2;

  // Lines of budget for each function beyond the first.
  uint32_t lines_per_function = 8;
  uint32_t max_functions = 10;
  // That another function follows while there are lines for it.
  uint32_t more_functions = 900;
  // That a function of a program of two packages is in the one that is imported, where types and variables
  // are.
  uint32_t library_function = 500;
  uint32_t max_struct_types = 3;
  uint32_t max_fields = 4;
  uint32_t max_methods = 3;
  uint32_t max_params = 3;
  uint32_t max_results = 3;
  uint32_t max_globals = 3;
  // Types that the variables of one program share, so that values can flow between them.
  uint32_t max_pool = 8;
  // Nesting of statements and of expressions.
  uint32_t max_block_depth = 3;
  uint32_t max_expr_depth = 3;
  // Statements of a closure's or a nested block's body.
  uint32_t max_nested_statements = 3;

  // That a list (statements, parameters, elements) goes on after each element.
  uint32_t more_params = 650;
  uint32_t more_results = 450;
  uint32_t more_elements = 550;
  uint32_t more_statements = 920;
  // That a nested block has a statement at all.
  uint32_t first_statement = 970;
  // That a parameter or result takes its type from another parameter of the function.
  uint32_t reuse_param_type = 640;
  // That a result taken from a parameter has the type of what the parameter leads to, once more for each
  // step.
  uint32_t result_behind_param = 680;
  // That a method gives back its receiver.
  uint32_t receiver_result = 400;
  // That the method of a method value is one that gives back a pointer to a struct, its receiver perhaps.
  uint32_t bind_returning = 750;
  // That the receiver of a method value is a variable of its own.
  uint32_t bind_fresh = 500;
  // That the variable of `v, ok := ...` or of a range statement is stored or passed on at once.
  uint32_t use_at_once = 300;
  // That what a type switch binds is.
  uint32_t use_bound = 700;
  // That a type switch asks for a type with pointers whose values interfaces hold behind another pointer.
  uint32_t prefer_boxed = 500;
  // That the pool has slices of structs without fields when it has these.
  uint32_t empty_slice = 500;
  // That a field has the type of the field before it, or is a slice beside an array: what self-assignments
  // need.
  uint32_t companion_field = 200;
  // That an array type of the pool has just the size that closures still capture by value, or one element
  // more.
  uint32_t array_captured = 150;
  // That an array type of the pool brings a pointer to it, and a slice of its elements.
  uint32_t array_relatives = 350;
  // That the type of a new variable carries pointers when the pool offers the choice.
  uint32_t prefer_pointers = 750;
  // That a variable of function type begins with a declared function, a method value or a method expression.
  uint32_t named_function = 450;
  // That a function or method has the signature of one of the pool's function types.
  uint32_t signature_of_pool = 200;
  // That a statement over a slice, map, channel, ... declares one when there is none in reach.
  uint32_t invent_operand = 500;
  // That what is stored in a package-level variable is made there and then; half of it for results.
  uint32_t fresh_to_heap = 500;
  // That a package-level variable is of type any, if programs have that.
  uint32_t any_global = 450;
  // How much more often an unused variable goes to a package-level variable than to a given parameter or
  // place.
  uint32_t global_uses = 3;
  // That an unused variable is stored, passed or returned somewhere instead of discarded by `_ = x`.
  uint32_t use_by_flow = 800;

  // Weight of reaching a value in 0, 1, 2, 3 steps (dereference, field, index, call, address) from a
  // variable.
  std::array<uint16_t, 4> path_weights = {40, 24, 8, 3};
  // How much more often than weighed so a variable's address is taken.
  uint16_t address_times = 2;
  // Weight factors of what a path starts from, in 1/10: local variable, parameter, package-level variable.
  uint16_t root_local = 10;
  uint16_t root_param = 12;
  uint16_t root_global = 5;
  // What a variable that nobody has read yet counts, as a multiple.
  uint16_t root_unused = 3;
  // That a parameter nobody has read is given a use at the end, as an unused variable is.
  uint32_t use_param = 650;

  LimitSizes limits;

  // Leaves a feature out of all programs; those that every program needs stay.
  void switch_off(Feature feature) { off.set(static_cast<size_t>(feature)); }
  FeatureSet off;

  uint32_t weight(Feature feature) const { return weights[static_cast<size_t>(feature)]; }
  static std::array<uint16_t, kFeatureCount> default_weights();
};

}  // namespace escdiff::generator
