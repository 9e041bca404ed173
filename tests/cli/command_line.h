// Shared by the tests of the command line: a folder, and the program run in it.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "oracle/subprocess.h"

namespace escdiff::tests {

class CommandLineTest {
 public:
  CommandLineTest() : folder_(std::move(TempDir::create("escdiff-test").value())) {}

  oracle::Finished run(std::vector<std::string> arguments) const {
    return start(ESCDIFF_BINARY, std::move(arguments));
  }
  oracle::Finished shell(const std::string& script) const {
    return start("/bin/sh", {"-c", script, ESCDIFF_BINARY});
  }

  std::string write(const std::string& name, const std::string& text) const {
    REQUIRE(write_file(path(name), text));
    return path(name).string();
  }
  std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

 private:
  oracle::Finished start(const std::string& program, std::vector<std::string> arguments) const {
    oracle::Command command;
    command.program = program;
    command.arguments = std::move(arguments);
    command.environment = oracle::inherited_environment({"ESCDIFF_CACHE"});
    command.environment.push_back("ESCDIFF_CACHE=" + path("cache").string());
    command.folder = folder_.path();
    auto finished = oracle::run(command, {.memory = 0});
    REQUIRE(finished);
    REQUIRE(finished->ending == oracle::Ending::kExited);
    return *finished;
  }
  TempDir folder_;
};

// One line for people, and nothing on standard output.
inline void check_one_line_error(const oracle::Finished& finished, int status, const std::string& mentions) {
  INFO("standard error: " << finished.error);
  CHECK(finished.status == status);
  CHECK(finished.output.empty());
  CHECK(finished.error.find(mentions) != std::string::npos);
}

}  // namespace escdiff::tests
