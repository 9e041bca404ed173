// The one translation unit that sees Boost.Process (ten seconds of headers).
#define BOOST_PROCESS_USE_STD_FS 1
#include "oracle/subprocess.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/optional.hpp>  // Boost 1.81's process headers use it without saying so
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>

extern char** environ;

namespace escdiff::oracle {

namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

// What happens in the child between fork and exec.
struct ChildSetup {
  uint64_t memory;

  error_code on_exec_setup(process::posix::default_launcher&, const std::filesystem::path&,
                           const char* const*) const {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    if (memory != 0) {
      rlimit data{memory, memory};
      ::setrlimit(RLIMIT_DATA, &data);
    }
    return {};
  }
  // Boost 1.81 would leave a failed child by exit(), which runs this program's own exit handlers.
  template <class... Arguments>
  void on_exec_error(Arguments&&...) const {
    ::_exit(127);
  }
};

struct Pipe {
  int read = -1, write = -1;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return failure(ErrorKind::kEnvironment, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
  return Pipe{ends[0], ends[1]};
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

// How long a process's output is waited for after its end.
constexpr std::chrono::seconds kLastWords{2};

// One pipe's reading side: collects up to a limit, then only drains.
struct Stream {
  Stream(asio::io_context& context, int fd, std::string& collected)
      : descriptor(context, fd), text(collected) {}
  asio::posix::stream_descriptor descriptor;
  std::string& text;
  std::array<char, 1 << 16> buffer;
  bool ended = false;
};

struct Child {
  pid_t id;
  int handle;  // of pidfd_open
};

// One run, from the started child to its end.
class Run {
 public:
  Run(asio::io_context& context, Child child, const Limits& limits, const Enough& enough, int output_fd,
      int error_fd)
      : child_(child.id),
        limits_(limits),
        enough_(enough),
        output_(context, output_fd, finished_.output),
        error_(context, error_fd, finished_.error),
        exit_(context, child.handle),
        timer_(context) {}

  void start() {
    read(output_);
    read(error_);
    exit_.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
      if (!error) reap();
    });
    if (limits_.time.count() == 0) return;
    timer_.expires_after(limits_.time);
    timer_.async_wait([this](error_code error) {
      if (!error) kill(Ending::kTimedOut);
    });
  }

  // Kills the whole group; the first reason given is the one that counts.
  void kill(Ending reason) {
    if (reaped_ || killed_for_) return;
    killed_for_ = reason;
    ::kill(-child_, SIGKILL);
  }

  Finished take() { return std::move(finished_); }

 private:
  void read(Stream& stream) {
    stream.descriptor.async_read_some(asio::buffer(stream.buffer),
                                      [this, &stream](error_code error, size_t count) {
                                        if (error) return end(stream);
                                        take(stream, count);
                                        read(stream);
                                      });
  }

  void end(Stream& stream) {
    stream.ended = true;
    if (reaped_ && output_.ended && error_.ended) timer_.cancel();
  }
  void stop_reading() {
    output_.descriptor.close();
    error_.descriptor.close();
  }

  void take(Stream& stream, size_t count) {
    if (killed_for_) return;
    size_t room = limits_.output == 0 ? count : std::min<size_t>(count, limits_.output - stream.text.size());
    stream.text.append(stream.buffer.data(), room);
    if (room < count) return kill(Ending::kTooMuchOutput);
    if (&stream == &output_ && enough_ && enough_(stream.text)) kill(Ending::kStopped);
  }

  // The child has ended but is not waited for yet, so its group's number cannot belong to anybody else.
  void reap() {
    ::kill(-child_, SIGKILL);
    reaped_ = true;
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    // Whoever has left the group may hold the pipes for ever; what he says does not count.
    timer_.expires_after(kLastWords);
    timer_.async_wait([this](error_code cancelled) {
      if (!cancelled) stop_reading();
    });
    if (WIFEXITED(status)) {
      finished_.status = WEXITSTATUS(status);
    } else {
      finished_.ending = Ending::kSignalled;
      finished_.status = WTERMSIG(status);
    }
    if (killed_for_) finished_.ending = *killed_for_;
    if (output_.ended && error_.ended) timer_.cancel();
  }

  pid_t child_;
  const Limits& limits_;
  const Enough& enough_;
  Finished finished_;
  Stream output_, error_;
  asio::posix::stream_descriptor exit_;
  asio::steady_timer timer_;
  std::optional<Ending> killed_for_;
  bool reaped_ = false;
};

// Starts the child; the descriptors given must be close-on-exec here.
Result<Child> start(asio::io_context& context, const Command& command, const Limits& limits, int input,
                    int output, int error) {
  std::vector<const char*> environment;
  for (const std::string& variable : command.environment) environment.push_back(variable.c_str());
  environment.push_back(nullptr);
  process::posix::default_launcher launcher;
  launcher.env = environment.data();

  // Boost 1.81 makes its error pipe close-on-exec only after creating it: two threads that start programs at
  // the same moment would hand each other's pipe to their children.
  static std::mutex one_at_a_time;
  std::lock_guard lock(one_at_a_time);
  error_code code;
  process::process_start_dir folder(command.folder.empty() ? "." : command.folder);
  auto child = launcher(context.get_executor(), code, command.program, command.arguments,
                        process::process_stdio{input, output, error}, folder, ChildSetup{limits.memory});
  if (code) {
    if (launcher.pid > 0) ::waitpid(launcher.pid, nullptr, 0);
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot run {}: {}", command.program.string(), code.message()));
  }
  Child started{child.id(), static_cast<int>(::syscall(SYS_pidfd_open, child.id(), 0))};
  child.detach();  // Run waits for it
  if (started.handle >= 0) return started;
  int reason = errno;
  ::kill(-started.id, SIGKILL);
  ::waitpid(started.id, nullptr, 0);
  return failure(ErrorKind::kEnvironment, fmt::format("cannot watch a process: {}", std::strerror(reason)));
}

}  // namespace

Result<Finished> run(const Command& command, const Limits& limits, std::stop_token stop,
                     const Enough& enough) try {
  auto output = make_pipe();
  if (!output) return tl::unexpected(output.error());
  FileDescriptor output_end(output->write);
  asio::io_context context(1);
  asio::posix::stream_descriptor output_reader(context, output->read);
  auto error = make_pipe();
  if (!error) return tl::unexpected(error.error());
  FileDescriptor error_end(error->write);
  asio::posix::stream_descriptor error_reader(context, error->read);

  const char* input_path = command.input.empty() ? "/dev/null" : command.input.c_str();
  FileDescriptor input(::open(input_path, O_RDONLY | O_CLOEXEC));
  if (input.get() < 0)
    return failure(ErrorKind::kEnvironment,
                   fmt::format("cannot read {}: {}", input_path, std::strerror(errno)));

  auto child = start(context, command, limits, input.get(), output_end.get(), error_end.get());
  if (!child) return tl::unexpected(child.error());
  output_end.close();
  error_end.close();

  Run state(context, *child, limits, enough, output_reader.release(), error_reader.release());
  state.start();
  std::stop_callback on_stop(stop, [&] { asio::post(context, [&] { state.kill(Ending::kCancelled); }); });
  context.run();
  return state.take();
} catch (const std::exception& e) {
  return failure(ErrorKind::kEnvironment,
                 fmt::format("cannot run {}: {}", command.program.string(), e.what()));
}

std::vector<std::string> inherited_environment(const std::vector<std::string_view>& prefixes) {
  std::vector<std::string> kept;
  for (char** variable = environ; *variable; ++variable) {
    std::string_view text = *variable;
    bool dropped = false;
    for (std::string_view prefix : prefixes) dropped = dropped || text.starts_with(prefix);
    if (!dropped) kept.emplace_back(text);
  }
  return kept;
}

}  // namespace escdiff::oracle
