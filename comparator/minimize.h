// Shrinks a program on which two sides disagree while they go on to disagree in the same way.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "comparator/difference.h"
#include "comparator/reduce/import_source.h"
#include "comparator/side.h"

namespace escdiff::comparator {

// A minimized program with what both sides say of it.
struct Minimized {
  std::string program;
  Difference difference;
  Verdict left, right;
  unsigned runs = 0;
};

// The lines of the program that a difference is about.
std::vector<uint32_t> lines_of(const Difference& difference);

// What both sides say of a program, and its difference with `wanted` as its signature; nullopt when it shows
// none.
std::optional<Minimized> judge(Side& left, Side& right, const std::string& program,
                               const std::string& wanted);

// The smallest program found that still shows a difference with `wanted` as its signature; nullopt when
// `program` itself does not show it when asked alone. Where `imports` has not what a program imports, it is
// reduced by its names alone.
std::optional<Minimized> minimize_difference(Side& left, Side& right, const std::string& program,
                                             const std::string& wanted, const reduce::ImportSource& imports,
                                             std::stop_token stop);

}  // namespace escdiff::comparator
