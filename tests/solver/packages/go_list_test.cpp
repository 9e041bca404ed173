#include "solver/packages/go_list.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff;
using namespace escdiff::packages;

TEST_CASE("fields are asked for where the go command knows that") {
  const auto recent = list_arguments({"./...", "fmt"}, 26);
  REQUIRE(recent.size() == 8);
  CHECK(recent[3].starts_with("-json=Dir,ImportPath,"));
  CHECK(recent[4] == "-pgo=off");
  CHECK(recent[5] == "--");
  CHECK(recent[6] == "./...");
  CHECK(list_arguments({"."}, 18)[3] == "-json");
}

TEST_CASE("a list of packages is read in its order") {
  const auto packages = read_list(R"({
	"Dir": "/goroot/src/net",
	"ImportPath": "net",
	"Name": "net",
	"Standard": true,
	"DepOnly": true,
	"GoFiles": [
		"a.go",
		"b.go"
	],
	"SFiles": [
		"a_amd64.s"
	],
	"SysoFiles": [
		"r.syso"
	],
	"Imports": [
		"vendor/golang.org/x/net"
	],
	"ImportMap": {
		"golang.org/x/net": "vendor/golang.org/x/net"
	}
}
{
	"Dir": "/m",
	"ImportPath": "example.org/m",
	"Name": "m",
	"Match": [
		"./..."
	],
	"Module": {
		"Path": "example.org/m",
		"GoVersion": "1.21.3"
	},
	"Error": {
		"ImportStack": [
			"example.org/m"
		],
		"Pos": "m.go:1:1",
		"Err": "bad}\n"
	}
}
)");
  REQUIRE(packages);
  REQUIRE(packages->size() == 2);
  const ListedPackage& net = packages->at(0);
  CHECK(net.import_path == "net");
  CHECK(net.folder == "/goroot/src/net");
  CHECK(net.go_files == std::vector<std::string>{"a.go", "b.go"});
  CHECK(net.foreign_files == std::vector<std::string>{"a_amd64.s", "r.syso"});
  CHECK(net.imports.size() == 1);
  CHECK(net.import_map.at("golang.org/x/net") == "vendor/golang.org/x/net");
  CHECK(net.standard);
  CHECK(net.matches.empty());
  CHECK_FALSE(net.in_module);
  CHECK_FALSE(net.error);
  const ListedPackage& m = packages->at(1);
  CHECK(m.matches == std::vector<std::string>{"./..."});
  CHECK(m.module_language == "1.21.3");
  REQUIRE(m.error);
  CHECK(m.error->import_stack.size() == 1);
  CHECK(m.error->position == "m.go:1:1");
  CHECK(m.error->text == "bad}\n");
}

TEST_CASE("what is no list is an error") {
  CHECK(read_list("")->empty());
  CHECK(read_list("\n\n")->empty());
  for (const char* text :
       {"x", "{", "[]\n", "{\n\t\"Dir\": \"/a\"\n", "{\n}\ngarbage", "\"x\"", "{\n\"a\"\n}\n"}) {
    INFO(text);
    const auto packages = read_list(text);
    REQUIRE_FALSE(packages);
    CHECK(packages.error().kind == ErrorKind::kEnvironment);
  }
  // Fields of other types than expected count as absent.
  const auto odd =
      read_list("{\n\t\"Dir\": 1,\n\t\"GoFiles\": {},\n\t\"Match\": [1],\n\t\"Error\": \"x\"\n}\n");
  REQUIRE(odd);
  CHECK(odd->at(0).folder.empty());
  CHECK_FALSE(odd->at(0).error);
}
