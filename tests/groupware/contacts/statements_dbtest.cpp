#include "tests/groupware/contacts/contacts_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::contacts {
namespace {

/// SQL statements per operation, counted by the server. A use case that needs more than before fails here; lower a
/// number when you have made one cheaper.
class StatementsTest : public ContactsTest {
protected:
    StatementsTest() {
        add(anna(), annas_, "Warm");  // connections, placement and prepared statements are there
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
        caller.freshness = Freshness::atLeast(add(caller, annas_, "State").committed);
        return caller;
    }
    /// A folder as it grows over the years.
    void fill(FolderId folder, int contacts) {
        const auto cid = std::to_string(kContext.value);
        const auto place = std::to_string(folder.value);
        const auto sequence = "seq_1_to_" + std::to_string(contacts);
        const auto connection = connect();
        connection->command(
            "INSERT INTO contact (cid, id, folder, name, uid, sort_name, display_name, company, is_list, members, "
            "private, color_label, picture_seq, fields, created_by, created_at, changed_by, created_seq, seq) SELECT " +
            cid + ", 100000 + seq, " + place +
            ", CONCAT(seq, '.vcf'), seq, CONCAT('Name', seq), CONCAT('Name', seq), '', 0, 0, 0, 0, 0, CONCAT('500 "
            "Name', "
            "seq, '\\n555 name', seq, '@example.com\\n'), 3, 0, 3, seq, seq FROM " +
            sequence);
        connection->command("INSERT INTO contact_word (cid, folder, word, contact) SELECT " + cid + ", " + place +
                            ", CONCAT('name', seq), 100000 + seq FROM " + sequence);
        connection->command("INSERT INTO contact_email (cid, contact, position, folder, address) SELECT " + cid +
                            ", 100000 + seq, 0, " + place + ", CONCAT('name', seq, '@example.com') FROM " + sequence);
        for (const auto* table : {"contact", "contact_word", "contact_email"})
            connection->command(std::string("ANALYZE TABLE ") + table);
    }

private:
    const ::test::StatementCounter counter_{::test::sharedServer(), installation().location().schema};
};

TEST_F(StatementsTest, Reads) {
    const Caller caller = admitted(anna());
    const auto written = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "d@example.com"}});
    const std::vector<ContactRef> refs{{.id = written.contact.id, .folder = annas_}};
    // Each statement brings the state that it saw along: no transaction, nothing besides.
    EXPECT_EQ(statements([&] { (void)service_.get(caller, refs[0]); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.all(caller, annas_, true); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.list(caller, refs, true); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.updates(caller, annas_, {}, true); }), 3);
    // Folders, ids, contacts; the users besides.
    EXPECT_EQ(statements([&] { (void)service_.autocomplete(caller, {.text = "doe"}); }), 4);
    EXPECT_EQ(statements([&] { (void)service_.search(caller, {.pattern = "doe"}, false); }), 4);
    // Folders, how many contacts, contacts; the users besides.
    EXPECT_EQ(
        statements([&] { (void)service_.search(caller, {.filter = [](const Contact&) { return true; }}, false); }), 4);
    EXPECT_EQ(statements([&] { (void)service_.cards(caller, refs); }), 4);
}

TEST_F(StatementsTest, Writes) {
    // Six of each belong to the transaction: begin, the seq row and its state, change records, commit, position.
    std::vector<ContactRef> made;
    EXPECT_EQ(statements([&] {
                  const auto written =
                      add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "d@example.com"}});
                  made.push_back({.id = written.contact.id});
              }),
              14);
    const ContactRef ref = made.front();
    int count = 0;
    const auto next = [&] { return "x" + std::to_string(++count); };
    EXPECT_EQ(statements([&] { service_.update(anna(), ref, {.fields = {{column::kNote, next()}}}, {}); }), 11);
    // Another name: words and addresses anew, and whether a list has it.
    EXPECT_EQ(statements([&] { service_.update(anna(), ref, {.fields = {{column::kLastName, next()}}}, {}); }), 16);
    EXPECT_EQ(statements([&] {
                  const std::vector<ContactRef> last{made.back()};
                  made.pop_back();
                  EXPECT_TRUE(service_.remove(anna(), last, {}).refused.empty());
              }),
              19);
}

TEST_F(StatementsTest, AnImportCostsAFewStatementsAContact) {
    std::vector<ImportItem> items;
    for (int i = 0; i < 100; ++i)
        items.push_back({.draft = readDraft("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:N\r\nEMAIL:n" + std::to_string(i) +
                                                "@example.com\r\nEND:VCARD\r\n",
                                            limits_)});
    EXPECT_LE(statements([&] { (void)service_.importCards(anna(), annas_, std::move(items)); }), 320);
}

TEST_F(StatementsTest, CostFollowsTheChangesNotTheFolder) {
    constexpr int kMany = 10'000;
    fill(annas_, kMany);
    const Caller caller = admitted(anna());
    const auto written = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "d@example.com"}});
    const ContactRef ref{.id = written.contact.id};
    const Seq before = service_.updates(caller, annas_, {}, false).timestamp;
    EXPECT_GT(cost([&] { EXPECT_GT(service_.all(caller, annas_, true).contacts.size(), 10'000U); }), kMany);
    EXPECT_EQ(statements([&] { (void)service_.all(caller, annas_, true); }), 2);

    constexpr std::int64_t kFew = 300;
    EXPECT_LT(cost([&] { service_.update(anna(), ref, {.fields = {{column::kNote, "x"}}}, {}); }), kFew);
    EXPECT_LT(cost([&] { add(anna(), annas_, "Other"); }), kFew);
    EXPECT_LT(cost([&] { EXPECT_EQ(service_.updates(caller, annas_, before, true).changed.size(), 2U); }), kFew);
    EXPECT_LT(cost([&] { EXPECT_EQ(service_.autocomplete(caller, {.text = "doe"}).contacts.size(), 1U); }), kFew);
    EXPECT_LT(cost([&] { EXPECT_EQ(service_.autocomplete(caller, {.text = "name77"}).contacts.size(), 100U); }), 1500);
    EXPECT_LT(cost([&] { EXPECT_EQ(service_.autocomplete(caller, {.text = "name4711@"}).contacts.size(), 1U); }), kFew);
    const std::vector<ContactRef> refs{ref};
    EXPECT_LT(cost([&] { service_.remove(anna(), refs, {}); }), kFew);
}

TEST_F(StatementsTest, AGlobalAddressBookOfTwoThousandCostsAFewStatements) {
    constexpr int kMembers = 2'000;
    connect()->command(
        "INSERT INTO user_account (cid, id, login, display_name, given_name, surname, email, aliases, company, "
        "department, "
        "language, time_zone, module_access, enabled, password, credential_version, seq, created_seq, contact) SELECT "
        "7, "
        "1000 + seq, CONCAT('u', seq), CONCAT('User ', seq), 'User', seq, CONCAT('u', seq, '@example.com'), '', '', "
        "'', "
        "'en_US', 'UTC', 0, 1, '!', 1, 1, 1, '' FROM seq_1_to_" +
        std::to_string(kMembers));
    const Caller caller = admitted(anna());
    const auto book = folders::kGlobalAddressBook;
    EXPECT_EQ(service_.all(caller, book, true).contacts.size(), kMembers + 3U);
    EXPECT_EQ(statements([&] { (void)service_.all(caller, book, true); }), 2);
    EXPECT_EQ(statements([&] { (void)service_.updates(caller, book, {}, true); }), 3);
    EXPECT_EQ(statements([&] { EXPECT_EQ(service_.autocomplete(caller, {.text = "u19"}).contacts.size(), 100U); }), 3);
    std::vector<ContactRef> refs;
    for (int i = 1; i <= kMembers; ++i) refs.push_back({.id = {1000 + i}, .folder = book});
    EXPECT_EQ(statements([&] { EXPECT_EQ(service_.list(caller, refs, true).contacts.size(), std::size_t{kMembers}); }),
              2);
}

}  // namespace
}  // namespace groupware::contacts
