#include "groupware/base/error.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/user_contacts.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::contacts {
namespace {

using folders::kGlobalAddressBook;

bool isUser(const ContactRef& ref) {
    return ref.folder == kGlobalAddressBook;
}

/// All users cost one statement; a few of them are looked up one by one.
std::map<ContactId, Contact> usersOf(dbpool::ReadSession& session, const std::set<ContactId>& ids) {
    constexpr std::size_t kFew = 3;
    std::map<ContactId, Contact> found;
    if (ids.size() <= kFew) {
        for (const ContactId id : ids) {
            if (auto user = findUser(session, id)) found.emplace(id, std::move(*user));
        }
        return found;
    }
    for (auto& user : allUsers(session)) {
        if (ids.contains(user.id)) found.emplace(user.id, std::move(user));
    }
    return found;
}

void sortByDay(std::vector<Contact>& contacts, int column) {
    std::stable_sort(contacts.begin(), contacts.end(), [column](const Contact& a, const Contact& b) {
        return dayOfYear(valueOf(a.fields, column)) < dayOfYear(valueOf(b.fields, column));
    });
}

int dayOf(Instant instant) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(instant));
    constexpr unsigned kMonth = 100;
    return static_cast<int>(static_cast<unsigned>(date.month()) * kMonth + static_cast<unsigned>(date.day()));
}

}  // namespace

void ContactService::requireListLength(std::size_t length) const {
    const std::size_t limit = limits().listLength;
    const std::string most = std::to_string(limit);
    if (length > limit)
        throw Error(ErrorCode::TooLarge, "list of more than " + most,
                    "More than " + most + " contacts cannot be handled at once.");
}

Contact ContactService::get(const Caller& caller, ContactRef ref) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        if (isUser(ref)) {
            (void)requireReadableFolder(session, access_, caller, kGlobalAddressBook);
            auto user = findUser(session, ref.id);
            if (!user) throwNoContact(ref.id);
            return std::move(*user);
        }
        std::vector<Contact> one{findReadable(session, access_, caller, ref).contact};
        addMembers(session, one);
        return std::move(one.front());
    });
}

Contacts ContactService::all(const Caller& caller, FolderId folder, bool withMembers) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        if (folder == kGlobalAddressBook) {
            Contacts users{.contacts = allUsers(session), .timestamp = session.seq()};
            requireListLength(users.contacts.size());
            return users;
        }
        const Reader reader{.user = caller.user, .ownOnly = !place.rights.mayRead(false)};
        auto contacts = ContactReader(session).list(folder, reader, limits().listLength + 1);
        requireListLength(contacts.size());
        if (withMembers) addMembers(session, contacts);
        return Contacts{.contacts = std::move(contacts), .timestamp = session.seq()};
    });
}

Contacts ContactService::list(const Caller& caller, std::span<const ContactRef> wanted, bool withMembers) const {
    requireListLength(wanted.size());
    std::vector<std::int64_t> ids;
    std::set<ContactId> userIds;
    for (const ContactRef& ref : wanted) {
        if (isUser(ref)) {
            userIds.insert(ref.id);
        } else {
            ids.push_back(ref.id.value);
        }
    }
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::map<ContactId, Contact> found;
        if (!ids.empty()) {
            for (Contact& contact : ContactReader(session).findAll(ids)) found.emplace(contact.id, std::move(contact));
        }
        FolderRights rights(session, access_, caller);
        const auto& book = userIds.empty() ? std::nullopt : rights.of(kGlobalAddressBook);
        const bool mayReadUsers = book && book->rights.mayRead(false);
        const auto users = mayReadUsers ? usersOf(session, userIds) : std::map<ContactId, Contact>{};

        Contacts result;
        for (const ContactRef& ref : wanted) {
            const auto& source = isUser(ref) ? users : found;
            const auto place = source.find(ref.id);
            if (place == source.end() || (ref.folder && *ref.folder != place->second.folder)) continue;
            if (isUser(ref) || rights.mayRead(place->second)) result.contacts.push_back(place->second);
        }
        if (withMembers) addMembers(session, result.contacts);
        result.timestamp = session.seq();
        return result;
    });
}

Changes ContactService::updates(const Caller& caller, FolderId folder, Seq since, bool withMembers) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        sync::requireTombstones(session, since);
        const bool users = folder == kGlobalAddressBook;
        Changes changes;
        changes.changed =
            users ? usersChangedSince(session, since) : ContactReader(session).changedSince(folder, since);

        // What left the folder and came back has both a row and an older tombstone: it is there.
        std::set<ContactId> present;
        std::set<ContactId> removed;
        for (const Contact& contact : changes.changed) {
            const bool visible = users || isVisible(caller, contact, place.rights);
            // Somebody made it private: who knew it has to forget it. He never knew what he may not read.
            const bool hidden = !visible && place.rights.mayRead(false);
            if (visible) present.insert(contact.id);
            if (hidden) removed.insert(contact.id);
        }
        std::erase_if(changes.changed, [&](const Contact& contact) { return !present.contains(contact.id); });
        const auto kind = users ? sync::Kind::User : sync::Kind::Contact;
        const FolderId left = users ? FolderId{} : folder;
        for (const sync::Tombstone& tombstone : sync::Tombstones(session).since(kind, left, since)) {
            if (!present.contains({tombstone.object})) removed.insert({tombstone.object});
        }
        changes.removed.assign(removed.begin(), removed.end());
        if (withMembers) addMembers(session, changes.changed);
        changes.timestamp = session.seq();
        return changes;
    });
}

Contacts ContactService::withDays(const Caller& caller, std::optional<FolderId> folder, int column, Instant start,
                                  Instant end) const {
    constexpr auto kYear = std::chrono::days(365);
    constexpr int kFirstDay = 101;
    constexpr int kLastDay = 1231;
    if (end < start) throw Error(ErrorCode::BadRequest, "end before start", "The end is before the start.");
    const bool year = end - start > kYear;
    const int first = year ? kFirstDay : dayOf(start);
    const int last = year ? kLastDay : dayOf(end - std::chrono::milliseconds(end > start ? 1 : 0));
    const auto what = column == column::kBirthday ? Anniversary::Birthday : Anniversary::Anniversary;
    const std::vector<FolderId> only = folder ? std::vector{*folder} : std::vector<FolderId>{};
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto places = readablePlaces(session, access_, caller, only, {});
        ContactReader reader(session);
        Contacts result;
        const auto add = [&](int from, int to) {
            auto found = reader.withDay(places.scope, what, from, to, limits().searchLength);
            if (places.users) {
                for (auto& user : allUsers(session)) {
                    const int day = dayOfYear(valueOf(user.fields, column));
                    if (day != 0 && day >= from && day <= to) found.push_back(std::move(user));
                }
            }
            sortByDay(found, column);
            std::move(found.begin(), found.end(), std::back_inserter(result.contacts));
        };
        if (first <= last) {
            add(first, last);
        } else {  // over New Year
            add(first, kLastDay);
            add(kFirstDay, last);
        }
        result.timestamp = session.seq();
        return result;
    });
}

Contacts ContactService::birthdays(const Caller& caller, std::optional<FolderId> folder, Instant start,
                                   Instant end) const {
    return withDays(caller, folder, column::kBirthday, start, end);
}

Contacts ContactService::anniversaries(const Caller& caller, std::optional<FolderId> folder, Instant start,
                                       Instant end) const {
    return withDays(caller, folder, column::kAnniversary, start, end);
}

}  // namespace groupware::contacts
