#include "generator/paths.h"

#include <algorithm>
#include <utility>

#include "generator/expressions.h"
#include "generator/guards.h"

namespace escdiff::generator {
namespace {

// Walks every path that answers a query, in a fixed order. The first pass sums weights, the second one stops
// at the drawn weight: no list is kept.
class PathWalk {
 public:
  PathWalk(Context& context, const PathQuery& query)
      : context_(context), types_(context.model.types), query_(query) {
    const Type& wanted = types_[query.type];
    if (wanted.kind == TypeKind::kPointer) pointee_ = wanted.elem;
    if (wanted.kind == TypeKind::kSlice) element_ = wanted.elem;
    assert_to_ = wanted.kind != TypeKind::kInterface && types_.kind(query.type) != TypeKind::kInterface &&
                 context.on(Feature::kTypeAssert);
  }

  uint32_t sum() {
    roots();
    return total_;
  }

  Path find(uint32_t at) {
    target_ = at;
    searching_ = true;
    roots();
    return found_;
  }

 private:
  void roots() {
    if (!query_.globals_only)
      for (size_t i = context_.visible.size(); i-- > 0 && !done_;) root(context_.visible[i]);
    if (!query_.params_only)
      for (size_t i = 0; i < context_.model.globals.size() && !done_; ++i)
        root(context_.model.globals[i].symbol);
  }

  void root(SymbolId id) {
    const Symbol& symbol = context_.model[id];
    if (symbol.hidden || symbol.role == SymbolRole::kConst || symbol.name == "_") return;
    const bool param = symbol.role == SymbolRole::kParam;
    if (query_.params_only && !param) return;
    factor_ = symbol.role == SymbolRole::kGlobal ? context_.policy.root_global
              : param                            ? context_.policy.root_param
                                                 : context_.policy.root_local;
    if (!symbol.used && symbol.role != SymbolRole::kGlobal) factor_ *= context_.policy.root_unused;
    path_.root = id;
    path_.length = 0;
    left_param_ = false;
    visit(symbol.type, true);
  }

  // `type` is what the path leads to so far.
  void visit(TypeId type, bool addressable) {
    if (type == query_.type) offer(type, addressable);
    if (done_ || query_.use == PathUse::kDirect) return;
    if (query_.use == PathUse::kValue) endings(type, addressable);
    if (!done_ && steps() < query_.max_steps) expand(type, addressable);
  }

  uint32_t steps() const { return path_.length; }
  bool dereferenced() const {
    return path_.length > 0 && path_.steps[path_.length - 1u].step == Step::kDereference;
  }

  void offer(TypeId type, bool addressable) {
    if (query_.use == PathUse::kPlace) {
      const bool map_element = path_.length > 0 && path_.steps[path_.length - 1u].step == Step::kMapIndex;
      if (!addressable && !map_element) return;
    }
    if (query_.params_only && !left_param_) return;
    const uint32_t steps = query_.params_only ? 1 : std::min<uint32_t>(path_.length, 3);
    add(context_.policy.path_weights[steps] * factor_, type, addressable);
  }

  void add(uint32_t weight, TypeId type, bool addressable) {
    total_ += weight;
    if (!searching_ || total_ <= target_) return;
    found_ = path_;
    found_.type = type;
    found_.addressable = addressable;
    done_ = true;
  }

  // Last steps that make the wanted type out of another one.
  void endings(TypeId type, bool addressable) {
    if (pointee_ && type == pointee_ && addressable && !dereferenced()) ending(Step::kAddress, type, 0);
    if (done_) return;
    const Type& under = types_.underlying(type);
    if (element_ && under.kind == TypeKind::kArray && under.elem == element_ && addressable)
      ending(Step::kWhole, type, 0);
    if (element_ && under.kind == TypeKind::kPointer) {
      const Type& array = types_.underlying(under.elem);
      if (!done_ && array.kind == TypeKind::kArray && array.elem == element_) ending(Step::kWhole, type, 0);
    }
    if (!done_ && assert_to_ && under.kind == TypeKind::kInterface && types_.implements(query_.type, type))
      ending(Step::kAssert, type, 2);
  }

  void ending(Step step, TypeId from, uint32_t cost) {
    if (query_.params_only && !left_param_) return;
    const uint32_t steps = std::min<uint32_t>(path_.length + cost, 3);
    push(step, from, {}, false);
    const uint32_t times = step == Step::kAddress ? context_.policy.address_times : 1;
    add(context_.policy.path_weights[steps] * factor_ * times, query_.type, false);
    --path_.length;
  }

  void push(Step step, TypeId from, std::string_view member, bool embedded) {
    path_.steps[path_.length++] = {step, embedded, from, member};
  }

  void follow(Step step, TypeId from, TypeId to, bool addressable, std::string_view member = {},
              bool embedded = false) {
    if (done_) return;
    push(step, from, member, embedded);
    visit(to, addressable);
    --path_.length;
  }

  void expand(TypeId type, bool addressable) {
    const Type& under = types_.underlying(type);
    const bool member = under.kind == TypeKind::kStruct || under.kind == TypeKind::kArray;
    if (member && dereferenced())
      return;  // p.f and p[i], which through_pointer() offers, read better than (*p).f
    switch (under.kind) {
      case TypeKind::kPointer: return through_pointer(type, under.elem);
      case TypeKind::kStruct: return fields(type, under, addressable);
      case TypeKind::kSlice: return leave([&] { follow(Step::kIndex, type, under.elem, true); });
      case TypeKind::kArray: return follow(Step::kIndex, type, under.elem, addressable);
      case TypeKind::kMap: return leave([&] { follow(Step::kMapIndex, type, under.elem, false); });
      case TypeKind::kChan:
        if (under.dir != ChanDir::kSend && !context_.policy.runnable)
          follow(Step::kReceive, type, under.elem, false);
        return;
      case TypeKind::kFunc:
        if (under.params.empty() && under.results.size() == 1)
          follow(Step::kCall, type, under.results[0], false);
        return;
      default: return;
    }
  }

  // Notes that what `walk` reaches lies outside the parameter itself.
  template <class Walk>
  void leave(Walk walk) {
    const bool before = left_param_;
    left_param_ = true;
    walk();
    left_param_ = before;
  }

  void through_pointer(TypeId type, TypeId elem) {
    leave([&] {
      follow(Step::kDereference, type, elem, true);
      const Type& under = types_.underlying(elem);
      if (types_.is_named(type))
        return;  // a defined pointer type selects fields too, but keep to the common form
      if (under.kind == TypeKind::kStruct) fields(type, under, true);
      if (under.kind == TypeKind::kArray) follow(Step::kIndex, type, under.elem, true);
    });
  }

  void fields(TypeId type, const Type& under, bool addressable) {
    for (const Field& field : under.fields) {
      if (done_) return;
      std::string_view member = field.name;
      follow(Step::kField, type, field.type, addressable, member, field.embedded);
    }
  }

  Context& context_;
  const TypeTable& types_;
  const PathQuery& query_;
  TypeId pointee_;
  TypeId element_;
  bool assert_to_ = false;
  uint32_t factor_ = 0;
  uint32_t total_ = 0;
  uint32_t target_ = 0;
  bool searching_ = false;
  bool done_ = false;
  bool left_param_ = false;
  Path path_;
  Path found_;
};

// Whether `x.E.f` may be written `x.f`: nothing nearer has the name.
bool promotes(Context& context, const PathStep& embedded, const PathStep& next) {
  if (next.step != Step::kField || next.embedded || !context.on(Feature::kPromoted)) return false;
  TypeId outer = embedded.type;
  if (context.kind(outer) == TypeKind::kPointer) outer = context.under(outer).elem;
  const auto& fields = context.under(outer).fields;
  return std::none_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == next.member; });
}

}  // namespace

uint32_t count_paths(Context& context, const PathQuery& query) { return PathWalk(context, query).sum(); }

Path pick_path(Context& context, const PathQuery& query) {
  const uint32_t total = count_paths(context, query);
  if (total == 0) return Path();
  return PathWalk(context, query).find(context.draw(total));
}

NodeId index_node(Context& context, uint32_t bound) {
  const PathQuery query{context.types().integer(), PathUse::kDirect, 0};
  if (!context.policy.runnable && context.chance(300)) {
    const NodeId variable = path_to(context, query);
    if (variable) return variable;
  }
  return context.number(context.draw(std::clamp(bound, 1u, 3u)));
}

namespace {

// What the step dereferences must not be nil.
void require_for_step(Context& context, const PathStep& step, NodeId operand, bool stored) {
  const TypeKind kind = context.kind(step.type);
  const bool called = kind == TypeKind::kFunc && step.step == Step::kCall;
  const bool written = kind == TypeKind::kMap && stored;
  const bool dereferenced = kind == TypeKind::kPointer && step.step != Step::kAddress;
  if (called || written || dereferenced) require_not_nil(context, operand, step.type);
}

}  // namespace

NodeId path_node(Context& context, const Path& path, PathUse use) {
  const bool only_written = use == PathUse::kPlace && path.length == 0;
  bool promoted = false;  // the step before is not written
  NodeId at = only_written ? context.write(path.root) : context.read(path.root);
  for (size_t i = 0; i < path.length; ++i) {
    const PathStep& step = path.steps[i];
    if (!std::exchange(promoted, false))
      require_for_step(context, step, at, use == PathUse::kPlace && i + 1u == path.length);
    switch (step.step) {
      case Step::kDereference:
        context.note(Feature::kDereference);
        at = context.unary("*", at);
        // Methods are not found through defined pointer types.
        context.model[at].value = context.type(step.type).kind == TypeKind::kNamed ? 1 : 0;
        break;
      case Step::kField:
        context.note(Feature::kFieldAccess);
        if (step.embedded && i + 1u < path.length && promotes(context, step, path.steps[i + 1]) &&
            context.chance(800)) {
          context.note(Feature::kPromoted);
          promoted = true;
          if (context.kind(path.steps[i + 1].type) == TypeKind::kPointer)
            require_not_nil(context, context.selector(at, step.member), path.steps[i + 1].type);
          break;
        }
        at = context.selector(at, step.member);
        break;
      case Step::kIndex: {
        context.note(Feature::kIndexAccess);
        TypeId operand = step.type;
        if (context.kind(operand) == TypeKind::kPointer) operand = context.under(operand).elem;
        const Type& under = context.under(operand);
        const NodeId index = index_node(context, under.kind == TypeKind::kArray ? under.length : 3);
        if (under.kind == TypeKind::kSlice && context.model[index].kind == NodeKind::kWord)
          require_length(context, at, operand, static_cast<uint32_t>(context.model[index].text[0] - '0'));
        at = context.node(NodeKind::kIndex, TypeId(), {}, {at, index});
        break;
      }
      case Step::kMapIndex: {
        context.note(Feature::kMapAccess);
        const NodeId key =
            expression(context, {context.under(step.type).key, use == PathUse::kPlace ? 1 : 0});
        at = context.node(NodeKind::kIndex, TypeId(), {}, {at, key});
        break;
      }
      case Step::kReceive:
        context.note(Feature::kReceive);
        at = context.unary("<-", at);
        break;
      case Step::kCall:
        context.note(Feature::kCallPath);
        at = context.call(at, {});
        break;
      case Step::kAssert:
        context.note(Feature::kTypeAssert);
        require_assertable(context, at, path.type);
        at = context.node(NodeKind::kAssert, path.type, {}, {at});
        break;
      case Step::kAddress:
        context.note(Feature::kAddress);
        at = context.unary("&", at);
        break;
      case Step::kWhole:
        context.note(Feature::kSliceExpr);
        at = context.node(NodeKind::kSlice, TypeId(), {},
                          {at, context.absent(), context.absent(), context.absent()});
        break;
    }
  }
  return at;
}

NodeId path_to(Context& context, const PathQuery& query) {
  const Path path = pick_path(context, query);
  return path.root ? path_node(context, path, query.use) : NodeId();
}

}  // namespace escdiff::generator
