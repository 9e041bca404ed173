#include "solver/packages/go_list.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace escdiff::packages {

namespace {

using Json = nlohmann::json;

// Asking for a few fields spares the go command work. EmbedFiles makes it look for what //go:embed names.
constexpr std::string_view kFields =
    "Dir,ImportPath,Name,Standard,DepOnly,Match,GoFiles,CgoFiles,CFiles,CXXFiles,MFiles,FFiles,SFiles,"
    "SwigFiles,"
    "SwigCXXFiles,SysoFiles,EmbedFiles,Imports,ImportMap,Module,Error";
// Go 1.19 is the first whose -json takes a list of fields.
constexpr int kFirstWithFields = 19;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> list_of(const Json& object, const char* key) {
  std::vector<std::string> texts;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return texts;
  for (const Json& element : *found) {
    if (element.is_string()) texts.push_back(element.get<std::string>());
  }
  return texts;
}

ListedPackage package_of(const Json& object) {
  ListedPackage package;
  package.import_path = text_of(object, "ImportPath");
  package.folder = text_of(object, "Dir");
  package.name = text_of(object, "Name");
  package.go_files = list_of(object, "GoFiles");
  package.cgo_files = list_of(object, "CgoFiles");
  for (const char* kind :
       {"CFiles", "CXXFiles", "MFiles", "FFiles", "SFiles", "SwigFiles", "SwigCXXFiles", "SysoFiles"}) {
    for (std::string& file : list_of(object, kind)) package.foreign_files.push_back(std::move(file));
  }
  package.imports = list_of(object, "Imports");
  if (const auto map = object.find("ImportMap"); map != object.end() && map->is_object()) {
    for (const auto& [from, to] : map->items())
      package.import_map[from] = to.is_string() ? to.get<std::string>() : from;
  }
  package.matches = list_of(object, "Match");
  // Go 1.10 to 1.20 leave Match out in some cases; DepOnly is always right.
  if (package.matches.empty() && !flag_of(object, "DepOnly")) package.matches.push_back(package.import_path);
  package.embeds = !list_of(object, "EmbedFiles").empty();
  package.standard = flag_of(object, "Standard");
  if (const auto module = object.find("Module"); module != object.end() && module->is_object()) {
    package.in_module = true;
    package.module_language = text_of(*module, "GoVersion");
  }
  if (const auto error = object.find("Error"); error != object.end() && error->is_object()) {
    package.error =
        ListedError{list_of(*error, "ImportStack"), text_of(*error, "Pos"), text_of(*error, "Err")};
  }
  return package;
}

}  // namespace

std::vector<std::string> list_arguments(const std::vector<std::string>& arguments, int go_minor) {
  std::vector<std::string> result{"list", "-e", "-deps"};
  result.push_back(go_minor >= kFirstWithFields ? fmt::format("-json={}", kFields) : "-json");
  // Else the imports of a program with a profile would be listed a second time.
  if (go_minor >= kFirstWithProfiles) result.emplace_back("-pgo=off");
  result.push_back("--");
  result.insert(result.end(), arguments.begin(), arguments.end());
  return result;
}

Result<std::vector<ListedPackage>> read_list(std::string_view output) {
  std::vector<ListedPackage> packages;
  // Objects follow one another without separators; each ends with the only line that is a bare "}".
  constexpr std::string_view kEnd = "\n}\n";
  while (output.find_first_not_of(" \n") != std::string_view::npos) {
    const size_t end = output.find(kEnd);
    const std::string_view text = output.substr(0, end == std::string_view::npos ? end : end + kEnd.size());
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object()) {
      return failure(ErrorKind::kEnvironment,
                     fmt::format("go list printed no JSON: {}", text.substr(0, 100)));
    }
    packages.push_back(package_of(object));
    output.remove_prefix(text.size());
  }
  return packages;
}

}  // namespace escdiff::packages
