#include "comparator/asker.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace escdiff::comparator {

Result<bool> Asker::ask_again(const std::string& program) {
  {
    std::lock_guard lock(mutex_);
    ++asked_;
  }
  return question_.holds(program);
}

bool Asker::ask(const std::string& program) {
  {
    std::lock_guard lock(mutex_);
    if (broken_) return false;
    if (auto known = journal_ == nullptr ? std::nullopt : journal_->find(program)) return *known;
    ++asked_;
  }
  const Result<bool> answer = question_.holds(program);
  std::lock_guard lock(mutex_);
  if (!answer) {
    if (!broken_) broken_ = answer.error();
    return false;
  }
  // What a stop request cut short is no answer.
  if (journal_ == nullptr || stop_.stop_requested()) return *answer;
  if (auto kept = journal_->record(program, *answer); !kept && !broken_) broken_ = kept.error();
  return *answer;
}

std::optional<size_t> Asker::operator()(std::span<const std::string> programs) {
  std::atomic<size_t> next{0}, found{programs.size()};
  auto work = [&] {
    for (size_t i = next++; i < found.load(); i = next++) {
      if (!ask(programs[i])) continue;
      size_t least = found.load();
      while (i < least && !found.compare_exchange_weak(least, i)) {
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < std::min<size_t>(jobs_, programs.size()); ++i) threads.emplace_back(work);
    work();
  }
  return found < programs.size() ? std::optional<size_t>(found) : std::nullopt;
}

}  // namespace escdiff::comparator
