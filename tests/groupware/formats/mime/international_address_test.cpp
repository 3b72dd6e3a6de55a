#include "groupware/formats/mime/international_address.h"

#include "groupware/formats/mime/mailbox.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::mime {
namespace {

struct Case {
    std::string_view address;
    std::string_view ascii;  ///< empty: no address
};

// RFC 6531 section 3.3, RFC 5890 section 2.3.2.1, UTS 46.
TEST(InternationalAddress, HasADomainInAscii) {
    const std::vector<Case> cases{
        {"carol@example.org", "carol@example.org"},
        {"Carol@Example.ORG", "Carol@Example.ORG"},
        {"carol@under_score.example", "carol@under_score.example"},
        {"carol@b\u00FCcher.example", "carol@xn--bcher-kva.example"},
        {"carol@B\u00DCCHER.example", "carol@xn--bcher-kva.example"},
        {"carol@bu\u0308cher.example", "carol@xn--bcher-kva.example"},
        {"carol@b\u00FCcher\u3002example", "carol@xn--bcher-kva.example"},
        {"carol@stra\u00DFe.example", "carol@xn--strae-oqa.example"},
        {"b\u00E4r@example.org", "b\u00E4r@example.org"},
        {"\u7528\u6237@\u4F8B\u5B50.example", "\u7528\u6237@xn--fsqu00a.example"},
        {"", ""},
        {"carol", ""},
        {"carol@", ""},
        {"@b\u00FCcher.example", ""},
        {"a b\u00E4r@example.org", ""},
        {"a>\r\nRCPT TO:<b\u00E4r@example.org", ""},
        {"b\xE4r@example.org", ""},
        {"carol@\u2028.example", ""},
        {"carol@a\uFF1Eb.example", ""},  // would become '>'
    };
    for (const auto& [address, ascii] : cases) EXPECT_EQ(withAsciiDomain(address), ascii) << address;
}

// What everybody who looks the domain up finds the same one for. RFC 5890 section 2.3.2.1.
TEST(InternationalAddress, IsExactWithoutAnyMapping) {
    for (const auto* const exact :
         {"carol@example.org", "carol@EXAMPLE.org", "b\u00E4r@example.org", "carol@b\u00FCcher.example",
          "carol@B\u00FCcher.Example", "carol@xn--bcher-kva.example", "carol@stra\u00DFe.example",
          "\u7528\u6237@\u4F8B\u5B50.example", "carol@[192.0.2.1]"})
        EXPECT_TRUE(hasExactDomain(exact)) << exact;
    for (const auto* const mapped :
         {"carol@example\u3002com", "carol@\uFF45xample.com", "carol@b\u00FCcher\u3002example",
          "carol@b\u00FCcher.ex\uFF41mple", "carol@B\u00DCCHER.example", "carol@bu\u0308cher.example",
          "carol@exam\u00ADple.com", "carol@exa\u200Bmple.com", "carol@\u212Aelvin.example", "carol@\u2028.example",
          "carol@b\u00FCcher.xn--\u00FC", "carol", ""})
        EXPECT_FALSE(hasExactDomain(mapped)) << mapped;
}

TEST(InternationalAddress, IsReadByPeople) {
    EXPECT_EQ(withUnicodeDomain("carol@xn--bcher-kva.example"), "carol@b\u00FCcher.example");
    EXPECT_EQ(withUnicodeDomain("xn--carol@example.org"), "xn--carol@example.org");
    EXPECT_EQ(withUnicodeDomain("carol@xn--\x7F.example"), "carol@xn--\x7F.example");
    EXPECT_EQ(withUnicodeDomain(""), "");
}

TEST(InternationalAddress, IsTheSameInBothSpellings) {
    const std::string key = "carol@xn--bcher-kva.example";
    for (const auto* const spelling : {"Carol@xn--bcher-kva.example", "carol@XN--BCHER-KVA.EXAMPLE",
                                       "carol@b\u00FCcher.example", "CAROL@B\u00DCCHER.Example"})
        EXPECT_EQ(comparableAddress(spelling), key) << spelling;
    EXPECT_EQ(comparableAddress("No Address\u00DC"), "no address\u00DC");
}

TEST(InternationalAddress, StandsInHeaders) {
    const auto found = parseMailboxes("B\u00E4r <b\u00E4r@b\u00FCcher.example>, carol@example.org, \xFC@example.org");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].address, "b\u00E4r@b\u00FCcher.example");
    EXPECT_EQ(found[1].address, "carol@example.org");
}

}  // namespace
}  // namespace groupware::formats::mime
