#include "oracle/subprocess.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "base/file.h"

using namespace escdiff;
using namespace escdiff::oracle;
using namespace std::chrono_literals;

namespace {

Command shell(const std::string& script) {
  return {.program = "/bin/sh",
          .arguments = {"-c", script},
          .environment = {"PATH=/usr/bin:/bin"},
          .folder = {},
          .input = {}};
}

}  // namespace

TEST_CASE("what a program prints and how it exits") {
  auto r = run(shell("echo out; echo err >&2; exit 3"), {});
  REQUIRE(r);
  CHECK(r->ending == Ending::kExited);
  CHECK(r->status == 3);
  CHECK(r->output == "out\n");
  CHECK(r->error == "err\n");
}

TEST_CASE("both streams are drained at once") {
  auto r = run(shell("head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero"), {});
  REQUIRE(r);
  CHECK(r->output.size() == 3000000);
  CHECK(r->error.size() == 3000000);
}

TEST_CASE("arguments, environment, folder and input") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  REQUIRE(write_file(dir->path() / "in", "hello"));
  Command command = shell("pwd; echo \"$X\" \"$1\" $HOME; cat");
  command.arguments.insert(command.arguments.end(), {"sh", "a  b"});
  command.environment.push_back("X=1 2");
  command.folder = dir->path();
  command.input = dir->path() / "in";
  auto r = run(command, {});
  REQUIRE(r);
  CHECK(r->output == std::filesystem::canonical(dir->path()).string() + "\n1 2 a  b\nhello");
}

TEST_CASE("a program that is not there, a folder that is not there") {
  auto r =
      run({.program = "/no/such/program", .arguments = {}, .environment = {}, .folder = {}, .input = {}}, {});
  REQUIRE_FALSE(r);
  CHECK(r.error().kind == ErrorKind::kEnvironment);
  CHECK(r.error().message.find("/no/such/program") != std::string::npos);
  Command command = shell("true");
  command.folder = "/no/such/folder";
  CHECK_FALSE(run(command, {}));
}

TEST_CASE("death by a signal") {
  auto r = run(shell("kill -SEGV $$"), {});
  REQUIRE(r);
  CHECK(r->ending == Ending::kSignalled);
  CHECK(r->status == SIGSEGV);
}

TEST_CASE("the time limit ends the whole group") {
  Limits limits{.time = 200ms};
  auto start = std::chrono::steady_clock::now();
  auto r = run(shell("sleep 100 & echo $!; sleep 100"), limits);
  REQUIRE(r);
  CHECK(r->ending == Ending::kTimedOut);
  CHECK(std::chrono::steady_clock::now() - start < 10s);
  pid_t grandchild = std::stoi(r->output);
  // Killed, though perhaps not yet waited for by whoever inherited it.
  auto is_alive = [&] {
    auto state = read_file("/proc/" + std::to_string(grandchild) + "/stat");
    return state && state->find(") Z") == std::string::npos;
  };
  for (int i = 0; i < 100 && is_alive(); ++i) std::this_thread::sleep_for(20ms);
  CHECK_FALSE(is_alive());
}

TEST_CASE("a child that outlives its parent does not keep us waiting") {
  auto start = std::chrono::steady_clock::now();
  auto r = run(shell("sleep 100 & exit 0"), {});
  REQUIRE(r);
  CHECK(r->ending == Ending::kExited);
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("the output limit") {
  Limits limits{.output = 1000};
  auto r = run(shell("yes"), limits);
  REQUIRE(r);
  CHECK(r->ending == Ending::kTooMuchOutput);
  CHECK(r->output.size() == 1000);
}

TEST_CASE("the memory limit") {
  Limits limits{.memory = 50 << 20};
  auto r = run(shell("x=$(head -c 400000000 /dev/zero | tr '\\0' a); echo done"), limits);
  REQUIRE(r);
  CHECK(r->output != "done\n");
}

TEST_CASE("a requested stop") {
  std::stop_source source;
  std::thread stopper([&] {
    std::this_thread::sleep_for(100ms);
    source.request_stop();
  });
  auto r = run(shell("sleep 100"), {}, source.get_token());
  stopper.join();
  REQUIRE(r);
  CHECK(r->ending == Ending::kCancelled);
  r = run(shell("sleep 100"), {}, source.get_token());
  REQUIRE(r);
  CHECK(r->ending == Ending::kCancelled);
}

TEST_CASE("a reader that has seen enough") {
  auto r = run(shell("echo one; echo two; sleep 100"), {}, {},
               [](std::string_view output) { return output.find("two\n") != std::string_view::npos; });
  REQUIRE(r);
  CHECK(r->ending == Ending::kStopped);
  CHECK(r->output == "one\ntwo\n");
}

TEST_CASE("many at once, from many threads") {
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 25; ++i) {
          std::string text = std::to_string(t) + "-" + std::to_string(i);
          auto r = run(shell("echo " + text), {});
          if (r && r->output == text + "\n") ++right;
        }
      });
  }
  CHECK(right == 200);
}

TEST_CASE("no file descriptor is left behind") {
  auto count = [] {
    auto folder = std::filesystem::directory_iterator("/proc/self/fd");
    return std::distance(begin(folder), end(folder));
  };
  auto before = count();
  for (int i = 0; i < 5; ++i) {
    run(shell("true"), {}).value();
    CHECK_FALSE(run(
        {.program = "/no/such/program", .arguments = {}, .environment = {}, .folder = {}, .input = {}}, {}));
  }
  CHECK(count() == before);
}

TEST_CASE("the inherited environment") {
  ::setenv("ESCDIFF_TEST_A", "1", 1);
  auto all = inherited_environment({});
  auto fewer = inherited_environment({"ESCDIFF_TEST_"});
  CHECK(std::ranges::count(all, "ESCDIFF_TEST_A=1") == 1);
  CHECK(std::ranges::count(fewer, "ESCDIFF_TEST_A=1") == 0);
  ::unsetenv("ESCDIFF_TEST_A");
}

TEST_CASE("a process that leaves the group with the pipes in its hands is not waited for") {
  const auto begin = std::chrono::steady_clock::now();
  auto finished = oracle::run(shell("setsid sleep 20 & echo said"), {});
  REQUIRE(finished);
  CHECK(finished->ending == oracle::Ending::kExited);
  CHECK(finished->status == 0);
  CHECK(finished->output == "said\n");
  CHECK(std::chrono::steady_clock::now() - begin < 15s);
}
