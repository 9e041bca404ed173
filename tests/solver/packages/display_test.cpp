#include "solver/packages/display.h"

#include <filesystem>

#include "tests/solver/packages/go_runner.h"

using namespace escdiff;
using namespace escdiff::packages;
namespace fs = std::filesystem;

TEST_CASE("folders are spelled as go build spells them") {
  // The folders must exist: ".." may lead through a symbolic link.
  const TempDir root = tests::folder_with({{"m/a.go", ""}, {"m/sub/a.go", ""}, {"m/other/x/a.go", ""}});
  const std::string base = root.path().string();
  const auto shown = [&](const std::string& folder, const std::string& working) {
    return display_folder(base + folder, base + working);
  };
  CHECK(shown("/m", "/m") == ".");
  CHECK(shown("/m/sub", "/m") == "sub");
  CHECK(shown("/m/other/x", "/m") == "other/x");
  CHECK(shown("/m", "/m/sub") == "..");
  CHECK(shown("/m/sub", "/m/other") == "../sub");
  CHECK(shown("/m/sub", "/m/other/x") == "../../sub");
  CHECK(display_folder(base + "/m", "/") == base.substr(1) + "/m");
  CHECK(display_folder("/usr", "/tmp") == "/usr");  // "../usr" is longer
  CHECK(shown("/m", "/m/other/x") == "../..");
  CHECK(shown("/m/sub/", "/m/") == "sub");
  CHECK(display_folder("/usr/lib", "/usr/local") == "../lib");
  CHECK(display_folder("/", "/") == "/");
}

TEST_CASE("a relative spelling that leads elsewhere is not used") {
  const TempDir root = tests::folder_with({{"real/deep/a.go", ""}, {"sub/a.go", ""}});
  const std::string base = root.path().string();
  fs::create_directory_symlink(root.path() / "real" / "deep", root.path() / "link");
  CHECK(display_folder(base + "/sub", base + "/link") == base + "/sub");
  CHECK(display_folder(base + "/link", base + "/link") == ".");
}

TEST_CASE("the working folder is absolute and this one") {
  CHECK(fs::path(current_folder()).is_absolute());
  CHECK(fs::equivalent(current_folder(), "."));
}
