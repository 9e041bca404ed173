// Invariants: a broken one is a bug in escdiff, never in its input.
#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>

// Aborts with file, line and a formatted message when `condition` is false.
#define ESCDIFF_CHECK(condition, ...)                                                    \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      fmt::print(stderr, "{}:{}: internal error: {}: ", __FILE__, __LINE__, #condition); \
      fmt::print(stderr, __VA_ARGS__);                                                   \
      std::fputc('\n', stderr);                                                          \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)

// Marks a place that no valid state reaches.
#define ESCDIFF_UNREACHABLE(...)       \
  do {                                 \
    ESCDIFF_CHECK(false, __VA_ARGS__); \
    std::abort();                      \
  } while (false)
