// The solver as a side of a comparison.
#pragma once

#include "comparator/side.h"
#include "solver/solver.h"

namespace escdiff::comparator {

class SolverSide : public Side {
 public:
  // `jobs` threads share the programs of one question.
  SolverSide(solver::Options options, unsigned jobs) : options_(options), jobs_(jobs) {}
  std::string name() const override;
  std::vector<Verdict> ask(std::span<const Source> programs) override;

 private:
  solver::Options options_;
  unsigned jobs_;
};

// The solver's answer in the words that comparisons use.
Verdict to_verdict(solver::Answer answer);

}  // namespace escdiff::comparator
