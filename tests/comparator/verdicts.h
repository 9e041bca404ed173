// Verdicts made from message lines.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "comparator/side.h"

namespace escdiff::tests {

inline std::vector<diagnostic::Message> messages(const std::vector<std::string>& lines) {
  std::vector<diagnostic::Message> result;
  for (const std::string& line : lines) result.push_back(diagnostic::parse_message(line).value());
  return result;
}

inline comparator::Verdict answered(const std::vector<std::string>& lines) {
  comparator::Verdict verdict;
  verdict.report.messages = messages(lines);
  return verdict;
}

// Says one line of every program that has `piece` in it, and nothing of others.
class LineSide : public comparator::Side {
 public:
  LineSide(std::string line, std::string piece) : line_(std::move(line)), piece_(std::move(piece)) {}
  std::string name() const override { return line_; }
  std::vector<comparator::Verdict> ask(std::span<const comparator::Source> programs) override {
    std::vector<comparator::Verdict> verdicts;
    for (const comparator::Source& one : programs) {
      const bool shows = one.text.find(piece_) != std::string::npos;
      verdicts.push_back(shows ? answered({line_}) : comparator::Verdict());
    }
    return verdicts;
  }

 private:
  std::string line_, piece_;
};

}  // namespace escdiff::tests
