#include "comparator/golden.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/file.h"

namespace escdiff::comparator {

using nlohmann::json;

namespace {

// 26 for "1.26" and "1.26.8".
std::optional<int> minor_release(std::string_view version) {
  if (!version.starts_with("1.")) return std::nullopt;
  int minor = 0;
  auto [end, error] = std::from_chars(version.data() + 2, version.data() + version.size(), minor);
  if (error != std::errc()) return std::nullopt;
  return minor;
}

std::vector<std::string> strings(const json& step, const char* key) {
  std::vector<std::string> result;
  if (!step.contains(key)) return result;
  for (const json& line : step[key]) {
    if (line.is_string()) result.push_back(line.get<std::string>());
  }
  return result;
}

}  // namespace

Result<GoldenAnswers> GoldenAnswers::read(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  json document = json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return failure(ErrorKind::kInput, fmt::format("{}: not a file of recorded answers", path.string()));
  GoldenAnswers answers;
  for (const auto& [flags, steps] : document.items()) {
    for (const json& step : steps) {
      auto minor = step.is_object() && step.contains("go") && step["go"].is_string()
                       ? minor_release(step["go"].get<std::string>()) : std::nullopt;
      if (!minor) return failure(ErrorKind::kInput, fmt::format("{}: a step under \"{}\" names no Go version", path.string(), flags));
      answers.steps_[flags].push_back({*minor, strings(step, "removed"), strings(step, "added")});
    }
  }
  return answers;
}

std::vector<std::string> GoldenAnswers::flags() const {
  std::vector<std::string> result;
  for (const auto& [flags, steps] : steps_) result.push_back(flags);
  return result;
}

Result<std::vector<std::string>> GoldenAnswers::lines(const std::string& flags, std::string_view release) const {
  auto steps = steps_.find(flags);
  auto minor = minor_release(release);
  if (steps == steps_.end() || !minor || steps->second.empty() || steps->second.front().minor > *minor)
    return failure(ErrorKind::kInput, fmt::format("no recorded answer of Go {} under {}", release, flags));
  std::vector<std::string> result;
  for (const Step& step : steps->second) {
    if (step.minor > *minor) break;
    for (const std::string& line : step.removed) {
      auto found = std::find(result.begin(), result.end(), line);
      if (found == result.end()) return failure(ErrorKind::kInput, fmt::format("recorded answers remove a line that is not there: {}", line));
      result.erase(found);
    }
    result.insert(result.end(), step.added.begin(), step.added.end());
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace escdiff::comparator
