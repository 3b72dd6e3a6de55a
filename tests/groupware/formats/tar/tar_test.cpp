#include "groupware/formats/tar/tar.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <vector>

namespace groupware::formats::tar {
namespace {

std::string file(const std::string& path, const std::string& contents) {
    const Entry entry{.path = path, .size = static_cast<std::int64_t>(contents.size()), .modified = 1'800'000'000};
    return header(entry) + contents + padding(entry.size);
}

/// Gives an archive in pieces of `piece` octets.
Reader::Source pieces(std::string archive, std::size_t piece) {
    return [archive = std::move(archive), piece, at = std::size_t{0}](std::span<char> into) mutable {
        const auto count = archive.copy(into.data(), std::min(piece, into.size()), std::min(at, archive.size()));
        at += count;
        return count;
    };
}

std::vector<std::pair<std::string, std::string>> unpacked(const std::string& archive, std::size_t piece = 100) {
    Reader reader(pieces(archive, piece));
    std::vector<std::pair<std::string, std::string>> files;
    while (const auto entry = reader.next()) {
        std::string contents;
        std::array<char, 33> part{};
        while (const auto count = reader.read(part)) contents.append(part.data(), count);
        files.emplace_back(entry->path, contents);
    }
    return files;
}

std::string refusal(const std::string& archive) {
    try {
        (void)unpacked(archive);
    } catch (const Error& error) {
        return error.publicText();
    }
    return "taken";
}

TEST(Tar, WhatWasWrittenIsRead) {
    const std::string longPath = "files/" + std::string(300, 'x') + "/report";
    const std::string archive = file("a", "") + file("b/c", std::string(512, 'y')) + file(longPath, "z") +
                                file("files/\xC3\x84rger/\xE6\x97\xA5", std::string(1000, 'w')) + ending();
    EXPECT_EQ(archive.size() % kBlockOctets, 0U);
    for (const std::size_t piece : {1U, 7U, 512U, 100'000U}) {
        const auto files = unpacked(archive, piece);
        ASSERT_EQ(files.size(), 4U) << piece;
        EXPECT_EQ(files[0], std::pair(std::string("a"), std::string()));
        EXPECT_EQ(files[1].second, std::string(512, 'y'));
        EXPECT_EQ(files[2].first, longPath);
        EXPECT_EQ(files[3].first, "files/\xC3\x84rger/\xE6\x97\xA5");
        EXPECT_EQ(files[3].second.size(), 1000U);
    }
}

TEST(Tar, EntriesThatNobodyReadsAreSkipped) {
    Reader reader(pieces(file("a", std::string(5000, 'x')) + file("b", "y") + ending(), 77));
    EXPECT_EQ(reader.next()->path, "a");
    EXPECT_EQ(reader.next()->path, "b");
    EXPECT_FALSE(reader.next().has_value());
    EXPECT_FALSE(reader.next().has_value());
}

TEST(Tar, SizesBeyondTheOldHeaderSurvive) {
    const std::int64_t size = std::int64_t{9} << 30U;
    Reader reader(pieces(header({.path = "large", .size = size, .modified = 0}), 512));
    EXPECT_EQ(reader.next()->size, size);
}

/// POSIX.1-2017's header of an empty file "a": what GNU tar --format=ustar writes for it, but for names of users.
TEST(Tar, TheHeaderIsThatOfTheStandard) {
    const auto block = header({.path = "a", .size = 8, .modified = 1});
    ASSERT_EQ(block.size(), kBlockOctets);
    EXPECT_EQ(block.substr(100, 7), "0000600");
    EXPECT_EQ(block.substr(124, 11), "00000000010");
    EXPECT_EQ(block.substr(136, 11), "00000000001");
    EXPECT_EQ(block.substr(257, 8), std::string("ustar\00000", 8));
}

TEST(Tar, OtherProgramsReadIt) {
    const std::string path = testing::TempDir() + "/tar_test.tar";
    const auto archive = file("a/b", "hello") + file("\xC3\x84/" + std::string(120, 'l'), "x") + ending();
    FILE* out = std::fopen(path.c_str(), "wb");
    ASSERT_NE(out, nullptr);
    EXPECT_EQ(std::fwrite(archive.data(), 1, archive.size(), out), archive.size());
    std::fclose(out);
    FILE* tar = ::popen(("LC_ALL=C.UTF-8 tar --quoting-style=literal -tf " + path + " 2>&1").c_str(), "r");
    ASSERT_NE(tar, nullptr);
    std::array<char, 1000> text{};
    const auto count = std::fread(text.data(), 1, text.size(), tar);
    EXPECT_EQ(::pclose(tar), 0);
    EXPECT_EQ(std::string(text.data(), count), "a/b\n\xC3\x84/" + std::string(120, 'l') + "\n");
    std::remove(path.c_str());
}

TEST(Tar, DamageIsNoticed) {
    const std::string good = file("a", "hello") + ending();
    EXPECT_EQ(refusal(good), "taken");
    EXPECT_EQ(refusal(good.substr(0, 514)), "The archive is damaged: it ends too early.");
    EXPECT_EQ(refusal(good.substr(0, 1024)), "The archive is damaged: it ends too early.");
    EXPECT_EQ(refusal(""), "The archive is damaged: it ends too early.");
    EXPECT_EQ(refusal(std::string(2048, 'x')), "The archive is damaged: it is no tar archive.");
    auto bad = good;
    bad[0] = 'b';
    EXPECT_EQ(refusal(bad), "The archive is damaged: the checksum of a header is wrong.");
}

TEST(Tar, LinksAndHostilePathsAreRefused) {
    for (const auto* const path :
         {"/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "a\\b", "a\nb", "a/", ""}) {
        EXPECT_FALSE(isSafePath(path)) << path;
        EXPECT_THROW((void)header({.path = path}), Error) << path;
    }
    EXPECT_FALSE(isSafePath("\xff"));
    EXPECT_FALSE(isSafePath(std::string(kMaxPathOctets + 1, 'x')));
    EXPECT_TRUE(isSafePath("..a/b..c/...d"));
    // The same bytes with another type or name, and a checksum that fits.
    const auto forged = [](std::size_t at, std::string_view octets) {
        auto block = file("aaaaaaa", "");
        block.replace(at, octets.size(), octets);
        block.replace(148, 8, "        ");
        unsigned sum = 0;
        for (const char c : block) sum += static_cast<unsigned char>(c);
        std::array<char, 8> text{};
        std::snprintf(text.data(), text.size(), "%06o", sum);
        block.replace(148, 7, std::string(text.data(), 7));
        return block + ending();
    };
    EXPECT_EQ(refusal(forged(0, "bbbbbbb")), "taken");
    EXPECT_EQ(refusal(forged(0, "../../x")), "The archive is damaged: a path leads elsewhere.");
    EXPECT_EQ(refusal(forged(156, "2")), "The archive is damaged: it has other things than files.");
    EXPECT_EQ(refusal(forged(156, "5")), "The archive is damaged: it has other things than files.");
    EXPECT_EQ(refusal(forged(124, "-0000000001")), "The archive is damaged: a number is none.");
}

TEST(Tar, BrokenExtendedHeadersAreRefused) {
    const auto extended = [](std::string_view records) {
        auto whole = file("x/" + std::string(120, 'p'), "");
        const auto at = kBlockOctets;
        whole.replace(at, records.size(), records);
        return whole + ending();
    };
    for (const auto* const records : {"99999 path=x\n", "x", "7 path\n", "0 path=x\n", "-5 path=x\n"}) {
        EXPECT_NE(refusal(extended(records)), "taken") << records;
    }
}

}  // namespace
}  // namespace groupware::formats::tar
