// What errors say, and where.
#include "solver/types/checker.h"
#include "solver/types/expression_string.h"
#include "solver/types/type_string.h"

namespace escdiff::types {

namespace {

// "... requires go1.22 or later ..."
bool asks_for_version(std::string_view text) {
  constexpr std::string_view kBegin = "requires go1.", kEnd = " or later";
  const size_t begin = text.find(kBegin);
  if (begin == std::string_view::npos) return false;
  const size_t end = text.find_first_not_of("0123456789", begin + kBegin.size());
  return end != std::string_view::npos && end > begin + kBegin.size() && text.substr(end).starts_with(kEnd);
}

}  // namespace

// Errors that speak of invalid operands or types follow from others: they are dropped when there was one.
void Checker::error(SourcePos pos, std::string text) {
  if (!errors_.empty()) {
    for (std::string_view sign : {"invalid operand", "invalid type"}) {
      const size_t at = text.find(sign);
      if (at != std::string::npos && at > 0) return;
    }
  }
  if (context_.error_pos.is_known()) pos = context_.error_pos;
  if (asks_for_version(text)) text += version_hint(pos);
  errors_.push_back(CheckError{pos, std::move(text)});
}

// Where the language version comes from that is too old for something.
std::string Checker::version_hint(SourcePos pos) const {
  const syntax::SourceSet& sources = program_.sources;
  const size_t file = sources.file_of(pos).index - sources.file_of(tree_.pos(tree_.files().front())).index;
  if (!file_versions_[file].empty()) {
    return fmt::format(" (file declares //go:build {})", file_versions_[file]);
  }
  return fmt::format(" (-lang was set to go{}; check go.mod)", options_.language);
}

std::string Checker::str(TypeId type) const { return type_string(program_, type, package_); }

std::string Checker::str(NodeId expression) const {
  return expression_string(tree_, program_.symbols, expression);
}

std::string Checker::position_string(SourcePos pos) const {
  return syntax::position_text(program_.sources, pos);
}

namespace {

std::string_view mode_name(Mode mode) {
  switch (mode) {
    case Mode::kInvalid: return "invalid operand";
    case Mode::kNoValue: return "no value";
    case Mode::kBuiltin: return "built-in";
    case Mode::kType: return "type";
    case Mode::kConstant: return "constant";
    case Mode::kVariable: return "variable";
    case Mode::kMapIndex: return "map index expression";
    case Mode::kValue: return "value";
    case Mode::kNil: return "nil";
    case Mode::kCommaOk: return "comma, ok expression";
  }
  return "";
}

}  // namespace

// "x (variable of struct type T)", "1 << 3 (untyped int constant 8)", "nil".
std::string Checker::str(const Purpose& purpose) const {
  std::string text(purpose.words);
  if (purpose.expression.has_value()) text += str(purpose.expression);
  return text;
}

std::string Checker::str(const Operand& x) const {
  if (x.mode == Mode::kNil) {
    if (is_untyped(program_, x.type)) return "nil";
    return "nil (of type " + str(x.type) + ")";
  }
  const std::string source = str(x.node);
  std::string out = source + " (";
  const bool typed = x.mode != Mode::kInvalid && x.mode != Mode::kNoValue && x.mode != Mode::kBuiltin &&
                     x.mode != Mode::kType;
  const bool untyped = typed && x.type.has_value() && is_untyped(program_, x.type);
  if (untyped) out += str(x.type) + " ";
  out += mode_name(x.mode);
  if (x.mode == Mode::kConstant && x.value.has_value()) {
    const std::string value = constant_string(program_.constants[x.value]);
    if (value != source) out += " " + value;
  }
  if (typed && !untyped && x.type.has_value()) {
    if (!is_valid(x.type)) return out + " with invalid type)";
    out += " of ";
    if (is_generic(program_, x.type)) out += "generic ";
    const Type& type = types_[x.type];
    const bool parameter = type.kind == TypeKind::kTypeParam;
    if (!parameter &&
        (type.kind == TypeKind::kNamed || type.alias.has_value() || x.type == types_.any_type())) {
      const std::string_view kind = composite_kind(program_, x.type);
      if (!is_valid(types_.underlying(x.type))) return out + "invalid type " + str(x.type) + ")";
      out +=
          kind.empty() ? std::string(basic_name(types_[types_.underlying(x.type)].basic)) : std::string(kind);
      out += ' ';
    }
    out += "type " + str(x.type);
    if (parameter) {
      out += " constrained by " + str(types_.type_parameter_info(x.type).constraint);
      if (has_empty_type_set(program_, x.type)) out += " with empty type set";
    }
  }
  return out + ")";
}

bool Checker::allows(int minor) const {
  const int own = context_.file < file_minor_.size() ? file_minor_[context_.file] : language_minor_;
  return own >= minor;
}

bool Checker::requires_version(SourcePos pos, int minor, const std::string& what) {
  if (allows(minor)) return true;
  error_at(pos, "{} requires go1.{} or later", what, minor);
  return false;
}

// Where gc reports a statement: simple ones start at their left operand, others at their keyword.
SourcePos Checker::start_of_statement(NodeId statement) const { return tree_.begin(statement); }

}  // namespace escdiff::types
