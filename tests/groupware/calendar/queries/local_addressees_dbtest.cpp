#include "groupware/calendar/queries/local_addressees.h"

#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/calendar_fixture.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

class LocalAddresseesTest : public CalendarTest {
protected:
    std::map<std::string, principals::Addressee> find(const std::set<std::string>& addresses) {
        auto session = database().read(kContext, Freshness::strict());
        return localAddressees(session, addresses);
    }
    static const std::vector<std::string>& domains() {
        static const std::vector<std::string> kDomains{"b\u00FCcher.example", "B\u00DCCHER.example",
                                                       "bu\u0308cher.example", "xn--bcher-kva.example",
                                                       "XN--BCHER-KVA.Example"};
        return kDomains;
    }
};

// RFC 5890: whichever way a domain is spelled, in what is asked for and in what an administrator typed.
TEST_F(LocalAddresseesTest, AreFoundInEverySpelling) {
    principals::ResourceId room;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        room = principals::addResource(tx, {.name = "room", .displayName = "Room", .email = "room@example.com"});
    });
    for (const auto& typed : domains()) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            principals::changeUser(tx, kAnna, {.email = "anna@" + typed, .aliases = std::vector{"a@" + typed}});
            principals::changeResource(tx, room, {.email = "room@" + typed});
        });
        for (const auto& domain : {"b\u00FCcher.example", "xn--bcher-kva.example"}) {
            const std::string at = std::string("@") + domain;
            const auto found = find({"anna" + at, "a" + at, "room" + at, "nobody" + at});
            ASSERT_EQ(found.size(), 3U) << typed << " as " << domain;
            EXPECT_EQ(found.at("anna" + at).user, kAnna);
            EXPECT_EQ(found.at("a" + at).user, kAnna);
            EXPECT_EQ(found.at("room" + at).resource, room);
        }
    }
}

// Versions before stored what was typed.
TEST_F(LocalAddresseesTest, AreFoundInCapitalsBeyondAscii) {
    connect()->execute("UPDATE user_account SET email = ? WHERE cid = 7 AND id = ?",
                       {std::string("anna@B\u00DCCHER.example"), kAnna.value});
    for (const auto* const asked : {"anna@b\u00FCcher.example", "anna@xn--bcher-kva.example"}) {
        const auto found = find({asked});
        ASSERT_EQ(found.size(), 1U) << asked;
        EXPECT_EQ(found.at(asked).user, kAnna);
    }
    EXPECT_TRUE(find({"anna@bucher.example"}).empty()) << "another domain, though the database takes it for the same";
}

}  // namespace
}  // namespace groupware::calendar
