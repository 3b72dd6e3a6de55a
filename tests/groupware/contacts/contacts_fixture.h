#pragma once

#include "filestore/schema.h"
#include "groupware/attachments/schema.h"
#include "groupware/contacts/options.h"
#include "groupware/contacts/schema.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/folder_contacts.h"
#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/schema.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace groupware::contacts {

using ::test::codeOf;

/// Always the same instant.
class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(1'800'000'000'000)); }
};

/// Two contexts with two users each, on a real MariaDB.
class ContactsTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOtherContext{8};
    static constexpr UserId kAdmin{2};
    static constexpr UserId kAnna{3};
    static constexpr UserId kBert{4};

    ContactsTest()
        : DatabaseTest({sync::kSchema, principals::kSchema, folders::kSchema, filestore::kSchema, attachments::kSchema,
                        contacts::kSchema}),
          limits_(Limits::from(Configuration(options()))),
          contents_({&folderContacts_}),
          folderService_(database(), contents_, folders::FolderLimits{}),
          service_(database(), access_, clock_, [this] { return limits_; }) {
        provision(kContext);
        provision(kOtherContext);
        annas_ = contactsOf(anna());
        berts_ = contactsOf(bert());
    }

    [[nodiscard]] static Caller callerOf(ContextId context, UserId user) {
        Caller caller;
        caller.context = context;
        caller.user = user;
        caller.groups = {folders::kAllUsers};
        caller.modules = {"contacts", "readcreatesharedfolders", "editpublicfolders", "collectemailaddresses"};
        return caller;
    }
    [[nodiscard]] static Caller anna() { return callerOf(kContext, kAnna); }
    [[nodiscard]] static Caller bert() { return callerOf(kContext, kBert); }

    [[nodiscard]] FolderId contactsOf(const Caller& caller) {
        auto session = database().read(caller.context, Freshness::strict());
        const auto folder = folders::FolderReader(session).standard(caller.user, folders::StandardFolder::Contacts,
                                                                    folders::kContactsModule);
        return folder ? folder->id : FolderId{-1};
    }
    /// A folder of Anna's in which Bert has these rights.
    [[nodiscard]] FolderId sharedFolder(const std::string& name, const folders::Rights& forBert) {
        std::vector<folders::Grant> grants{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
        if (forBert.folder > 0) grants.push_back({folders::Grantee::of(kBert), forBert});
        return folderService_
            .create(anna(), {.parent = folders::kPrivate, .name = name, .module = "contacts", .grants = grants})
            .folder;
    }
    Written add(const Caller& caller, FolderId folder, Fields fields) {
        return service_.create(caller, {.folder = folder, .fields = std::move(fields)});
    }
    Written add(const Caller& caller, FolderId folder, const std::string& lastName) {
        return add(caller, folder, Fields{{column::kLastName, lastName}});
    }
    [[nodiscard]] std::string cardOf(const Caller& caller, ContactId contact) {
        const std::vector<ContactRef> refs{{.id = contact}};
        const auto cards = service_.cards(caller, refs);
        return cards.empty() ? "" : cards.front().card;
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string& table, ContextId context = kContext) {
        auto rows =
            connect()->queryText("SELECT COUNT(*) FROM " + table + " WHERE cid = " + std::to_string(context.value));
        return rows.next() ? rows.integer(1) : -1;
    }
    [[nodiscard]] static std::vector<std::string> namesOf(const std::vector<Contact>& contacts) {
        std::vector<std::string> names;
        for (const auto& contact : contacts) names.push_back(valueOf(contact.fields, column::kDisplayName));
        return names;
    }

    TestClock clock_;
    folders::FolderAccess access_;
    Limits limits_;
    FolderContacts folderContacts_;
    folders::FolderContents contents_;
    folders::FolderService folderService_;
    ContactService service_;
    FolderId annas_;
    FolderId berts_;

private:
    void provision(ContextId context) {
        createContext(context, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert"});
            folders::createContextTree(tx, kAdmin);
            const std::vector<std::string> modules{"contacts"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
    }
};

}  // namespace groupware::contacts
