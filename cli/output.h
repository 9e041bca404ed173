// Reports in the formats of --format.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"
#include "diagnostic/message.h"

namespace escdiff::cli {

// `report` as text (what go build prints), JSON, or a SARIF 2.1.0 log whose tool is `tool`.
std::string format_report(const diagnostic::Report& report, Format format, std::string_view tool);

}  // namespace escdiff::cli
