// Answers on the disk.
#include "comparator/journal.h"

#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "comparator/asker.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

class JournalTest {
 protected:
  std::filesystem::path file() const { return folder_.path() / "deep" / "x.journal"; }
  Journal open(const std::string& heading = "heading") const {
    return Journal::open(file(), heading).value();
  }

 private:
  TempDir folder_ = TempDir::create("escdiff-test").value();
};

// Holds for programs with an "a"; counts.
class CountingQuestion : public Question {
 public:
  Result<bool> holds(const std::string& program) override {
    ++asked;
    if (program == "broken") return failure(ErrorKind::kEnvironment, "disk full");
    return program.find('a') != std::string::npos;
  }
  std::string text() const override { return "has an a"; }
  std::atomic<int> asked = 0;
};

}  // namespace

TEST_CASE_METHOD(JournalTest, "answers are there again, unless the heading is another one") {
  {
    Journal journal = open();
    CHECK(journal.taken_up() == 0);
    CHECK_FALSE(journal.find("a"));
    REQUIRE(journal.record("a", true));
    REQUIRE(journal.record("b", false));
    CHECK(journal.find("a") == true);
  }
  {
    Journal journal = open();
    CHECK(journal.taken_up() == 2);
    CHECK(journal.find("a") == true);
    CHECK(journal.find("b") == false);
    CHECK_FALSE(journal.find("c"));
  }
  CHECK(open("another").taken_up() == 0);
  CHECK(open().taken_up() == 0);
}

TEST_CASE_METHOD(JournalTest, "half a line is cut off") {
  {
    Journal journal = open();
    REQUIRE(journal.record("a", true));
    REQUIRE(journal.record("b", true));
  }
  const std::string whole = read_file(file()).value();
  for (size_t cut = 1; cut < 35; ++cut) {
    REQUIRE(write_file(file(), whole.substr(0, whole.size() - cut)));
    Journal journal = open();
    CHECK(journal.taken_up() == 1);
    CHECK(journal.find("a") == true);
    REQUIRE(journal.record("b", true));
  }
  CHECK(open().taken_up() == 2);
}

TEST_CASE_METHOD(JournalTest, "only one has it, and what is done leaves nothing") {
  Journal journal = open();
  CHECK_FALSE(Journal::open(file(), "heading"));
  journal.remove();
  CHECK_FALSE(std::filesystem::exists(file()));
}

TEST_CASE_METHOD(JournalTest,
                 "an asker asks nothing twice, and says the first that holds for any number of jobs") {
  const std::vector<std::string> programs = {"x", "y", "xa", "z", "ya"};
  for (unsigned jobs : {1u, 2u, 8u}) {
    CountingQuestion question;
    Journal journal = Journal::open(file(), "jobs " + std::to_string(jobs)).value();
    Asker asker(question, jobs, &journal, {});
    CHECK(asker(programs) == 2);
    CHECK_FALSE(asker({programs.data(), 2}));
    const int asked = question.asked;
    CHECK(asker(programs) == 2);
    CHECK(question.asked == asked);
    if (jobs == 1) CHECK(asked == 3);
  }
}

TEST_CASE_METHOD(JournalTest, "a broken set-up ends the asking") {
  CountingQuestion question;
  Asker asker(question, 1, nullptr, {});
  CHECK_FALSE(asker.holds("broken"));
  CHECK_FALSE(asker.holds("a"));
  REQUIRE(asker.broken());
  CHECK(asker.broken()->message == "disk full");
  CHECK(question.asked == 1);
}
