#include "tests/support/program_files.h"

#include <sstream>

namespace escdiff::tests {

std::vector<std::pair<std::string, std::string>> program_files(const std::string& text) {
  if (!text.starts_with("-- ")) return {{"p.go", text}};
  std::vector<std::pair<std::string, std::string>> files;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("-- ") && line.ends_with(" --"))
      files.emplace_back(line.substr(3, line.size() - 6), "");
    else
      files.back().second += line + "\n";
  }
  std::erase_if(files, [](const auto& file) { return !file.first.ends_with(".go"); });
  return files;
}

}  // namespace escdiff::tests
