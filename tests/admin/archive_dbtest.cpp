#include "admin/archive/manifest.h"
#include "tests/admin/support/archive_fixture.h"
#include "tests/support/eventually.h"

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <thread>

namespace {

using test::ArchiveTest;
namespace archive = admin::archive;

TEST_F(ArchiveTest, WhatWasExportedAndImportedIsTheSame) {
    expectLine(contextAdmin({"creategroup", "-n", "sales", "-d", "Sales", "-a", "4"}), "group 2 in context 1 created");
    expectLine(contextAdmin({"createresource", "-n", "room", "-d", "Room", "-e", "room@example.com"}),
               "resource 1 in context 1 created");
    expectLine(contextAdmin({"changeuser", "-u", "anna", "--city_home", "Bonn", "-z", "Yard"}),
               "user 3 in context 1 changed");
    expectLine(master({"changecontext", "-c", "1", "--quota-module", "contact", "--quota-value", "77"}),
               "context 1 changed");
    execute("INSERT INTO " + table(1, "folder_permission") + " VALUES (1, " + annasFiles() + ", -3, 1, 2, 0, 0, 0)");
    execute("INSERT INTO " + table(1, "folder_permission") + " VALUES (1, -3, 4, 1, 2, 0, 0, 0)");
    execute("INSERT INTO " + table(1, "folder_subscription") + " VALUES (1, 4, " + annasFiles() + ", 0, 1, 1)");
    execute("INSERT INTO " + table(1, "jslob") + R"( VALUES (1, 3, 'io.ox/core', 'a', '{"b":[1]}'))");
    addDocument(1, "a.txt", {"one", "second"});
    addDocument(5, "\xC3\x84rger.txt", {std::string(100'000, 'x')});

    const auto first = exported(1, "first");
    EXPECT_EQ(first.out, "context 1 exported\n") << first.err;
    EXPECT_EQ(first.err, "");
    const auto back = imported("first");
    EXPECT_EQ(back.out, "context 2 imported\n") << back.err;
    EXPECT_EQ(back.err,
              "Warning: Login mapping left out: The login mapping defaultcontext is used by another context\n");
    EXPECT_EQ(exported(2, "second").status, 0);

    auto before = entriesOf("first");
    auto after = entriesOf("second");
    EXPECT_EQ(before["files/infostore/userstore/anna display/a.txt"], "second");
    EXPECT_EQ(before["files/infostore/userstore/anna display/.versions/a.txt/1"], "one");
    EXPECT_NE(before["principals/users/3.json"].find("io.ox"), std::string::npos);
    EXPECT_EQ(rowsOf(2, "jslob"), 1);
    EXPECT_EQ(before.count("tree/3.json") + before.count("tree/4.json"), 2U);
    const auto manifest = archive::readManifest(after["manifest.json"]);
    EXPECT_EQ(manifest.context.value, 2);
    EXPECT_EQ(manifest.objectQuotas, (std::map<std::string, std::int64_t>{{"contact", 77}}));
    before.erase("manifest.json");
    after.erase("manifest.json");
    EXPECT_EQ(after, before);

    EXPECT_EQ(run({"listuser", "-c", "2", "-A", "oxadmin", "-P", "secret"}).status, 0) << "passwords came along";
    EXPECT_EQ(run({"createuser", "-c", "2", "-A", "oxadmin", "-P", "secret", "-u", "carl", "-d", "carl", "-g", "C",
                   "-s", "C", "-p", "secret", "-e", "carl@example.com"})
                  .out,
              "user 5 in context 2 created\n");
    const auto used = [&](int context) {
        return value("SELECT used FROM " + table(context, "filestore_usage") +
                     " WHERE cid = " + std::to_string(context));
    };
    EXPECT_EQ(used(2), used(1));
}

TEST_F(ArchiveTest, OtherProgramsUnpackAndCheckIt) {
    addDocument(1, "a.txt", {"one"});
    ASSERT_EQ(exported(1, "a").status, 0);
    const std::string line = "mkdir '" + file("x") + "' && cd '" + file("x") + "' && zstd -qdc '" + file("a") +
                             "' | tar -x && sha256sum --quiet -c SHA256SUMS";
    EXPECT_EQ(std::system(line.c_str()), 0);
    struct stat status {};
    ASSERT_EQ(::stat(file("a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << "it has password hashes";
}

TEST_F(ArchiveTest, DamagedArchivesLeaveNothingBehind) {
    addDocument(1, "a.txt", {std::string(1 << 20, 'x')});
    ASSERT_EQ(exported(1, "good").status, 0);
    const auto good = contentsOf(file("good"));
    const auto write = [&](const std::string& octets) { std::ofstream(file("bad"), std::ios::binary) << octets; };

    write(good.substr(0, good.size() - 50));
    auto result = imported("bad");
    EXPECT_EQ(result.status, 103) << result.err;
    EXPECT_NE(result.err.find("The archive is damaged: it ends too early."), std::string::npos) << result.err;
    expectNothingLeft();

    auto flipped = good;
    flipped[flipped.size() / 2] = static_cast<char>(~flipped[flipped.size() / 2]);
    write(flipped);
    result = imported("bad");
    EXPECT_EQ(result.status, 103);
    EXPECT_NE(result.err.find("The archive is damaged"), std::string::npos) << result.err;
    expectNothingLeft();

    write("no archive at all");
    EXPECT_EQ(imported("bad").status, 103);
    EXPECT_NE(imported("nothing").status, 0);
    expectNothingLeft();
}

TEST_F(ArchiveTest, ForgedArchivesAreRefused) {
    addDocument(1, "a.txt", {"one"});
    ASSERT_EQ(exported(1, "good").status, 0);
    const auto good = goodEntries();
    writeArchive("forged", good);
    EXPECT_EQ(imported("forged", {"--as", "2", "--dry-run"}).out, "context 2 checked\n");
    expectNothingLeft();

    const auto refusal = [&](const std::function<void(std::vector<std::pair<std::string, std::string>>&)>& forge) {
        auto entries = good;
        forge(entries);
        writeArchive("forged", entries);
        const auto result = imported("forged");
        EXPECT_EQ(result.status, 103) << result.out << result.err;
        expectNothingLeft();
        return result.err;
    };
    const auto replace = [](std::string& text, const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    };
    const auto at = [](auto& entries, const std::string& prefix) -> std::string& {
        return std::find_if(entries.begin(), entries.end(),
                            [&](const auto& entry) { return entry.first.starts_with(prefix); })
            ->second;
    };
    auto older = good;
    replace(at(older, "manifest"), "\"version\":3", "\"version\":2");
    writeArchive("older", older);
    EXPECT_EQ(imported("older", {"--as", "2", "--dry-run"}).out, "context 2 checked\n");
    EXPECT_NE(refusal([&](auto& e) {
                  replace(at(e, "manifest"), "\"version\":3", "\"version\":9");
              }).find("version 9 of the format"),
              std::string::npos);
    (void)refusal([&](auto& e) { at(e, "principals/users/3") = "{"; });
    (void)refusal([&](auto& e) { replace(at(e, "principals/users/3"), "\"id\":3", "\"id\":2"); });
    (void)refusal([&](auto& e) { replace(at(e, "principals/users/3"), "anna@example.com", "nobody"); });
    (void)refusal([&](auto& e) { replace(at(e, "principals/groups/1"), "[2", "[99"); });
    (void)refusal([&](auto& e) { e.erase(e.begin() + 1); });
    (void)refusal([&](auto& e) { e.pop_back(); });
    (void)refusal([&](auto& e) { e.emplace_back("summary.json", "{}"); });
    (void)refusal([&](auto& e) { e.insert(e.end() - 1, {"cron.d/evil", "x"}); });
    (void)refusal([&](auto& e) { e.insert(e.end() - 1, {"files/alone", "x"}); });
    (void)refusal([&](auto& e) { replace(at(e, "objects/"), "\"folder\":", "\"folder\":4"); });
    EXPECT_NE(refusal([&](auto& e) { replace(at(e, "summary"), "\"users\":3", "\"users\":4"); }).find("as it says"),
              std::string::npos);
}

TEST_F(ArchiveTest, ObjectsThatAreRefusedAreReportedAndTheContextStaysDisabled) {
    addDocument(1, "a.txt", {"one"});
    addDocument(2, "b.txt", {"two"});
    addDocument(3, "c.txt", {"three"});
    ASSERT_EQ(exported(1, "good").status, 0);
    auto entries = goodEntries();
    for (auto& [path, text] : entries) {
        if (path.ends_with("/b.txt")) text = "TWO";  // not what its sum says
        if (path != "manifest.json") continue;
        const auto at = text.find("\"quota\":");
        text.replace(at, text.find(',', at) - at, "\"quota\":5");
    }
    // Each file stands before its object.
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        const auto order = [](const std::string& path) {
            const bool object = path.starts_with("objects/");
            if (!object && !path.starts_with("files/")) return path == "summary.json" ? 99 : 0;
            if (object) return path[path.size() - 6] * 2 - 2 * '0' + 1;
            return (path[path.size() - 5] - 'a' + 1) * 2;
        };
        return order(a.first) < order(b.first);
    });
    writeArchive("refused", entries);
    const auto result = imported("refused");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("/2: A file is not what its sum says."), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("/3: The storage quota is exceeded"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("enablecontext -c 2"), std::string::npos) << result.err;
    EXPECT_EQ(rowsOf(2, "document"), 1);
    EXPECT_NE(run(master({"listcontext", "--csv", "-s", "2"})).out.find("\"false\""), std::string::npos);
    EXPECT_NE(run({"createuser", "-c", "2", "-A", "oxadmin", "-P", "secret", "-u", "x", "-d", "x", "-g", "x", "-s", "x",
                   "-p", "secret", "-e", "x@example.com"})
                  .status,
              0)
        << "disabled";
    expectLine(master({"enablecontext", "-c", "2"}), "context 2 enabled");
    EXPECT_EQ(run({"listuser", "-c", "2", "-A", "oxadmin", "-P", "secret"}).status, 0);
    expectLine(master({"deletecontext", "-c", "2"}), "context 2 deleted");
    expectNothingLeft();
}

TEST_F(ArchiveTest, TakenIdsNamesAndFilesAreRefused) {
    ASSERT_EQ(exported(1, "good").status, 0);
    EXPECT_EQ(exported(1, "good").status, 1) << "the file exists";
    EXPECT_EQ(exported(9, "other").status, 102);
    EXPECT_FALSE(std::filesystem::exists(file("other")));
    EXPECT_FALSE(std::filesystem::exists(file("other.part")));
    EXPECT_EQ(imported("good", {}).status, 110);
    EXPECT_EQ(imported("good", {"--dry-run"}).status, 110);
    EXPECT_EQ(imported("good", {"-c", "7", "--as", "2"}).status, 103) << "the archive has context 1";
    EXPECT_EQ(imported("good", {"--as", "2", "-N", "1"}).status, 103) << "context 1 has that name";
    EXPECT_EQ(imported("good", {"--as", "0"}).status, 110) << "0 is the id in the archive";
    expectNothingLeft();
    EXPECT_EQ(run({"exportcontext", "-c", "1", "--file", file("x"), "-A", "oxadmin", "-P", "secret"}).status, 101);
    EXPECT_EQ(imported("good", {"-c", "1", "--as", "2", "-N", "copy"}).status, 0);
    EXPECT_EQ(run(master({"existscontext", "-N", "copy"})).status, 0);
}

TEST_F(ArchiveTest, FilesThatAreGoneAreReported) {
    addDocument(1, "a.txt", {"one", "two"});
    addDocument(2, "b.txt", {"three"});
    std::filesystem::remove(storeOf(1) / keyOf(12));
    const auto result = exported(1, "a");
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.err.find("Warning: missing: files/infostore/userstore/anna display/a.txt"), std::string::npos)
        << result.err;
    const auto back = imported("a");
    EXPECT_EQ(back.status, 0) << back.err;
    EXPECT_NE(back.err.find("missing in the archive: files/infostore"), std::string::npos) << back.err;
    EXPECT_EQ(rowsOf(2, "document_version"), 2);
}

TEST_F(ArchiveTest, AContextIsDisabledIfThatIsAsked) {
    EXPECT_EQ(run(master({"exportcontext", "-c", "1", "--disable", "--file", file("a")})).status, 0);
    EXPECT_NE(run(master({"listcontext", "--csv"})).out.find("\"false\""), std::string::npos);
    expectLine(master({"deletecontext", "-c", "1"}), "context 1 deleted");
    const auto back = imported("a", {"-c", "1"});
    EXPECT_EQ(back.out, "context 1 imported\n") << back.err;
    EXPECT_EQ(back.err, "");
    EXPECT_EQ(run({"listuser", "-c", "1", "-A", "oxadmin", "-P", "secret"}).status, 0);
}

/// In kB.
long peakMemory(pid_t process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string word; status >> word;) {
        long value = 0;
        if (word == "VmHWM:" && status >> value) return value;
    }
    return -1;
}

/// Octets that do not compress.
std::string noise(std::size_t count) {
    std::string octets(count, '\0');
    std::uint64_t state = 1;
    for (std::size_t i = 0; i + sizeof state <= octets.size(); i += sizeof state) {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        std::memcpy(&octets[i], &state, sizeof state);
    }
    return octets;
}

TEST_F(ArchiveTest, AKilledImportLeavesADisabledContextThatNobodyCanUse) {
    addDocument(1, "large.bin", {noise(std::size_t{96} << 20U)});
    ASSERT_EQ(exported(1, "large").status, 0);
    std::thread importing([&] { EXPECT_NE(imported("large").status, 0); });
    EXPECT_TRUE(test::eventually(std::chrono::seconds(30), [&] { return std::filesystem::exists(storeOf(2)); }))
        << "files are coming in";
    daemon().signal(SIGKILL);
    EXPECT_EQ(daemon().wait(), 128 + SIGKILL);
    importing.join();
    startDaemon();
    EXPECT_NE(run(master({"listcontext", "--csv", "-s", "2"})).out.find("\"false\""), std::string::npos);
    EXPECT_EQ(value("SELECT GROUP_CONCAT(DISTINCT password) FROM " + table(2, "user_account") + " WHERE cid = 2"), "*");
    EXPECT_EQ(run({"listuser", "-c", "2", "-A", "oxadmin", "-P", "secret"}).status, 101);
    expectLine(master({"deletecontext", "-c", "2"}), "context 2 deleted");
    expectNothingLeft();
}

TEST_F(ArchiveTest, LargeFilesAreNeverInMemory) {
    std::string octets = noise(std::size_t{96} << 20U);
    addDocument(1, "large.bin", {octets});
    octets = {};
    const auto before = peakMemory(daemon().pid());
    ASSERT_GT(before, 0);
    EXPECT_EQ(exported(1, "large").status, 0);
    EXPECT_EQ(imported("large").status, 0);
    EXPECT_LT(peakMemory(daemon().pid()) - before, 48 * 1024);
}

}  // namespace
