#include "oracle/remember.h"

#include "base/disk_cache.h"
#include "base/file.h"
#include "base/file_stamp.h"

namespace escdiff::oracle {

std::string remember(const std::string& key, const std::vector<std::string>& paths,
                     const std::function<std::string()>& compute) {
  if (cache_is_off()) return compute();
  // Whoever keeps more than this says so when the folder cannot be written.
  DiskCache cache(cache_folder() / "toolchains", nullptr);
  if (auto known = cache.find_stamped(key)) return std::move(*known);
  const int64_t started = stamp_clock();
  std::string text = compute();
  if (!text.empty()) cache.store_stamped(key, paths, text, started);
  return text;
}

}  // namespace escdiff::oracle
