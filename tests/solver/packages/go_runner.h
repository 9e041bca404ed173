// The go command for tests of the package loader: the real one, or recorded answers.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "oracle/subprocess.h"
#include "oracle/toolchain.h"
#include "solver/packages/go_list.h"

namespace escdiff::tests {

// Runs the go command on PATH in `folder`.
inline packages::RunGo go_in(const std::filesystem::path& folder) {
  const auto toolchain = oracle::resolve("", oracle::standard_places());
  REQUIRE(toolchain);
  return [=](const std::vector<std::string>& arguments) -> Result<packages::GoOutput> {
    std::vector<std::string> environment = oracle::go_environment(*toolchain);
    environment.push_back("GOPROXY=off");  // what is missing stays missing
    auto finished = oracle::run({.program = toolchain->go,
                                 .arguments = arguments,
                                 .environment = environment,
                                 .folder = folder,
                                 .input = {}},
                                {});
    if (!finished) return tl::unexpected(finished.error());
    return packages::GoOutput{finished->status, finished->output, finished->error};
  };
}

// A go command that always prints the same.
inline packages::RunGo go_that_prints(std::string output, std::string error = "", int status = 0) {
  return [=](const std::vector<std::string>&) -> Result<packages::GoOutput> {
    return packages::GoOutput{status, output, error};
  };
}

// A folder with these files (path -> text).
inline TempDir folder_with(const std::map<std::string, std::string>& files) {
  auto folder = TempDir::create("escdiff-packages");
  REQUIRE(folder);
  for (const auto& [name, text] : files) {
    const std::filesystem::path path = folder->path() / name;
    std::filesystem::create_directories(path.parent_path());
    REQUIRE(write_file(path, text));
  }
  return std::move(*folder);
}

}  // namespace escdiff::tests
