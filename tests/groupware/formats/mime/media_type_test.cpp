#include "groupware/formats/mime/media_type.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::formats::mime {
namespace {

TEST(MediaType, IsTakenFromTheExtensionInAnyCase) {
    EXPECT_EQ(mediaTypeOfName("a.pdf"), "application/pdf");
    EXPECT_EQ(mediaTypeOfName("a.PDF"), "application/pdf");
    EXPECT_EQ(mediaTypeOfName("a.7z"), "application/x-7z-compressed");
    EXPECT_EQ(mediaTypeOfName("a.zip"), "application/zip");
    for (const auto* name : {"", "a", ".pdf", "a.", "a.unheardof"})
        EXPECT_EQ(mediaTypeOfName(name), "application/octet-stream") << name;
}

TEST(MediaType, TheClientsWordCountsWhenItSaysSomething) {
    EXPECT_EQ(chooseMediaType("Text/HTML; charset=utf-8", "a.pdf"), "text/html");
    EXPECT_EQ(chooseMediaType("application/octet-stream", "a.pdf"), "application/pdf");
    EXPECT_EQ(chooseMediaType("", "a.pdf"), "application/pdf");
    // Whatever is stored here becomes a response header.
    for (const auto* claim : {"text", "text/", "/html", "te xt/html", "text/html\r\nSet-Cookie: a=b", "a/b/c"})
        EXPECT_EQ(chooseMediaType(claim, "a.txt"), "text/plain") << claim;
    EXPECT_EQ(chooseMediaType("a/" + std::string(200, 'b'), "a.txt"), "text/plain");
}

}  // namespace
}  // namespace groupware::formats::mime
