#include "groupware/contacts/service/contact_writing.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/service/list_upkeep.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/store/contact_writer.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <array>
#include <set>
#include <string>
#include <utility>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;

void record(dbpool::WriteTransaction& tx, sync::Verb verb, FolderId folder, ContactId contact) {
    tx.record(sync::change(sync::Kind::Contact, verb, folder, contact.value));
}

/// The row's unique key knows the resource name, which follows from the UID.
[[noreturn]] void explain(const Error& failure) {
    if (failure.code() != ErrorCode::Conflict) throw failure;
    throw Error(ErrorCode::Conflict, failure.what(), "This folder has a contact of the same UID already.");
}

bool sameIndex(const Contact& before, const Contact& after) {
    for (const int column : {column::kEmail1, column::kEmail2, column::kEmail3}) {
        if (valueOf(before.fields, column) != valueOf(after.fields, column)) return false;
    }
    return indexWords(before.fields, {}) == indexWords(after.fields, {});
}

bool sameToLists(const Contact& before, const Contact& after) {
    for (const int column : {column::kDisplayName, column::kEmail1, column::kEmail2, column::kEmail3}) {
        if (valueOf(before.fields, column) != valueOf(after.fields, column)) return false;
    }
    return sortName(before.fields) == sortName(after.fields);
}

}  // namespace

void insertContacts(dbpool::WriteTransaction& tx, std::span<Draft* const> drafts) {
    principals::requireRoom(tx, principals::QuotaModule::Contact, static_cast<std::int64_t>(drafts.size()));
    ContactWriter writer(tx);
    std::vector<const Contact*> added;
    for (Draft* draft : drafts) {
        Contact& contact = draft->contact;
        contact.id = writer.nextId();
        if (contact.name.empty()) contact.name = resourceName(contact.uid);
        if (contact.hasPicture) contact.pictureSeq = tx.seq();
        try {
            writer.insert(contact, draft->card.text());
        } catch (const Error& failure) {
            explain(failure);
        }
        if (!draft->lines.empty()) writer.addLines(contact.id, draft->lines);
        if (!contact.members.empty()) writer.setMembers(contact.id, contact.members);
        record(tx, sync::Verb::Created, contact.folder, contact.id);
        added.push_back(&contact);
    }
    writer.index(added);
}

void saveContact(dbpool::WriteTransaction& tx, const Contact& before, Draft& draft, const Touched& touched) {
    Contact& contact = draft.contact;
    ContactWriter writer(tx);
    if (touched.lines) contact.pictureSeq = tx.seq();
    writer.update(contact);
    writer.setCard(contact.id, draft.card.text());
    if (touched.lines) writer.setLines(contact.id, draft.lines);
    if (touched.members) writer.setMembers(contact.id, contact.members);
    if (!sameIndex(before, contact)) {
        const std::array ids{contact.id.value};
        const std::array<const Contact*, 1> one{&contact};
        writer.unindex(ids);
        writer.index(one);
    }
    folders::touchContent(tx, contact.folder);
    record(tx, sync::Verb::Changed, contact.folder, contact.id);
    if (!sameToLists(before, contact)) keepListsUp(tx, contact, contact.changedBy);
}

void relocateContact(dbpool::WriteTransaction& tx, Contact& contact, FolderId target) {
    const FolderId source = contact.folder;
    contact.folder = target;
    try {
        ContactWriter(tx).update(contact);
    } catch (const Error& failure) {
        explain(failure);
    }
    ContactWriter(tx).moveIndex(contact.id, target);
    sync::Tombstones(tx).add(sync::Kind::Contact, source, contact.id.value, contact.name);
    record(tx, sync::Verb::Removed, source, contact.id);
    record(tx, sync::Verb::Created, target, contact.id);
}

void eraseContacts(dbpool::WriteTransaction& tx, std::span<const Contact> contacts, UserId editor) {
    std::vector<std::int64_t> ids;
    for (const Contact& contact : contacts) ids.push_back(contact.id.value);
    freeMembersOfLists(tx, ids, editor);
    ContactWriter(tx).remove(ids);
    attachments::removeAll(tx, attachments::Module::Contact, ids);
    principals::releaseRoom(tx, principals::QuotaModule::Contact, static_cast<std::int64_t>(ids.size()));
    for (const Contact& contact : contacts) {
        sync::Tombstones(tx).add(sync::Kind::Contact, contact.folder, contact.id.value, contact.name);
        record(tx, sync::Verb::Removed, contact.folder, contact.id);
    }
}

void bequeathContacts(dbpool::WriteTransaction& tx, std::span<const Contact> contacts, UserId user, UserId heir) {
    std::vector<std::int64_t> ids;
    std::set<FolderId> touched;
    for (const Contact& contact : contacts) {
        ids.push_back(contact.id.value);
        touched.insert(contact.folder);
        record(tx, sync::Verb::Changed, contact.folder, contact.id);
    }
    ContactWriter(tx).bequeath(ids, user, heir);
    for (const FolderId folder : touched) folders::touchContent(tx, folder);
}

void describeMember(Member& member, const Contact& contact) {
    constexpr std::array kMails{column::kEmail1, column::kEmail2, column::kEmail3};
    member.folder = contact.folder;
    member.name = valueOf(contact.fields, column::kDisplayName);
    member.sortName = sortName(contact.fields);
    member.mail = valueOf(contact.fields, kMails.at(static_cast<std::size_t>(member.mailField - 1)));
}

void putMembers(Draft& draft, std::vector<Member> members, const std::map<ContactId, std::string>& uids) {
    const auto old = vcard::members(draft.card);
    std::vector<vcard::Member> lines;
    for (const auto& member : members) {
        const auto uid = uids.find(member.contact);
        vcard::Member line{.uri = uid == uids.end() ? "mailto:" + member.mail : "urn:uuid:" + uid->second,
                           .name = member.name};
        for (const auto& known : old) {
            if (known.uri == line.uri) line.origin = known.origin;
        }
        lines.push_back(std::move(line));
    }
    vcard::setMembers(draft.card, lines);
    draft.contact.memberCount = static_cast<int>(members.size());
    draft.contact.members = std::move(members);
}

}  // namespace groupware::contacts
