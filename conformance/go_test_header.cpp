#include "conformance/go_test_header.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include "solver/syntax/build_constraint.h"

namespace escdiff::conformance {

namespace {

bool is_release_tag(std::string_view tag, unsigned go_minor) {
  constexpr std::string_view kPrefix = "go1.";
  if (!tag.starts_with(kPrefix)) return false;
  tag.remove_prefix(kPrefix.size());
  unsigned minor = 0;
  const auto [end, code] = std::from_chars(tag.data(), tag.data() + tag.size(), minor);
  return code == std::errc() && end == tag.data() + tag.size() && minor <= go_minor;
}

}  // namespace

bool GoTestHeader::has_flag(std::string_view flag) const {
  return std::ranges::find(flags, flag) != flags.end();
}

GoTestHeader read_go_test_header(std::string_view text, const std::set<std::string, std::less<>>& tags,
                                 unsigned go_minor) {
  GoTestHeader header;
  const auto has_tag = [&](std::string_view tag) {
    return tags.contains(tag) || tag == "gc" || tag == "test_run" || is_release_tag(tag, go_minor);
  };
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line) && !line.starts_with("package ");) {
    if (line.starts_with("//go:build ")) {
      auto constraint = syntax::BuildConstraint::parse(line);
      if (constraint && !constraint->evaluate(has_tag)) header.excluded_by = line;
      continue;
    }
    if (!header.action.empty()) continue;
    std::istringstream words(line.starts_with("//") ? line.substr(2) : line);
    words >> header.action;
    for (std::string word; words >> word;) {
      const bool flag = word.starts_with('-') && header.arguments.empty();
      (flag ? header.flags : header.arguments).push_back(word);
    }
  }
  return header;
}

}  // namespace escdiff::conformance
