// The question of a minimization, from the command line.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/file.h"
#include "cli/options.h"
#include "comparator/question.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

struct MinimizeQuestion {
  std::unique_ptr<comparator::Side> left, right;  // those that are asked; none for a command
  std::unique_ptr<comparator::Question> question;
  bool shown = false;                       // the program was asked already, and shows it
  std::string pinned;                       // the signature of the difference; else empty
  std::vector<uint32_t> focus_lines;        // of the program, where what is looked for shows; may be empty
  std::optional<oracle::Toolchain> oldest;  // that must accept the program; none: no Go toolchain is needed
};

// What the options ask of `program`. An input error when the program does not show what is to be kept.
Result<MinimizeQuestion> make_question(const Options& options, const std::string& program,
                                       std::stop_token stop);

}  // namespace escdiff::cli
