// The solver as a side of a comparison.
#pragma once

#include <functional>

#include "comparator/side.h"
#include "solver/solver.h"

namespace escdiff::comparator {

// Answers for a program that imports packages. Thread-safe.
using ImportingSolver = std::function<Verdict(const Source&)>;

class SolverSide : public Side {
 public:
  // `jobs` threads share the programs of one question; `importing` is asked about those with imports, without
  // it they are refused. With `tells_reached`, verdicts name the rules that a program reached.
  SolverSide(solver::Options options, unsigned jobs, ImportingSolver importing = {},
             bool tells_reached = false)
      : options_(options), jobs_(jobs), importing_(std::move(importing)), tells_reached_(tells_reached) {}
  std::string name() const override;
  std::vector<Verdict> ask(std::span<const Source> programs) override;

 private:
  Verdict analyze(const Source& program) const;

  solver::Options options_;
  unsigned jobs_;
  ImportingSolver importing_;
  bool tells_reached_;
};

// The solver's answer in the words that comparisons use.
Verdict to_verdict(solver::Answer answer);

}  // namespace escdiff::comparator
