// Which rule of the analysis a disagreement is about: the one that, when the solver applies it wrongly, makes
// the solver answer as the other side does. This is fault localization by mutation (Papadakis and Le Traon,
// "Metallaxis-FL: mutation-based fault localization", STVR 2015), with the rules of rules.def as mutants.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "comparator/minimize.h"
#include "comparator/side.h"
#include "solver/escape/rules.h"
#include "solver/solver.h"

namespace escdiff::comparator {

// Makes the solver that answers under these options.
using SolverMaker = std::function<std::unique_ptr<Side>(const solver::Options& options)>;

// The rules, in the order of rules.def, each of which alone turns the whole answer of the solver from that of
// one side into that of the other. Empty when there is none, or when the solver agrees with neither side.
std::vector<escape::Rule> rules_that_account_for(const Minimized& minimized, const solver::Options& options,
                                                 const SolverMaker& make_solver);

}  // namespace escdiff::comparator
