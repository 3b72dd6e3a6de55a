#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/event.h"
#include "groupware/principals/store/addressees.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::calendar::api {

/// Who is who in one answer: users and resources by their ids and addresses. Immutable.
class Directory {
public:
    using Addressee = principals::Addressee;

    Directory() = default;
    Directory(std::map<std::string, Addressee> byAddress, std::map<UserId, Addressee> users,
              std::map<principals::ResourceId, Addressee> resources = {})
        : byAddress_(std::move(byAddress)), users_(std::move(users)), resources_(std::move(resources)) {}

    /// Null for nobody of this context.
    [[nodiscard]] const Addressee* byAddress(const std::string& address) const {
        const auto found = byAddress_.find(address);
        return found == byAddress_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const Addressee* user(UserId user) const {
        const auto found = users_.find(user);
        return found == users_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const Addressee* resource(principals::ResourceId resource) const {
        const auto found = resources_.find(resource);
        return found == resources_.end() ? nullptr : &found->second;
    }

private:
    std::map<std::string, Addressee> byAddress_;
    std::map<UserId, Addressee> users_;
    std::map<principals::ResourceId, Addressee> resources_;
};

/// The address of a "mailto:", or of an address that stands alone, in small letters; empty for other URIs.
[[nodiscard]] std::string addressOf(std::string_view uri);

/// Of everybody that the events name: organizers, attendees if they were read, owners and editors. As fresh as the
/// caller asks; statements as addressees(), and one for each resource among `others`.
/// @param others  besides
[[nodiscard]] Directory directoryOf(dbpool::ContextDatabase& database, const Caller& caller,
                                    std::span<const Event> events, std::span<const CalendarUser> others = {});

}  // namespace groupware::calendar::api
