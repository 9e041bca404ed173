#include "solver/inline/inliner.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "solver/inline/bottom_up.h"
#include "solver/inline/call_sites.h"
#include "solver/inline/callee.h"
#include "solver/inline/copy_body.h"
#include "solver/inline/names.h"
#include "solver/ir/devirtualizer.h"
#include "solver/ir/method_wrappers.h"
#include "solver/ir/special_calls.h"
#include "solver/ir/walk.h"

namespace escdiff::inlining {

using ir::FunctionId;
using ir::InstId;
using ir::LocalId;
using ir::LocalKind;
using ir::Op;

namespace {

constexpr int kNotInlined = -1;  // the call stands in a function that is written

class Inliner {
 public:
  Inliner(types::Program& program, const PackageBodies& own, Library& library,
          const profile::Profile& profile, bool explains)
      : program_(program),
        own_(own),
        library_(library),
        profile_(profile),
        explains_(explains),
        module_(own.module),
        devirtualizer_(program, own.package, module_) {}

  tl::expected<ir::Module, ir::Unsupported> run();

 private:
  // What is known of a function of the package, written or copied.
  struct State {
    Origin origin;
    LiteralCounters counters;
    std::vector<CallSite> sites;
    bool is_big = false;
    Verdict verdict;          // of a copy
    bool is_decided = false;  // its verdict was said
    int uses = 0;             // calls that were resolved to it: of literals
  };

  void note_inlinable(FunctionId function);
  const Verdict& verdict(FunctionId function) const;
  std::optional<ir::Unsupported> wrap_methods();
  bool pass(FunctionId function);
  void resolve(FunctionId caller, CallSite& site);
  bool edit(FunctionId caller, size_t site);
  bool fits(FunctionId caller, const CallSite& site) const;
  bool is_cycle(const CallSite& site) const;
  bool is_intrinsic(InstId call);
  void expand(FunctionId caller, CallSite site);
  bool delays_results(const Origin& callee) const;
  void add_locals(BodyCopy& copy, const Origin& callee, FunctionId caller, ir::SourcePos pos);
  void pass_arguments(BodyCopy& copy, const CallSite& site, const ir::Function& callee,
                      std::vector<InstId>& list);
  void callee_effects(InstId call, std::vector<InstId>& list);
  void declare(LocalId local, uint8_t flags, ir::SourcePos pos, std::vector<InstId>& list);
  using LiteralNames = std::map<FunctionId, std::string>;  // by the literal that is copied
  FunctionId naming_function(FunctionId function) const;
  void name_literals(const Origin& original, FunctionId naming, const std::vector<std::string>& inlined,
                     LiteralNames& names);
  FunctionId copy_literal(const Origin& original, FunctionId outer, LiteralNames& names,
                          const LocalMap& locals);
  std::vector<std::string> inlined_names(int call) const;
  std::string shown_name(const CallSite& site) const;
  types::PackageId package_of(const Origin& callee) const;
  void name_here(ir::Local& local, const Origin& written_in, FunctionId into) const;

  types::Program& program_;
  const PackageBodies& own_;
  Library& library_;
  const profile::Profile& profile_;
  bool explains_;
  ir::Module module_;
  ir::Devirtualizer devirtualizer_;
  std::vector<State> states_;  // by FunctionId
  std::vector<InlinedCall> inlined_;
};

// Copied literals are decided about when they are called: other functions may be known by now.
void Inliner::note_inlinable(FunctionId function) {
  if (std::exchange(states_[function.index].is_decided, true)) return;
  if (function.index >= own_.module.functions.size()) {
    Verdict found = verdict_of(program_, module_, function, profile_, library_.known,
                               [this](FunctionId literal) -> const Verdict& {
                                 note_inlinable(literal);
                                 return verdict(literal);
                               });
    states_[function.index].verdict = std::move(found);
  }
  const ir::Function& info = module_.functions[function];
  if (const Verdict& found = verdict(function); found.can_inline)
    module_.notes.push_back({info.pos, "can inline " + info.qualified_name(), false, found.cost});
}

const Verdict& Inliner::verdict(FunctionId function) const {
  const bool is_written = function.index < own_.module.functions.size();
  return is_written ? own_.verdicts[function.index] : states_[function.index].verdict;
}

tl::expected<ir::Module, ir::Unsupported> Inliner::run() {
  const std::vector<std::vector<FunctionId>> groups = bottom_up(module_);
  const uint32_t written = static_cast<uint32_t>(module_.functions.size());
  for (uint32_t i = 0; i < written; ++i) {
    const FunctionId function(i);
    State state;
    state.origin = {&own_, function};
    state.counters = counted_literals(module_, function);
    state.sites = call_sites(module_, function);
    state.is_big = is_big(program_, module_, function, profile_);
    states_.push_back(std::move(state));
    note_inlinable(function);
  }
  devirtualizer_.note_all_assignments();
  for (uint32_t i = 0; i < written; ++i) {
    for (CallSite& site : states_[i].sites) resolve(FunctionId(i), site);
  }
  for (const std::vector<FunctionId>& group : groups) {
    for (bool changed = true; changed;) {
      changed = false;
      for (const FunctionId function : group) changed |= pass(function);
    }
  }
  if (std::optional<ir::Unsupported> refused = wrap_methods()) return tl::unexpected(std::move(*refused));
  return std::move(module_);
}

// Wrappers come behind everything else and are treated one by one.
std::optional<ir::Unsupported> Inliner::wrap_methods() {
  const auto first = static_cast<uint32_t>(module_.functions.size());
  const auto is_inlined = [this](ir::ObjectId method) {
    return library_.find(method).package != nullptr && library_.known.cost(method).has_value();
  };
  const auto limit = static_cast<int64_t>(profile_.explicit_variable_limit);
  std::optional<ir::Unsupported> refused =
      ir::add_method_wrappers(program_, own_.module, module_, {is_inlined, explains_, limit});
  const auto end = static_cast<uint32_t>(module_.functions.size());
  states_.resize(end);
  for (uint32_t i = first; i < end; ++i) {
    states_[i].is_decided = true;
    states_[i].sites = call_sites(module_, FunctionId(i));
  }
  for (uint32_t i = first; i < end; ++i) {
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t site = 0; site < states_[i].sites.size(); ++site) changed |= edit(FunctionId(i), site);
    }
  }
  return refused;
}

// New calls are resolved together before the next one is inlined, so that a literal which is called twice is
// known to be.
bool Inliner::pass(FunctionId function) {
  bool changed = false;
  size_t begin = 0;
  size_t end = states_[function.index].sites.size();
  while (begin != end) {
    for (size_t i = begin; i < end; ++i) changed |= edit(function, i);
    begin = end;
    end = states_[function.index].sites.size();
    for (size_t i = begin; i < end; ++i) resolve(function, states_[function.index].sites[i]);
  }
  return changed;
}

bool Inliner::is_intrinsic(InstId call) {
  ir::ObjectId object;
  if (module_[call].op == Op::kCallMethod) object = module_.object(call);
  if (module_[call].op == Op::kCall) {
    const InstId function = module_.child(call, 0);
    const Op op = module_[function].op;
    if (op == Op::kFunctionName || op == Op::kMethodExpression) object = module_.object(function);
  }
  return ir::special_call(program_, profile_, object) == profile::SpecialCall::kIntrinsic;
}

void Inliner::resolve(FunctionId caller, CallSite& site) {
  if (site.is_inlined || site.callee.package != nullptr) return;
  if (module_[site.call].op == Op::kCallInterface) devirtualizer_.call(site.call);
  if (module_[site.call].op == Op::kCallInterface || is_intrinsic(site.call)) return;
  const Callee callee = callee_of(program_, module_, caller, site.call);
  if (callee.literal.has_value()) {
    site.callee = states_[callee.literal.index].origin;
    site.literal = callee.literal;
    ++states_[callee.literal.index].uses;
  } else if (callee.object.has_value()) {
    site.callee = library_.find(callee.object);
  }
}

bool Inliner::edit(FunctionId caller, size_t index) {
  CallSite& site = states_[caller.index].sites[index];
  resolve(caller, site);
  if (site.is_inlined || site.callee.package == nullptr) return false;
  // The callee may be seen more clearly now than when it was resolved.
  const Callee now = callee_of(program_, module_, caller, site.call);
  if (!now.is_known()) return false;
  if (site.literal.has_value()) note_inlinable(site.literal);
  if (!fits(caller, site) || is_cycle(site)) return false;
  site.is_inlined = true;
  expand(caller, site);
  return true;
}

bool Inliner::fits(FunctionId caller, const CallSite& site) const {
  const Verdict& verdict = site.literal.has_value() ? this->verdict(site.literal) : site.callee.verdict();
  if (!verdict.can_inline) return false;
  if (!site.literal.has_value() && !library_.known.cost((*site.callee).object)) return false;
  const profile::Inlining& limits = profile_.inlining;
  int32_t budget = states_[caller.index].is_big ? limits.big_function_budget : limits.budget;
  if (site.literal.has_value()) {
    budget *= 2;
    if (states_[site.literal.index].uses == 1) budget = std::max(budget, limits.only_call_budget);
  }
  return verdict.cost <= budget;
}

// A call that was inlined at its own place, or a function inside itself.
bool Inliner::is_cycle(const CallSite& site) const {
  for (int call = site.parent; call >= 0; call = inlined_[call].parent) {
    if (inlined_[call].pos == site.pos) return true;
    const InlinedCall& around = inlined_[call];
    if (around.literal == site.literal && (site.literal.has_value() || around.callee == site.callee))
      return true;
  }
  return false;
}

std::vector<std::string> Inliner::inlined_names(int call) const {
  std::vector<std::string> names;
  for (; call >= 0; call = inlined_[call].parent) names.push_back(inlined_[call].name);
  std::reverse(names.begin(), names.end());
  return names;
}

std::string Inliner::shown_name(const CallSite& site) const {
  if (site.literal.has_value()) return module_.functions[site.literal].qualified_name();
  const types::PackageId package = package_of(site.callee);
  const std::string& name = (*site.callee).name;
  return package == own_.package ? name : program_.packages[package].name + '.' + name;
}

types::PackageId Inliner::package_of(const Origin& callee) const {
  const ir::ObjectId object = (*callee).object;
  return object.has_value() ? program_.objects[object].package : callee.package->package;
}

// One return, with values, into results without names: the results are declared there.
bool Inliner::delays_results(const Origin& callee) const {
  const ir::Module& module = callee.package->module;
  int returns = 0;
  ir::visit(module, (*callee).body, [&](InstId id) {
    if (module[id].op == Op::kReturn) returns += module[id].count == 0 ? 2 : 1;
    return true;
  });
  if (returns != 1) return false;
  return std::all_of((*callee).results.begin(), (*callee).results.end(),
                     [&](LocalId result) { return module.locals[result].blank; });
}

void Inliner::declare(LocalId local, uint8_t flags, ir::SourcePos pos, std::vector<InstId>& list) {
  list.push_back(module_.add({.op = Op::kDeclare, .flags = flags, .pos = pos, .payload = local.index}, {}));
}

// Messages qualify the variables of other packages.
void Inliner::name_here(ir::Local& local, const Origin& written_in, FunctionId into) const {
  const std::string& prefix = (*written_in).package_prefix;
  const std::string text = local.text.starts_with(prefix) ? local.text.substr(prefix.size()) : local.text;
  types::PackageId package;
  if (text.starts_with('~')) {  // unnamed: they belong to the function that they come into
    while (module_.functions[into].parent.has_value()) into = module_.functions[into].parent;
    local.text = module_.functions[into].package_prefix + text;
    return;
  }
  if (local.object.has_value()) {
    package = program_.objects[local.object].package;
  } else if (text.starts_with('#') || text == ".dict") {  // of a range over a function, of an instance
    package = package_of(written_in);
  } else {
    return;
  }
  const bool is_foreign = package.has_value() && package != own_.package;
  local.text = (is_foreign ? program_.packages[package].name + '.' : "") + text;
}

// The callee's variables become the caller's; those that a literal captures are the caller's already.
void Inliner::add_locals(BodyCopy& copy, const Origin& callee, FunctionId caller, ir::SourcePos pos) {
  const ir::Module& from = callee.package->module;
  for (const LocalId original : (*callee).locals) {
    if (from.locals[original].kind == LocalKind::kCaptured) continue;
    ir::Local local = from.locals[original];
    if (local.kind != LocalKind::kTemporary) local.kind = LocalKind::kVariable;
    local.function = caller;
    if (local.pos.is_known()) local.pos = pos;
    local.blank = false;
    local.definition = InstId();
    name_here(local, callee, caller);
    const LocalId made = module_.locals.add(std::move(local));
    module_.functions[caller].locals.push_back(made);
    copy.locals.set(original, made);
  }
}

// Evaluating the called function may have become statements, too.
void Inliner::callee_effects(InstId call, std::vector<InstId>& list) {
  if (module_[call].op != Op::kCall) return;
  InstId function = module_.child(call, 0);
  for (;;) {
    if (module_[function].op == Op::kConvertNop) {
      function = module_.child(function, 0);
    } else if (module_[function].op == Op::kInlinedCall) {
      list.push_back(module_.child(function, 0));
      function = module_.child(function, 1);
    } else {
      return;
    }
  }
}

void Inliner::pass_arguments(BodyCopy& copy, const CallSite& site, const ir::Function& callee,
                             std::vector<InstId>& list) {
  const ir::SourcePos pos = module_[site.call].pos;
  const uint32_t first = module_[site.call].op == Op::kCall ? 1 : 0;
  std::vector<InstId> pairs;
  for (size_t i = 0; i < callee.parameters.size(); ++i) {
    const LocalId parameter = copy.locals[callee.parameters[i]];
    declare(parameter, 0, pos, list);
    const InstId argument = module_.child(site.call, first + static_cast<uint32_t>(i));
    pairs.push_back(module_.add({.op = Op::kAssign, .flags = ir::kDefine, .pos = pos},
                                std::array{module_.use(parameter, pos), argument}));
  }
  if (pairs.empty()) return;
  const InstId assignment = module_.add({.op = Op::kAssignPairs, .flags = ir::kDefine, .pos = pos}, pairs);
  for (const LocalId parameter : callee.parameters)
    module_.locals[copy.locals[parameter]].definition = assignment;
  list.push_back(assignment);
}

void Inliner::expand(FunctionId caller, CallSite site) {
  const ir::SourcePos pos = module_[site.call].pos;
  const Origin callee = site.callee;
  const ir::Function& function = *callee;
  module_.notes.push_back({pos, "inlining call to " + shown_name(site)});
  if (function.object.has_value()) library_.known.note_inlined(function.object);
  const std::string name = site.literal.has_value() ? module_.functions[site.literal].name : function.name;
  const int number = static_cast<int>(inlined_.size());
  inlined_.push_back({site.parent, site.pos, callee, site.literal, name});

  LiteralNames names;
  name_literals(callee, naming_function(caller), inlined_names(number), names);
  BodyCopy copy(program_, module_, callee.package->module, [&](FunctionId literal, const LocalMap& locals) {
    return copy_literal({callee.package, literal}, caller, names, locals);
  });
  const ir::Symbol end = program_.symbols.intern(fmt::format(".i{}", number));
  const bool delayed = delays_results(callee);
  // gc makes up the bodies of function values that pass on a dictionary: they stay where they were.
  const bool stays = function.is_wrapper && site.literal.has_value();
  copy.inline_at(stays ? function.pos : pos, end, function.results, delayed);
  add_locals(copy, callee, caller, pos);
  if (site.literal.has_value()) {
    for (size_t i = 0; i < function.captures.size(); ++i) {
      copy.locals.set(function.captures[i],
                      module_.locals[module_.functions[site.literal].captures[i]].outer);
    }
  }
  std::vector<InstId> list;
  callee_effects(site.call, list);
  pass_arguments(copy, site, function, list);
  if (!delayed) {
    for (const LocalId result : function.results) declare(copy.locals[result], ir::kDefine, pos, list);
  }
  const std::vector<InstId> body = copy.statements(function.body);
  copy.define(function.locals);
  list.insert(list.end(), body.begin(), body.end());
  list.push_back(module_.add({.op = Op::kLabel, .pos = pos, .payload = end.index}, {}));

  std::vector<InstId> children{module_.add({.op = Op::kBlock, .pos = pos}, list)};
  for (const LocalId result : function.results) children.push_back(module_.use(copy.locals[result], pos));
  ir::Inst& call = module_.edit(site.call);
  call.op = Op::kInlinedCall;
  call.flags = 0;
  call.payload = call.extra = UINT32_MAX;
  module_.set_children(site.call, children);
  devirtualizer_.note_assignments(children.front());
  // gc makes up the bodies of instances with their real arguments where it inlines them: what they call
  // stands where they were called.
  const auto instance = module_.instances->bodies.find(function.object);
  const bool is_made_up = instance != module_.instances->bodies.end() && !instance->second.is_shaped;
  for (const InstId found : calls_below(module_, children.front())) {
    const auto copied = copy.calls.find(found);  // else it stood in an argument
    if (copied == copy.calls.end()) continue;
    const int parent = is_made_up ? site.parent : number;
    states_[caller.index].sites.push_back({.call = found,
                                           .pos = is_made_up ? site.pos : copied->second,
                                           .parent = stays ? kNotInlined : parent});
  }
}

// The function that literals in `function` are numbered in: bodies of ranges over functions do not count.
FunctionId Inliner::naming_function(FunctionId function) const {
  while (module_.functions[function].is_range_body) function = module_.functions[function].parent;
  return function;
}

// Copies of the literals in `original` get their names in the order of the source, whatever the order in
// which they are copied.
void Inliner::name_literals(const Origin& original, FunctionId naming,
                            const std::vector<std::string>& inlined, LiteralNames& names) {
  const bool outer_is_literal = module_.functions[naming].parent.has_value();
  for (const FunctionId literal : (*original).closures) {
    const ir::Function& source = original.package->module.functions[literal];
    names[literal] = name_of_copy(source.name, module_.functions[naming].name, outer_is_literal, inlined,
                                  states_[naming.index].counters);
    if (source.is_range_body) name_literals({original.package, literal}, naming, {}, names);
  }
}

// A literal of an inlined body becomes one of the caller's. What is inside stays where it was written.
FunctionId Inliner::copy_literal(const Origin& original, FunctionId outer, LiteralNames& names,
                                 const LocalMap& locals) {
  const ir::Module& from = original.package->module;
  const ir::Function& source = *original;
  ir::Function made = source;
  made.name = names.at(original.function);
  made.package_prefix = module_.functions[naming_function(outer)].package_prefix;
  made.parent = outer;
  made.is_instance = made.is_wrapper || module_.functions[outer].is_instance;
  for (std::vector<LocalId>* list : {&made.parameters, &made.results, &made.captures, &made.locals})
    list->clear();
  made.closures.clear();
  made.body = InstId();
  const FunctionId id = module_.functions.add(std::move(made));
  module_.functions[outer].closures.push_back(id);
  State state;
  state.origin = original;
  states_.push_back(std::move(state));

  LiteralNames own;
  if (!source.is_range_body) name_literals(original, id, {}, own);
  BodyCopy copy(program_, module_, from, [&](FunctionId literal, const LocalMap& inner) {
    return copy_literal({original.package, literal}, id, source.is_range_body ? names : own, inner);
  });
  for (const LocalId one : source.locals) {
    ir::Local local = from.locals[one];
    local.function = id;
    local.definition = InstId();
    if (local.kind == LocalKind::kCaptured) local.outer = locals[local.outer];
    name_here(local, original, id);
    const LocalId copied = module_.locals.add(std::move(local));
    module_.functions[id].locals.push_back(copied);
    copy.locals.set(one, copied);
  }
  const auto mapped = [&](const std::vector<LocalId>& originals) {
    std::vector<LocalId> list;
    for (const LocalId one : originals) list.push_back(copy.locals[one]);
    return list;
  };
  module_.functions[id].parameters = mapped(source.parameters);
  module_.functions[id].results = mapped(source.results);
  module_.functions[id].captures = mapped(source.captures);
  if (source.body.has_value()) module_.functions[id].body = copy.copy(source.body);
  copy.define(source.locals);
  return id;
}

}  // namespace

tl::expected<ir::Module, ir::Unsupported> inline_calls(types::Program& program, const PackageBodies& own,
                                                       Library& library, const profile::Profile& profile,
                                                       bool explains) {
  return Inliner(program, own, library, profile, explains).run();
}

}  // namespace escdiff::inlining
