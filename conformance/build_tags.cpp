#include "conformance/build_tags.h"

#include <sstream>

#include "conformance/test_case.h"

namespace escdiff::conformance {

Result<std::set<std::string, std::less<>>> build_tags(const oracle::Toolchain& toolchain) {
  auto ran = go_command(toolchain)(
      {"list", "-f", "{{context.GOOS}} {{context.GOARCH}}{{range context.ToolTags}} {{.}}{{end}}", "unsafe"});
  if (!ran) return tl::unexpected(ran.error());
  std::set<std::string, std::less<>> tags;
  std::istringstream words(ran->output);
  for (std::string word; words >> word;) tags.insert(word);
  return tags;
}

}  // namespace escdiff::conformance
