#include "generator/standard_library.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

#include "base/check.h"

namespace escdiff::generator {
namespace {

struct Row {
  std::string_view package;
  std::string_view name;
  std::string_view parameters;
  std::string_view results;
  int since;
  bool runnable;
};

constexpr Row kRows[] = {
#define ESCDIFF_STD(package, name, parameters, results, since, runnable) \
  {package, name, parameters, results, since, runnable != 0},
#include "generator/standard_library.def"
#undef ESCDIFF_STD
};

struct MethodRow {
  std::string_view type;
  std::string_view name;
  std::string_view parameters;
  std::string_view results;
  bool runnable;  // neither blocks nor aborts, and is no way to double a text
};

// Methods have pointer receivers; the rows of a type stand together.
constexpr MethodRow kMethods[] = {
    {"sync.Mutex", "Lock", "", "", false},
    {"sync.Mutex", "Unlock", "", "", false},
    {"sync.WaitGroup", "Add", "int", "", false},
    {"sync.WaitGroup", "Done", "", "", false},
    {"sync.WaitGroup", "Wait", "", "", false},
    {"sync.Once", "Do", "func()", "", false},
    {"sync.Pool", "Get", "", "any", false},
    {"sync.Pool", "Put", "any", "", false},
    {"sync.Map", "Store", "any, any", "", false},
    {"sync.Map", "Load", "any", "any, bool", false},
    {"sync.Map", "Range", "func(any, any) bool", "", false},
    {"strings.Builder", "WriteString", "string", "int, error", true},
    {"strings.Builder", "String", "", "string", false},
    {"strings.Builder", "Len", "", "int", true},
    {"bytes.Buffer", "Write", "[]byte", "int, error", true},
    {"bytes.Buffer", "WriteString", "string", "int, error", true},
    {"bytes.Buffer", "Bytes", "", "[]byte", false},
    {"bytes.Buffer", "String", "", "string", false},
    {"atomic.Value", "Load", "", "any", true},
    {"atomic.Value", "Store", "any", "", true},
};

// Reads the types of a row. Type parameters are made as they are met.
class RowReader {
 public:
  explicit RowReader(Context& context) : context_(context), types_(context.types()) {}

  // `variadic` (may be null) tells that the last type was written ...T; it is a slice then.
  std::vector<TypeId> list(std::string_view text, bool* variadic = nullptr) {
    std::vector<TypeId> found;
    text_ = text;
    while (!text_.empty()) {
      skip(' ');
      const bool dots = text_.starts_with("...");
      if (dots) text_.remove_prefix(3);
      const TypeId id = type();
      found.push_back(dots ? types_.slice(id) : id);
      if (dots && variadic != nullptr) *variadic = true;
      skip(',');
    }
    return found;
  }

  const std::vector<TypeId>& params() const { return params_; }

 private:
  void skip(char c) {
    if (!text_.empty() && text_[0] == c) text_.remove_prefix(1);
  }

  TypeId type() {
    if (text_[0] == '*') {
      text_.remove_prefix(1);
      return types_.pointer(type());
    }
    if (text_.starts_with("[]")) {
      text_.remove_prefix(2);
      return types_.slice(type());
    }
    if (text_.starts_with("map[")) {
      text_.remove_prefix(4);
      const TypeId key = type();
      skip(']');
      return types_.map(key, type());
    }
    if (text_.starts_with("func(")) return function();
    const size_t end = std::min(text_.find_first_of(",)] "), text_.size());
    const std::string_view name = text_.substr(0, end);
    text_.remove_prefix(end);
    return named(name);
  }

  TypeId function() {
    text_.remove_prefix(5);
    std::vector<TypeId> params;
    while (text_[0] != ')') {
      params.push_back(type());
      skip(',');
      skip(' ');
    }
    text_.remove_prefix(1);
    std::vector<TypeId> results;
    if (text_.starts_with(" ") && text_.size() > 1) {
      text_.remove_prefix(1);
      results.push_back(type());
    }
    return types_.function(std::move(params), std::move(results), false);
  }

  TypeId named(std::string_view name) {
    if (name == "any") return types_.any();
    if (name == "error") return types_.error();
    if (name == "unsafe.Pointer") return types_.unsafe_pointer();
    if (name.size() == 1) return param(name[0]);
    if (name.find('.') == std::string_view::npos) {
      for (uint32_t kind = 0; kind <= static_cast<uint32_t>(TypeKind::kString); ++kind)
        if (types_[TypeId(kind)].spelling == name) return TypeId(kind);
      ESCDIFF_UNREACHABLE("no type {}", name);
    }
    return opaque(name);
  }

  TypeId opaque(std::string_view name) {
    bool fresh = false;
    const TypeId id = types_.external(name, fresh);
    if (!fresh) return id;
    Type structure;
    structure.kind = TypeKind::kStruct;
    structure.opaque = true;
    types_.complete(id, std::move(structure));
    return id;
  }

  TypeId param(char letter) {
    for (TypeId id : params_)
      if (types_[id].spelling[0] == letter) return id;
    const Constraint constraint = letter == 'C' || letter == 'K' ? Constraint::kComparable
                                  : letter == 'O'                ? Constraint::kOrdered
                                                                 : Constraint::kAny;
    params_.push_back(types_.type_param(std::string(1, letter), constraint));
    return params_.back();
  }

  Context& context_;
  TypeTable& types_;
  std::string_view text_;
  std::vector<TypeId> params_;
};

constexpr uint32_t kMaxFunctions = 5;

// The rows of one package stand together.
std::span<const Row> rows_of(std::string_view package) {
  const auto begin = std::find_if(std::begin(kRows), std::end(kRows),
                                  [&](const Row& row) { return row.package == package; });
  const auto end =
      std::find_if(begin, std::end(kRows), [&](const Row& row) { return row.package != package; });
  return {begin, end};
}

// Each package equally often, however many of its functions are known.
std::string_view draw_package(Context& context) {
  static const std::vector<std::string_view> kPackages = [] {
    std::vector<std::string_view> packages;
    for (const Row& row : kRows)
      if (packages.empty() || packages.back() != row.package) packages.push_back(row.package);
    return packages;
  }();
  return kPackages[context.draw(static_cast<uint32_t>(kPackages.size()))];
}

const MethodRow& drawn_method(Context& context) {
  const MethodRow& row = kMethods[context.draw(std::size(kMethods))];
  if (!context.policy.runnable || row.runnable) return row;
  return *std::find_if(std::begin(kMethods), std::end(kMethods),
                       [](const MethodRow& other) { return other.runnable; });
}

GenericCallee callee_of(const StandardFunction& function) {
  return {function.name, function.signature, function.params, std::vector<TypeId>(function.params.size()),
          false};
}

}  // namespace

void choose_standard_functions(Context& context) {
  if (!context.happens(Feature::kStandardLibrary)) return;
  const uint32_t count = 1 + context.draw(kMaxFunctions);
  std::string_view package;
  for (uint32_t i = 0; i < count; ++i) {
    SpanScope span(context.choices);
    if (package.empty() || context.chance(500)) package = draw_package(context);
    const Row* row = &rows_of(package)[context.draw(static_cast<uint32_t>(rows_of(package).size()))];
    if (row->since > context.policy.lang || (context.policy.runnable && !row->runnable)) continue;
    RowReader reader(context);
    bool variadic = false;
    std::vector<TypeId> params = reader.list(row->parameters, &variadic);
    const bool sequence = row->results.starts_with("seq ");
    const bool discarded = row->results == "_";
    std::vector<TypeId> results;
    if (!discarded) results = reader.list(sequence ? row->results.substr(4) : row->results);
    StandardFunction function;
    function.name = context.model.keep(std::string(row->package) + "." + std::string(row->name));
    function.sequence = sequence;
    function.value = !sequence && !discarded;
    function.signature = context.types().function(std::move(params), std::move(results), variadic);
    function.params = reader.params();
    const bool plain_value = function.value && function.params.empty() && !variadic;
    if (plain_value && context.on(Feature::kTypeFunc) && context.chance(250))
      context.pool.push_back(function.signature);
    context.standard.push_back(std::move(function));
  }
}

TypeId standard_type(Context& context) {
  const MethodRow& row = drawn_method(context);
  RowReader reader(context);
  const TypeId type = reader.list(row.type)[0];
  if (std::find(context.externals.begin(), context.externals.end(), type) != context.externals.end())
    return type;
  context.externals.push_back(type);
  for (const MethodRow& method : kMethods) {
    if (method.type != row.type || (context.policy.runnable && !method.runnable)) continue;
    std::vector<TypeId> params = reader.list(method.parameters);
    std::vector<TypeId> results = reader.list(method.results);
    context.types().add_method(
        type, {method.name, context.types().function(std::move(params), std::move(results), false), true});
  }
  return type;
}

void collect_standard_methods(Context& context) {
  for (TypeId type : context.externals) {
    const TypeId pointer = context.types().pointer(type);
    for (const FoundMethod& found : context.types().methods(pointer, false))
      context.callees.push_back({pointer, found.method, false});
  }
}

std::vector<GenericCallee> standard_returning(Context& context, TypeId result) {
  std::vector<GenericCallee> found;
  for (const StandardFunction& function : context.standard) {
    const Type& signature = context.type(function.signature);
    GenericCallee callee = callee_of(function);
    if (function.value && signature.results.size() == 1 &&
        context.types().unify(signature.results[0], result, callee.params, callee.args))
      found.push_back(std::move(callee));
  }
  return found;
}

std::vector<GenericCallee> standard_functions(Context& context) {
  std::vector<GenericCallee> found;
  for (const StandardFunction& function : context.standard)
    if (!function.sequence) found.push_back(callee_of(function));
  return found;
}

std::vector<GenericCallee> standard_of_type(Context& context, TypeId type) {
  std::vector<GenericCallee> found;
  for (const StandardFunction& function : context.standard)
    if (function.value && function.params.empty() && function.signature == type)
      found.push_back(callee_of(function));
  return found;
}

std::vector<GenericCallee> standard_sequences(Context& context) {
  std::vector<GenericCallee> found;
  for (const StandardFunction& function : context.standard)
    if (function.sequence) found.push_back(callee_of(function));
  return found;
}

}  // namespace escdiff::generator
