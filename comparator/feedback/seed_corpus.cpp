#include "comparator/feedback/seed_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/file.h"
#include "base/hash.h"

namespace escdiff::feedback {

namespace fs = std::filesystem;

namespace {

// Seeds that compete for a pick.
constexpr int kDrawn = 4;

}  // namespace

Result<std::vector<std::string>> SeedCorpus::stored() const {
  std::vector<std::string> texts;
  std::error_code code;
  if (folder_.empty() || !fs::exists(folder_, code)) return texts;
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(folder_, code), end; !code && at != end; at.increment(code))
    if (at->path().extension() == ".go") paths.push_back(at->path());
  if (code)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot read {}: {}", folder_.string(), code.message()));
  std::ranges::sort(paths);
  for (const fs::path& path : paths) {
    auto text = read_file(path);
    if (!text) return tl::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  return texts;
}

Result<void> SeedCorpus::keep(std::string text, std::vector<std::string> rules) {
  if (!folder_.empty()) {
    std::error_code code;
    fs::create_directories(folder_, code);
    if (code)
      return failure(ErrorKind::kEnvironment,
                     fmt::format("cannot make {}: {}", folder_.string(), code.message()));
    auto written = write_file(folder_ / (content_hash(text).substr(0, 16) + ".go"), text);
    if (!written) return written;
  }
  seeds_.push_back({std::move(text), std::move(rules)});
  return {};
}

const Seed& SeedCorpus::pick(generator::Choices& choices, const RuleCounts& counts) {
  Seed* best = nullptr;
  uint64_t least = std::numeric_limits<uint64_t>::max();
  for (int i = 0; i < kDrawn; ++i) {
    Seed& seed = seeds_[choices.draw(static_cast<uint32_t>(seeds_.size()))];
    uint64_t rarest = std::numeric_limits<uint32_t>::max();
    for (const std::string& rule : seed.rules) rarest = std::min(rarest, counts.reached(rule));
    const uint64_t price = rarest * (seed.picked + 1);
    if (price < least) {
      least = price;
      best = &seed;
    }
  }
  ++best->picked;
  return *best;
}

}  // namespace escdiff::feedback
