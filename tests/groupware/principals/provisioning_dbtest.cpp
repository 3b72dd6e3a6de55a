#include "groupware/principals/service/provisioning.h"

#include "groupware/base/error.h"
#include "tests/groupware/principals/principals_fixture.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::principals {
namespace {

using test::person;

class ProvisioningTest : public test::PrincipalsTest {
protected:
    ErrorCode failure(const std::function<void(dbpool::WriteTransaction&)>& closure) {
        try {
            database().write(kContext, closure);
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << "nothing was thrown";
        return ErrorCode::Internal;
    }
    std::vector<Group> groups() {
        auto session = database().read(kContext, Freshness::strict());
        return GroupReader(session).list();
    }
};

TEST_F(ProvisioningTest, TheAdministratorIsUserTwoAndTheFirstUserIsThree) {
    EXPECT_EQ(find(kContextAdmin)->login, "oxadmin");
    EXPECT_TRUE(find(kContextAdmin)->contextAdmin());
    EXPECT_EQ(add(person("anton")), UserId{3});
    EXPECT_EQ(add(person("berta")), UserId{4});
}

TEST_F(ProvisioningTest, EveryFieldComesBackAsItWasGiven) {
    auto anton = person("anton");
    anton.displayName = "Anton \xC3\x9C\xE6\xBC\xA2\xF0\x9F\x98\x80";
    anton.aliases = {"a@example.com", "toni@example.com"};
    anton.company = "Example & Co";
    anton.department = "R'n'D";
    anton.language = "de_DE";
    anton.timeZone = "Europe/Berlin";
    const auto stored = find(add(anton)).value();
    EXPECT_EQ(stored.login, "anton");
    EXPECT_EQ(stored.displayName, anton.displayName);
    EXPECT_EQ(stored.givenName, anton.givenName);
    EXPECT_EQ(stored.surname, anton.surname);
    EXPECT_EQ(stored.email, "anton@example.com");
    EXPECT_EQ(stored.aliases, anton.aliases);
    EXPECT_EQ(stored.company, anton.company);
    EXPECT_EQ(stored.department, anton.department);
    EXPECT_EQ(stored.language, "de_DE");
    EXPECT_EQ(stored.timeZone, "Europe/Berlin");
    EXPECT_EQ(stored.access, anton.access);
    EXPECT_TRUE(stored.enabled);
    EXPECT_GT(stored.seq.value, 0);
    EXPECT_EQ(stored.seq, stored.createdSeq);
}

TEST_F(ProvisioningTest, IdsAreNotUsedAgain) {
    const auto anton = add(person("anton"));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { removeUser(tx, anton); });
    EXPECT_GT(add(person("anton")), anton);
}

TEST_F(ProvisioningTest, LoginDisplayNameAndAddressAreUniqueWhateverTheirCase) {
    add(person("anton"));
    auto other = person("berta");
    other.login = "ANTON";
    EXPECT_EQ(failure([&](auto& tx) { addUser(tx, other); }), ErrorCode::Conflict);
    other = person("berta");
    other.displayName = "display of anton";
    EXPECT_EQ(failure([&](auto& tx) { addUser(tx, other); }), ErrorCode::Conflict);
    other = person("berta");
    other.email = "Anton@example.com";
    EXPECT_EQ(failure([&](auto& tx) { addUser(tx, other); }), ErrorCode::Conflict);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(UserReader(session).list().size(), 2U);
}

// RFC 5890: one address has as many spellings as its domain.
TEST_F(ProvisioningTest, AnAddressHasOneOwnerHoweverItIsSpelled) {
    const std::vector<std::string> spellings{"anton@b\u00FCcher.example", "Anton@B\u00DCCHER.example",
                                             "anton@bu\u0308cher.example", "anton@xn--bcher-kva.example",
                                             "anton@XN--BCHER-KVA.example"};
    const auto berta = add(person("berta"));
    for (const auto& first : spellings) {
        auto anton = person("anton");
        anton.email = first;
        const auto id = add(anton);
        for (const auto& second : spellings) {
            auto other = person("carla");
            other.email = second;
            EXPECT_EQ(failure([&](auto& tx) { addUser(tx, other); }), ErrorCode::Conflict) << first << " " << second;
            EXPECT_EQ(failure([&](auto& tx) { changeUser(tx, berta, {.email = second}); }), ErrorCode::Conflict)
                << second;
            database().write(kContext, [&](dbpool::WriteTransaction& tx) { changeUser(tx, id, {.email = second}); });
        }
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { removeUser(tx, id); });
    }
}

// What is compared as text later is stored in one form; what is in ASCII stays as it was given.
TEST_F(ProvisioningTest, DomainsBeyondAsciiAreStoredInULabels) {
    auto anton = person("anton");
    anton.email = "Anton@Bu\u0308cher.example";
    anton.aliases = {"a@B\u00DCCHER.example", "A@Example.com", "a@XN--BCHER-KVA.example"};
    const auto id = add(anton);
    EXPECT_EQ(find(id)->email, "Anton@b\u00FCcher.example");
    EXPECT_EQ(find(id)->aliases,
              (std::vector<std::string>{"a@b\u00FCcher.example", "A@Example.com", "a@XN--BCHER-KVA.example"}));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        changeUser(tx, id,
                   {.email = "anton@\uFF42.example", .aliases = std::vector<std::string>{"a@STRA\u00DFE.example"}});
    });
    EXPECT_EQ(find(id)->email, "anton@b.example");
    EXPECT_EQ(find(id)->aliases, std::vector<std::string>{"a@stra\u00DFe.example"});
}

TEST_F(ProvisioningTest, AChangeTouchesOnlyWhatItNames) {
    const auto id = add(person("anton"));
    const auto before = find(id).value();
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        changeUser(tx, id, {.surname = "Schmidt", .access = ModuleAccess({Module::Tasks})});
    });
    const auto after = find(id).value();
    EXPECT_EQ(after.surname, "Schmidt");
    EXPECT_EQ(after.access, ModuleAccess({Module::Tasks}));
    EXPECT_EQ(after.displayName, before.displayName);
    EXPECT_EQ(after.email, before.email);
    EXPECT_EQ(after.credentialVersion, before.credentialVersion);
    EXPECT_GT(after.seq, before.seq);
    EXPECT_EQ(after.createdSeq, before.createdSeq);
}

TEST_F(ProvisioningTest, AChangeMayKeepItsOwnNamesButNotTakeThoseOfOthers) {
    const auto anton = add(person("anton"));
    add(person("berta"));
    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { changeUser(tx, anton, {.displayName = "DISPLAY OF ANTON"}); });
    EXPECT_EQ(find(anton)->displayName, "DISPLAY OF ANTON");
    EXPECT_EQ(failure([&](auto& tx) { changeUser(tx, anton, {.email = "berta@example.com"}); }), ErrorCode::Conflict);
    EXPECT_EQ(failure([&](auto& tx) { changeUser(tx, UserId{99}, {.surname = "x"}); }), ErrorCode::NotFound);
}

TEST_F(ProvisioningTest, TheAdministratorCanNeitherBeRemovedNorDisabled) {
    EXPECT_EQ(failure([](auto& tx) { removeUser(tx, kContextAdmin); }), ErrorCode::Forbidden);
    EXPECT_EQ(failure([](auto& tx) { changeUser(tx, kContextAdmin, {.enabled = false}); }), ErrorCode::Forbidden);
    EXPECT_TRUE(find(kContextAdmin)->enabled);
}

TEST_F(ProvisioningTest, ARemovedUserLeavesNothingBehind) {
    const auto anton = add(person("anton"));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { setAttribute(tx, anton, "gui", "{}"); });
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { removeUser(tx, anton); });
    EXPECT_FALSE(find(anton).has_value());
    EXPECT_EQ(failure([&](auto& tx) { removeUser(tx, anton); }), ErrorCode::NotFound);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_FALSE(UserReader(session).attribute(anton, "gui").has_value());
    EXPECT_FALSE(UserReader(session).credentials("anton").has_value());
    EXPECT_EQ(GroupReader(session).find(kStandardGroup)->members, std::vector<UserId>{kContextAdmin});
}

TEST_F(ProvisioningTest, ANewPasswordMakesANewCredentialVersion) {
    const auto anton = add(person("anton"));
    const auto before = credentials("anton");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { setPassword(tx, anton, {"$y$j9T$new"}); });
    const auto after = credentials("anton");
    EXPECT_EQ(after.password.value, "$y$j9T$new");
    EXPECT_GT(after.version, before.version);
    EXPECT_EQ(failure([](auto& tx) { setPassword(tx, UserId{99}, {"x"}); }), ErrorCode::NotFound);
}

TEST_F(ProvisioningTest, ARenewedHashKeepsSessionsAndNeverUndoesANewPassword) {
    const auto anton = add(person("anton"));
    const auto before = credentials("anton");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        renewPasswordHash(tx, anton, before.password, {"$y$j9T$strong"});
    });
    EXPECT_EQ(credentials("anton").password.value, "$y$j9T$strong");
    EXPECT_EQ(credentials("anton").version, before.version);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        renewPasswordHash(tx, anton, before.password, {"$y$j9T$late"});
    });
    EXPECT_EQ(credentials("anton").password.value, "$y$j9T$strong");
}

TEST_F(ProvisioningTest, EveryUserIsInGroupZeroAndInTheStandardGroup) {
    const auto anton = add(person("anton"));
    const auto all = groups();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, kAllUsers);
    EXPECT_EQ(all[0].members, (std::vector<UserId>{kContextAdmin, anton}));
    EXPECT_EQ(all[1].id, kStandardGroup);
    EXPECT_EQ(all[1].members, (std::vector<UserId>{kContextAdmin, anton}));
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(GroupReader(session).groupsOf(anton), (std::vector<GroupId>{kAllUsers, kStandardGroup}));
    EXPECT_TRUE(GroupReader(session).exists(kStandardGroup));
    EXPECT_FALSE(GroupReader(session).exists(GroupId{5}));
}

TEST_F(ProvisioningTest, ANewMemberChangesTheGroup) {
    const auto before = groups().at(1).seq;
    const auto anton = add(person("anton"));
    const auto joined = groups().at(1).seq;
    EXPECT_GT(joined, before);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { removeUser(tx, anton); });
    EXPECT_GT(groups().at(1).seq, joined);
}

TEST_F(ProvisioningTest, AttributesAreSetReplacedAndRemoved) {
    const auto read = [&] {
        auto session = database().read(kContext, Freshness::strict());
        return UserReader(session).attribute(kContextAdmin, "gui");
    };
    const auto write = [&](const std::optional<std::string>& value) {
        database().write(kContext,
                         [&](dbpool::WriteTransaction& tx) { setAttribute(tx, kContextAdmin, "gui", value); });
    };
    EXPECT_FALSE(read().has_value());
    write("one");
    EXPECT_EQ(read(), "one");
    write("two");
    EXPECT_EQ(read(), "two");
    write(std::nullopt);
    EXPECT_FALSE(read().has_value());
    EXPECT_EQ(failure([](auto& tx) { setAttribute(tx, kContextAdmin, "gui", std::string((1 << 20) + 1, 'x')); }),
              ErrorCode::TooLarge);
    EXPECT_EQ(failure([](auto& tx) { setAttribute(tx, UserId{99}, "gui", "x"); }), ErrorCode::NotFound);
}

TEST_F(ProvisioningTest, SearchFindsTextAnywhereAndTakesWildcardsLiterally) {
    auto umlaut = person("mueller");
    umlaut.surname = "M\xC3\xBCller";
    add(umlaut);
    add(person("anton_b"));
    add(person("antonxb"));
    auto session = database().read(kContext, Freshness::strict());
    UserReader reader(session);
    EXPECT_EQ(reader.search("N_B").size(), 1U);
    EXPECT_EQ(reader.search("anton").size(), 2U);
    EXPECT_EQ(reader.search("%").size(), 0U);
    EXPECT_EQ(reader.search("M\xC3\xBCl").size(), 1U);
    EXPECT_EQ(reader.search("").size(), 4U);
}

TEST_F(ProvisioningTest, ContextsDoNotSeeEachOther) {
    constexpr ContextId kOther{8};
    createContext(kOther, [](dbpool::WriteTransaction& tx) { addContextAdmin(tx, person("otheradmin")); });
    const auto anton = add(person("anton"));
    const auto same = add(person("anton"), kOther);
    EXPECT_EQ(anton, same);
    database().write(kOther, [&](dbpool::WriteTransaction& tx) {
        changeUser(tx, same, {.surname = "Other"});
        setPassword(tx, same, {"$y$j9T$other"});
        setAttribute(tx, same, "gui", "other");
    });
    EXPECT_EQ(find(anton)->surname, "Surname of anton");
    EXPECT_EQ(credentials("anton").password.value, "$y$j9T$none");
    database().write(kOther, [&](dbpool::WriteTransaction& tx) { removeUser(tx, same); });
    EXPECT_TRUE(find(anton).has_value());
    EXPECT_EQ(groups().at(1).members.size(), 2U);
}

}  // namespace
}  // namespace groupware::principals
