#include "groupware/api/streamed_file.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace groupware::api {
namespace {

/// What is read through a buffer of a few octets.
std::string readAll(net::ResponseBody& body) {
    std::string text;
    std::array<char, 3> some{};
    while (const auto count = body.read(some)) text.append(some.data(), count);
    EXPECT_EQ(body.read(some), 0U) << "an end stays one";
    return text;
}

TEST(StreamedFileTest, PiecesAreTheFile) {
    std::vector<std::string> pieces{"one", "twotwo", "x"};
    auto answer = streamFile("text/calendar", "a.ics", [&] {
        if (pieces.empty()) return std::string();
        auto piece = pieces.front();
        pieces.erase(pieces.begin());
        return piece;
    });
    EXPECT_EQ(pieces.size(), 2U) << "the first is made at once, the others when they are asked for";
    EXPECT_FALSE(answer.response->length.has_value());
    EXPECT_EQ(readAll(*answer.response->stream), "onetwotwox");
    EXPECT_EQ(readAll(*streamFile("text/calendar", "a.ics", [] { return std::string(); }).response->stream), "");
}

// RFC 9112 section 8: a chunked answer without its last chunk is incomplete; whoever reads it must not take it for
// whole.
TEST(StreamedFileTest, WhatFailsIsAnErrorBeforeTheAnswerAndABreakInIt) {
    const auto fails = []() -> std::string { throw std::runtime_error("gone"); };
    EXPECT_THROW((void)streamFile("text/calendar", "a.ics", fails), std::runtime_error);
    int asked = 0;
    auto answer = streamFile("text/calendar", "a.ics", [&asked]() -> std::string {
        if (++asked == 1) return "first";
        throw std::runtime_error("gone");
    });
    EXPECT_THROW((void)readAll(*answer.response->stream), std::runtime_error);
}

}  // namespace
}  // namespace groupware::api
