// One function a command, each in a file of its own name; the result is the exit status.
#pragma once

#include "cli/options.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

int run_analyze(const Options& options);
int run_oracle(const Options& options);
int run_compare(const Options& options);
int run_generate(const Options& options);
int run_fuzz(const Options& options);
int run_coverage(const Options& options);
int run_minimize(const Options& options);
int run_check(const Options& options);
// The part of run_check that runs a suite of Go's own tests.
int check_suite(const Options& options, const oracle::Toolchain& toolchain);
int run_track(const Options& options);
int run_toolchain_list(const Options& options);
int run_toolchain_install(const Options& options);
int run_toolchain_where(const Options& options);

}  // namespace escdiff::cli
