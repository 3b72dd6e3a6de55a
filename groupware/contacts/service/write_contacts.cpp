#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/merge.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/service/list_upkeep.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/stored_card.h"
#include "groupware/folders/service/folder_touch.h"

#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace groupware::contacts {
namespace {

constexpr std::size_t kUuidOctets = 16;

formats::vcard::Card storedCard(const std::string& text) {
    return formats::vcard::Card::parse(
        text, {.octets = std::numeric_limits<std::size_t>::max(), .lines = std::numeric_limits<std::size_t>::max()});
}

/// A contact that nothing names cannot be shown in any list.
void requireName(const Draft& draft) {
    if (valueOf(draft.contact.fields, column::kDisplayName).empty())
        throw Error(ErrorCode::BadRequest, "contact without name",
                    "A contact needs a name, a company, a mail address or a telephone number.");
}

std::vector<std::string> linesOf(dbpool::ReadSession& session, ContactId contact) {
    const std::array ids{contact.value};
    return ContactReader(session).lines(ids)[contact];
}

/// The contact of a row with its card and, if wanted, the lines kept apart.
Draft draftFrom(dbpool::ReadSession& session, ContactId id, bool withLines) {
    auto found = ContactReader(session).findWithCard(id);
    if (!found) throwNoContact(id);
    Draft draft{.contact = std::move(found->first), .card = storedCard(found->second)};
    if (withLines) draft.lines = linesOf(session, id);
    return draft;
}

/// A client that changes a contact of the global address book is told where to go.
void requireNoUser(const ContactRef& ref) {
    if (ref.folder == folders::kGlobalAddressBook)
        throw Error(ErrorCode::Forbidden, "change in the global address book",
                    "Contacts of users are changed by themselves in their own data, or by an administrator.");
}

}  // namespace

Written ContactService::create(const Caller& caller, const ContactPatch& patch) const {
    requireValid(patch, limits());
    if (!patch.folder) throw Error(ErrorCode::BadRequest, "contact without folder", "A contact needs a folder.");
    Draft fresh = draftOf(newCard(patch.uid.value_or(uuidText(crypto::randomBytes(kUuidOctets)))));
    apply(patch, fresh);
    requireName(fresh);
    requireWithin(fresh, limits());
    fresh.contact.folder = *patch.folder;
    fresh.contact.createdBy = fresh.contact.changedBy = caller.user;
    fresh.contact.createdAt = clock_.now();
    std::optional<Draft> draft;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        (void)requireCreatable(tx, access_, caller, *patch.folder);
        draft = fresh;
        if (patch.members) {
            FolderRights rights(tx, access_, caller);
            resolveMembers(tx, rights, *draft, *patch.members);
        }
        const std::array<Draft*, 1> one{&*draft};
        insertContacts(tx, one);
        folders::touchContent(tx, *patch.folder);
    });
    return {.contact = std::move(draft->contact), .committed = std::move(committed)};
}

Written ContactService::update(const Caller& caller, ContactRef ref, const ContactPatch& patch,
                               std::optional<Seq> lastSeen) const {
    requireValid(patch, limits());
    requireNoUser(ref);
    const bool picture = patch.picture || patch.removePicture;
    std::optional<Contact> written;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        auto draft = draftFrom(tx, ref.id, picture);
        const Contact before = draft.contact;
        if (ref.folder && *ref.folder != before.folder) throwNoContact(ref.id);
        const auto place =
            access_.require(tx, caller, before.folder, folders::Permission::SeeFolder, folders::kContactsModule);
        requireWritable(caller, before, place.rights);
        requireUnchanged(before, lastSeen);
        draft.contact.changedBy = caller.user;
        if (patch.folder && *patch.folder != before.folder) {
            requireRemovable(caller, before, place.rights);
            (void)requireCreatable(tx, access_, caller, *patch.folder);
            folders::touchContent(tx, before.folder);
            relocateContact(tx, draft.contact, *patch.folder);
        }
        const auto moved = draft.contact;
        apply(patch, draft);
        draft.contact.uid = before.uid;  // the UID is the contact's for good
        requireName(draft);
        requireWithin(draft, limits());
        if (patch.members) {
            FolderRights rights(tx, access_, caller);
            resolveMembers(tx, rights, draft, *patch.members);
        }
        saveContact(tx, moved, draft, {.lines = picture, .members = patch.members.has_value()});
        written = std::move(draft.contact);
    });
    return {.contact = std::move(*written), .committed = std::move(committed)};
}

Written ContactService::copy(const Caller& caller, ContactRef ref, FolderId target) const {
    const auto cards = this->cards(caller, std::array{ref});
    if (cards.empty()) throwNoContact(ref.id);
    auto card = formats::vcard::Card::parse(cards.front().card, limits().card());
    card.setText("UID", uuidText(crypto::randomBytes(kUuidOctets)));
    Draft fresh = draftOf(card);
    requireName(fresh);
    fresh.contact.folder = target;
    fresh.contact.createdBy = fresh.contact.changedBy = caller.user;
    fresh.contact.createdAt = clock_.now();
    std::optional<Draft> draft;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        (void)requireCreatable(tx, access_, caller, target);
        draft = fresh;
        FolderRights rights(tx, access_, caller);
        if (draft->contact.isList) resolveCardMembers(tx, rights, *draft);
        const std::array<Draft*, 1> one{&*draft};
        insertContacts(tx, one);
        folders::touchContent(tx, target);
    });
    return {.contact = std::move(draft->contact), .committed = std::move(committed)};
}

Written ContactService::merge(const Caller& caller, ContactRef target, ContactRef source,
                              std::optional<Seq> lastSeen) const {
    requireNoUser(target);
    requireNoUser(source);
    if (target.id == source.id) throw Error(ErrorCode::BadRequest, "merge with itself", "These are one contact.");
    std::optional<Contact> written;
    auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto kept = findReadable(tx, access_, caller, target);
        const auto gone = findReadable(tx, access_, caller, source);
        requireWritable(caller, kept.contact, kept.place.rights);
        requireRemovable(caller, gone.contact, gone.place.rights);
        requireUnchanged(kept.contact, lastSeen);
        requireUnchanged(gone.contact, lastSeen);
        if (kept.contact.isList || gone.contact.isList)
            throw Error(ErrorCode::BadRequest, "merge of lists", "Distribution lists cannot be merged.");
        const auto whole = [&](ContactId id) {
            const auto draft = draftFrom(tx, id, true);
            return storedCard(putTogether({.text = draft.card.text(), .lines = draft.lines}));
        };
        Draft draft = draftOf(merged(whole(target.id), whole(source.id)));
        requireWithin(draft, limits());
        auto contact = kept.contact;
        contact.fields = draft.contact.fields;
        contact.addresses = draft.contact.addresses;
        contact.hasPicture = draft.contact.hasPicture;
        contact.pictureType = draft.contact.pictureType;
        contact.changedBy = caller.user;
        draft.contact = std::move(contact);
        const std::array one{gone.contact};
        eraseContacts(tx, one, caller.user);
        folders::touchContent(tx, gone.contact.folder);
        saveContact(tx, kept.contact, draft, {.lines = true});
        written = std::move(draft.contact);
    });
    return {.contact = std::move(*written), .committed = std::move(committed)};
}

}  // namespace groupware::contacts
