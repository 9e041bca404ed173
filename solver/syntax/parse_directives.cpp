// Comments that mean something: //line, //go:build, //go:linkname, //go:embed and compiler directives.
#include <charconv>
#include <filesystem>

#include "solver/syntax/build_constraint.h"
#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

namespace {

// The largest line and column that a //line directive may name (cmd/compile/internal/syntax, PosMax).
constexpr uint64_t kLargestLine = uint64_t{1} << 30;

// A number behind the last colon of a text.
struct TrailingNumber {
  size_t begin = 0;  // of the digits; 0: there is no colon
  std::optional<uint64_t> value;
};

TrailingNumber trailing_number(std::string_view text) {
  TrailingNumber number;
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return number;
  number.begin = colon + 1;
  uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + number.begin, end, value);
  if (error == std::errc() && stop == end && number.begin != text.size()) number.value = value;
  return number;
}

// Go 1.27 cleans the path and takes it as relative to the file's folder.
std::string clean_path(const std::string& name, std::string_view parsed_file) {
  std::filesystem::path path(name);
  const std::filesystem::path folder = std::filesystem::path(parsed_file).lexically_normal().parent_path();
  if (path.is_relative() && !folder.empty() && folder != ".") path = folder / path;
  std::string clean = path.lexically_normal().string();
  if (clean.size() > 1 && clean.ends_with('/')) clean.pop_back();
  return clean;
}

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  while ((text = text.substr(std::min(text.find_first_not_of(kSpace), text.size()))), !text.empty()) {
    const size_t size = std::min(text.find_first_of(kSpace), text.size());
    fields.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return fields;
}

}  // namespace

void Parser::on_directive(uint32_t begin, uint32_t end) {
  const std::string_view comment = text_.substr(begin, end - begin);
  if (comment.substr(2).starts_with("line ")) {
    // A //line comment counts only at the start of its line, /*line*/ anywhere.
    if (comment[1] == '*' || begin == 0 || text_[begin - 1] == '\n') line_directive(begin, end);
    return;
  }
  std::string_view text = comment.substr(2);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (before_package_ && text.starts_with("go:build")) {
    if (const auto constraint = BuildConstraint::parse(comment))
      result_.go_version = constraint->go_version();
  }
  go_directive(begin, text);
}

void Parser::line_directive(uint32_t begin, uint32_t end) {
  const bool block = text_[begin + 1] == '*';
  const uint32_t text_begin = begin + 7;  // behind "//line "
  std::string_view text = text_.substr(text_begin, end - text_begin - (block ? 2 : 0));
  if (!block && text.ends_with('\r')) text.remove_suffix(1);
  const auto reject = [&](const char* what, size_t at) {
    error_at(position(text_begin + static_cast<uint32_t>(at)),
             std::string(what) + std::string(text.substr(at)));
  };

  TrailingNumber line = trailing_number(text);
  if (line.begin == 0) return;  // a comment that only looks like a directive
  if (!line.value) return reject("invalid line number: ", line.begin);
  TrailingNumber column;
  if (const TrailingNumber before = trailing_number(text.substr(0, line.begin - 1)); before.value) {
    column = line;
    line = before;
    if (*column.value == 0 || *column.value > kLargestLine)
      return reject("invalid column number: ", column.begin);
    text = text.substr(0, column.begin - 1);
  }
  if (*line.value == 0 || *line.value > kLargestLine) return reject("invalid line number: ", line.begin);

  std::string name(text.substr(0, line.begin - 1));
  if (name.empty() && column.value) {
    name = directive_file_;  // :line:column stays in the file
  } else if (!name.empty() && options_.clean_directive_paths) {
    name = clean_path(name, sources_.name(file_));
  }
  directive_file_ = name;
  const auto after = std::min<size_t>(block ? end : end + 1, text_.size());
  sources_.add_line_directive(position(static_cast<uint32_t>(after)), std::move(name),
                              static_cast<uint32_t>(*line.value),
                              static_cast<uint32_t>(column.value.value_or(0)));
}

// gc's parser does not know of these errors: it goes on as if there were none.
void Parser::report_directive(SourcePos pos, std::string text) { errors_.push_back({pos, std::move(text)}); }

void Parser::go_directive(uint32_t begin, std::string_view text) {
  const SourcePos pos = position(begin + 2);
  if (!is_alone_on_line(begin)) return report_directive(pos, "misplaced compiler directive");
  const std::string_view verb = text.substr(0, text.find(' '));
  if (text.starts_with("go:linkname ")) {
    const std::vector<std::string_view> fields = fields_of(text);
    if (fields.size() < 2 || fields.size() > 3)
      return report_directive(pos, "usage: //go:linkname localname [linkname]");
    result_.linknames.push_back(
        {pos, std::string(fields[1]), std::string(fields.size() == 3 ? fields[2] : "")});
  } else if (verb == "go:embed") {
    std::string problem;
    std::vector<std::string> patterns = parse_embed_patterns(text.substr(verb.size()), problem);
    if (!problem.empty()) report_directive(pos, problem);
    if (patterns.empty()) return report_directive(pos, "usage: //go:embed pattern...");
    pragmas_.embeds.push_back({pos, std::move(patterns)});
  } else if (text.starts_with("go:wasmimport ") || text.starts_with("go:wasmexport ")) {
    // They bind to WebAssembly only; elsewhere gc checks no more than their form.
    const bool import = verb == "go:wasmimport";
    if (fields_of(text).size() == (import ? 3u : 2u)) return;
    report_directive(
        pos, import ? "usage: //go:wasmimport importmodule importname" : "usage: //go:wasmexport exportname");
  } else {
    pragma_directive(pos, verb);
  }
}

void Parser::pragma_directive(SourcePos pos, std::string_view verb) {
  constexpr uint32_t kRuntimeOnly =
      kPragmaSystemstack | kPragmaNowritebarrier | kPragmaNowritebarrierRec | kPragmaYeswritebarrier;
  const std::string name(verb);
  const bool cgo_file = std::filesystem::path(sources_.name(file_)).filename().string().starts_with("_cgo_");
  if (verb.starts_with("go:cgo_") && verb != "go:cgo_import_dynamic" && !cgo_file &&
      !options_.standard_library) {
    report_directive(pos, "//" + name + " only allowed in cgo-generated code");
  }
  const uint32_t bits = pragma_bits(verb);
  if ((bits & kRuntimeOnly) != 0 && !options_.runtime)
    report_directive(pos, "//" + name + " only allowed in runtime");
  if (bits == kPragmaUintptrKeepAlive && !options_.standard_library) {
    report_directive(pos, "//" + name + " is only allowed in the standard library");
  }
  pragmas_.bits |= bits;
  pragmas_.places.push_back({bits, pos});
}

bool Parser::is_alone_on_line(uint32_t offset) const {
  while (offset > 0 && (text_[offset - 1] == ' ' || text_[offset - 1] == '\t' || text_[offset - 1] == '\r'))
    --offset;
  return offset == 0 || text_[offset - 1] == '\n' || (offset == 3 && text_.starts_with("\xEF\xBB\xBF"));
}

// What waits here has no declaration that it could belong to.
void Parser::reject_pragmas() {
  if (pragmas_.empty()) return;
  const PendingPragmas pragmas = take_pragmas();
  for (const PendingPragmas::Place& place : pragmas.places) {
    if (place.bits != 0) report_directive(place.pos, "misplaced compiler directive");
  }
  for (const PendingPragmas::Patterns& embed : pragmas.embeds)
    report_directive(embed.pos, "misplaced go:embed directive");
}

// Directives above a declaration of a kind that cannot have them; gc looks at those only after the type
// checker.
void Parser::report_misplaced(const PendingPragmas& pragmas, uint32_t allowed, bool embeds_allowed) {
  for (const PendingPragmas::Place& place : pragmas.places) {
    if ((place.bits & ~allowed) != 0)
      result_.late_errors.push_back({place.pos, "misplaced compiler directive"});
  }
  if (embeds_allowed) return;
  for (const PendingPragmas::Patterns& embed : pragmas.embeds) {
    result_.late_errors.push_back({embed.pos, "misplaced go:embed directive"});
  }
}

}  // namespace escdiff::syntax
