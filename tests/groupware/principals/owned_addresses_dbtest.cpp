#include "groupware/principals/store/owned_addresses.h"

#include "groupware/principals/schema.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <array>

namespace groupware::principals {
namespace {

class OwnedAddressesTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};

    OwnedAddressesTest() : DatabaseTest({sync::kSchema, principals::kSchema}) {
        createContext(kContext, [this](dbpool::WriteTransaction& tx) {
            test::addPeople(tx, {});
            auto anna = test::person("Anna");
            anna.aliases = {"A.nna@Example.com", "other@example.net"};
            anna_ = addUser(tx, anna);
            bert_ = test::addPerson(tx, "Bert");
            room_ = addResource(tx, {.name = "room", .displayName = "Room", .email = "Room@example.com"});
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
    }

    UserId anna_{};
    UserId bert_{};
    ResourceId room_{};
};

using Addresses = std::set<std::string>;

TEST_F(OwnedAddressesTest, AliasesIncludedInSmallLetters) {
    auto session = database().read(kContext, Freshness::strict());
    const std::array users{anna_.value, bert_.value, std::int64_t{999}};
    const auto found = addressesOfUsers(session, users);
    EXPECT_EQ(found.size(), 2U);
    EXPECT_EQ(found.at(anna_.value), (Addresses{"anna@example.com", "a.nna@example.com", "other@example.net"}));
    EXPECT_EQ(found.at(bert_.value), (Addresses{"bert@example.com"}));
    const std::array resources{room_.value};
    EXPECT_EQ(addressesOfResources(session, resources).at(room_.value), (Addresses{"room@example.com"}));
}

}  // namespace
}  // namespace groupware::principals
