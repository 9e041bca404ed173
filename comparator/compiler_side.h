// A real Go compiler as a side of a comparison.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "base/file.h"
#include "comparator/side.h"
#include "oracle/batch.h"
#include "oracle/toolchain.h"

namespace escdiff::comparator {

class CompilerSide : public Side {
 public:
  // Programs that import nothing but the standard library, of one file or two packages, go the fast way, many
  // to a run; others are built one by one.
  CompilerSide(oracle::Toolchain toolchain, oracle::BatchOptions options, std::stop_token stop)
      : toolchain_(std::move(toolchain)), options_(std::move(options)), stop_(std::move(stop)) {}
  std::string name() const override;
  std::vector<Verdict> ask(std::span<const Source> programs) override;

 private:
  struct Batch;
  struct Halves;
  // The verdicts of two_packages_of() programs, by their place.
  void ask_halves(std::span<const Source> programs, const Halves& halves, std::vector<Verdict>& verdicts);
  Verdict build_alone(const Source& program) const;
  // Where the compiler finds the packages; none when the go command does not know them all.
  std::optional<std::filesystem::path> config_for(const std::set<std::string>& imports);

  oracle::Toolchain toolchain_;
  oracle::BatchOptions options_;
  std::stop_token stop_;
  std::mutex mutex_;               // several threads may ask at a time
  std::optional<TempDir> folder_;  // of the configuration for imports
  std::set<std::string> known_imports_;
};

// The compiler's answer in the words that comparisons use.
Verdict to_verdict(const oracle::Answer& answer);

// What `go build` says of a package that is given as sources; it is built in a folder of its own.
Verdict build_package(const oracle::Toolchain& toolchain, const std::vector<Source>& files, bool has_assembly,
                      const std::string& gcflags, std::stop_token stop);

// What `go build` says of the packages of an archive.
Verdict build_archive(const oracle::Toolchain& toolchain, const std::string& archive,
                      const std::string& gcflags, std::stop_token stop);

// What the compiler itself says of one file that imports the packages of these paths, internal ones among
// them: `go build` takes no such file from outside.
Verdict compile_file(const oracle::Toolchain& toolchain, const Source& file,
                     const std::vector<std::string>& imports, const std::string& gcflags,
                     std::stop_token stop);

}  // namespace escdiff::comparator
