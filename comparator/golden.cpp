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

bool is_change(const json& change) {
  if (!change.is_string()) return false;
  const auto& text = change.get_ref<const std::string&>();
  return text.size() > 2 && text[1] == ' ' && (text[0] == '=' || text[0] == '-' || text[0] == '+');
}

Result<void> apply(const std::string& change, GoldenAnswer& answer) {
  std::string rest = change.substr(2);
  if (change[0] == '=') {
    answer.compiles = rest == "compiles";
  } else if (change[0] == '+') {
    answer.lines.push_back(std::move(rest));
  } else {
    auto found = std::find(answer.lines.begin(), answer.lines.end(), rest);
    if (found == answer.lines.end())
      return failure(ErrorKind::kInput,
                     fmt::format("recorded answers remove a line that is not there: {}", rest));
    answer.lines.erase(found);
  }
  return {};
}

}  // namespace

Result<GoldenAnswers> GoldenAnswers::read(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  auto damaged = [&](std::string_view what) {
    return failure(ErrorKind::kInput,
                   fmt::format("{}: not a file of recorded answers: {}", path.string(), what));
  };
  json document = json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object()) return damaged("no JSON object");
  GoldenAnswers answers;
  for (const auto& [flags, versions] : document.items()) {
    if (!versions.is_object()) return damaged(flags);
    for (const auto& [version, changes] : versions.items()) {
      auto minor = minor_release(version);
      if (!minor || !changes.is_array() || !std::all_of(changes.begin(), changes.end(), is_change))
        return damaged(version);
      answers.steps_[flags][*minor] = changes.get<Changes>();
    }
  }
  return answers;
}

std::vector<std::string> GoldenAnswers::flags() const {
  std::vector<std::string> result;
  for (const auto& [flags, steps] : steps_) result.push_back(flags);
  return result;
}

Result<GoldenAnswer> GoldenAnswers::answer(const std::string& flags, std::string_view release) const {
  auto minor = minor_release(release);
  if (!minor) return failure(ErrorKind::kUsage, fmt::format("not a Go release: {}", release));
  GoldenAnswer answer;
  for (const auto& [step, changes] : steps_.at(flags)) {
    if (step > *minor) break;
    for (const std::string& change : changes) {
      if (auto applied = apply(change, answer); !applied) return tl::unexpected(applied.error());
    }
  }
  std::sort(answer.lines.begin(), answer.lines.end());
  return answer;
}

}  // namespace escdiff::comparator
