#include "groupware/formats/lines/block_unfold.h"

#include "groupware/formats/lines/unfold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::lines {
namespace {

constexpr std::size_t kKeep = 4096;

struct Found {
    std::string text;
    std::uint64_t begin;
    std::uint64_t end;
    std::size_t number;

    friend bool operator==(const Found& a, const Found& b) {
        return a.text == b.text && a.begin == b.begin && a.end == b.end && a.number == b.number;
    }
    friend void PrintTo(const Found& line, std::ostream* out) {
        *out << '"' << line.text << "\" " << line.begin << '-' << line.end << " line " << line.number;
    }
};

/// What the parser takes for the lines of the whole text.
std::vector<Found> whole(std::string_view text) {
    std::vector<Found> found;
    Unfolder unfolder(text, 1);
    while (auto line = unfolder.next()) {
        const auto begin = static_cast<std::uint64_t>(line->source.data() - text.data());
        found.push_back({line->text, begin, begin + line->source.size(), line->number});
    }
    return found;
}

std::vector<Found> inBlocks(const std::vector<std::string_view>& blocks, std::size_t keep = kKeep) {
    std::vector<Found> found;
    BlockUnfolder unfolder(keep, [&](const BlockUnfolder::Line& line) {
        found.push_back({std::string(line.text), line.begin, line.end, line.number});
    });
    for (const auto block : blocks) unfolder.add(block);
    unfolder.finish();
    return found;
}

std::vector<std::string_view> blocksOf(std::string_view text, std::size_t octets) {
    std::vector<std::string_view> blocks;
    for (; !text.empty(); text.remove_prefix(blocks.back().size())) blocks.push_back(text.substr(0, octets));
    return blocks;
}

/// Cut in two at each octet, and into blocks of each length.
void expectSameWhereverCut(std::string_view text) {
    const auto expected = whole(text);
    for (std::size_t at = 0; at <= text.size(); ++at) {
        ASSERT_EQ(inBlocks({text.substr(0, at), text.substr(at)}), expected) << "cut at " << at << " of\n" << text;
    }
    for (std::size_t octets = 1; octets <= text.size(); ++octets) {
        ASSERT_EQ(inBlocks(blocksOf(text, octets)), expected) << "blocks of " << octets << " of\n" << text;
    }
}

// RFC 5545 section 3.1: a long line is folded by a line break and a blank anywhere, also inside of UTF-8.
TEST(BlockUnfoldTest, FoldsAreTheSameWhereverBlocksEnd) {
    expectSameWhereverCut("DESCRIPTION:This is a lo\r\n ng description\r\n  that exists on a long line.\r\nUID:1\r\n");
    expectSameWhereverCut("SUMMARY:Gr\xC3\r\n\t\xBC\xC3\x9F\x65\n  \n \n\nUID:2");
}

TEST(BlockUnfoldTest, WhatElseFormsLinesIsTheSameToo) {
    expectSameWhereverCut("\xEF\xBB\xBF\r\n  \r\nBEGIN:VCALENDAR\r\r\n\r\n\nEND:VCALENDAR\r\n\r\n");
    expectSameWhereverCut("NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=\r\nb=\r\n\r\n=\n c:d=\n");
    expectSameWhereverCut("PHOTO;ENCODING=BASE64:QUJD\r\n DEF\r\nREVG\r\n SElK\r\n\r\nUID:1\r\n x:y\r\nz\r\n");
    expectSameWhereverCut("PHOTO;BASE64:QUJD\n x:folded\nREVG\n y:own line\n");
    expectSameWhereverCut("\xEF\xBB");
    expectSameWhereverCut("\xEF\xBB\xBF");
    expectSameWhereverCut("\rA:b\r\rc\r\n\r \n");
    expectSameWhereverCut("");
}

TEST(BlockUnfoldTest, RandomTextsAreCutAsTheParserReadsThem) {
    const std::vector<std::string> pieces{"a",
                                          ":",
                                          "=",
                                          " ",
                                          "\t",
                                          "\r",
                                          "\n",
                                          "\r\n",
                                          "\r\n ",
                                          ";ENCODING=BASE64:",
                                          "=\n",
                                          ";QUOTED-PRINTABLE:",
                                          "\xEF\xBB\xBF",
                                          "=\r\n"};
    std::mt19937 random(5545);  // NOLINT(cert-msc51-cpp): the same texts each time
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto count = random() % 30; count > 0; --count) text += pieces[random() % pieces.size()];
        const auto expected = whole(text);
        for (const std::size_t octets :
             {std::size_t{1}, std::size_t{2}, std::size_t{1 + random() % 7}, text.size() + 1})
            ASSERT_EQ(inBlocks(blocksOf(text, octets)), expected) << testing::PrintToString(text);
    }
}

// However long a line is, it ends where it ends, and no more of it is kept than was asked for.
TEST(BlockUnfoldTest, LongLinesAreCutNotTheirExtents) {
    const std::string text = "DESCRIPTION:" + std::string(300, 'x') + "\r\n " + std::string(300, ':') +
                             "\r\r\nUID:" + std::string(100, 'u') + "\n" + std::string(500, '\r') +
                             "\nATTACH;ENCODING=BASE64:" + std::string(90, 'Q') + "\n" + std::string(400, 'R') +
                             "\nEND:VEVENT\n";
    auto expected = whole(text);
    ASSERT_EQ(expected.size(), 4U);
    constexpr std::size_t kShort = 40;
    for (auto& line : expected) line.text.resize(std::min(line.text.size(), kShort));
    for (std::size_t octets = 1; octets < 200; ++octets)
        ASSERT_EQ(inBlocks(blocksOf(text, octets), kShort), expected) << octets;
}

}  // namespace
}  // namespace groupware::formats::lines
