// Type arguments put in the place of the type parameters of the function whose body is being lowered.
#pragma once

#include <vector>

#include "solver/types/type.h"

namespace escdiff::ir {

class Substitution {
 public:
  explicit Substitution(types::TypeStore& types) : types_(types) {}

  // From now on these arguments are put in; none at all outside of generic functions.
  void begin(std::vector<types::TypeId> parameters, std::vector<types::TypeId> arguments) {
    parameters_ = std::move(parameters);
    arguments_ = std::move(arguments);
    ++round_;
  }
  bool is_empty() const { return parameters_.empty(); }
  const std::vector<types::TypeId>& parameters() const { return parameters_; }
  const std::vector<types::TypeId>& arguments() const { return arguments_; }

  // Whether the type depends on the type parameters.
  bool is_derived(types::TypeId type) const { return type.has_value() && types_.has_type_parameters(type); }

  types::TypeId operator()(types::TypeId type) {
    if (!is_derived(type) || is_empty()) return type;
    if (type.index >= known_.size()) known_.resize(types_.size());
    if (known_[type.index].round != round_) {
      const types::TypeId result = types_.substitute(type, parameters_, arguments_);
      known_[type.index] = {round_, result};
    }
    return known_[type.index].type;
  }
  std::vector<types::TypeId> operator()(std::vector<types::TypeId> list) {
    for (types::TypeId& type : list) type = (*this)(type);
    return list;
  }

 private:
  struct Known {
    uint32_t round = 0;
    types::TypeId type;
  };
  types::TypeStore& types_;
  std::vector<types::TypeId> parameters_, arguments_;
  std::vector<Known> known_;  // by type; counts in its round only
  uint32_t round_ = 0;
};

}  // namespace escdiff::ir
