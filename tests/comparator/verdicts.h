// Verdicts made from message lines.
#pragma once

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

}  // namespace escdiff::tests
