#include "dbpool/routing/request_counters.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/resource_directory.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/principals/principals_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace groupware::principals {
namespace {

using ::test::codeOf;

class ResourceTest : public test::PrincipalsTest {
protected:
    static Caller editor(bool mayEdit = true) {
        Caller caller;
        caller.context = kContext;
        caller.user = kContextAdmin;
        if (mayEdit) caller.modules = {"editresource"};
        return caller;
    }
    static NewResource room(const std::string& name) {
        return {.name = name, .displayName = "Room " + name, .email = name + "@example.com", .description = "Quiet"};
    }
    ResourceId make(const NewResource& resource) { return directory_.create(editor(), resource).resource; }
    Resource get(ResourceId resource) { return directory_.get(editor(), resource); }

    std::map<ResourceId, int> bookings_;  ///< as another folder may have them
    LeaveResource leave_ = [this](dbpool::WriteTransaction&, ResourceId resource, int atMost) {
        const int taken = std::min(bookings_[resource], atMost);
        bookings_[resource] -= taken;
        return taken;
    };
    ConfigurationSource configuration_{Configuration(options(), {{"principals.resources", "3"}})};
    ResourceDirectory directory_{database(), leave_, configuration_};
};

// RFC 5890: one address, however its domain is spelled.
TEST_F(ResourceTest, AnAddressHasOneResourceHoweverItIsSpelled) {
    auto first = room("101");
    first.email = "101@B\u00DCCHER.example";
    const auto id = make(first);
    EXPECT_EQ(get(id).email, "101@b\u00FCcher.example");
    const auto other = make(room("102"));
    for (const auto* const spelling :
         {"101@b\u00FCcher.example", "101@bu\u0308cher.example", "101@xn--bcher-kva.example"}) {
        auto second = room("103");
        second.email = spelling;
        EXPECT_EQ(codeOf([&] { make(second); }), ErrorCode::Conflict) << spelling;
        EXPECT_EQ(codeOf([&] { directory_.change(editor(), other, {.email = spelling}, {}); }), ErrorCode::Conflict);
        directory_.change(editor(), id, {.email = spelling}, {});
    }
}

TEST_F(ResourceTest, AResourceComesBackAsItWasGivenAndChangesByParts) {
    auto wanted = room("101");
    wanted.description = "Two lines\nand a \xC3\x9C";
    wanted.available = false;
    const auto id = make(wanted);
    EXPECT_EQ(id, ResourceId{1});
    EXPECT_EQ(get(id).name, "101");
    EXPECT_EQ(get(id).displayName, "Room 101");
    EXPECT_EQ(get(id).email, "101@example.com");
    EXPECT_EQ(get(id).description, wanted.description);
    EXPECT_FALSE(get(id).available);
    directory_.change(editor(), id, {.description = "", .available = true}, {});
    EXPECT_EQ(get(id).description, "");
    EXPECT_TRUE(get(id).available);
    EXPECT_EQ(get(id).email, "101@example.com");
    EXPECT_GT(get(id).seq, get(id).createdSeq);
}

TEST_F(ResourceTest, NamesAndAddressesAreUnique) {
    const auto id = make(room("101"));
    const auto other = make(room("102"));
    auto twin = room("103");
    twin.name = "101";
    EXPECT_EQ(codeOf([&] { make(twin); }), ErrorCode::Conflict);
    twin = room("103");
    twin.email = "101@EXAMPLE.com";
    EXPECT_EQ(codeOf([&] { make(twin); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { directory_.change(editor(), other, {.name = "101"}, {}); }), ErrorCode::Conflict);
    directory_.change(editor(), id, {.name = "101"}, {});
    for (const auto& broken :
         {NewResource{.name = "", .displayName = "x", .email = "x@example.com"},
          NewResource{.name = "x", .displayName = "", .email = "x@example.com"},
          NewResource{.name = "x", .displayName = "x", .email = "nobody"},
          NewResource{.name = "x", .displayName = "x", .email = "x@example.com", .description = "\x01"}}) {
        EXPECT_EQ(codeOf([&] { make(broken); }), ErrorCode::BadRequest);
    }
    EXPECT_EQ(codeOf([&] { get(ResourceId{99}); }), ErrorCode::NotFound);
}

TEST_F(ResourceTest, OnlyEditorsWriteAndOnlySoMuch) {
    const auto id = make(room("101"));
    const auto nobody = editor(false);
    EXPECT_EQ(codeOf([&] { directory_.create(nobody, room("x")); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { directory_.change(nobody, id, {.name = "x"}, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { directory_.remove(nobody, std::array{id}, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(directory_.get(nobody, id).name, "101");
    make(room("102"));
    make(room("103"));
    EXPECT_EQ(codeOf([&] { make(room("104")); }), ErrorCode::TooLarge);
}

TEST_F(ResourceTest, ARemovalIsWholeOrNotAtAll) {
    const auto one = make(room("101"));
    const auto two = make(room("102"));
    const auto seen = get(two).seq;
    directory_.change(editor(), one, {.available = false}, {});
    EXPECT_EQ(codeOf([&] { directory_.remove(editor(), std::array{two, one}, seen); }), ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { directory_.remove(editor(), std::array{two, ResourceId{99}}, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(get(two).name, "102");
    directory_.remove(editor(), std::array{one, two}, {});
    EXPECT_EQ(codeOf([&] { get(one); }), ErrorCode::NotFound);
    EXPECT_EQ(make(room("101")), ResourceId{3}) << "ids are not used again";
}

TEST_F(ResourceTest, WhatBelongsToAResourceGoesFirstAndInSteps) {
    const auto one = make(room("101"));
    const auto two = make(room("102"));
    bookings_ = {{one, 1'200}, {two, 3}};
    directory_.remove(editor(), std::array{one, two}, {});
    EXPECT_EQ(bookings_, (std::map<ResourceId, int>{{one, 0}, {two, 0}}));
    EXPECT_TRUE(directory_.all(editor()).resources.empty());
}

TEST_F(ResourceTest, UpdatesNameEverythingOnceAndCostThreeReads) {
    const auto changed = make(room("101"));
    const auto doomed = make(room("102"));
    const auto since = directory_.all(editor()).seq;
    directory_.remove(editor(), std::array{doomed}, {});
    directory_.change(editor(), changed, {.available = false}, {});
    const auto fresh = make(room("103"));
    const auto updates = directory_.updates(editor(), since);
    ASSERT_EQ(updates.created.size(), 1U);
    ASSERT_EQ(updates.changed.size(), 1U);
    EXPECT_EQ(updates.created[0].id, fresh);
    EXPECT_EQ(updates.changed[0].id, changed);
    EXPECT_EQ(updates.removed, std::vector<ResourceId>{doomed});
    const auto none = directory_.updates(editor(), updates.seq);
    EXPECT_TRUE(none.created.empty() && none.changed.empty() && none.removed.empty());

    auto caller = editor();
    caller.freshness = Freshness::atLeast(database().write(kContext, [](dbpool::WriteTransaction& /*tx*/) {}));
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    (void)directory_.all(caller);
    EXPECT_EQ(counters.statements, 1U);
}

TEST_F(ResourceTest, SearchLooksAtNamesAndAddress) {
    make(room("101"));
    make(room("102"));
    EXPECT_EQ(directory_.search(editor(), "room").resources.size(), 2U);
    EXPECT_EQ(directory_.search(editor(), "102@").resources.size(), 1U);
    EXPECT_EQ(directory_.search(editor(), "_").resources.size(), 0U);
}

}  // namespace
}  // namespace groupware::principals
