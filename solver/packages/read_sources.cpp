#include "solver/packages/read_sources.h"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "base/file.h"
#include "solver/packages/display.h"

namespace escdiff::packages {

namespace {

struct File {
  std::filesystem::path path;
  Result<std::string> text;
};

std::vector<File> files_of(const std::vector<ListedPackage>& packages, const std::vector<bool>& wanted) {
  std::vector<File> files;
  for (size_t i = 0; i < packages.size(); ++i) {
    if (!wanted[i]) continue;
    for (const std::string& name : packages[i].go_files)
      files.push_back({std::filesystem::path(packages[i].folder) / name, {}});
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

Result<std::vector<PackageTexts>> read_texts(const std::vector<ListedPackage>& packages,
                                             const std::vector<bool>& wanted, unsigned jobs) {
  std::vector<File> files = files_of(packages, wanted);
  read_all(files, jobs);
  std::vector<PackageTexts> texts(packages.size());
  auto file = files.begin();
  for (size_t i = 0; i < packages.size(); ++i) {
    if (!wanted[i]) continue;
    for (size_t count = packages[i].go_files.size(); count > 0; --count, ++file) {
      if (!file->text) return tl::unexpected(file->text.error());
      texts[i].push_back(std::move(*file->text));
    }
  }
  return texts;
}

std::vector<syntax::FileId> add_texts(const ListedPackage& package, PackageTexts texts,
                                      const std::string& working_folder, syntax::SourceSet& sources) {
  std::vector<syntax::FileId> ids;
  const std::string folder = display_folder(package.folder, working_folder);
  for (size_t i = 0; i < texts.size(); ++i)
    ids.push_back(sources.add(fmt::format("{}/{}", folder, package.go_files[i]), std::move(texts[i])));
  return ids;
}

}  // namespace escdiff::packages
