#include "tests/support/child_process.h"
#include "tests/support/eventually.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace groupware::main {
namespace {

using namespace std::chrono_literals;

/// The executable itself, with databases that nobody listens for: it starts, answers, and obeys signals all the same.
class ProgramTest : public testing::Test {
protected:
    ProgramTest() {
        secret("password", "x");
        secret("key", std::string(64, 'a'));
        write("node.properties", "configdb.passwordFile=" + path("password") + "\ncluster.keyFile=" + path("key") +
                                     "\nreadUrl=mysql://127.0.0.1:1/c\nwriteUrl=mysql://127.0.0.1:1/c\nnet.httpPort=0\n"
                                     "AJP_PORT=0\nlog.file=" +
                                     path("log") + "\n");
    }
    [[nodiscard]] std::string path(const std::string& name) const { return files_.path() / name; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
    void secret(const std::string& name, const std::string& text) const {
        write(name, text);
        ::chmod(path(name).c_str(), S_IRUSR | S_IWUSR);
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream in(path(name));
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

    void start(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), YOKE_GROUPWARE_PROGRAM);
        program_ = std::make_unique<::test::ChildProcess>(arguments, path("output"));
    }
    [[nodiscard]] bool logSays(const std::string& text) const {
        return ::test::eventually(20s, [&] { return read("log").find(text) != std::string::npos; });
    }
    void startNode() {
        start({"--config-dir", files_.path()});
        ASSERT_TRUE(logSays("node.started")) << read("output") << read("log");
    }

    ::test::TemporaryDirectory files_{"program"};
    std::unique_ptr<::test::ChildProcess> program_;
};

TEST_F(ProgramTest, TermEndsItWithStatusZero) {
    startNode();
    program_->signal(SIGTERM);
    EXPECT_EQ(program_->wait(), 0);
    EXPECT_NE(read("log").find("node.stopped"), std::string::npos);
}

TEST_F(ProgramTest, HupReadsTheConfigurationAgainAndKeepsWhatItHasIfItIsBroken) {
    startNode();
    write("log.properties", "log.level=debug\nnet.workers=7\nlogin.attemptsPerLogin=3\n");
    program_->signal(SIGHUP);
    EXPECT_TRUE(logSays("Information: configuration.changed key=log.level effect=now"));
    EXPECT_TRUE(logSays("Information: configuration.changed key=login.attemptsPerLogin effect=now"));
    EXPECT_TRUE(logSays("Warning: configuration.changed key=net.workers effect=restart")) << read("log");
    write("log.properties", "log.level=loud\n");
    program_->signal(SIGHUP);
    EXPECT_TRUE(logSays("configuration.kept"));
    program_->signal(SIGTERM);
    EXPECT_EQ(program_->wait(), 0);
}

TEST_F(ProgramTest, Usr2OpensTheLogAnew) {
    startNode();
    std::filesystem::rename(path("log"), path("log.1"));
    program_->signal(SIGUSR2);
    EXPECT_TRUE(logSays("log.reopened"));
    EXPECT_EQ(read("log.1").find("log.reopened"), std::string::npos);
    program_->signal(SIGTERM);
    EXPECT_EQ(program_->wait(), 0);
}

TEST_F(ProgramTest, AMistypedKeyStopsTheStartWithOneClearLine) {
    write("net.properties", "net.worker=4\n");
    start({"--config-dir", files_.path()});
    EXPECT_EQ(program_->wait(), 1);
    EXPECT_NE(read("output").find("net.properties:1: unknown option 'net.worker'"), std::string::npos)
        << read("output");
}

TEST_F(ProgramTest, TellsItsVersionAndRefusesUnknownOptions) {
    start({"--version"});
    EXPECT_EQ(program_->wait(), 0);
    EXPECT_TRUE(read("output").starts_with("yoke-groupware ")) << read("output");
    start({"--nonsense"});
    EXPECT_EQ(program_->wait(), 1);
}

}  // namespace
}  // namespace groupware::main
