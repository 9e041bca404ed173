// The Go installation whose sources tests read.
#pragma once

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace escdiff::syntax {

// $GOROOT, or what the `go` on PATH says; fails the test when there is neither.
inline std::filesystem::path go_root() {
  std::string root;
  if (const char* variable = std::getenv("GOROOT"); variable != nullptr) root = variable;
  if (root.empty()) {
    FILE* pipe = popen("GOENV=off GOTOOLCHAIN=local go env GOROOT 2>/dev/null", "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer;
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) root += buffer.data();
    pclose(pipe);
    while (!root.empty() && root.back() == '\n') root.pop_back();
  }
  INFO("this test reads Go's own sources: set GOROOT or put `go` on PATH");
  REQUIRE(!root.empty());
  REQUIRE(std::filesystem::is_directory(std::filesystem::path(root) / "src"));
  return root;
}

// All .go files below `folder`, sorted; `testdata` folders, which hold broken ones too, only when asked for.
inline std::vector<std::filesystem::path> go_files(const std::filesystem::path& folder, bool with_testdata) {
  std::vector<std::filesystem::path> files;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    if (!with_testdata && entry->path().filename() == "testdata") entry.disable_recursion_pending();
    if (entry->is_regular_file() && entry->path().extension() == ".go") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  return files;
}

}  // namespace escdiff::syntax
