#include "groupware/formats/zip/zip_stream.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/utf8_locale.h"
#include "groupware/formats/zip/entry_names.h"

#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>
#include <malloc.h>

#include <map>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::zip {
namespace {

constexpr std::int64_t kModified = 1'600'000'000;

struct Given {
    std::string name;
    std::string contents;
    std::int64_t claimed = -1;  ///< size, if it is not that of the contents
};

ZipStream::Next filesOf(std::vector<Given> files) {
    return [files = std::move(files), index = std::size_t{0}]() mutable -> std::optional<File> {
        if (index == files.size()) return std::nullopt;
        const auto& file = files[index++];
        auto size = file.claimed < 0 ? static_cast<std::int64_t>(file.contents.size()) : file.claimed;
        return File{.name = file.name,
                    .size = size,
                    .modified = kModified,
                    .read = [rest = file.contents](std::span<char> into) mutable {
                        const auto count = rest.copy(into.data(), into.size());
                        rest.erase(0, count);
                        return count;
                    }};
    };
}

std::string octetsOf(ZipStream& stream, std::size_t atOnce) {
    std::string octets;
    std::string piece(atOnce, '\0');
    while (const auto count = stream.read(piece)) octets.append(piece, 0, count);
    return octets;
}

/// Nothing makes it shorter.
std::string noise(std::size_t length) {
    std::string octets(length, '\0');
    std::mt19937 random(1);
    for (auto& octet : octets) octet = static_cast<char>(random());
    return octets;
}

/// What somebody who unpacks it finds.
std::map<std::string, std::string> unpacked(const std::string& octets) {
    const encoding::Utf8Locale locale;
    const std::unique_ptr<::archive, decltype(&archive_read_free)> reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(reader.get());
    if (archive_read_open_memory(reader.get(), octets.data(), octets.size()) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(reader.get()));
    std::map<std::string, std::string> files;
    ::archive_entry* entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        EXPECT_EQ(archive_entry_mtime(entry), kModified);
        auto& contents = files[archive_entry_pathname_utf8(entry)];
        std::string piece(1000, '\0');
        la_ssize_t count = 0;
        while ((count = archive_read_data(reader.get(), piece.data(), piece.size())) > 0)
            contents.append(piece, 0, static_cast<std::size_t>(count));
        if (count < 0) throw std::runtime_error(archive_error_string(reader.get()));
    }
    return files;
}

TEST(ZipStreamTest, FilesComeOutAsTheyWentIn) {
    const auto large = noise(300'000);
    const std::vector<Given> files{{"a.txt", "text"}, {"empty", ""}, {"Übergröße 日本.bin", large}};
    for (const std::size_t atOnce : {1U, 777U, 1'000'000U}) {
        ZipStream stream(filesOf(files));
        const auto found = unpacked(octetsOf(stream, atOnce));
        ASSERT_EQ(found.size(), 3U);
        for (const auto& file : files) EXPECT_EQ(found.at(file.name), file.contents) << file.name;
        std::string more(1, '\0');
        EXPECT_EQ(stream.read(more), 0U) << "the end stays the end";
    }
}

TEST(ZipStreamTest, NoFilesAreAnEmptyArchive) {
    ZipStream stream(filesOf({}));
    EXPECT_TRUE(unpacked(octetsOf(stream, 100)).empty());
}

TEST(ZipStreamTest, AFileThatIsShorterThanItSaysBreaksTheStream) {
    ZipStream stream(filesOf({{"a", "text", 5}}));
    EXPECT_THROW((void)octetsOf(stream, 100), Error);
}

TEST(ZipStreamTest, FilesAreAskedForOneAfterTheOther) {
    int asked = 0;
    ZipStream stream([&, next = filesOf({{"a", noise(100'000)}, {"b", "b"}})]() mutable {
        ++asked;
        return next();
    });
    std::string piece(10, '\0');
    EXPECT_EQ(stream.read(piece), 10U);
    EXPECT_EQ(asked, 1);
}

TEST(ZipStreamTest, WhatTheSourceThrowsPasses) {
    ZipStream stream([]() -> std::optional<File> { throw Error(ErrorCode::Unavailable, "no store"); });
    std::string piece(10, '\0');
    EXPECT_THROW((void)stream.read(piece), Error);
}

TEST(ZipStreamTest, WhatIsNotReadToItsEndLeavesNothingInMemory) {
    const auto large = noise(100'000);
    const auto abandon = [&large](std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) {
            ZipStream stream(filesOf({{"a", large}, {"b", large}}));
            std::string piece(60'000, '\0');
            EXPECT_EQ(stream.read(piece), piece.size());
        }
    };
    const auto inUse = [] {
        const auto heap = ::mallinfo2();
        return heap.uordblks + heap.hblkhd;
    };
    abandon(1);  // what is kept for ever is there now
    const auto before = inUse();
    abandon(20);
    EXPECT_LT(inUse(), before + 300'000) << "octets: one stream has about that many";
}

TEST(EntryNamesTest, AreDifferentAndLeadNowhereElse) {
    EntryNames names;
    EXPECT_EQ(names.add("a.txt"), "a.txt");
    EXPECT_EQ(names.add("a.txt"), "a (2).txt");
    EXPECT_EQ(names.add("a.txt"), "a (3).txt");
    EXPECT_EQ(names.add(".profile"), ".profile");
    EXPECT_EQ(names.add(".profile"), ".profile (2)");
    EXPECT_EQ(names.add("../../etc/passwd"), ".._.._etc_passwd");
    EXPECT_EQ(names.add(".."), "_..");
    EXPECT_EQ(names.add("C:\\x\n"), "C__x_");
    EXPECT_EQ(names.add(""), "_");
}

}  // namespace
}  // namespace groupware::formats::zip
