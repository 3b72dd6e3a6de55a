#include "admin/archive/archive_reader.h"
#include "admin/archive/archive_writer.h"
#include "admin/archive/manifest.h"
#include "admin/archive/octet_pipe.h"
#include "admin/archive/records.h"
#include "admin/archive/tar_writer.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <memory>
#include <thread>

namespace admin::archive {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr ArchiveLimits kPlenty{.entries = 1'000'000, .octets = std::int64_t{1} << 30U};

std::string written(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::string octets;
    ArchiveWriter writer([&](std::string_view piece) { octets += piece; }, {});
    for (const auto& [path, contents] : entries) writer.add(path, contents);
    writer.finish();
    return octets;
}

std::unique_ptr<ArchiveReader> readerOf(const std::string& octets, const ArchiveLimits& limits = kPlenty) {
    return std::make_unique<ArchiveReader>(
        [rest = std::string_view(octets)](std::span<char> into) mutable {
            const auto count = rest.copy(into.data(), std::min<std::size_t>(into.size(), 777));
            rest.remove_prefix(count);
            return count;
        },
        limits);
}

/// What is said about an archive that is read to its end.
std::string verdict(const std::string& octets, const ArchiveLimits& limits = kPlenty) {
    try {
        const auto reader = readerOf(octets, limits);
        while (reader->next()) {
        }
        return "good";
    } catch (const Error& error) {
        return error.publicText();
    }
}

TEST(Archive, WhatWasWrittenIsRead) {
    const std::string large(300'000, 'x');
    const auto octets = written({{"a", "one"}, {"b/c", ""}, {"d", large}, {"e", "not read"}});
    const auto reader = readerOf(octets);
    EXPECT_EQ(reader->next()->path, "a");
    EXPECT_EQ(reader->text(100), "one");
    EXPECT_EQ(reader->next()->path, "b/c");
    EXPECT_EQ(reader->text(0), "");
    EXPECT_EQ(reader->next()->path, "d");
    EXPECT_EQ(reader->text(1'000'000), large);
    EXPECT_EQ(reader->next()->path, "e");
    EXPECT_FALSE(reader->next().has_value());
    EXPECT_FALSE(reader->next().has_value());
}

TEST(Archive, EveryCutIsNoticed) {
    const auto octets = written({{"a", "one"}, {"b", "two"}});
    ASSERT_EQ(verdict(octets), "good");
    for (std::size_t length = 0; length < octets.size(); ++length) {
        EXPECT_NE(verdict(octets.substr(0, length)), "good") << length << " of " << octets.size();
    }
}

/// Some bits of Zstandard's headers only say how much memory a reader needs.
TEST(Archive, AFlippedBitIsNoticedOrChangesNothing) {
    const auto octets = written({{"a", "one"}, {"b", "two"}});
    int noticed = 0;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        auto damaged = octets;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        if (verdict(damaged) != "good") {
            ++noticed;
            continue;
        }
        const auto reader = readerOf(damaged);
        EXPECT_EQ(reader->next()->path, "a");
        EXPECT_EQ(reader->text(100), "one");
        EXPECT_EQ(reader->next()->path, "b");
        EXPECT_EQ(reader->text(100), "two");
    }
    EXPECT_GT(noticed, static_cast<int>(octets.size()) * 9 / 10);
}

TEST(Archive, SumsThatDifferNameTheEntry) {
    // The list of another archive: everything is well-formed, only the sum of "b" is wrong.
    std::string octets;
    Compressor compressor([&](std::string_view piece) { octets += piece; });
    TarWriter tar([&](std::string_view piece) { compressor.add(piece); });
    const auto add = [&](const std::string& path, const std::string& contents) {
        tar.begin({.path = path, .size = static_cast<std::int64_t>(contents.size())});
        tar.write(contents);
    };
    const auto line = [](const std::string& contents, const std::string& path) {
        return groupware::crypto::toHex(groupware::crypto::sha256(contents)) + "  " + path + "\n";
    };
    add("a", "one");
    add("b", "two");
    add(std::string(kSums), line("one", "a") + line("TWO", "b"));
    tar.finish();
    compressor.finish();
    EXPECT_EQ(verdict(octets), "The archive is damaged: b is not what was exported.");
}

TEST(Archive, LimitsHold) {
    const auto octets = written({{"a", "one"}, {"b", "two"}});
    EXPECT_EQ(verdict(octets, {.entries = 2, .octets = 10'000}),
              "The archive is too large: it has more than 2 entries.");
    EXPECT_EQ(verdict(octets, {.entries = 9, .octets = 5}), "The archive is too large: it has more than 5 bytes.");
    const auto reader = readerOf(octets);
    (void)reader->next();
    EXPECT_THROW((void)reader->text(2), Error);
}

/// A megabyte of zeros is a few octets: what an archive unpacks to is limited, not only what it has.
TEST(Archive, BombsAreLimited) {
    const auto octets = written({{"a", std::string(8 << 20, '\0')}});
    EXPECT_LT(octets.size(), 10'000U);
    EXPECT_NE(verdict(octets, {.entries = 10, .octets = 1 << 20}), "good");
}

TEST(Archive, AnEntryHasTheSizeThatWasAnnounced) {
    ArchiveWriter writer([](std::string_view) {}, {});
    writer.begin("a", 5);
    writer.write("four");
    EXPECT_THROW((void)writer.end(), Error);
    EXPECT_THROW(writer.add("../a", ""), Error);
}

TEST(Archive, ManifestsOfOtherVersionsAreRefused) {
    const Manifest manifest{.product = "1", .context = {5}, .name = "five", .mappings = {"a", "b"}};
    auto text = write(manifest);
    EXPECT_EQ(readManifest(text).mappings, manifest.mappings);
    for (const char version : {'3', '2', '1', '4', '0'}) {
        text[text.find("\"version\":") + 10] = version;
        if (version >= '1' && version <= '3') {
            EXPECT_EQ(readManifest(text).mappings, manifest.mappings) << "what older programs wrote";
        } else {
            EXPECT_THROW((void)readManifest(text), Error) << version;
        }
    }
    for (const auto* const none : {"", "{}", "[]", R"({"format":"zip"})", R"({"format":"yoke-context","version":1})"}) {
        EXPECT_THROW((void)readManifest(none), Error) << none;
    }
}

TEST(Archive, APartMayStandBeforeAnotherObject) {
    ObjectRecord record{.folder = {30}, .paths = {"files/a.txt", "files/b.txt"}};
    record.object = {.id = 7, .data = "{}"};
    record.object.parts.push_back({.name = "a.txt", .blobKey = "a", .size = 5, .sha256 = std::string(32, 's')});
    record.object.parts.push_back(record.object.parts[0]);
    record.object.parts[1].elsewhere = true;
    const auto back = readObject(write(record));
    ASSERT_EQ(back.object.parts.size(), 2U);
    EXPECT_FALSE(back.object.parts[0].elsewhere);
    EXPECT_TRUE(back.object.parts[1].elsewhere);
    EXPECT_EQ(back.object.parts[1].sha256, std::string(32, 's'));
    EXPECT_EQ(back.paths, record.paths);
}

TEST(Archive, ImpossibleRecordsAreRefused) {
    EXPECT_THROW((void)readUser(R"({"id":-3})"), Error);
    EXPECT_THROW((void)readUser(R"({"login":"x"})"), Error);
    EXPECT_THROW((void)readUser(R"({"id":3,"access":["flying"]})"), Error);
    EXPECT_THROW((void)readUser(R"({"id":3,"contact":{"wings":"2"}})"), Error);
    EXPECT_THROW((void)readGroup(R"({"id":1,"members":["x"]})"), Error);
    EXPECT_THROW((void)readFolder(R"({"id":30,"parent":1,"owner":3,"createdBy":3,"modifiedBy":3,"type":9})"), Error);
    EXPECT_THROW(
        (void)readFolder(R"({"id":30,"parent":1,"owner":3,"createdBy":3,"modifiedBy":3,"type":1,"permissions":)"
                         R"([{"user":3,"bits":-1}]})"),
        Error);
    EXPECT_THROW((void)readObject(R"({"id":30,"folder":1})"), Error);
    EXPECT_THROW((void)readObject(R"({"id":30,"folder":1,"data":{},"parts":[{"sha256":"xyz"}]})"), Error);
    EXPECT_THROW((void)readObject(R"({"id":999999999999999999,"folder":1,"data":{}})"), Error);
}

TEST(OctetPipe, TheReaderGetsWhatTheWriterWrote) {
    OctetPipe pipe;
    const std::string octets(3 * OctetPipe::kRoom, 'x');
    std::thread writer([&] {
        pipe.write(octets);
        pipe.closeWriter();
    });
    std::string read;
    std::string piece(50'000, '\0');
    while (const auto count = pipe.read(piece)) read.append(piece, 0, count);
    writer.join();
    EXPECT_EQ(read, octets);
}

TEST(OctetPipe, WhatWentWrongIsToldAtTheEnd) {
    OctetPipe pipe;
    pipe.write("abc");
    pipe.closeWriter(std::make_exception_ptr(Error(ErrorCode::Unavailable, "gone")));
    std::string piece(10, '\0');
    EXPECT_EQ(pipe.read(piece), 3U);
    EXPECT_THROW((void)pipe.read(piece), Error);
}

TEST(OctetPipe, AWriterWhoseReaderLeftStops) {
    OctetPipe pipe;
    std::atomic<bool> stopped{false};
    std::thread writer([&] {
        try {
            pipe.write(std::string(2 * OctetPipe::kRoom, 'x'));
        } catch (const OctetPipe::ReaderLeft&) {
            stopped = true;
        }
    });
    pipe.closeReader();
    writer.join();
    EXPECT_TRUE(stopped);
}

}  // namespace
}  // namespace admin::archive
