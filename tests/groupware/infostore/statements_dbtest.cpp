#include "tests/groupware/infostore/infostore_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::infostore {
namespace {

/// SQL statements per operation, counted by the server. A use case that needs more than before fails here; lower a
/// number when you have made one cheaper.
class StatementsTest : public InfostoreTest {
protected:
    StatementsTest() {
        upload(anna(), annaFiles_, "warm.txt", "w");  // connections, placement and prepared statements are there
    }

    [[nodiscard]] ::test::StatementFigure statements(const std::function<void()>& action) const {
        return counter_.statements(action);
    }
    /// Rows that the server looked at, in tables and indexes.
    [[nodiscard]] ::test::StatementFigure cost(const std::function<void()>& action) const {
        return counter_.rows(action);
    }
    /// A caller as after a request's admission: freshness costs no statement of its own.
    Caller admitted(Caller caller) {
        const auto state = upload(caller, annaFiles_, "state.txt", "s").committed;
        caller.freshness = Freshness::atLeast(state);
        return caller;
    }

    /// A folder as it grows over the years.
    void fill(FolderId folder, int documents) {
        connect()->command(
            "INSERT INTO document (cid, id, folder, filename, title, description, url, categories, "
            "created_by, created_at, changed_by, modified, created_seq, seq) SELECT " +
            std::to_string(kContext.value) + ", 100000 + seq, " + std::to_string(folder.value) +
            ", CONCAT('file', seq, '.txt'), 'title', '', '', '', 3, 0, 3, 0, seq, seq FROM seq_1_to_" +
            std::to_string(documents));
        connect()->command("ANALYZE TABLE document");
    }

private:
    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(StatementsTest, Reads) {
    const Caller caller = admitted(anna());
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    const DocumentRef ref{.id = written.document.id};
    const std::vector<DocumentRef> refs{ref};
    // Each statement brings the state that it saw along: no transaction, nothing besides.
    EXPECT_EQ(statements([&] { (void)service().get(caller, ref); }), 2);
    EXPECT_EQ(statements([&] { (void)service().openContents(caller, ref, std::nullopt); }), 2);
    EXPECT_EQ(statements([&] { (void)service().all(caller, annaFiles_); }), 2);
    EXPECT_EQ(statements([&] { (void)service().list(caller, refs); }), 2);
    EXPECT_EQ(statements([&] { (void)service().updates(caller, annaFiles_, {}); }), 3);
    EXPECT_EQ(statements([&] { (void)service().versions(caller, ref); }), 3);
    EXPECT_EQ(statements([&] { (void)service().search(caller, {.pattern = "a", .folder = std::nullopt}); }), 3);
}

TEST_F(StatementsTest, Writes) {
    // Six of each belong to the transaction: begin, the seq row and its state, change records, commit, position.
    auto contents = stage(anna(), "text");
    std::optional<Written> written;
    EXPECT_EQ(statements([&] {
                  written = service().create(anna(), {.folder = annaFiles_, .filename = "a.txt"}, &contents, false);
              }),
              13);
    const DocumentRef ref{.id = written->document.id};
    const std::vector<DocumentRef> refs{ref};
    EXPECT_EQ(statements([&] { service().update(anna(), ref, {.title = "x"}, nullptr, std::nullopt); }), 10);
    // Two more for the second version: its row and its octets.
    auto more = stage(anna(), "more");
    EXPECT_EQ(statements([&] { service().update(anna(), ref, {}, &more, std::nullopt); }), 12);
    EXPECT_EQ(statements([&] { service().lock(anna(), ref, std::nullopt); }), 10);
    EXPECT_EQ(statements([&] { service().remove(anna(), refs, std::nullopt, false); }), 13);
    // For good: two blobs to the trash, and one document fewer.
    EXPECT_EQ(statements([&] { service().remove(anna(), refs, std::nullopt, true); }), 17);
}

TEST_F(StatementsTest, CostFollowsTheChangesNotTheFolder) {
    fill(annaFiles_, 3000);
    const Caller caller = admitted(anna());
    const auto written = upload(anna(), annaFiles_, "a.txt", "a");
    const DocumentRef ref{.id = written.document.id};
    const Seq before = service().updates(caller, annaFiles_, {}).timestamp;

    EXPECT_GT(cost([&] { (void)service().all(caller, annaFiles_); }), 3000);  // the counting counts

    constexpr std::int64_t kFew = 150;
    EXPECT_LT(cost([&] { service().update(anna(), ref, {.title = "x"}, nullptr, std::nullopt); }), kFew);
    EXPECT_LT(cost([&] { upload(anna(), annaFiles_, "b.txt", "b"); }), kFew);
    EXPECT_LT(cost([&] { upload(anna(), annaFiles_, "b.txt", "b"); }), kFew);  // with a search for a free name
    EXPECT_LT(cost([&] { (void)service().get(caller, ref); }), kFew);
    EXPECT_LT(cost([&] { EXPECT_EQ(service().updates(caller, annaFiles_, before).changed.size(), 3U); }), kFew);
    // One of them asks how far back deletions are known.
    EXPECT_EQ(statements([&] { (void)service().updates(caller, annaFiles_, before); }), 4);
    const std::vector<DocumentRef> refs{ref};
    EXPECT_LT(cost([&] { service().remove(anna(), refs, std::nullopt, false); }), kFew);
    EXPECT_LT(cost([&] { service().remove(anna(), refs, std::nullopt, true); }), kFew);
}

}  // namespace
}  // namespace groupware::infostore
