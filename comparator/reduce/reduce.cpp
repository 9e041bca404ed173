#include "comparator/reduce/reduce.h"

#include <algorithm>

#include "base/hash.h"
#include "comparator/reduce/canonical.h"
#include "comparator/reduce/focus.h"
#include "comparator/reduce/likeness.h"
#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

namespace {

using Clock = std::chrono::steady_clock;

// How much of the canonical form the predicate puts up with.
enum class Form : uint8_t { kShortNames, kLayout, kAsWritten };

class Reducer {
 public:
  Reducer(const BatchPredicate& predicate, const ReduceOptions& options)
      : predicate_(predicate), options_(options), start_(Clock::now()) {}

  Reduction run(const std::string& program) {
    Reduction result;
    result.text = program;
    result.tokens_before = result.tokens_after = cost_of(program).tokens;
    if (!open(program)) {
      result.finished = true;
      return result;
    }
    result.typed = current_->typed();
    if (settle_form()) run_rounds();
    result.text = current_->text();
    result.tokens_after = cost_.tokens;
    result.runs = runs_;
    result.finished = !exhausted();
    return result;
  }

 private:
  Context context() const { return {checking_, options_.imports}; }

  struct Candidate {
    size_t index;                 // of the proposal
    std::optional<size_t> focus;  // index of the function that matters
    Cost cost;
    std::string key;
  };

  // The program with the strictest check that it passes.
  bool open(const std::string& program) {
    for (Checking checking :
         {Checking::kTyped, Checking::kBodiless, Checking::kNamesOnly, Checking::kSyntaxOnly}) {
      checking_ = checking;
      current_ = Snapshot::create(program, context());
      if (!current_) return false;
      if (current_->valid()) break;
    }
    cost_ = cost_of(program);
    focus_ = function_at(*current_, options_.focus_lines);
    seen_.insert(content_hash(program));
    return true;
  }

  // Finds out which canonical form the predicate accepts; the first guesses come with it. False when work has
  // to end.
  bool settle_form() {
    for (Form form : {Form::kShortNames, Form::kLayout, Form::kAsWritten}) {
      form_ = form;
      if (form == Form::kShortNames && !current_->typed()) continue;
      pass_name_ = "focus";
      if (try_all(keep_focus(*current_, options_.focus_lines), Mending::kCascade, 0)) return true;
      if (form == Form::kAsWritten) return true;
      pass_name_ = "layout";
      std::string text = canonical(*current_);
      if (text == current_->text()) return true;
      std::string key = content_hash(text);
      if (seen_.contains(key)) continue;
      if (exhausted()) return false;
      if (ask({Candidate{0, function_index(*current_, focus_), cost_of(text), key}})) return true;
    }
    return true;
  }

  // What the checker refused at first (an import that it does not know) may be gone: from now on with facts.
  void upgrade() {
    auto typed = Snapshot::create(current_->text(), Context(Checking::kTyped, options_.imports));
    if (!typed || !typed->valid()) return;
    current_ = std::move(typed);
    checking_ = Checking::kTyped;
    upgraded_ = true;
  }
  void settle_names() {
    upgraded_ = false;
    if (form_ != Form::kLayout || exhausted()) return;
    form_ = Form::kShortNames;
    pass_name_ = "layout";
    std::string text = canonical(*current_);
    std::string key = content_hash(text);
    if (text == current_->text()) return;
    if (seen_.contains(key) || !ask({Candidate{0, function_index(*current_, focus_), cost_of(text), key}}))
      form_ = Form::kLayout;
  }

  void run_rounds() {
    bool smaller = true;
    while (smaller && !exhausted()) {
      smaller = false;
      for (const Pass& pass : all_passes()) {
        if (options_.skipped_passes.contains(pass.name) || (pass.needs_types && !current_->typed())) continue;
        if (upgraded_) settle_names();
        pass_name_ = pass.name;
        smaller = (pass.order == Order::kChunks ? run_chunks(pass) : run_singly(pass)) || smaller;
      }
      first_round_ = false;
    }
  }

  bool run_singly(const Pass& pass) {
    bool smaller = false;
    std::optional<size_t> accepted = 0;
    while ((accepted = try_all(pass.propose(*current_), pass.mending, *accepted))) smaller = true;
    return smaller;
  }

  bool run_chunks(const Pass& pass) {
    bool smaller = false;
    size_t size = std::max<size_t>(1, pass.propose(*current_).size() / 2);
    while (true) {
      std::optional<size_t> accepted = 0;
      while ((accepted = try_all(chunks(pass.propose(*current_), size), pass.mending, *accepted)))
        smaller = true;
      if (size == 1 || exhausted()) return smaller;
      size = (size + 1) / 2;
    }
  }
  static Proposals chunks(const Proposals& proposals, size_t size) {
    Proposals result;
    for (size_t i = 0; i < proposals.size(); i += size) {
      Edit joined;
      for (size_t k = i; k < std::min(i + size, proposals.size()); ++k)
        joined.add(proposals[k].alternatives.front());
      result.push_back(joined);
    }
    return result;
  }

  // Tries the proposals from index `from` on; takes the first interesting one and returns its index.
  std::optional<size_t> try_all(const Proposals& proposals, Mending mending, size_t from) {
    std::vector<Candidate> batch;
    std::set<std::string> keys;
    Likeness likeness(*current_);
    for (size_t i = from; i < proposals.size() && !exhausted(); ++i) {
      if (likeness.repeats(proposals[i])) continue;
      auto candidate = prepare(proposals[i], mending, i);
      if (!candidate || !keys.insert(candidate->key).second) continue;
      batch.push_back(std::move(*candidate));
      if (batch.size() < std::min<size_t>(std::max<size_t>(1, options_.batch), options_.max_runs - runs_))
        continue;
      if (auto index = ask(batch)) return index;
      batch.clear();
    }
    if (batch.empty() || exhausted()) return std::nullopt;
    return ask(batch);
  }

  // The first alternative that gives a valid, smaller, new program.
  std::optional<Candidate> prepare(const Proposal& proposal, Mending mending, size_t index) {
    for (const Attempt& attempt : attempts(proposal, mending)) {
      auto repaired = repair(attempt.edit->apply(current_->text()), context(), attempt.mending);
      if (!repaired) continue;
      // In the first round the function in which it shows must stay; later all is tried.
      const std::optional<size_t> focus = focus_.empty() ? std::nullopt : function_index(*repaired, focus_);
      if (first_round_ && !focus_.empty() && !focus && attempt.mending == Mending::kCascade) continue;
      std::string text = canonical(*repaired);
      Cost cost = cost_of(text);
      if (!(cost < cost_)) continue;
      std::string key = content_hash(text);
      if (seen_.contains(key)) return std::nullopt;
      return Candidate{index, focus, std::move(cost), std::move(key)};
    }
    return std::nullopt;
  }

  std::string canonical(const Snapshot& program) const {
    if (form_ == Form::kAsWritten) return program.text();
    if (form_ == Form::kLayout || !program.typed()) return laid_out(program);
    return canonical_form(program, context());
  }

  // Shows a batch to the predicate and takes the first interesting candidate.
  std::optional<size_t> ask(const std::vector<Candidate>& batch) {
    std::vector<std::string> texts;
    for (const Candidate& candidate : batch) texts.push_back(candidate.cost.text);
    std::optional<size_t> found = predicate_(texts);
    size_t asked = found ? *found + 1 : batch.size();
    runs_ += static_cast<unsigned>(asked);
    // What came behind the first interesting one counts as not asked: the next steps must not depend on it.
    for (size_t i = 0; i < asked; ++i) seen_.insert(batch[i].key);
    std::unique_ptr<Snapshot> next;
    if (found) next = Snapshot::create(batch[*found].cost.text, context());
    bool taken = next && next->valid();
    if (taken) {
      current_ = std::move(next);
      cost_ = batch[*found].cost;
      focus_ = batch[*found].focus ? function_name(*current_, *batch[*found].focus) : std::string();
      if (!current_->typed()) upgrade();
    }
    if (options_.observer)
      options_.observer({pass_name_, cost_.tokens, runs_, taken ? &current_->text() : nullptr});
    return taken ? std::optional<size_t>(batch[*found].index) : std::nullopt;
  }

  bool exhausted() const {
    return options_.stop.stop_requested() || runs_ >= options_.max_runs ||
           Clock::now() - start_ >= options_.max_time;
  }

  const BatchPredicate& predicate_;
  const ReduceOptions& options_;
  Clock::time_point start_;
  Checking checking_ = Checking::kTyped;
  Form form_ = Form::kShortNames;
  bool upgraded_ = false;  // the facts are new: short names have not been tried
  bool first_round_ = true;
  std::string focus_;  // the function in which what is looked for shows; empty: not known
  std::string_view pass_name_;
  std::unique_ptr<Snapshot> current_;
  Cost cost_;
  std::set<std::string> seen_;  // hashes of what the predicate has seen
  unsigned runs_ = 0;
};

}  // namespace

Reduction reduce(const std::string& program, const BatchPredicate& predicate, const ReduceOptions& options) {
  return Reducer(predicate, options).run(program);
}

Reduction reduce(const std::string& program, const Predicate& predicate, const ReduceOptions& options) {
  BatchPredicate one_by_one = [&](std::span<const std::string> candidates) -> std::optional<size_t> {
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (predicate(candidates[i])) return i;
    }
    return std::nullopt;
  };
  return reduce(program, one_by_one, options);
}

}  // namespace escdiff::reduce
