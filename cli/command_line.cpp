#include "cli/command_line.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <thread>
#include <vector>

#include "cli/commands.h"
#include "conformance/suite.h"

namespace escdiff::cli {

namespace {

constexpr int kUsageStatus = 2;

using Command = std::function<int(const Options&)>;

// Builds the commands' flags; each command remembers what to run.
class CommandLine {
 public:
  CommandLine()
      : app_("Differential testing of Go's escape analysis: an independent solver against the real compiler.",
             "escdiff") {
    app_.require_subcommand(1);
    app_.footer(
        "examples:\n"
        "  escdiff compare --gcflags '-m -l' x.go      do solver and compiler print the same lines?\n"
        "  escdiff fuzz --seed 1                      search for disagreements\n"
        "  escdiff track 1.24.13 1.25.9 --count 500    what changed between two Go versions\n"
        "exit status: 0 nothing to report, 1 findings or bad input, 2 wrong usage, 3 the environment failed");
    options_.jobs = std::max(1u, std::thread::hardware_concurrency());
    add_analysis_commands();
    add_search_commands();
    add_case_commands();
    add_toolchain_commands();
  }

  int run(std::span<const std::string> arguments) {
    if (!arguments.empty() && !arguments[0].starts_with('-') && !is_command(arguments[0]))
      return usage_error(fmt::format("no such command: {}", arguments[0]));
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
      app_.parse(reversed);
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return app_.exit(error);  // --help
      return usage_error(error.what());
    }
    if (!options_.cache.empty()) ::setenv("ESCDIFF_CACHE", options_.cache.c_str(), 1);
    for (const auto& [app, command] : commands_) {
      if (app->parsed()) return command(options_);
    }
    return kUsageStatus;
  }

 private:
  bool is_command(const std::string& name) {
    auto commands = app_.get_subcommands([](CLI::App*) { return true; });
    return std::ranges::any_of(commands,
                               [&](const CLI::App* command) { return command->get_name() == name; });
  }

  static int usage_error(std::string_view text) {
    fmt::print(stderr, "escdiff: {}\nRun 'escdiff --help' for usage.\n", text);
    return kUsageStatus;
  }

  CLI::App* add(CLI::App& parent, const char* name, const char* text, Command command) {
    CLI::App* app = parent.add_subcommand(name, text);
    commands_.emplace_back(app, std::move(command));
    return app;
  }

  void add_go(CLI::App* app) {
    app->add_option(
        "--go", options_.go,
        "Go version (1.26.8; 1.26: its newest installed patch) or a GOROOT folder [the go on PATH]");
  }
  void add_profile(CLI::App* app) {
    app->add_option("--profile", options_.profile,
                    "Go version that the solver imitates [the version of --go]");
  }
  void add_gcflags(CLI::App* app) {
    app->add_option("--gcflags", options_.gcflags, "compiler flags: -m, '-m -l', -m=2")
        ->capture_default_str()
        ->each([this](const std::string&) { options_.gcflags_given = true; });
  }
  void add_format(CLI::App* app) {
    static const std::map<std::string, Format> kFormats{
        {"text", Format::kText}, {"json", Format::kJson}, {"sarif", Format::kSarif}};
    app->add_option("--format", options_.format, "text, json or sarif [text]")
        ->transform(CLI::CheckedTransformer(kFormats).description(""));
  }
  void add_jobs(CLI::App* app) {
    app->add_option("--jobs", options_.jobs, "parallel work [the number of cores]")
        ->check(CLI::Range(1u, 1024u));
  }
  void add_cache(CLI::App* app) {
    app->add_option("--cache", options_.cache,
                    "folder of what is kept for later runs, or off [$ESCDIFF_CACHE, ~/.cache/escdiff]");
  }
  void add_arguments(CLI::App* app, const char* text) {
    app->add_option("arguments", options_.arguments, text)->required();
  }
  void add_seed_and_count(CLI::App* app) {
    app->add_option("--seed", options_.seed, "seed of the run")->capture_default_str();
    app->add_option("--count", options_.count, "number of programs");
  }

  void add_policy(CLI::App* app) {
    app->add_option("--lang", options_.lang,
                    "language version of the programs: 1.18 [that of --go, or the newest]");
    app->add_option("--lines", options_.lines, "about so many lines a program: N or MIN:MAX [5:54]");
    app->add_option("--without", options_.without,
                    "what programs shall not say: spellings in generator/features.def, separated by commas");
    app->add_option("--policy", options_.policy,
                    "file of weights and other numbers, as escdiff coverage writes it");
    app->add_flag("--no-swarm", options_.no_swarm, "let no program leave out a random part of the language");
  }

  void add_exhaustive(CLI::App* app) {
    app->add_flag(
        "--exhaustive", options_.exhaustive,
        "every program of a small grammar (generator/exhaustive.def) instead of random ones; without "
        "--count all of them");
  }

  void add_analysis_commands() {
    struct Row {
      const char* name;
      const char* text;
      Command command;
    };
    const Row rows[] = {
        {"analyze", "Print what the solver predicts.", run_analyze},
        {"oracle", "Print what the real compiler says.", run_oracle},
        {"compare", "Run both and print each disagreement once.", run_compare},
    };
    for (const Row& row : rows) {
      CLI::App* app = add(app_, row.name, row.text, row.command);
      add_go(app);
      add_profile(app);
      add_gcflags(app);
      add_format(app);
      add_jobs(app);
      add_cache(app);
      add_arguments(app, "packages, or the .go files of one package");
      if (row.name == std::string_view("analyze")) {
        app->add_option(
            "--why-not-inlined", options_.why_not_inlined,
            "say only whether this function (f, T.M, '(*T).M', f.func1; ... for all) can be inlined");
        app->add_option("--why-escapes", options_.why_escapes,
                        "FILE:LINE: say only where the values of this line go, step by step");
      }
      if (row.name == std::string_view("compare"))
        app->add_flag("--each", options_.each,
                      "one argument after the other: each file is a package of its own");
      app->footer(fmt::format("example:\n  escdiff {} --go 1.26 --gcflags '-m -l' x.go", row.name));
    }
  }

  void add_search_commands() {
    CLI::App* generate = add(app_, "generate", "Write random Go programs.", run_generate);
    add_seed_and_count(generate);
    add_policy(generate);
    generate->add_option("--first", options_.first, "index of the first program")->capture_default_str();
    generate->add_flag("--runnable", options_.runnable,
                       "commands that run to their end, do the same each time and print a checksum");
    generate->add_flag("--extract-returns", options_.extract_returns,
                       "values are put into variables of their own before they are returned");
    add_exhaustive(generate);
    generate->add_option("--out", options_.out, "folder to write them to [standard output]");
    generate->footer(
        "examples:\n  escdiff generate --seed 1 --count 100 --out programs\n"
        "  escdiff generate --runnable --seed 7 > x.go && go run x.go");

    CLI::App* fuzz = add(app_, "fuzz", "Generate, compare, minimize and record disagreements.", run_fuzz);
    add_go(fuzz);
    add_profile(fuzz);
    add_gcflags(fuzz);
    add_jobs(fuzz);
    add_seed_and_count(fuzz);
    add_policy(fuzz);
    add_exhaustive(fuzz);
    fuzz->add_option("--time", options_.time, "stop after this time: 90s, 10m, 2h");
    fuzz->add_flag("--feedback", options_.feedback,
                   "learn from the rules that programs reach in the solver: rare ones get more weight, and "
                   "programs that reach new ones are mutated");
    fuzz->add_option(
        "--seeds", options_.seeds,
        "with --feedback: folder that keeps the programs that reached something new, for this run "
        "and later ones");
    fuzz->add_option("--out", options_.out, "folder of the recorded cases [corpus/regressions]");
    fuzz->add_option("--max-findings", options_.max_findings, "stop after so many new findings")
        ->capture_default_str();
    fuzz->add_option("--wrong-rule", options_.wrong_rule,
                     "for tests: let the solver apply this rule wrongly");
    fuzz->add_flag("--whole-compile", options_.whole_compile,
                   "let the compiler generate code, too: finds its later crashes, takes three times as long");
    fuzz->add_flag("--quiet", options_.quiet, "no progress bar");
    fuzz->footer(
        "examples:\n  escdiff fuzz --seed 1 --count 5000\n  escdiff fuzz --gcflags '-m -l' "
        "--time 2h\n  escdiff fuzz --feedback --seeds seeds --time 10m\n"
        "  escdiff fuzz --exhaustive --gcflags '-m -l'");

    CLI::App* coverage = add(app_, "coverage",
                             "Tell which rules of the solver's analysis generated programs reach, and what "
                             "weights that teaches.",
                             run_coverage);
    add_go(coverage);
    add_profile(coverage);
    add_gcflags(coverage);
    add_format(coverage);
    add_jobs(coverage);
    add_seed_and_count(coverage);
    add_policy(coverage);
    coverage->add_option("--out", options_.out, "file for the learned policy, for --policy");
    coverage->add_option("--reached", options_.reached,
                         "JSON file that says what programs reached instead of the solver: {INDEX: [NAMES]}; "
                         "./x coverage --learn writes one");
    coverage->footer("example:\n  escdiff coverage --seed 1 --count 1000 --out policy.json");

    CLI::App* track = add(app_, "track", "Show what changed between two Go versions.", run_track);
    add_gcflags(track);
    add_format(track);
    add_jobs(track);
    add_seed_and_count(track);
    track->add_option("--out", options_.out, "file for the JSON report beside the text");
    track->add_flag("--quiet", options_.quiet, "no progress bar");
    track->add_option("versions", options_.arguments, "OLD NEW")->required()->expected(2);
    track->footer("example:\n  escdiff track 1.24.13 1.25.9 --count 500");
  }

  void add_case_commands() {
    CLI::App* minimize = add(app_, "minimize", "Shrink a program while it stays interesting.", run_minimize);
    auto* question = minimize->add_option_group("what is interesting (one of)");
    question->add_option("--while", options_.while_command,
                         "this command, given a candidate's path, exits with status 0");
    question->add_option("--differ", options_.differ, "OLD,NEW: these compilers' messages differ in one way");
    question->add_flag("--solver", options_.differ_solver, "solver and compiler (--go) differ in one way");
    question->add_option("--message", options_.message,
                         "the compiler (--go) prints a message that matches this RE2 pattern");
    question->add_flag("--crash", options_.crash, "the compiler (--go) crashes in one way");
    question->add_option("--output", options_.differ_output,
                         "OLD,NEW: the running program's output or status differs");
    question->require_option(1);
    minimize->add_option(
        "--at", options_.at,
        "LINE[:COLUMN] of the difference that is meant, or its kind in the words of the line "
        "`pinned: ...` [the first one]");
    add_go(minimize);
    add_profile(minimize);
    add_gcflags(minimize);
    add_jobs(minimize);
    minimize->add_option("--wrong-rule", options_.wrong_rule,
                         "for tests: let the solver apply this rule wrongly");
    minimize->add_option("--out", options_.out, "file for the result [standard output]");
    minimize->add_option("--time", options_.time,
                         "stop after this time: 90s, 10m, 2h; 0s: only say by the status whether the file is "
                         "interesting (a predicate for other reducers)");
    minimize->add_option("--timeout", options_.timeout, "of one run of the command: 10s, 5m [60s]");
    minimize->add_flag(
        "--explain", options_.explain,
        "of a difference: say what decides and whom the installed versions agree with, on standard "
        "error or beside the file of --out (.txt)");
    minimize->add_flag("--upstream", options_.upstream,
                       "of a difference: print a ready issue text (the program goes to --out)");
    minimize->add_flag("--fresh", options_.fresh,
                       "do not take up an interrupted reduction of the same input");
    minimize->add_flag("--quiet", options_.quiet, "no progress bar");
    minimize
        ->add_option(
            "file", options_.arguments,
            "FILE.go; with --while also a txtar archive or a folder, of which the command gets reduced "
            "copies and the result is an archive")
        ->required()
        ->expected(1);
    minimize->footer(
        "examples:\n"
        "  escdiff minimize x.go --while ./still_crashes.sh --out small.go\n"
        "  escdiff minimize x.go --differ 1.20.14,1.26.8 --gcflags '-m -l' --at 12:9");

    CLI::App* check = add(app_, "check", "Run conformance cases.", run_check);
    add_go(check);
    add_profile(check);
    check->add_option("--gcflags", options_.gcflags, "of recorded answers, only those under these flags")
        ->each([this](const std::string&) { options_.gcflags_given = true; });
    add_jobs(check);
    check->add_option("--against", options_.against, "who is checked: solver or oracle")
        ->check(CLI::IsMember({"solver", "oracle"}))
        ->capture_default_str();
    check
        ->add_option("--suite", options_.suite,
                     "check the solver's front end by Go's own tests, read from the GOROOT of --go: types "
                     "(internal/types/testdata), syntax (cmd/compile/internal/syntax/testdata), test "
                     "(GOROOT/test), std, cmd (all packages)")
        ->check(CLI::IsMember(conformance::suite_names()).description(""));
    check
        ->add_option("--known-failures", options_.known_failures,
                     "of a suite: those that must fail, one a line: RELEASE SUITE NAME REASON")
        ->capture_default_str();
    check->add_option("arguments", options_.arguments,
                      "cases: .go files, or folders of them; of a suite: tests, or folders of them [all]");
    check->footer(
        "examples:\n"
        "  escdiff check corpus/golden corpus/regressions\n"
        "  escdiff check --suite types\n"
        "  escdiff check --suite test typeparam fixedbugs/issue4232.go\n"
        "  escdiff check --suite std --go 1.27");
  }

  void add_toolchain_commands() {
    CLI::App* toolchain = app_.add_subcommand("toolchain", "List, install and find Go toolchains.");
    toolchain->require_subcommand(1);
    add(*toolchain, "list", "List the toolchains of this machine.", run_toolchain_list);
    CLI::App* install = add(*toolchain, "install", "Install releases 1.9 to 1.27 with the go command.",
                            run_toolchain_install);
    add_arguments(install, "versions");
    CLI::App* where = add(*toolchain, "where", "Print a toolchain's GOROOT.", run_toolchain_where);
    where->add_option("version", options_.arguments, "version")->required()->expected(1);
    toolchain->footer("example:\n  escdiff toolchain install 1.18 1.25.9");
  }

  CLI::App app_;
  Options options_;
  std::vector<std::pair<CLI::App*, Command>> commands_;
};

}  // namespace

int run(std::span<const std::string> arguments) { return CommandLine().run(arguments); }

}  // namespace escdiff::cli
