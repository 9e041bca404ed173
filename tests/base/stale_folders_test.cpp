#include "base/stale_folders.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "base/file.h"

using namespace escdiff;

TEST_CASE("folders of processes that are gone are removed, others are not") {
  auto dir = TempDir::create("escdiff-test");
  REQUIRE(dir);
  const std::filesystem::path parent = dir->path();
  // A process that has been waited for is gone.
  const pid_t gone = ::fork();
  if (gone == 0) ::_exit(0);
  REQUIRE(::waitpid(gone, nullptr, 0) == gone);
  const std::string dead = std::to_string(gone), alive = std::to_string(::getpid());
  const std::vector<std::string> stale = {"escdiff-run-" + dead + "-aBcDeF",
                                          "escdiff-a-b-" + dead + "-000000"};
  const std::vector<std::string> kept = {"escdiff-run-" + alive + "-aBcDeF", "escdiff-run-aBcDeF", "escdiff-",
                                         "other-run-" + dead + "-aBcDeF", "escdiff-run-0-aBcDeF"};
  for (const auto& names : {stale, kept}) {
    for (const std::string& name : names) {
      REQUIRE(std::filesystem::create_directory(parent / name));
      REQUIRE(write_file(parent / name / "file", "x"));
    }
  }
  // Its owner cannot be seen, but holds the lock.
  const std::string locked = "escdiff-locked-" + dead + "-aBcDeF";
  REQUIRE(std::filesystem::create_directory(parent / locked));
  const int lock = ::open((parent / locked).c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(::flock(lock, LOCK_EX) == 0);
  std::filesystem::create_directory_symlink(parent / kept[0], parent / ("escdiff-link-" + dead + "-aBcDeF"));
  remove_stale_folders(parent);
  for (const std::string& name : stale) CHECK_FALSE(std::filesystem::exists(parent / name));
  for (const std::string& name : kept) CHECK(std::filesystem::exists(parent / name / "file"));
  CHECK(std::filesystem::exists(parent / locked));
  CHECK(std::filesystem::is_symlink(parent / ("escdiff-link-" + dead + "-aBcDeF")));
  ::close(lock);
}
