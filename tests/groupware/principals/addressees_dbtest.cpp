#include "groupware/principals/store/addressees.h"

#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "groupware/principals/store/guest_addressees.h"
#include "tests/groupware/principals/principals_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::principals {
namespace {

class AddresseesTest : public test::PrincipalsTest {
protected:
    std::map<std::string, Addressee> whose(const std::set<std::string>& addresses) {
        auto session = database().read(kContext, Freshness::strict());
        return addressees(session, addresses);
    }
};

TEST_F(AddresseesTest, AddressesAreOfUsersResourcesOrNobody) {
    auto person = test::person("dora");
    person.email = "Dora@Example.com";
    person.aliases = {"d.o+ra@example.com", "Boss@example.com"};
    const UserId dora = add(person);
    const UserId emil = add(test::person("emil"));
    ResourceId room;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        room = addResource(tx, {.name = "room", .displayName = "The room", .email = "room@example.com"});
    });
    const auto found = whose({"dora@example.com", "boss@example.com", "d.o+ra@example.com", "room@example.com",
                              "dxo+ra@example.com", "oss@example.com", "nobody@example.com"});
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found.at("dora@example.com").user, dora);
    EXPECT_EQ(found.at("dora@example.com").displayName, "Display of dora");
    EXPECT_EQ(found.at("boss@example.com"), found.at("dora@example.com"));
    EXPECT_EQ(found.at("d.o+ra@example.com"), found.at("dora@example.com"));
    EXPECT_EQ(found.at("room@example.com").resource, room);
    EXPECT_FALSE(found.at("room@example.com").user);
    EXPECT_TRUE(whose({}).empty());
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(userAddressees(session, {emil.value, 999}).size(), 1U);
    EXPECT_EQ(userAddressees(session, {emil.value}).at(emil).email, "emil@example.com");
}

TEST_F(AddresseesTest, GuestsHaveNamesAndAreNobodyToInvite) {
    UserId invited;
    UserId byLink;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        Guest guest{.kind = GuestKind::Invited, .email = "Gus@example.net", .displayName = "Gus"};
        guest.seed = std::string(16, 's');
        guest.tokenHash = std::string(32, 't');
        invited = addGuest(tx, guest);
        byLink = addGuest(tx, {.displayName = "Guest", .seed = guest.seed, .tokenHash = std::string(32, 'u')});
    });
    EXPECT_TRUE(whose({"gus@example.net"}).empty());
    auto session = database().read(kContext, Freshness::strict());
    const std::set<std::int64_t> ids{invited.value, byLink.value, 999};
    EXPECT_TRUE(userAddressees(session, ids).empty());
    const auto found = guestAddressees(session, ids);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found.at(invited).email, "Gus@example.net");
    EXPECT_EQ(found.at(byLink).displayName + found.at(byLink).email, "Guest");
    EXPECT_TRUE(guestAddressees(session, {}).empty());
}

TEST_F(AddresseesTest, ManyAddressesAreLookedUpInPieces) {
    const UserId last = add(test::person("zoe"));
    std::set<std::string> many{"zoe@example.com"};
    for (int i = 0; i < 150; ++i) many.insert("guest" + std::to_string(i) + "@example.net");
    const auto found = whose(many);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.at("zoe@example.com").user, last);
}

}  // namespace
}  // namespace groupware::principals
