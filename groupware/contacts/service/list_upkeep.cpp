#include "groupware/contacts/service/list_upkeep.h"

#include "groupware/base/error.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/store/contact_writer.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;

constexpr std::string_view kUuid = "urn:uuid:";
constexpr std::string_view kMailto = "mailto:";
constexpr std::size_t kMailOctets = 255;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

bool startsWith(std::string_view text, std::string_view prefix) {
    return formats::lines::equal(text.substr(0, prefix.size()), prefix);
}

std::map<ContactId, Contact> contactsOf(dbpool::ReadSession& session, const std::vector<Member>& members) {
    std::vector<std::int64_t> ids;
    for (const auto& member : members) {
        if (member.contact != ContactId{}) ids.push_back(member.contact.value);
    }
    std::map<ContactId, Contact> found;
    if (ids.empty()) return found;
    for (auto& contact : ContactReader(session).findAll(ids)) found.emplace(contact.id, std::move(contact));
    return found;
}

std::map<ContactId, std::string> uidsOf(const std::map<ContactId, Contact>& contacts) {
    std::map<ContactId, std::string> uids;
    for (const auto& [id, contact] : contacts) uids.emplace(id, contact.uid);
    return uids;
}

/// The contacts whose UIDs a card's members name and that may be members; of several with the same UID the one in
/// `folder`.
std::map<std::string, Contact> membersByUid(dbpool::ReadSession& session, FolderRights& rights, FolderId folder,
                                            const std::vector<vcard::Member>& lines) {
    std::vector<std::string> uids;
    for (const auto& line : lines) {
        if (startsWith(line.uri, kUuid)) uids.push_back(line.uri.substr(kUuid.size()));
    }
    std::map<std::string, Contact> known;
    if (uids.empty()) return known;
    ContactReader reader(session);
    std::vector<std::int64_t> ids;
    for (const auto& [uid, id] : reader.withUids(uids)) ids.push_back(id.value);
    if (ids.empty()) return known;
    for (auto& contact : reader.findAll(ids)) {
        if (contact.isList || !rights.mayRead(contact)) continue;
        if (!known.contains(contact.uid) || contact.folder == folder)
            known.insert_or_assign(contact.uid, std::move(contact));
    }
    return known;
}

/// Writes lists anew after `change` had its way with each member.
template <class Change>
void rewrite(dbpool::WriteTransaction& tx, const std::vector<std::int64_t>& lists, UserId editor,
             const Change& change) {
    if (lists.empty()) return;
    ContactReader reader(tx);
    auto cards = reader.cards(lists);
    auto members = reader.members(lists);
    for (auto& list : reader.findAll(lists)) {
        Draft draft{.contact = list,
                    .card = vcard::Card::parse(cards[list.id], {.octets = std::numeric_limits<std::size_t>::max(),
                                                                .lines = std::numeric_limits<std::size_t>::max()})};
        auto changed = members[list.id];
        for (auto& member : changed) change(member);
        putMembers(draft, changed, uidsOf(contactsOf(tx, changed)));
        draft.contact.changedBy = editor;
        ContactWriter writer(tx);
        writer.update(draft.contact);
        writer.setCard(list.id, draft.card.text());
        writer.setMembers(list.id, draft.contact.members);
        folders::touchContent(tx, list.folder);
        tx.record(sync::change(sync::Kind::Contact, sync::Verb::Changed, list.folder, list.id.value));
    }
}

}  // namespace

void keepListsUp(dbpool::WriteTransaction& tx, const Contact& contact, UserId editor) {
    const std::array ids{contact.id.value};
    rewrite(tx, ContactReader(tx).listsWith(ids, kListsKeptUp), editor, [&](Member& member) {
        if (member.contact == contact.id) describeMember(member, contact);
    });
}

void freeMembersOfLists(dbpool::WriteTransaction& tx, std::span<const std::int64_t> contacts, UserId editor) {
    auto lists = ContactReader(tx).listsWith(contacts, kListsKeptUp + 1);
    std::erase_if(
        lists, [&](std::int64_t list) { return std::find(contacts.begin(), contacts.end(), list) != contacts.end(); });
    if (lists.size() > kListsKeptUp) {  // too many for one transaction: their cards keep what they say
        ContactWriter(tx).freeMembers(contacts);
        lists.pop_back();
    }
    rewrite(tx, lists, editor, [&](Member& member) {
        if (std::find(contacts.begin(), contacts.end(), member.contact.value) == contacts.end()) return;
        member.contact = {};
        member.mailField = 0;
    });
}

void resolveMembers(dbpool::ReadSession& session, FolderRights& rights, Draft& draft, std::vector<Member> members) {
    auto contacts = contactsOf(session, members);
    for (auto& member : members) {
        if (member.contact == ContactId{}) {
            member.folder = {};
            continue;
        }
        const auto found = contacts.find(member.contact);
        if (found == contacts.end() || !rights.mayRead(found->second))
            refuse("A member of the distribution list does not exist.");
        if (found->second.isList) refuse("A distribution list cannot be a member of another.");
        describeMember(member, found->second);
        if (member.mail.empty()) refuse("A member of the distribution list has no such mail address.");
    }
    putMembers(draft, std::move(members), uidsOf(contacts));
}

void resolveCardMembers(dbpool::ReadSession& session, FolderRights& rights, Draft& draft) {
    const auto lines = vcard::members(draft.card);
    const auto known = membersByUid(session, rights, draft.contact.folder, lines);
    std::vector<Member> members;
    for (const auto& line : lines) {
        Member member{.name = cut(line.name, kMailOctets), .sortName = cut(line.name, kMailOctets)};
        if (startsWith(line.uri, kMailto)) {
            member.mail = cut(line.uri.substr(kMailto.size()), kMailOctets);
        } else if (const auto found = known.find(line.uri.substr(std::min(kUuid.size(), line.uri.size())));
                   found != known.end()) {
            member.contact = found->second.id;
            member.mailField = 1;
            describeMember(member, found->second);
        } else {
            continue;  // somebody else's contact: the card keeps it
        }
        members.push_back(std::move(member));
    }
    draft.contact.memberCount = static_cast<int>(members.size());
    draft.contact.members = std::move(members);
}

}  // namespace groupware::contacts
