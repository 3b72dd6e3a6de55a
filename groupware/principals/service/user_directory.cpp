#include "groupware/principals/service/user_directory.h"

#include "groupware/base/error.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/user_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace groupware::principals {
namespace {

/// Reads all groups once, so that many users cost no statement each.
std::vector<DirectoryEntry> withGroups(dbpool::ReadSession& session, std::vector<User> users) {
    const auto groups = GroupReader(session).list();
    std::vector<DirectoryEntry> entries;
    entries.reserve(users.size());
    for (auto& user : users) {
        DirectoryEntry entry{.user = std::move(user), .groups = {}};
        for (const auto& group : groups) {
            if (std::binary_search(group.members.begin(), group.members.end(), entry.user.id)) {
                entry.groups.push_back(group.id);
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

[[noreturn]] void noSuchUser(UserId user) {
    throw Error(ErrorCode::NotFound, "no such user " + std::to_string(user.value), "The user does not exist.");
}

DirectoryEntry guestHimself(dbpool::ReadSession& session, const Caller& guest, UserId wanted) {
    if (wanted != guest.user) noSuchUser(wanted);
    const std::array ids{wanted.value};
    const auto found = GuestReader(session).among(ids);
    if (found.empty()) noSuchUser(wanted);
    const auto& self = found.front();
    return {.user = {.id = self.id,
                     .displayName = self.displayName,
                     .email = self.email,
                     .language = self.language,
                     .timeZone = self.timeZone,
                     .access = guestAccess(),
                     .seq = session.seq()},
            .groups = guest.groups};
}

}  // namespace

DirectoryEntry UserDirectory::get(const Caller& caller, UserId user) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        if (isGuest(caller)) return guestHimself(session, caller, user);
        auto found = UserReader(session).find(user);
        if (!found) noSuchUser(user);
        return DirectoryEntry{.user = std::move(*found), .groups = GroupReader(session).groupsOf(user)};
    });
}

UserList UserDirectory::all(const Caller& caller) {
    return database_.read(caller.context, caller.freshness, [](dbpool::ReadSession& session) {
        return UserList{.users = withGroups(session, UserReader(session).list()), .seq = session.seq()};
    });
}

UserList UserDirectory::search(const Caller& caller, std::string_view text) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return UserList{.users = withGroups(session, UserReader(session).search(text)), .seq = session.seq()};
    });
}

std::optional<std::string> UserDirectory::attribute(const Caller& caller, std::string_view name) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return UserReader(session).attribute(caller.user, name);
    });
}

CommitToken UserDirectory::setAttribute(const Caller& caller, std::string_view name,
                                        const std::optional<std::string>& value) {
    return database_.write(
        caller.context, [&](dbpool::WriteTransaction& tx) { principals::setAttribute(tx, caller.user, name, value); });
}

AttributeWritten UserDirectory::setCustomAttribute(const Caller& caller, std::string_view name,
                                                   const std::optional<std::string>& value, bool onlyIfAbsent) {
    const auto limits = configuration_.current();
    if (value && std::cmp_greater(value->size(), limits->get(kAttributeBytes))) {
        throw Error(ErrorCode::TooLarge, "longer than principals.attributeBytes", "The attribute is too long.");
    }
    AttributeWritten written;
    written.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        UserReader reader(tx);
        const bool there = reader.attribute(caller.user, name).has_value();
        written.set = !(there && onlyIfAbsent);
        if (!written.set) return;
        if (!there && value && reader.countAttributes(caller.user, kCustomAttributes) >= limits->get(kMaxAttributes)) {
            throw Error(ErrorCode::TooLarge, "more than principals.attributes", "There are too many attributes.");
        }
        principals::setAttribute(tx, caller.user, name, value);
    });
    return written;
}

CommitToken UserDirectory::update(const Caller& caller, UserId user, const UserChange& change,
                                  const std::optional<std::string>& primaryAddress, std::optional<Seq> unchangedSince) {
    if (user != caller.user && !caller.contextAdmin) {
        throw Error(ErrorCode::Forbidden, "change of another user", "You may change your own data only.");
    }
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto stored = UserReader(tx).find(user);
        if (stored && unchangedSince && stored->seq > *unchangedSince) {
            throw Error(ErrorCode::PreconditionFailed, "user changed since", "The data was changed in the meantime.");
        }
        if (stored && primaryAddress && *primaryAddress != stored->email) {
            throw Error(ErrorCode::Forbidden, "change of the primary address",
                        "Primary mail addresses are set by the provider.");
        }
        changeUser(tx, user, change);
    });
}

CommitToken UserDirectory::setLanguage(const Caller& caller, const std::string& language) {
    return change(caller, UserChange{.language = language});
}

CommitToken UserDirectory::setTimeZone(const Caller& caller, const std::string& timeZone) {
    return change(caller, UserChange{.timeZone = timeZone});
}

CommitToken UserDirectory::change(const Caller& caller, const UserChange& change) {
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) { changeUser(tx, caller.user, change); });
}

}  // namespace groupware::principals
