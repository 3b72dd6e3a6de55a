#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/principals_restore.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "groupware/principals/store/attribute_list.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/resource_store.h"
#include "tests/groupware/principals/principals_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

using ::test::codeOf;
using test::person;

class PrincipalsRestore : public test::PrincipalsTest {
protected:
    PrincipalsRestore() {
        createContext(kEmpty, [](dbpool::WriteTransaction& tx) { addContextAdmin(tx, person("other")); });
    }

    void write(const dbpool::ContextDatabase::WriteClosure& closure, ContextId context = kEmpty) {
        database().write(context, closure);
    }
    void restore(const User& user, const std::map<std::string, std::string>& attributes = {}) {
        write([&](dbpool::WriteTransaction& tx) { restoreUser(tx, user, attributes); });
    }
    [[nodiscard]] std::vector<Group> groups(ContextId context) {
        auto session = database().read(context, Freshness::strict());
        return GroupReader(session).list();
    }

    static constexpr ContextId kEmpty{8};
};

TEST_F(PrincipalsRestore, AUserComesBackWithEverythingButThePassword) {
    auto anna = person("anna");
    anna.aliases = {"a@example.com"};
    const auto id = add(anna);
    write([&](dbpool::WriteTransaction& tx) { setAttribute(tx, id, "gui", "{}"); }, kContext);
    auto session = database().read(kContext, Freshness::strict());
    restore(*find(id), attributesOf(session, id));

    const auto copy = find(id, kEmpty).value();
    EXPECT_EQ(copy.login, "anna");
    EXPECT_EQ(copy.aliases, anna.aliases);
    EXPECT_EQ(copy.access, anna.access);
    auto there = database().read(kEmpty, Freshness::strict());
    EXPECT_EQ(attributesOf(there, id), (std::map<std::string, std::string>{{"gui", "{}"}}));
    EXPECT_EQ(UserReader(there).credentials(id)->password.value, kNoPassword);
    EXPECT_EQ(add(person("bert"), kEmpty).value, id.value + 1) << "ids go on behind";
}

TEST_F(PrincipalsRestore, TheAdministratorKeepsHisLoginAndGetsTheRest) {
    auto admin = find(kContextAdmin).value();
    admin.displayName = "New";
    restore(admin);
    EXPECT_EQ(find(kContextAdmin, kEmpty)->displayName, "New");
    EXPECT_EQ(find(kContextAdmin, kEmpty)->login, "other");
    admin.enabled = false;
    EXPECT_EQ(codeOf([&] { restore(admin); }), ErrorCode::BadRequest);
}

TEST_F(PrincipalsRestore, AddressesComeBackAsTheyAreStored) {
    auto anna = find(add(person("anna"))).value();
    anna.email = "anna@B\u00DCCHER.example";
    restore(anna);
    EXPECT_EQ(find(anna.id, kEmpty)->email, "anna@b\u00FCcher.example");
    auto bert = find(add(person("bert"))).value();
    bert.email = "anna@xn--bcher-kva.example";
    EXPECT_EQ(codeOf([&] { restore(bert); }), ErrorCode::BadRequest);
    const auto room = [&](std::int64_t id, const std::string& email) {
        write([&](dbpool::WriteTransaction& tx) {
            restoreResource(tx, {.id = {id}, .name = std::to_string(id), .displayName = "Room", .email = email});
        });
    };
    room(1, "room@xn--bcher-kva.example");
    EXPECT_EQ(codeOf([&] { room(2, "room@b\u00FCcher.example"); }), ErrorCode::Conflict);
}

TEST_F(PrincipalsRestore, DisabledUsersStayDisabled) {
    const auto id = add(person("anna"));
    auto anna = find(id).value();
    anna.enabled = false;
    restore(anna);
    EXPECT_FALSE(find(id, kEmpty)->enabled);
}

TEST_F(PrincipalsRestore, UsersWhoCannotBeAreRefused) {
    const auto id = add(person("anna"));
    const auto anna = find(id).value();
    for (const std::int64_t impossible : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-3}, std::int64_t{1} << 62U}) {
        auto stranger = anna;
        stranger.id = {impossible};
        EXPECT_EQ(codeOf([&] { restore(stranger); }), ErrorCode::BadRequest) << impossible;
    }
    auto broken = anna;
    broken.email = "none";
    EXPECT_EQ(codeOf([&] { restore(broken); }), ErrorCode::BadRequest);
    restore(anna);
    auto twin = anna;
    twin.login = "twin";
    twin.displayName = "Twin";
    twin.email = "twin@example.com";
    EXPECT_EQ(codeOf([&] { restore(twin); }), ErrorCode::Conflict) << "the same id";
    twin.id = {50};
    twin.login = anna.login;
    EXPECT_EQ(codeOf([&] { restore(twin); }), ErrorCode::BadRequest) << "the same login";
}

TEST_F(PrincipalsRestore, GroupsComeBackWithTheirMembers) {
    const auto anna = add(person("anna"));
    const auto bert = add(person("bert"));
    write([&](dbpool::WriteTransaction& tx) { (void)addGroup(tx, {"sales", "Sales", {bert}}); }, kContext);
    restore(find(anna).value());
    restore(find(bert).value());
    for (const auto& group : groups(kContext)) {
        write([&](dbpool::WriteTransaction& tx) {
            restoreGroup(tx, group);
            tx.record({});
        });
    }
    const auto before = groups(kContext);
    const auto after = groups(kEmpty);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].name, before[i].name);
        EXPECT_EQ(after[i].members, before[i].members);
    }
    const auto restored = [&](const Group& group) {
        return codeOf([&] { write([&](dbpool::WriteTransaction& tx) { restoreGroup(tx, group); }); });
    };
    EXPECT_EQ(restored({.id = {2}, .name = "x", .displayName = "x"}), ErrorCode::BadRequest) << "there twice";
    EXPECT_EQ(restored({.id = {9}, .name = "x", .displayName = "x", .members = {{99}}}), ErrorCode::BadRequest);
    EXPECT_EQ(restored({.id = {9}, .name = "sales", .displayName = "x"}), ErrorCode::Conflict);
}

TEST_F(PrincipalsRestore, ResourcesComeBack) {
    write(
        [](dbpool::WriteTransaction& tx) {
            (void)addResource(tx, {"room", "Room", "r@example.com", "text", false});
        },
        kContext);
    auto session = database().read(kContext, Freshness::strict());
    const auto room = ResourceReader(session).list().front();
    const auto restored = [&] { write([&](dbpool::WriteTransaction& tx) { restoreResource(tx, room); }); };
    restored();
    auto there = database().read(kEmpty, Freshness::strict());
    const auto copy = ResourceReader(there).find(room.id).value();
    EXPECT_EQ(copy.email, room.email);
    EXPECT_FALSE(copy.available);
    EXPECT_EQ(codeOf(restored), ErrorCode::BadRequest);
}

TEST_F(PrincipalsRestore, GuestsComeBackWithALinkOfTheContextsOwn) {
    const ShareTokens tokens("a cluster's key");
    const Guest invited{.id = {40},
                        .kind = GuestKind::Invited,
                        .email = "g@example.org",
                        .displayName = "Guest",
                        .seed = std::string(ShareTokens::kSeedOctets, 's'),
                        .tokenHash = "of another context",
                        .module = "infostore",
                        .folder = {30},
                        .createdBy = kContextAdmin};
    const auto restored = [&](const Guest& guest) {
        return codeOf([&] { write([&](dbpool::WriteTransaction& tx) { restoreGuest(tx, guest, tokens); }); });
    };
    write([&](dbpool::WriteTransaction& tx) { restoreGuest(tx, invited, tokens); });
    auto session = database().read(kEmpty, Freshness::strict());
    const auto copy = GuestReader(session).list().at(0);
    EXPECT_EQ(copy.email, invited.email);
    EXPECT_EQ(copy.tokenHash, tokens.of(kEmpty, invited.seed).hash());
    EXPECT_EQ(add(person("bert"), kEmpty).value, 41) << "ids go on behind";

    const auto changed = [&](auto change) {
        auto guest = invited;
        guest.id = {50};
        guest.email = "h@example.org";
        guest.seed.front() = 't';
        change(guest);
        return restored(guest);
    };
    EXPECT_EQ(changed([&](Guest& guest) { guest.id = invited.id; }), ErrorCode::Conflict);
    EXPECT_EQ(changed([](Guest& guest) { guest.id = {41}; }), ErrorCode::BadRequest) << "a user's id";
    EXPECT_EQ(changed([](Guest& guest) { guest.email = "g@example.org"; }), ErrorCode::Conflict);
    EXPECT_EQ(changed([&](Guest& guest) { guest.seed = invited.seed; }), ErrorCode::Conflict) << "another's link";
    EXPECT_EQ(changed([](Guest& guest) { guest.seed.clear(); }), ErrorCode::BadRequest);
    EXPECT_EQ(changed([](Guest& guest) { guest.createdBy = {99}; }), ErrorCode::BadRequest);
    EXPECT_EQ(changed([](Guest& guest) { guest.password = {"plain"}; }), ErrorCode::BadRequest);
}

TEST_F(PrincipalsRestore, OnlyHashesAreTakenForHashes) {
    EXPECT_EQ(restoredHash("$y$j9T$abc").value, "$y$j9T$abc");
    for (const auto* const text : {"", "secret", "*", "$y$a b", "$y$a\n", "$y$a:b"}) {
        EXPECT_EQ(codeOf([&] { (void)restoredHash(text); }), ErrorCode::BadRequest) << text;
    }
    EXPECT_EQ(codeOf([] { (void)restoredHash("$" + std::string(255, 'x')); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::principals
