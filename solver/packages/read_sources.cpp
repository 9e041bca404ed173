#include "solver/packages/read_sources.h"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "base/file.h"
#include "solver/packages/display.h"

namespace escdiff::packages {

namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;  // of all sources of a program

struct File {
  std::filesystem::path path;
  Result<std::string> text;
};

std::vector<File> files_of(const std::vector<ListedPackage>& packages) {
  std::vector<File> files;
  for (const ListedPackage& package : packages) {
    for (const std::string& name : package.go_files)
      files.push_back({std::filesystem::path(package.folder) / name, {}});
  }
  return files;
}

void read_all(std::vector<File>& files, unsigned jobs) {
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i; (i = next++) < files.size();) files[i].text = read_file(files[i].path);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs && i < files.size(); ++i) threads.emplace_back(work);
  work();
}

}  // namespace

Result<std::vector<std::vector<syntax::FileId>>> read_sources(const std::vector<ListedPackage>& packages,
                                                              const std::string& working_folder,
                                                              unsigned jobs, syntax::SourceSet& sources) {
  std::vector<File> files = files_of(packages);
  read_all(files, jobs);
  uint64_t bytes = 0;
  for (const File& file : files) {
    if (!file.text) return tl::unexpected(file.text.error());
    bytes += file.text->size() + 1;
  }
  if (bytes > kMostBytes) {
    return failure(ErrorKind::kInput,
                   fmt::format("{} bytes of source are too many (at most {})", bytes, kMostBytes));
  }
  std::vector<std::vector<syntax::FileId>> ids(packages.size());
  auto file = files.begin();
  for (size_t i = 0; i < packages.size(); ++i) {
    const std::string folder = display_folder(packages[i].folder, working_folder);
    for (const std::string& name : packages[i].go_files) {
      ids[i].push_back(sources.add(fmt::format("{}/{}", folder, name), std::move(*file->text)));
      ++file;
    }
  }
  return ids;
}

}  // namespace escdiff::packages
