#include "groupware/contacts/service/contact_archive.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/id_sequence.h"
#include "groupware/attachments/service/archived_attachments.h"
#include "groupware/attachments/service/object_attachments.h"
#include "groupware/base/error.h"
#include "groupware/contacts/draft.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/store/contact_writer.h"
#include "groupware/contacts/stored_card.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace groupware::contacts {
namespace {

namespace json = groupware::formats::json;

/// A contact whose rows can be written.
struct RestorableContact final : folders::RestorableObject {
    Contact contact{};
    std::string card{};                ///< without the lines that are kept apart
    std::vector<std::string> lines{};  ///< those
    std::vector<attachments::Attachment> attachments{};
};

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archived contact: " + why, "The contact " + why + ".");
}

// -- out

json::Object::Ptr toJson(const Member& member) {
    auto object = json::makeObject();
    object->set("contact", member.contact.value);
    object->set("mailField", member.mailField);
    object->set("name", member.name);
    object->set("mail", member.mail);
    object->set("sortName", member.sortName);
    return object;
}

json::Object::Ptr toJson(const Contact& contact, const std::vector<Member>& members,
                         const std::vector<attachments::Attachment>& attached) {
    auto object = json::makeObject();
    object->set("name", contact.name);
    object->set("createdBy", contact.createdBy.value);
    object->set("createdAt", contact.createdAt.time_since_epoch().count());
    object->set("changedBy", contact.changedBy.value);
    object->set("useCount", contact.useCount);
    auto list = json::makeArray();
    for (const auto& member : members) list->add(toJson(member));
    object->set("members", list);
    object->set("attachments", attachments::archived(attached));
    return object;
}

folders::ArchivedPart cardPart(const Contact& contact, const StoredCard& stored) {
    std::string name = valueOf(contact.fields, column::kDisplayName);
    std::replace(name.begin(), name.end(), '/', '_');
    constexpr std::size_t kMaxName = 100;  // names are cut where a character ends: the id keeps them apart
    std::size_t end = std::min(name.size(), kMaxName);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return {.name = name.substr(0, end) + " (" + std::to_string(contact.id.value) + ").vcf",
            .blobKey = {},
            .text = putTogether(stored)};
}

// -- in

std::int64_t idIn(const json::Object& object, const char* key) {
    const auto id = json::integer(object, key).value_or(0);
    if (id < 0 || id > folders::kMaxArchivedId) refuse(std::string("has an impossible ") + key);
    return id;
}

std::string memberText(const json::Object& object, const char* key) {
    auto text = json::text(object, key).value_or("");
    constexpr std::size_t kMaxOctets = 1024;
    if (text.size() > kMaxOctets) refuse("has a member with a text that is too long");
    return text;
}

std::vector<Member> membersIn(const json::Object& object, const Limits& limits) {
    std::vector<Member> members;
    const auto list = json::array(object, "members");
    if (list.isNull()) return members;
    if (list->size() > limits.members) refuse("has too many members");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto entry = json::requireObject(list->get(static_cast<unsigned>(i)), "a member");
        Member member{.contact = {idIn(*entry, "contact")},
                      .mailField = static_cast<int>(idIn(*entry, "mailField") & 0xFFFF),
                      .name = memberText(*entry, "name"),
                      .mail = memberText(*entry, "mail"),
                      .sortName = memberText(*entry, "sortName")};
        const bool standsForItself = member.contact == ContactId{};
        if (standsForItself != (member.mailField == 0) || member.mailField > kMailFields) {
            refuse("has a member of no address");
        }
        members.push_back(std::move(member));
    }
    return members;
}

Instant createdIn(const json::Object& object) {
    constexpr std::int64_t kLast = 253'402'300'799'999;  // the year 9999
    const auto milliseconds = json::integer(object, "createdAt").value_or(0);
    if (milliseconds < 0 || milliseconds > kLast) refuse("has an impossible time");
    return Instant(std::chrono::milliseconds(milliseconds));
}

/// The resource name, which the UID usually gives.
std::string nameIn(const json::Object& object, const std::string& uid) {
    auto name = json::text(object, "name").value_or(resourceName(uid));
    constexpr std::size_t kMaxOctets = 255;
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/' || c == 0x7f; };
    if (name.empty() || name.size() > kMaxOctets || std::any_of(name.begin(), name.end(), isBad)) {
        refuse("has an impossible resource name");
    }
    return name;
}

/// A duplicate key is an id that is taken.
template <class Write>
void once(const Contact& contact, Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "contact " + std::to_string(contact.id.value) + " twice",
                    "The contact is there twice.");
    }
}

}  // namespace

std::vector<folders::ArchivedObject> ContactArchive::page(dbpool::ReadSession& session, FolderId folder,
                                                          folders::ArchivePosition& position,
                                                          std::size_t atMost) const {
    ContactReader reader(session);
    const auto contacts = reader.behind(folder, position.seq, {position.id}, atMost);
    if (contacts.empty()) return {};
    position = {.seq = contacts.back().seq, .id = contacts.back().id.value};
    std::vector<std::int64_t> ids;
    for (const auto& contact : contacts) ids.push_back(contact.id.value);
    auto cards = reader.cards(ids);
    auto lines = reader.lines(ids);
    auto members = reader.members(ids);
    auto attached = attachments::attachmentsOf(session, attachments::Module::Contact, ids);
    std::vector<folders::ArchivedObject> objects;
    for (const auto& contact : contacts) {
        const auto& own = attached[contact.id.value];
        folders::ArchivedObject object{.id = contact.id.value,
                                       .data = json::write(toJson(contact, members[contact.id], own))};
        object.parts.push_back(cardPart(contact, {.text = cards[contact.id], .lines = lines[contact.id]}));
        for (auto& part : attachments::archivedParts(object.id, own)) object.parts.push_back(std::move(part));
        objects.push_back(std::move(object));
    }
    return objects;
}

std::unique_ptr<folders::RestorableObject> ContactArchive::read(
    const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const {
    const auto data =
        json::requireObject(json::parse(object.data, {.bytes = folders::ArchivedPart::kMaxTextOctets}), "a contact");
    if (object.id < 1 || object.id > folders::kMaxArchivedId) refuse("has an impossible id");
    if (object.parts.empty() || object.parts.front().missing || !object.parts.front().blobKey.empty()) {
        refuse("has no card");
    }
    auto draft = readDraft(object.parts.front().text, limits_);
    auto found = std::make_unique<RestorableContact>();
    auto& contact = found->contact;
    contact = std::move(draft.contact);
    found->card = draft.card.text();
    found->lines = std::move(draft.lines);
    if (contact.uid.empty()) refuse("has no UID");
    contact.id = {object.id};
    contact.name = nameIn(*data, contact.uid);
    contact.createdBy = userOf(json::integer(*data, "createdBy").value_or(0));
    contact.changedBy = userOf(json::integer(*data, "changedBy").value_or(0));
    contact.createdAt = createdIn(*data);
    contact.useCount = idIn(*data, "useCount");
    contact.members = membersIn(*data, limits_);
    contact.memberCount = static_cast<int>(contact.members.size());
    found->attachments = attachments::readArchived(json::array(*data, "attachments"),
                                                   std::span(object.parts).subspan(1), userOf, attachmentLimits_);
    const auto summary = attachments::summaryOf(found->attachments);
    contact.attachments = static_cast<int>(summary.count);
    contact.newestAttachment = summary.newest ? summary.newest->time_since_epoch().count() : 0;
    return found;
}

void ContactArchive::restore(dbpool::WriteTransaction& tx, FolderId folder,
                             std::span<const std::unique_ptr<folders::RestorableObject>> objects) const {
    ContactWriter writer(tx);
    std::vector<Contact> contacts;
    contacts.reserve(objects.size());
    std::int64_t last = 0;
    principals::requireRoom(tx, principals::QuotaModule::Contact, static_cast<std::int64_t>(objects.size()));
    for (const auto& object : objects) {
        const auto& found = static_cast<const RestorableContact&>(*object);
        auto& contact = contacts.emplace_back(found.contact);  // the closure may run again
        contact.folder = folder;
        if (contact.hasPicture) contact.pictureSeq = tx.seq();
        once(contact, [&] { writer.insert(contact, found.card); });
        if (!found.lines.empty()) writer.addLines(contact.id, found.lines);
        if (!contact.members.empty()) writer.setMembers(contact.id, contact.members);
        auto attached = found.attachments;
        for (auto& attachment : attached) attachment.owner = {attachments::Module::Contact, contact.id.value};
        if (!attached.empty()) attachments::restoreAttachments(tx, attached);
        last = std::max(last, contact.id.value);
        tx.record(sync::change(sync::Kind::Contact, sync::Verb::Created, folder, contact.id.value));
    }
    std::vector<const Contact*> indexed;
    for (const auto& contact : contacts) indexed.push_back(&contact);
    writer.index(indexed);
    dbpool::takeIds(tx, "contact", last);
    folders::touchContent(tx, folder);
}

}  // namespace groupware::contacts
