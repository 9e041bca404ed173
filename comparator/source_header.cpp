#include "comparator/source_header.h"

namespace escdiff::comparator {

namespace {

// The path of `import "fmt"`, or of such a line in parentheses.
std::string import_path(std::string_view line) {
  const size_t begin = line.find('"'), end = line.rfind('"');
  if (begin == std::string_view::npos || end == begin) return {};
  return std::string(line.substr(begin + 1, end - begin - 1));
}

}  // namespace

SourceHeader read_header(std::string_view text) {
  SourceHeader header;
  bool listing = false;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (header.package.empty() && line.starts_with("package ")) {
      header.package = line.substr(8, line.find_first_of(" \t\r;/", 8) - 8);
    } else if (line.starts_with("import")) {
      listing = line.find('(') != std::string_view::npos;
      if (!listing) header.imports.insert(import_path(line));
    } else if (listing) {
      listing = !line.starts_with(")");
      if (listing) header.imports.insert(import_path(line));
    } else if (line.starts_with("func ")) {
      header.lacks_bodies |= line.find(" {") == std::string_view::npos;
    }
  }
  header.imports.erase("");
  header.imports_unsafe = header.imports.erase("unsafe") > 0;
  return header;
}

std::set<std::string> all_imports(std::string_view text) {
  SourceHeader header = read_header(text);
  if (header.imports_unsafe) header.imports.insert("unsafe");
  return std::move(header.imports);
}

}  // namespace escdiff::comparator
