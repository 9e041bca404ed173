#include "conformance/go_test_header.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff::conformance;

namespace {

GoTestHeader read(std::string_view text) { return read_go_test_header(text, {"linux", "amd64"}, 26); }

}  // namespace

TEST_CASE("the first line says what is done with a test, and with which flags") {
  const GoTestHeader header = read("// errorcheck -0 -lang=go1.17 ignored -x\n\npackage p\n");
  CHECK(header.action == "errorcheck");
  CHECK(header.flags == std::vector<std::string>{"-0", "-lang=go1.17"});
  CHECK(header.has_flag("-0"));
  CHECK_FALSE(header.has_flag("-x"));
  CHECK(header.excluded_by.empty());
}

TEST_CASE("build constraints may stand on either side of it") {
  CHECK(read("//go:build linux && go1.26 && gc\n\n// run\n\npackage p\n").action == "run");
  CHECK(read("//go:build linux && go1.26 && gc\n\n// run\n\npackage p\n").excluded_by.empty());
  CHECK(read("// run\n\n//go:build !linux\n\npackage p\n").excluded_by == "//go:build !linux");
  CHECK(read("// run\n\n//go:build go1.27\n\npackage p\n").excluded_by == "//go:build go1.27");
  CHECK(read("// run\n\n//go:build cgo\n\npackage p\n").excluded_by == "//go:build cgo");
  CHECK(read("// run\n\npackage p\n\n//go:build !linux\n").excluded_by.empty());
}

TEST_CASE("a space is not needed") { CHECK(read("//run\npackage p\n").action == "run"); }
