#include "solver/types/import_path.h"

#include <fmt/format.h>

#include <filesystem>

#include "solver/syntax/unicode.h"
#include "solver/types/text.h"

namespace escdiff::types {

std::string import_path_problem(std::string_view path) {
  constexpr std::string_view kWrong = "!\"#$%&'()*,:;<=>?[\\]^{|}` ";
  if (path.empty()) return "empty string";
  while (!path.empty()) {
    const syntax::Rune rune = syntax::decode_rune(path);
    const bool wrong =
        rune.code < 0x80 && kWrong.find(static_cast<char>(rune.code)) != std::string_view::npos;
    if (wrong || !syntax::is_printable(rune.code) || rune.code == syntax::kInvalidRune)
      return "invalid character " + syntax::describe_rune(rune.code);
    path.remove_prefix(rune.width);
  }
  return "";
}

std::string import_form_problem(const std::string& path) {
  if (path.starts_with('/')) return "import path cannot be absolute path";
  if (path.starts_with("./") || path.starts_with("../")) return "";
  const std::string clean = std::filesystem::path(path).lexically_normal().string();
  if (clean == path) return "";
  return fmt::format("non-canonical import path {} (should be {})", types::quoted(path),
                     types::quoted(clean));
}

std::string last_element(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));
}

}  // namespace escdiff::types
