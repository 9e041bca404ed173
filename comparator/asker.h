// Asks a question of many programs: several at a time, none twice, every answer kept.
#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "comparator/journal.h"
#include "comparator/question.h"

namespace escdiff::comparator {

class Asker {
 public:
  // `journal` may be null.
  Asker(Question& question, unsigned jobs, Journal* journal, std::stop_token stop)
      : question_(question), jobs_(jobs), journal_(journal), stop_(std::move(stop)) {}

  // The index of the first program that the question holds for; a reduce::BatchPredicate.
  std::optional<size_t> operator()(std::span<const std::string> programs);
  bool holds(const std::string& program) { return (*this)({&program, 1}).has_value(); }
  // Asks anew, whatever the journal says, and leaves it alone.
  Result<bool> ask_again(const std::string& program);

  // Why no answer counts any more, if so.
  const std::optional<Error>& broken() const { return broken_; }
  // Questions that were really asked.
  unsigned asked() const { return asked_; }

 private:
  bool ask(const std::string& program);

  Question& question_;
  unsigned jobs_;
  Journal* journal_;
  std::stop_token stop_;
  std::mutex mutex_;  // of what follows, and of the journal
  std::optional<Error> broken_;
  unsigned asked_ = 0;
};

}  // namespace escdiff::comparator
