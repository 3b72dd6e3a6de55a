#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/contacts/contacts_fixture.h"
#include "tests/groupware/contacts/pictures.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace groupware::contacts {
namespace {

using namespace std::chrono_literals;

class ContactTest : public ContactsTest {};

TEST_F(ContactTest, IsReadAsItWasWritten) {
    const Fields fields{{column::kLastName, "M\xC3\xBCller"}, {column::kFirstName, "Eva"},
                        {column::kEmail1, "Eva@Example.com"}, {column::kBirthday, "1980-02-29"},
                        {column::kCategories, "a, b"},        {column::kColorLabel, "3"}};
    const auto written = add(anna(), annas_, fields);
    const auto read = service_.get(anna(), {.id = written.contact.id, .folder = annas_});
    Fields expected = fields;
    expected[column::kDisplayName] = "M\xC3\xBCller, Eva";
    EXPECT_EQ(read.fields, expected);
    EXPECT_EQ(read.folder, annas_);
    EXPECT_EQ(read.createdBy, kAnna);
    EXPECT_EQ(read.createdAt, clock_.now());
    EXPECT_EQ(read.seq, written.committed.seq);
    EXPECT_EQ(read.createdSeq, read.seq);
    EXPECT_EQ(read.name, read.uid + ".vcf");
    EXPECT_NE(cardOf(anna(), read.id).find("VERSION:3.0"), std::string::npos);
    EXPECT_EQ(codeOf([&] { (void)service_.get(callerOf(kOtherContext, kAnna), {.id = read.id}); }),
              ErrorCode::NotFound);
    EXPECT_EQ(rowsOf("contact", kOtherContext), 0);
}

TEST_F(ContactTest, WithoutAnyNameIsRefused) {
    EXPECT_EQ(codeOf([&] { add(anna(), annas_, Fields{{column::kNote, "x"}}); }), ErrorCode::BadRequest);
    const auto written = add(anna(), annas_, Fields{{column::kEmail1, "a@example.com"}});
    EXPECT_EQ(valueOf(written.contact.fields, column::kDisplayName), "a@example.com");
    EXPECT_EQ(codeOf([&] {
                  service_.update(anna(), {.id = written.contact.id},
                                  {.fields = {{column::kEmail1, ""}, {column::kDisplayName, ""}}}, {});
              }),
              ErrorCode::BadRequest);
    EXPECT_EQ(rowsOf("contact"), 1);
}

TEST_F(ContactTest, ChangesItsFieldsAndNothingElse) {
    const auto written = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "old@example.com"}});
    const ContactRef ref{.id = written.contact.id, .folder = annas_};
    const auto changed = service_.update(
        anna(), ref, {.fields = {{column::kEmail1, "new@example.com"}, {column::kNote, "n"}}}, written.contact.seq);
    EXPECT_GT(changed.contact.seq, written.contact.seq);
    const auto read = service_.get(anna(), ref);
    EXPECT_EQ(read.fields, (Fields{{column::kDisplayName, "Doe"},
                                   {column::kLastName, "Doe"},
                                   {column::kEmail1, "new@example.com"},
                                   {column::kNote, "n"}}));
    EXPECT_EQ(read.createdSeq, written.contact.createdSeq);
    // What the client had seen is old now.
    EXPECT_EQ(codeOf([&] {
                  service_.update(anna(), ref, {.fields = {{column::kNote, ""}}}, written.contact.seq);
              }),
              ErrorCode::PreconditionFailed);
    EXPECT_TRUE(service_.autocomplete(anna(), {.text = "old@"}).contacts.empty());
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "new@"}).contacts.size(), 1U);
}

TEST_F(ContactTest, MovesWithATombstone) {
    const auto other = sharedFolder("Other", {});
    const auto written = add(anna(), annas_, "Doe");
    const Seq before = service_.updates(anna(), annas_, {}, false).timestamp;
    service_.update(anna(), {.id = written.contact.id}, {.folder = other}, {});
    EXPECT_EQ(codeOf([&] { (void)service_.get(anna(), {.id = written.contact.id, .folder = annas_}); }),
              ErrorCode::NotFound);
    EXPECT_EQ(service_.get(anna(), {.id = written.contact.id, .folder = other}).folder, other);
    EXPECT_EQ(service_.updates(anna(), annas_, before, false).removed, std::vector<ContactId>{written.contact.id});
    EXPECT_EQ(service_.updates(anna(), other, before, false).changed.size(), 1U);
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "doe", .folder = other, .withAddress = false}).contacts.size(),
              1U);
    EXPECT_TRUE(
        service_.autocomplete(anna(), {.text = "doe", .folder = annas_, .withAddress = false}).contacts.empty());
}

TEST_F(ContactTest, OfATakenUidIsRefusedInTheSameFolder) {
    ContactPatch patch{.folder = annas_, .fields = {{column::kLastName, "Doe"}}, .uid = "u-1"};
    const auto first = service_.create(anna(), patch);
    EXPECT_EQ(first.contact.uid, "u-1");
    EXPECT_EQ(codeOf([&] { service_.create(anna(), patch); }), ErrorCode::Conflict);
    const auto other = sharedFolder("Other", {});
    patch.folder = other;
    const auto second = service_.create(anna(), patch);
    EXPECT_EQ(codeOf([&] { service_.update(anna(), {.id = second.contact.id}, {.folder = annas_}, {}); }),
              ErrorCode::Conflict);
    EXPECT_EQ(service_.get(anna(), {.id = second.contact.id}).folder, other);
    const auto copied = service_.copy(anna(), {.id = first.contact.id}, annas_);
    EXPECT_NE(copied.contact.uid, "u-1");
}

TEST_F(ContactTest, IsDeletedForGood) {
    const auto a = add(anna(), annas_, Fields{{column::kLastName, "A"}, {column::kEmail1, "a@example.com"}});
    const auto b = add(anna(), annas_, "B");
    service_.update(anna(), {.id = b.contact.id}, {.fields = {{column::kNote, "x"}}}, {});
    const std::vector<ContactRef> refs{{.id = a.contact.id}, {.id = b.contact.id}, {.id = {999}}};
    const auto refusals = service_.remove(anna(), refs, b.contact.seq);
    ASSERT_EQ(refusals.refused.size(), 2U);  // B was changed since, the third is not there
    EXPECT_EQ(refusals.refused[0].contact.id, b.contact.id);
    for (const auto* table : {"contact", "contact_card"}) EXPECT_EQ(rowsOf(table), 1) << table;
    EXPECT_EQ(rowsOf("contact_email"), 0);
    const std::vector<ContactRef> rest{{.id = b.contact.id}};
    EXPECT_TRUE(service_.remove(anna(), rest, std::nullopt).refused.empty());
    for (const auto* table : {"contact", "contact_card", "contact_word", "contact_email"}) EXPECT_EQ(rowsOf(table), 0);
    EXPECT_EQ(rowsOf("tombstone"), 2);
}

TEST_F(ContactTest, CountsAgainstTheQuota) {
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Contact, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    const auto a = add(anna(), annas_, "A");
    add(anna(), annas_, "B");
    EXPECT_EQ(codeOf([&] { add(anna(), annas_, "C"); }), ErrorCode::QuotaExceeded);
    const std::vector<ContactRef> refs{{.id = a.contact.id}};
    service_.remove(anna(), refs, {});
    add(anna(), annas_, "C");
}

TEST_F(ContactTest, PermissionsAreThoseOfTheFolder) {
    const auto readOnly = sharedFolder("ReadOnly", folders::kViewerRights);
    const auto own = sharedFolder("Own", {.folder = 2, .read = 1, .write = 1, .remove = 1});
    const auto annasOne = add(anna(), readOnly, "A");
    const auto hidden = add(anna(), own, "H");
    const auto bertsOne = add(bert(), own, "B");
    EXPECT_EQ(service_.all(bert(), readOnly, false).contacts.size(), 1U);
    EXPECT_EQ(codeOf([&] {
                  service_.update(bert(), {.id = annasOne.contact.id}, {.fields = {{column::kNote, "x"}}}, {});
              }),
              ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { add(bert(), readOnly, "X"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { add(bert(), annas_, "X"); }), ErrorCode::NotFound);
    EXPECT_EQ(namesOf(service_.all(bert(), own, false).contacts), std::vector<std::string>{"B"});
    EXPECT_EQ(codeOf([&] { (void)service_.get(bert(), {.id = hidden.contact.id}); }), ErrorCode::NotFound);
    EXPECT_EQ(namesOf(service_.autocomplete(bert(), {.text = "h", .withAddress = false}).contacts),
              std::vector<std::string>{});
    EXPECT_EQ(namesOf(service_.search(bert(), {.pattern = "*"}, false).contacts).size(), 5U);  // A, B, and three users
    const std::vector<ContactRef> refs{
        {.id = hidden.contact.id}, {.id = bertsOne.contact.id}, {.id = annasOne.contact.id}};
    EXPECT_EQ(service_.remove(bert(), refs, {}).refused.size(), 2U);
    EXPECT_EQ(service_.updates(bert(), own, {}, false).changed.size(), 0U);
}

TEST_F(ContactTest, APrivateOneIsItsCreatorsAlone) {
    const auto shared = sharedFolder("Shared", folders::kAuthorRights);
    const auto open = add(anna(), shared, Fields{{column::kLastName, "Open"}, {column::kEmail1, "o@example.com"}});
    const Seq before = service_.updates(bert(), shared, {}, false).timestamp;
    EXPECT_EQ(service_.all(bert(), shared, false).contacts.size(), 1U);
    service_.update(anna(), {.id = open.contact.id}, {.fields = {{column::kPrivate, "1"}}}, {});
    EXPECT_EQ(service_.updates(bert(), shared, before, false).removed, std::vector<ContactId>{open.contact.id});
    EXPECT_TRUE(service_.updates(bert(), shared, before, false).changed.empty());
    EXPECT_EQ(service_.updates(anna(), shared, before, false).changed.size(), 1U);
    EXPECT_TRUE(service_.all(bert(), shared, false).contacts.empty());
    EXPECT_EQ(codeOf([&] { (void)service_.get(bert(), {.id = open.contact.id}); }), ErrorCode::NotFound);
    EXPECT_TRUE(service_.autocomplete(bert(), {.text = "open"}).contacts.empty());
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "open"}).contacts.size(), 1U);
    const std::vector<ContactRef> refs{{.id = open.contact.id}};
    EXPECT_EQ(service_.remove(bert(), refs, {}).refused.size(), 1U);
    EXPECT_TRUE(service_.list(bert(), refs, false).contacts.empty());
}

TEST_F(ContactTest, PicturesAreKeptApartAndGivenBack) {
    const auto written =
        service_.create(anna(), {.folder = annas_,
                                 .fields = {{column::kLastName, "Doe"}},
                                 .picture = Picture{.mediaType = "image/png", .octets = test::png(5, 6)}});
    EXPECT_TRUE(written.contact.hasPicture);
    EXPECT_EQ(rowsOf("contact_line"), 1);
    const ContactRef ref{.id = written.contact.id};
    const auto first = service_.picture(anna(), ref);
    EXPECT_EQ(first.picture.octets, test::png(5, 6));
    EXPECT_EQ(first.picture.mediaType, "image/png");
    // A change of something else leaves it and its tag.
    service_.update(anna(), ref, {.fields = {{column::kEmail1, "d@example.com"}}}, {});
    EXPECT_EQ(service_.picture(anna(), "D@example.com").etag, first.etag);
    EXPECT_NE(cardOf(anna(), ref.id).find("PHOTO;"), std::string::npos);
    service_.update(anna(), ref, {.picture = Picture{.mediaType = "image/gif", .octets = test::gif(5, 6)}}, {});
    EXPECT_NE(service_.picture(anna(), ref).etag, first.etag);
    service_.update(anna(), ref, {.removePicture = true}, {});
    EXPECT_EQ(codeOf([&] { (void)service_.picture(anna(), ref); }), ErrorCode::NotFound);
    EXPECT_EQ(rowsOf("contact_line"), 0);
    EXPECT_EQ(cardOf(anna(), ref.id).find("PHOTO"), std::string::npos);
}

TEST_F(ContactTest, OfADeletedUserBecomesHisHeirs) {
    const auto shared = sharedFolder("Shared", folders::kAuthorRights);
    const auto berts = add(bert(), shared, "B");
    connect()->execute(
        "INSERT INTO attachment VALUES (?, 1, 7, 1, 'a', 'text/plain', 0, 'key', 1, REPEAT('s', 32), 4, 0, 1)",
        {kContext.value});
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        EXPECT_EQ(folderContacts_.bequeath(tx, kBert, kAnna, 10), 2) << "the contact and the attachment";
        EXPECT_EQ(folderContacts_.bequeath(tx, kBert, kAnna, 10), 0);
    });
    EXPECT_EQ(service_.get(anna(), {.id = berts.contact.id}).createdBy, kAnna);
}

TEST_F(ContactTest, FoldersAreEmptiedAndCounted) {
    const auto folder = sharedFolder("Full", {});
    for (const auto* name : {"A", "B", "C"}) add(anna(), folder, name);
    const auto details = folders::FolderDetails{.total = true};
    EXPECT_EQ(folderService_.get(anna(), folder, details).folders.front().total, 3);
    folderService_.clear(anna(), folder);
    EXPECT_EQ(folderService_.get(anna(), folder, details).folders.front().total, 0);
    add(anna(), folder, "D");
    folderService_.remove(anna(), folder, false, {});
    EXPECT_EQ(rowsOf("contact"), 0);
}

class ListTest : public ContactsTest {
protected:
    Written list(std::vector<Member> members) {
        return service_.create(anna(), {.folder = annas_,
                                        .fields = {{column::kDisplayName, "List"}},
                                        .isList = true,
                                        .members = std::move(members)});
    }
};

TEST_F(ListTest, KeepsUpWithItsMembers) {
    const auto doe = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail2, "doe@example.com"}});
    const auto made = list({{.contact = doe.contact.id, .mailField = 2}, {.name = "Free", .mail = "free@example.com"}});
    const ContactRef ref{.id = made.contact.id};
    auto read = service_.get(anna(), ref);
    ASSERT_EQ(read.members.size(), 2U);
    EXPECT_TRUE(read.isList);
    EXPECT_EQ(read.memberCount, 2);
    EXPECT_EQ(read.members[0].mail, "doe@example.com");
    EXPECT_EQ(read.members[0].name, "Doe");
    EXPECT_EQ(read.members[0].folder, annas_);
    EXPECT_EQ(read.members[1].mail, "free@example.com");
    auto card = cardOf(anna(), ref.id);
    for (auto fold = card.find("\r\n "); fold != std::string::npos; fold = card.find("\r\n ")) card.erase(fold, 3);
    EXPECT_NE(card.find("X-ADDRESSBOOKSERVER-KIND:group"), std::string::npos) << card;
    EXPECT_NE(card.find("urn:uuid:" + doe.contact.uid), std::string::npos) << card;

    const Seq before = service_.updates(anna(), annas_, {}, true).timestamp;
    service_.update(anna(), {.id = doe.contact.id}, {.fields = {{column::kEmail2, "new@example.com"}}}, {});
    const auto changes = service_.updates(anna(), annas_, before, true);
    ASSERT_EQ(changes.changed.size(), 2U);  // the contact and the list: a client that synchronises sees both
    EXPECT_EQ(service_.get(anna(), ref).members[0].mail, "new@example.com");

    const std::vector<ContactRef> gone{{.id = doe.contact.id}};
    service_.remove(anna(), gone, {});
    read = service_.get(anna(), ref);
    ASSERT_EQ(read.members.size(), 2U);
    EXPECT_EQ(read.members[0].contact, ContactId{});
    EXPECT_EQ(read.members[0].mail, "new@example.com");
    EXPECT_NE(cardOf(anna(), ref.id).find("mailto:new@example.com"), std::string::npos);
}

TEST_F(ListTest, WrongMembersAreRefused) {
    const auto doe = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "doe@example.com"}});
    const auto inner = list({{.name = "F", .mail = "f@example.com"}});
    const auto berts = add(bert(), berts_, Fields{{column::kLastName, "B"}, {column::kEmail1, "b@example.com"}});
    const auto refused = [&](const Member& member) { return codeOf([&] { list({member}); }); };
    EXPECT_EQ(refused({.contact = inner.contact.id, .mailField = 1}), ErrorCode::BadRequest);
    EXPECT_EQ(refused({.contact = doe.contact.id, .mailField = 3}), ErrorCode::BadRequest);
    EXPECT_EQ(refused({.contact = doe.contact.id, .mailField = 4}), ErrorCode::BadRequest);
    EXPECT_EQ(refused({.contact = berts.contact.id, .mailField = 1}), ErrorCode::BadRequest);
    EXPECT_EQ(refused({.contact = {4711}, .mailField = 1}), ErrorCode::BadRequest);
    EXPECT_EQ(refused({.mail = "nothing"}), ErrorCode::BadRequest);
}

class ImportTest : public ContactsTest {
protected:
    ImportItem item(const std::string& card) { return {.draft = readDraft(card, limits_)}; }
};

TEST_F(ImportTest, KeepsEveryOctetAndReportsEachItem) {
    const std::string card =
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1:M\xFCller;Eva\r\nUID:one\r\nX-ODD;A=b;C:d;;e\r\n"
        "PHOTO;ENCODING=BASE64;TYPE=PNG:\r\n AAAA\r\n\r\nEND:VCARD\r\n";
    std::vector<ImportItem> items;
    items.push_back(item(card));
    items.push_back({.problem = "line 3 is broken"});
    items.push_back(item("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Second\r\nUID:one\r\nEND:VCARD\r\n"));
    items.push_back(item("BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:x@example.com\r\nEND:VCARD\r\n"));
    const auto imported = service_.importCards(anna(), annas_, std::move(items));
    ASSERT_EQ(imported.items.size(), 4U);
    EXPECT_EQ(imported.items[0].problem, "");
    EXPECT_EQ(imported.items[0].seq, imported.committed.seq);
    EXPECT_EQ(imported.items[1].problem, "line 3 is broken");
    EXPECT_NE(imported.items[2].problem, "");  // the UID is taken
    EXPECT_EQ(imported.items[3].problem, "");
    EXPECT_EQ(valueOf(service_.get(anna(), {.id = imported.items[3].id}).fields, column::kDisplayName),
              "x@example.com");
    // Nothing was added to the first but the name that it lacked.
    const auto kept = cardOf(anna(), imported.items[0].id);
    EXPECT_TRUE(kept.starts_with(card.substr(0, card.size() - std::string("END:VCARD\r\n").size()))) << kept;
    EXPECT_EQ(valueOf(service_.get(anna(), {.id = imported.items[0].id}).fields, column::kLastName), "M\xC3\xBCller");
}

TEST_F(ImportTest, FillsTheQuotaToItsEnd) {
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Contact, 3);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    std::vector<ImportItem> items;
    for (int i = 0; i < 7; ++i)
        items.push_back(item("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:N" + std::to_string(i) + "\r\nEND:VCARD\r\n"));
    const auto imported = service_.importCards(anna(), annas_, std::move(items));
    int added = 0;
    for (const auto& one : imported.items) added += one.problem.empty() ? 1 : 0;
    EXPECT_EQ(added, 3);
    EXPECT_EQ(rowsOf("contact"), 3);
}

TEST_F(ImportTest, IntoAFolderOfOthersIsForbidden) {
    EXPECT_EQ(codeOf([&] { (void)service_.importCards(bert(), annas_, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service_.importCards(bert(), folders::kGlobalAddressBook, {}); }),
              ErrorCode::Forbidden);
}

TEST_F(ImportTest, AListFindsItsMembersByTheirUids) {
    std::vector<ImportItem> items;
    items.push_back(item("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Doe\r\nUID:doe\r\nEMAIL:doe@example.com\r\nEND:VCARD\r\n"));
    (void)service_.importCards(anna(), annas_, std::move(items));
    items.clear();
    items.push_back(item(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:L\r\nMEMBER:urn:uuid:doe\r\nMEMBER:mailto:f@example.com\r\n"
        "MEMBER:urn:uuid:unknown\r\nEND:VCARD\r\n"));
    const auto imported = service_.importCards(anna(), annas_, std::move(items));
    const auto list = service_.get(anna(), {.id = imported.items[0].id});
    ASSERT_EQ(list.members.size(), 2U);
    EXPECT_EQ(list.members[0].mail, "doe@example.com");
    EXPECT_NE(list.members[0].contact, ContactId{});
    EXPECT_EQ(list.members[1].mail, "f@example.com");
}

class CleanTest : public ContactsTest {};

TEST_F(CleanTest, DuplicatesAreFoundAndMerged) {
    const auto a = add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "doe@example.com"}});
    const auto b =
        add(anna(), annas_, Fields{{column::kLastName, "Doe"}, {column::kEmail1, "DOE@example.com"}, {551, "+49 1"}});
    add(anna(), annas_, "Roe");
    const auto [groups, seq] = service_.duplicates(anna(), annas_);
    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].contacts, (std::vector<ContactId>{a.contact.id, b.contact.id}));
    service_.merge(anna(), {.id = a.contact.id}, {.id = b.contact.id}, seq);
    const auto merged = service_.get(anna(), {.id = a.contact.id});
    EXPECT_EQ(valueOf(merged.fields, 551), "+49 1");
    EXPECT_EQ(valueOf(merged.fields, column::kEmail1), "doe@example.com");
    EXPECT_EQ(merged.uid, a.contact.uid);
    EXPECT_EQ(codeOf([&] { (void)service_.get(anna(), {.id = b.contact.id}); }), ErrorCode::NotFound);
    EXPECT_TRUE(service_.duplicates(anna(), annas_).first.empty());
}

TEST_F(CleanTest, AddressesAreCollectedAndCounted) {
    add(anna(), annas_, Fields{{column::kLastName, "Known"}, {column::kEmail1, "known@example.com"}});
    auto collected = service_.collect(anna(), {{.address = "New@Example.com", .name = "New One"},
                                               {.address = "known@example.com"},
                                               {.address = "anna@example.com"}});
    EXPECT_EQ(collected.used, 1);
    EXPECT_EQ(collected.added, 1) << "Anna's own address is nobody to collect";
    collected = service_.collect(anna(), {{.address = "new@example.com"}});
    EXPECT_EQ(collected.used, 1);
    EXPECT_EQ(collected.added, 0);
    const auto found = service_.autocomplete(anna(), {.text = "new"}).contacts;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].useCount, 1);
    EXPECT_EQ(valueOf(found[0].fields, column::kDisplayName), "New One");
    EXPECT_NE(found[0].folder, annas_);
    // The others see nothing of it, and the second collection used the same folder.
    EXPECT_TRUE(service_.autocomplete(bert(), {.text = "new"}).contacts.empty());
    auto noCollector = anna();
    noCollector.modules = {"contacts"};
    EXPECT_EQ(codeOf([&] { service_.collect(noCollector, {{.address = "x@example.com"}}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.collect(anna(), {{.address = "nothing"}}); }), ErrorCode::BadRequest);
    limits_.collected = 1;
    EXPECT_EQ(service_.collect(anna(), {{.address = "third@example.com"}}).added, 0) << "the folder is full";
}

class GlobalAddressBookTest : public ContactsTest {};

TEST_F(GlobalAddressBookTest, ShowsUsersAndIsReadOnly) {
    const auto book = folders::kGlobalAddressBook;
    const auto all = service_.all(anna(), book, false).contacts;
    ASSERT_EQ(all.size(), 3U);  // the administrator too
    const auto one = service_.get(anna(), {.id = {kBert.value}, .folder = book});
    EXPECT_EQ(one.user, kBert);
    EXPECT_EQ(valueOf(one.fields, column::kDisplayName), "Bert");
    EXPECT_EQ(codeOf([&] { add(anna(), book, "X"); }), ErrorCode::Forbidden);
    EXPECT_EQ(
        codeOf([&] {
            service_.update(anna(), {.id = {kBert.value}, .folder = book}, {.fields = {{column::kNote, "x"}}}, {});
        }),
        ErrorCode::Forbidden);
    const std::vector<ContactRef> refs{{.id = {kBert.value}, .folder = book}};
    EXPECT_EQ(service_.list(anna(), refs, false).contacts.size(), 1U);
    EXPECT_EQ(service_.remove(anna(), refs, {}).refused.size(), 1U);
    EXPECT_EQ(namesOf(service_.autocomplete(anna(), {.text = "ber"}).contacts), std::vector<std::string>{"Bert"});
    EXPECT_EQ(namesOf(service_.search(anna(), {.pattern = "B*"}, false).contacts), std::vector<std::string>{"Bert"});
    EXPECT_NE(service_.cards(anna(), refs).front().card.find("FN:Bert"), std::string::npos);
    const auto start = service_.updates(anna(), book, {}, false);
    EXPECT_EQ(start.changed.size(), 3U);
    EXPECT_TRUE(service_.updates(anna(), book, start.timestamp, false).changed.empty());
    auto disabled = anna();
    disabled.modules.emplace_back("globaladdressbookdisabled");
    EXPECT_EQ(codeOf([&] { (void)service_.all(disabled, book, false); }), ErrorCode::NotFound);
    EXPECT_TRUE(service_.autocomplete(disabled, {.text = "ber"}).contacts.empty());
}

class SearchTest : public ContactsTest {};

TEST_F(SearchTest, AutocompleteIgnoresCaseAndAccentsAndPrefersTheUsed) {
    add(anna(), annas_,
        Fields{{column::kLastName, "M\xC3\xBCller"},
               {column::kFirstName, "Zo\xC3\xAB"},
               {column::kEmail1, "z@example.com"}});
    add(anna(), annas_,
        Fields{{column::kLastName, "Muller"}, {column::kFirstName, "Adam"}, {column::kEmail1, "a@example.com"}});
    add(anna(), annas_, Fields{{column::kLastName, "Mulligan"}});  // no address
    service_.collect(anna(), {{.address = "z@example.com"}});
    EXPECT_EQ(namesOf(service_.autocomplete(anna(), {.text = "MUL"}).contacts),
              (std::vector<std::string>{"M\xC3\xBCller, Zo\xC3\xAB", "Muller, Adam"}));
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "mul", .withAddress = false}).contacts.size(), 3U);
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "zoe m\xC3\xBCll"}).contacts.size(), 1U);
    EXPECT_EQ(service_.autocomplete(anna(), {.text = "a@ex"}).contacts.size(), 1U);
    EXPECT_TRUE(service_.autocomplete(anna(), {.text = "%"}).contacts.empty());
}

TEST_F(SearchTest, OfMoreThanMayBeLookedAtIsRefused) {
    for (const auto* name : {"Teasdale", "Teague", "Teal"}) add(anna(), annas_, name);
    const auto shared = sharedFolder("Shared", {.folder = 2, .read = 1});
    add(anna(), shared, "Teapot");
    const auto isTeal = [](const Contact& contact) { return valueOf(contact.fields, column::kLastName) == "Teal"; };
    const SearchQuery everywhere{.filter = isTeal};
    limits_.listLength = 4;
    EXPECT_EQ(namesOf(service_.search(anna(), everywhere, false).contacts), std::vector<std::string>{"Teal"});
    limits_.listLength = 3;
    EXPECT_EQ(codeOf([&] { (void)service_.search(anna(), everywhere, false); }), ErrorCode::TooLarge);
    const SearchQuery inOne{.folders = {annas_}, .filter = isTeal};
    EXPECT_EQ(namesOf(service_.search(anna(), inOne, false).contacts), std::vector<std::string>{"Teal"});
    // Of others' contacts only what the caller may read counts.
    limits_.listLength = 0;
    EXPECT_TRUE(service_.search(bert(), everywhere, false).contacts.empty());
}

TEST_F(SearchTest, FiltersBeforeItCuts) {
    for (const auto* name : {"Teague", "Teal", "Teasdale"}) add(anna(), annas_, name);
    limits_.searchLength = 1;
    const SearchQuery query{.pattern = "tea", .filter = [](const Contact& contact) {
                                return valueOf(contact.fields, column::kLastName) == "Teasdale";
                            }};
    EXPECT_EQ(namesOf(service_.search(anna(), query, false).contacts), std::vector<std::string>{"Teasdale"});
    limits_.listLength = 2;
    EXPECT_EQ(codeOf([&] { (void)service_.search(anna(), query, false); }), ErrorCode::TooLarge);
}

TEST_F(SearchTest, BirthdaysGoOverNewYear) {
    add(anna(), annas_, Fields{{column::kLastName, "December"}, {column::kBirthday, "1970-12-30"}});
    add(anna(), annas_, Fields{{column::kLastName, "January"}, {column::kBirthday, "--01-02"}});
    add(anna(), annas_, Fields{{column::kLastName, "June"}, {column::kBirthday, "1970-06-15"}});
    using Days = std::chrono::sys_days;
    using std::chrono::year;
    const auto instant = [](Days day) { return Instant(day.time_since_epoch()); };
    const auto found =
        service_.birthdays(anna(), annas_, instant(Days(year(2026) / 12 / 29)), instant(Days(year(2027) / 1 / 3)));
    EXPECT_EQ(namesOf(found.contacts), (std::vector<std::string>{"December", "January"}));
    const auto none =
        service_.anniversaries(anna(), {}, instant(Days(year(2026) / 1 / 1)), instant(Days(year(2026) / 12 / 31)));
    EXPECT_TRUE(none.contacts.empty());
}

}  // namespace
}  // namespace groupware::contacts
