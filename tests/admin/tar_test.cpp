#include "admin/archive/tar_reader.h"
#include "admin/archive/tar_writer.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

#include <algorithm>
#include <functional>
#include <string>

namespace admin::archive {
namespace {

using groupware::Error;

TarReader readerOf(std::string_view octets, std::size_t atOnce = 777) {
    return TarReader([octets, atOnce](std::span<char> into) mutable {
        const auto count = octets.copy(into.data(), std::min(into.size(), atOnce));
        octets.remove_prefix(count);
        return count;
    });
}

std::string written(const Entry& entry, std::string_view contents) {
    std::string octets;
    TarWriter writer([&](std::string_view piece) { octets += piece; });
    writer.begin(entry);
    writer.write(contents);
    writer.finish();
    return octets;
}

/// An archive of one entry that another program made.
std::string foreign(const std::function<void(::archive_entry*)>& describe) {
    std::string octets(100'000, '\0');
    std::size_t used = 0;
    auto* const tar = archive_write_new();
    archive_write_set_format_pax_restricted(tar);
    archive_write_open_memory(tar, octets.data(), octets.size(), &used);
    auto* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, "a");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, 0);
    describe(entry);
    archive_write_header(tar, entry);
    archive_entry_free(entry);
    archive_write_close(tar);
    archive_write_free(tar);
    octets.resize(used);
    return octets;
}

std::string verdict(const std::string& octets) {
    try {
        auto reader = readerOf(octets);
        while (reader.next()) {
        }
        return "good";
    } catch (const Error& error) {
        return error.publicText();
    }
}

TEST(Tar, PathsOfAnyLengthAndScriptComeBack) {
    std::string deep = "tree";
    while (deep.size() < 3000) deep += "/größer als 名前";
    for (const std::string& path : {std::string("a.txt"), std::string("Ordner/Übersicht 日本.txt"), deep}) {
        const auto octets = written({.path = path, .size = 5, .modified = 1'800'000'000}, "hello");
        auto reader = readerOf(octets);
        const auto entry = reader.next();
        ASSERT_TRUE(entry.has_value());
        EXPECT_EQ(entry->path, path);
        EXPECT_EQ(entry->size, 5);
        EXPECT_EQ(entry->modified, 1'800'000'000);
        std::string contents(10, '\0');
        EXPECT_EQ(reader.read(contents), 5U);
        EXPECT_EQ(contents.substr(0, 5), "hello");
        EXPECT_EQ(reader.read(contents), 0U);
        EXPECT_FALSE(reader.next().has_value());
    }
}

TEST(Tar, PathsThatLeadElsewhereAreNeitherWrittenNorRead) {
    for (const char* path : {"/etc/passwd", "../a", "a/../../b", "a//b", "a/./b", "a\\b", "a\nb"}) {
        EXPECT_THROW((void)written({.path = path}, ""), Error) << path;
        EXPECT_EQ(verdict(foreign([&](auto* entry) { archive_entry_set_pathname(entry, path); })),
                  "The archive is damaged: a path leads elsewhere.")
            << path;
    }
}

TEST(Tar, OnlyFilesAreRead) {
    constexpr auto kOther = "The archive is damaged: it has other things than files.";
    EXPECT_EQ(verdict(foreign([](auto*) {})), "good");
    EXPECT_EQ(verdict(foreign([](auto* entry) {
                  archive_entry_set_filetype(entry, AE_IFLNK);
                  archive_entry_set_symlink(entry, "/etc/passwd");
              })),
              kOther);
    EXPECT_EQ(verdict(foreign([](auto* entry) { archive_entry_set_hardlink(entry, "/etc/passwd"); })), kOther);
    EXPECT_EQ(verdict(foreign([](auto* entry) { archive_entry_set_filetype(entry, AE_IFDIR); })), kOther);
    EXPECT_EQ(verdict(foreign([](auto* entry) { archive_entry_set_filetype(entry, AE_IFIFO); })), kOther);
}

TEST(Tar, WhatTheSourceOrTheSinkThrowsPasses) {
    struct Gone {};
    TarReader reader([](std::span<char>) -> std::size_t { throw Gone(); });
    EXPECT_THROW((void)reader.next(), Gone);
    TarWriter writer([](std::string_view) { throw Gone(); });
    writer.begin({.path = "a", .size = 1 << 20});
    EXPECT_THROW(writer.write(std::string(1 << 20, 'x')), Gone);
}

TEST(Tar, WhatIsNotWrittenToItsEndLeavesNothingInMemory) {
    struct Gone {};
    const auto abandon = [](std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) {
            TarWriter stopped([](std::string_view) {});
            stopped.begin({.path = "a", .size = 1000});
            TarWriter failed([](std::string_view) { throw Gone(); });
            failed.begin({.path = "a", .size = 100'000});
            EXPECT_THROW(failed.write(std::string(100'000, 'x')), Gone);
        }
    };
    abandon(1);  // what is kept for ever is there now
    const auto before = ::mallinfo2().uordblks;
    abandon(100);
    EXPECT_LT(::mallinfo2().uordblks, before + 100'000) << "octets: one archive has about 10,000";
}

TEST(Tar, AnArchiveThatIsCutOffInContentsIsRefused) {
    const auto octets = written({.path = "a", .size = 5000}, std::string(5000, 'x'));
    auto reader = readerOf(std::string_view(octets).substr(0, 2000));
    ASSERT_TRUE(reader.next().has_value());
    std::string contents(5000, '\0');
    EXPECT_THROW(
        {
            while (reader.read(contents) > 0) {
            }
        },
        Error);
}

}  // namespace
}  // namespace admin::archive
