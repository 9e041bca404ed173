// `escdiff analyze --why-escapes FILE:LINE`: what becomes of the values that one line of source makes, and
// the ways that they take, for people who do not know gc's words.
#pragma once

#include <string>

#include "base/result.h"
#include "diagnostic/message.h"

namespace escdiff::cli {

struct SourceLine {
  std::string file;  // or the end of its path
  uint32_t line = 0;
};

// "x.go:7"; a usage error when it is nothing of the kind.
Result<SourceLine> parse_source_line(const std::string& text);

// What `report`, an answer with paths, says of values and parameters on that line.
diagnostic::Report values_on(const diagnostic::Report& report, const SourceLine& line);

// One paragraph a value: where it is, and each step of its way there.
std::string tell_ways(const diagnostic::Report& values);

}  // namespace escdiff::cli
