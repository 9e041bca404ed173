// Expected failures: a Result must be looked at; no exception crosses a library border.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace escdiff {

// What kind of failure, and so which exit status the command line gives (the number is the status).
enum class ErrorKind {
  kInput = 1,        // the input does not compile, or is not what it should be
  kUsage = 2,        // the command line is wrong
  kEnvironment = 3,  // the machine lacks something: a toolchain, space, a readable folder
};

// One clear line for a person.
struct Error {
  ErrorKind kind = ErrorKind::kEnvironment;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorKind kind, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(message)});
}

}  // namespace escdiff
