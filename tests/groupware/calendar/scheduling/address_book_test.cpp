#include "groupware/calendar/scheduling/address_book.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

struct Case {
    std::string_view uri;
    std::string_view key;
    std::string_view address;
};

// RFC 5545 section 3.3.3, RFC 5890 section 2.3.2.1.
TEST(AddressBook, AddressesCompareInOneForm) {
    const std::vector<Case> cases{
        {"mailto:anna@example.com", "mailto:anna@example.com", "anna@example.com"},
        {" MAILTO:Anna@Example.com ", "mailto:anna@example.com", "anna@example.com"},
        {"Anna@Example.com", "mailto:anna@example.com", "anna@example.com"},
        {"mailto:Anna@B\u00DCCHER.example", "mailto:anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"},
        {"mailto:anna@xn--Bcher-kva.example", "mailto:anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"},
        {"mailto:b\u00E4r@b\u00FCcher.example", "mailto:b\u00E4r@xn--bcher-kva.example",
         "b\u00E4r@xn--bcher-kva.example"},
        {"mailto:anna@\u2028.example", "mailto:anna@\u2028.example", "anna@\u2028.example"},
        {"HTTPS://Example.com/Anna", "https://Example.com/Anna", ""},
    };
    for (const auto& [uri, key, address] : cases) {
        EXPECT_EQ(addressKey(uri), key) << uri;
        EXPECT_EQ(mailAddress(uri), address) << uri;
    }
}

TEST(AddressBook, AliasesAreOnePerson) {
    AddressBook people;
    people.add("mailto:anna@b\u00FCcher.example", "1");
    people.add("mailto:a.nna@example.com", "1");
    EXPECT_TRUE(people.same("MAILTO:Anna@xn--bcher-kva.example", "a.nna@example.com"));
    EXPECT_FALSE(people.same("mailto:anna@example.com", "mailto:a.nna@example.com"));
    EXPECT_TRUE(people.same("mailto:eva@b\u00FCcher.example", "mailto:eva@xn--bcher-kva.example"));
}

}  // namespace
}  // namespace groupware::calendar::scheduling
