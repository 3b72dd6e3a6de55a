#include "groupware/folders/service/delegation_service.h"
#include "groupware/folders/service/share_service.h"
#include "groupware/principals/options.h"
#include "groupware/principals/store/guest_store.h"
#include "tests/groupware/folders/folders_fixture.h"
#include "tests/support/statement_counter.h"

#include <chrono>
#include <functional>

namespace groupware::folders {
namespace {

using namespace std::chrono_literals;

class SetClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    void advance(std::chrono::milliseconds by) { now_ += by; }

private:
    Instant now_ = SystemClock().now();
};

class ShareTest : public FolderTest {
protected:
    static Caller sharer(UserId user = kAlice) {
        auto caller = as(user);
        caller.modules.insert(caller.modules.end(), {"sharelinks", "inviteguests"});
        return caller;
    }
    static Caller guest(UserId id) {
        Caller caller;
        caller.context = kContext;
        caller.user = id;
        caller.groups = {principals::kGuests};
        caller.modules = principals::guestAccess().names();
        return caller;
    }
    [[nodiscard]] ShareTarget files(FolderId folder) const { return {folder, std::string(kInfostoreModule)}; }
    ShareLink link(FolderId folder, const Caller& caller = sharer()) { return sharing_.getLink(caller, files(folder)); }

    [[nodiscard]] std::size_t guests() {
        auto rows = connect()->queryText("SELECT COUNT(*) FROM guest");
        return rows.next() ? static_cast<std::size_t>(rows.integer(1)) : 99;
    }
    [[nodiscard]] bool sees(const Caller& caller, FolderId folder) {
        try {
            (void)service_.get(caller, folder, {});
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotFound);
            return false;
        }
    }
    [[nodiscard]] Names below(const Caller& caller, FolderId parent) {
        Names names;
        for (const auto& entry : service_.list(caller, parent, {}).folders) names.push_back(entry.folder.name);
        std::sort(names.begin(), names.end());
        return names;
    }
    CommitToken invite(const Caller& caller, FolderId folder, const std::string& email, const Rights& rights,
                       std::optional<std::vector<Grant>> grants = {}) {
        FolderChange change;
        change.grants = std::move(grants);
        change.invitations.push_back({sharing_.invitation(caller, email, "A Guest", {}, {}), rights});
        return service_.update(caller, folder, change, {}).committed;
    }
    [[nodiscard]] UserId invitedAs(const std::string& email) {
        auto session = database().read(kContext, Freshness::strict());
        const auto found = principals::GuestReader(session).findByEmail(email);
        return found ? found->id : UserId{0};
    }
    [[nodiscard]] ::test::StatementFigure statements(const std::function<void()>& action) const {
        return counter_.statements(action);
    }
    /// Rows that the server looked at, in tables and indexes.
    [[nodiscard]] ::test::StatementFigure rowsRead(const std::function<void()>& action) const {
        return counter_.rows(action);
    }

    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
    SetClock clock_;
    principals::PasswordHasher hasher_{Configuration(principals::options(), {})};
    ShareService sharing_{database(), hasher_, clock_, principals::ShareTokens("a key"), {}};
};

TEST_F(ShareTest, AFolderHasOneLinkThatReadsIt) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    (void)make(kAlice, filesOf(kAlice), "closed");
    const auto made = link(folder);
    EXPECT_TRUE(made.isNew);
    const auto again = link(folder);
    EXPECT_FALSE(again.isNew);
    EXPECT_EQ(again.entity, made.entity);
    EXPECT_EQ(again.token, made.token);
    EXPECT_FALSE(again.committed.has_value()) << "nothing was written";
    EXPECT_EQ(made.token.context(), kContext);
    const auto caller = guest(made.entity);
    EXPECT_EQ(service_.get(caller, folder, {}).folders.front().rights, kViewerRights);
    EXPECT_EQ(below(caller, kUserInfostore), Names{"open"});
    EXPECT_FALSE(sees(caller, filesOf(kAlice)));
    EXPECT_FALSE(sees(caller, kGlobalAddressBook));
    EXPECT_FALSE(sees(caller, kPrivate));
    EXPECT_EQ(below(caller, kRoot), (Names{"infostore", "public", "shared"}));
    EXPECT_EQ(below(caller, kPublic), Names{});
}

TEST_F(ShareTest, FoldersOfEveryModuleCanBeShared) {
    const auto made = sharing_.getLink(sharer(), {calendarOf(kAlice), std::string(kCalendarModule)});
    EXPECT_EQ(below(guest(made.entity), kShared), Names{"Calendar"});
    EXPECT_EQ(codeOf([&] { (void)link(calendarOf(kAlice)); }), ErrorCode::NotFound) << "of another module";
}

TEST_F(ShareTest, WhoMayNotShareMakesNoLink) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    EXPECT_EQ(codeOf([&] { (void)link(folder, sharer(kBob)); }), ErrorCode::NotFound);
    share(kAlice, folder, {{Grantee::of(kBob), kAuthorRights}});
    EXPECT_EQ(codeOf([&] { (void)link(folder, sharer(kBob)); }), ErrorCode::Forbidden) << "not admin";
    EXPECT_EQ(codeOf([&] { (void)link(folder, as(kAlice)); }), ErrorCode::Forbidden) << "without sharelinks";
    share(kAlice, folder, {{Grantee::of(kBob), {.folder = 4, .read = 1, .admin = true}}});
    EXPECT_EQ(codeOf([&] { (void)link(folder, sharer(kBob)); }), ErrorCode::Forbidden) << "more than he has";
    EXPECT_EQ(codeOf([&] { (void)link(kPublicInfostore, sharer(kAdmin)); }), ErrorCode::Forbidden) << "a system folder";
    EXPECT_EQ(codeOf([&] { (void)link(trashOf(kAlice)); }), ErrorCode::BadRequest);
    auto alone = sharer();
    std::erase(alone.modules, "readcreatesharedfolders");
    EXPECT_EQ(codeOf([&] {
                  (void)sharing_.getLink(alone, {calendarOf(kAlice), std::string(kCalendarModule)});
              }),
              ErrorCode::Forbidden);
    DelegationService(database(), {}).set(as(kAlice), {Grantee::of(kCarol), DelegationLevel::Write});
    EXPECT_EQ(codeOf([&] {
                  (void)sharing_.getLink(sharer(kCarol), {calendarOf(kAlice), std::string(kCalendarModule)});
              }),
              ErrorCode::Forbidden)
        << "a delegate";
    EXPECT_EQ(guests(), 0U);
}

TEST_F(ShareTest, PasswordAndExpiryChangeAndTheTimestampDecides) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    EXPECT_EQ(codeOf([&] { sharing_.updateLink(sharer(), files(folder), {}, {}); }), ErrorCode::NotFound);
    const auto made = link(folder);
    const auto expires = clock_.now() + 1h;
    const auto set = sharing_.updateLink(
        sharer(), files(folder), {.password = "open sesame", .changesExpiry = true, .expires = expires}, made.seq);
    EXPECT_TRUE(link(folder).hasPassword);
    EXPECT_EQ(link(folder).expires, expires);
    EXPECT_EQ(codeOf([&] { sharing_.updateLink(sharer(), files(folder), {.password = ""}, made.seq); }),
              ErrorCode::PreconditionFailed);
    sharing_.updateLink(sharer(), files(folder), {.password = ""}, set.seq);
    EXPECT_FALSE(link(folder).hasPassword);
    EXPECT_EQ(link(folder).expires, expires) << "what is not named stays";
    EXPECT_EQ(codeOf([&] {
                  sharing_.updateLink(sharer(), files(folder), {.changesExpiry = true, .expires = clock_.now()}, {});
              }),
              ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { sharing_.updateLink(sharer(), files(folder), {.password = "x"}, {}); }),
              ErrorCode::BadRequest)
        << "too short";
}

TEST_F(ShareTest, ALinkEndsWithItsEntryItsFolderAndItsDeletion) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const auto first = link(folder);
    sharing_.deleteLink(sharer(), files(folder), first.seq);
    EXPECT_FALSE(sees(guest(first.entity), folder));
    EXPECT_EQ(guests(), 0U);
    EXPECT_EQ(codeOf([&] { sharing_.deleteLink(sharer(), files(folder), {}); }), ErrorCode::NotFound);

    (void)link(folder);
    share(kAlice, folder, {});  // a client that knows nothing of links replaces the permissions
    EXPECT_EQ(guests(), 0U);

    (void)link(folder);
    (void)service_.remove(as(kAlice), folder, false, {});  // to the trash
    EXPECT_EQ(guests(), 0U);

    const auto other = make(kAlice, filesOf(kAlice), "other");
    const auto below = make(kAlice, other, "below");
    (void)link(below);
    (void)service_.remove(as(kAlice), other, true, {});
    EXPECT_EQ(guests(), 0U);
}

TEST_F(ShareTest, TheEntryOfALinkStaysAsItIs) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const auto other = make(kAlice, filesOf(kAlice), "other");
    const auto made = link(folder);
    const auto entry = [&](const Rights& rights) { return std::vector<Grant>{{Grantee::of(made.entity), rights}}; };
    EXPECT_EQ(codeOf([&] { share(kAlice, other, entry(kViewerRights)); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { share(kAlice, folder, entry(kAuthorRights)); }), ErrorCode::BadRequest);
    share(kAlice, folder, entry(kViewerRights));
    EXPECT_FALSE(link(folder).isNew);
    (void)make(kAlice, folder, "inside");  // takes its parent's permissions, as every folder made in a shared one
    EXPECT_EQ(below(guest(made.entity), folder), Names{"inside"});
}

TEST_F(ShareTest, InvitedGuestsAreNamedByTheirAddress) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const auto other = make(kAlice, filesOf(kAlice), "other");
    invite(sharer(), folder, "guest@example.org", kAuthorRights);
    const auto id = invitedAs("guest@example.org");
    EXPECT_EQ(service_.get(guest(id), folder, {}).folders.front().rights, kAuthorRights);
    invite(sharer(), other, "Guest@example.org", kViewerRights);
    EXPECT_EQ(guests(), 1U) << "one guest, whoever invites him";
    EXPECT_EQ(below(guest(id), kUserInfostore), (Names{"open", "other"}));
    (void)make(kAlice, filesOf(kAlice), "third");
    const auto seen = service_.get(as(kAlice), folder, {.guests = true}).folders.front();
    ASSERT_EQ(seen.guests.size(), 1U);
    EXPECT_EQ(seen.guests.front().email, "guest@example.org");
    EXPECT_EQ(seen.guests.front().displayName, "A Guest");
    share(kAlice, folder, {});
    EXPECT_EQ(guests(), 1U);
    share(kAlice, other, {});
    EXPECT_EQ(guests(), 0U) << "the last share is gone";
    EXPECT_FALSE(sees(guest(id), other));
}

TEST_F(ShareTest, NobodyGivesGuestsMoreThanHeHas) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    EXPECT_EQ(codeOf([&] { invite(as(kAlice), folder, "a@example.org", kViewerRights); }), ErrorCode::Forbidden)
        << "without inviteguests";
    EXPECT_EQ(codeOf([&] { invite(sharer(), folder, "a@example.org", kAdministratorRights); }), ErrorCode::Forbidden);
    share(kAlice, folder, {{Grantee::of(kBob), {.folder = 1, .read = 2, .admin = true}}});
    EXPECT_EQ(codeOf([&] { invite(sharer(kBob), folder, "a@example.org", kAuthorRights); }), ErrorCode::Forbidden);
    invite(sharer(kBob), folder, "a@example.org", kViewerRights);
    EXPECT_EQ(codeOf([&] { invite(sharer(), folder, "no address", kViewerRights); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { invite(sharer(kAdmin), kPublicInfostore, "b@example.org", kViewerRights); }),
              ErrorCode::Forbidden)
        << "system folders";
    EXPECT_EQ(guests(), 1U) << "what was refused left nobody behind";
    // Whoever may not invite keeps the guests that are there, and adds none by their number.
    const auto id = invitedAs("a@example.org");
    share(kAlice, folder, {{Grantee::of(id), kViewerRights}});
    const auto other = make(kAlice, filesOf(kAlice), "other");
    EXPECT_EQ(codeOf([&] { share(kAlice, other, {{Grantee::of(id), kViewerRights}}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] {
                  share(kAlice, other, {{Grantee::of(principals::kGuests), kViewerRights}});
              }),
              ErrorCode::BadRequest)
        << "all guests at once";
}

TEST_F(ShareTest, GuestsAreNoDelegatesAndShareNothing) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    invite(sharer(), folder, "guest@example.org", kAuthorRights);
    const auto id = invitedAs("guest@example.org");
    DelegationService delegation(database(), {});
    EXPECT_EQ(codeOf([&] {
                  delegation.set(as(kAlice), {Grantee::of(id), DelegationLevel::Read});
              }),
              ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)sharing_.getLink(guest(id), files(folder)); }), ErrorCode::Forbidden);
    const auto made =
        service_.create(guest(id), {.parent = folder, .name = "by the guest", .module = {}, .grants = {}});
    EXPECT_TRUE(sees(as(kAlice), made.folder));
}

TEST_F(ShareTest, WhatIsOverIsSwept) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const auto made = link(folder);
    sharing_.updateLink(sharer(), files(folder), {.changesExpiry = true, .expires = clock_.now() + 1h}, {});
    EXPECT_EQ(sharing_.removeExpired(kContext), 0);
    clock_.advance(1h);
    EXPECT_EQ(sharing_.removeExpired(kContext), 1);
    EXPECT_EQ(guests(), 0U);
    EXPECT_FALSE(sees(guest(made.entity), folder));
    EXPECT_EQ(view(kAlice, folder).grants.size(), 1U);
}

TEST_F(ShareTest, ALinkThatIsOverIsReplaced) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const auto made = link(folder);
    sharing_.updateLink(sharer(), files(folder), {.changesExpiry = true, .expires = clock_.now() + 1h}, {});
    clock_.advance(1h);
    const auto other = link(folder);
    EXPECT_TRUE(other.isNew);
    EXPECT_NE(other.token, made.token);
    EXPECT_FALSE(other.expires.has_value());
    EXPECT_EQ(guests(), 1U);
}

TEST_F(ShareTest, TheLinksOfWhoLeavesEnd) {
    const auto own = make(kBob, filesOf(kBob), "own");
    const auto open = make(kAlice, kPublicInfostore, "public");
    share(kAlice, open, {{Grantee::of(kBob), kAdministratorRights}});
    (void)link(own, sharer(kBob));
    (void)link(open, sharer(kBob));
    EXPECT_EQ(guests(), 2U);
    bool done = false;
    while (!done) {
        database().write(kContext,
                         [&](dbpool::WriteTransaction& tx) { done = removeUserFolders(tx, kBob, kAdmin, contents_); });
    }
    EXPECT_EQ(guests(), 0U);
    EXPECT_EQ(view(kAlice, open).grants, (std::vector<Grant>{{Grantee::of(kAlice), kOwnerRights}}));
}

/// What sharing costs: lower a number when you have made it cheaper. Read and write transactions count theirs.
TEST_F(ShareTest, StatementsOfSharing) {
    const auto folder = make(kAlice, filesOf(kAlice), "open");
    const std::vector<Grant> grants{{Grantee::of(kBob), kViewerRights}, {Grantee::of(kSales), kViewerRights}};
    share(kAlice, folder, grants);  // prepares them
    EXPECT_LE(statements([&] { share(kAlice, folder, grants); }), 16);
    auto more = grants;
    more.insert(more.end(), {{Grantee::of(kCarol), kAuthorRights}, {Grantee::of(kAllUsers), kViewerRights}});
    share(kAlice, folder, more);
    EXPECT_LE(statements([&] { share(kAlice, folder, more); }), 16) << "however many entries";
    EXPECT_EQ(view(kAlice, folder).grants.size(), 5U);
    (void)link(folder);
    EXPECT_LE(statements([&] { (void)link(folder); }), 6) << "known already";
}

/// Deleting to the trash, and back.
TEST_F(ShareTest, StatementsOfTheTrash) {
    const auto folder = make(kAlice, filesOf(kAlice), "report");
    const auto thereAndBack = [&] {
        (void)service_.remove(as(kAlice), folder, false, {});
        (void)service_.restore(as(kAlice), folder);
    };
    thereAndBack();
    EXPECT_LE(statements(thereAndBack), 44);
}

/// The tree of a user with 1,000 folders: what a client asks for at its start.
TEST_F(ShareTest, StatementsOfATreeOfAThousandFolders) {
    const auto home = filesOf(kAlice);
    connect()->command(
        "INSERT INTO folder (cid, id, parent, name_scope, module, name, type, owner, created_by, modified_by, "
        "created_seq, seq, content_seq) SELECT 7, 1000 + seq, " +
        std::to_string(home.value) +
        ", 0, 'infostore', CONCAT('f', seq), 2, 3, 3, 3, seq, seq, seq FROM seq_1_to_1000");
    connect()->command("INSERT INTO folder_permission SELECT 7, 1000 + seq, 3, 64, 64, 64, 64, 1 FROM seq_1_to_1000");
    const FolderDetails all{.grants = true, .subfolders = true, .total = false, .subscription = true};
    (void)service_.list(as(kAlice), home, all);
    std::size_t listed = 0;
    EXPECT_LE(statements([&] { listed = service_.list(as(kAlice), home, all).folders.size(); }), 9);
    EXPECT_EQ(listed, 1001U);
    const auto visible = [&] { listed = service_.allVisible(as(kAlice), kInfostoreModule, all).publicFolders.size(); };
    visible();
    EXPECT_LE(statements(visible), 10);
    EXPECT_EQ(listed, 1002U);
    EXPECT_LT(rowsRead(visible), 20'000) << "a few for each folder, not all for each";
}

}  // namespace
}  // namespace groupware::folders
