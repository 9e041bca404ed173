#include "solver/packages/gather.h"

#include <fmt/format.h>

#include "base/file_stamp.h"
#include "solver/packages/kept_packages.h"

namespace escdiff::packages {

namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;  // of all sources of a program

class Gatherer {
 public:
  Gatherer(const std::vector<ListedPackage>& packages, const Request& request, const std::string& state)
      : packages_(packages),
        request_(request),
        state_(state),
        keys_(request),
        gathered_(packages.size()),
        read_(packages.size()) {}

  Result<std::vector<Gathered>> run() {
    std::vector<std::optional<std::string>> hashes(packages_.size());
    std::vector<bool> wanted(packages_.size(), true);
    if (request_.cache != nullptr) {
      const auto known = keys_.source_hashes(state_);
      for (size_t i = 0; i < packages_.size(); ++i) {
        if (!packages_[i].matches.empty()) continue;
        const auto hash = known.find(packages_[i].import_path);
        hashes[i] = hash != known.end() ? hash->second : keys_.source_hash(packages_[i]);
        wanted[i] = !hashes[i];
      }
      if (known.empty() && !state_.empty()) keys_.known(state_, packages_, hashes);
    }
    if (Result<void> done = read(wanted); !done) return tl::unexpected(done.error());
    if (request_.cache != nullptr) {
      find_summaries(hashes, wanted);
      if (Result<void> done = read(wanted); !done) return tl::unexpected(done.error());
      if (has_changed(hashes)) return without_cache();
    }
    if (Result<void> done = check_size(); !done) return tl::unexpected(done.error());
    return std::move(gathered_);
  }

 private:
  // Reads what is wanted and not there yet.
  Result<void> read(const std::vector<bool>& wanted) {
    std::vector<bool> missing(packages_.size());
    for (size_t i = 0; i < packages_.size(); ++i) missing[i] = wanted[i] && !read_[i];
    const int64_t started = stamp_clock();
    Result<std::vector<PackageTexts>> texts = read_texts(packages_, missing, request_.jobs);
    if (!texts) return tl::unexpected(texts.error());
    for (size_t i = 0; i < packages_.size(); ++i) {
      if (!missing[i]) continue;
      read_[i] = true;
      gathered_[i].texts = std::move((*texts)[i]);
      started_ = started;
    }
    return {};
  }

  // Afterwards `wanted` says which packages have none.
  void find_summaries(const std::vector<std::optional<std::string>>& hashes, std::vector<bool>& wanted) {
    for (size_t i = 0; i < packages_.size(); ++i) {
      const ListedPackage& package = packages_[i];
      if (package.import_path == "unsafe") continue;
      std::string hash = hashes[i].value_or("");
      if (!hashes[i]) {
        hash = PackageKeys::hash_of(gathered_[i].texts);
        if (package.matches.empty()) keys_.known(package, hash, started_);
      }
      gathered_[i].key = keys_.key(package, hash);
      wanted[i] = true;
      if (gathered_[i].key.empty() || !package.matches.empty()) continue;
      std::optional<std::string> bytes = request_.cache->find(gathered_[i].key);
      if (bytes) gathered_[i].summary = cache::SummaryFile::open_unchecked(std::move(*bytes));
      wanted[i] = !gathered_[i].summary;
    }
  }

  // Some file was changed between the look at its stamp and its being read: no key can be trusted.
  bool has_changed(const std::vector<std::optional<std::string>>& hashes) const {
    for (size_t i = 0; i < packages_.size(); ++i) {
      if (hashes[i] && read_[i] && PackageKeys::hash_of(gathered_[i].texts) != *hashes[i]) return true;
    }
    return false;
  }

  Result<std::vector<Gathered>> without_cache() const {
    Request plain = request_;
    plain.cache = nullptr;
    return Gatherer(packages_, plain, state_).run();
  }

  Result<void> check_size() const {
    uint64_t bytes = 0;
    for (const Gathered& one : gathered_) {
      if (one.summary) {
        for (const auto& file : one.summary->files) bytes += uint64_t{file.size} + 1;
      } else {
        for (const std::string& text : one.texts) bytes += text.size() + 1;
      }
    }
    if (bytes <= kMostBytes) return {};
    return failure(ErrorKind::kInput,
                   fmt::format("{} bytes of source are too many (at most {})", bytes, kMostBytes));
  }

  const std::vector<ListedPackage>& packages_;
  const Request& request_;
  const std::string& state_;
  PackageKeys keys_;
  std::vector<Gathered> gathered_;
  std::vector<bool> read_;
  int64_t started_ = 0;
};

}  // namespace

Result<std::vector<Gathered>> gather(const std::vector<ListedPackage>& packages, const Request& request,
                                     const std::string& state) {
  return Gatherer(packages, request, state).run();
}

}  // namespace escdiff::packages
