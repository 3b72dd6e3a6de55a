#pragma once

#include "groupware/base/ids.h"
#include "groupware/principals/resource.h"

#include <compare>
#include <cstdint>

namespace groupware::calendar {

/// Who has a calendar: a principal in the words of RFC 6638 section 2. Each has one object for each UID. Numbers are
/// stored.
struct CalendarUser {
    enum class Kind : std::int64_t {
        User = 1,
        Resource = 2,  ///< its calendar is in no folder
        Folder = 3,    ///< a public folder: nobody's, with objects that are in no other calendar
    };
    Kind kind = Kind::User;
    std::int64_t id = 0;

    [[nodiscard]] static constexpr CalendarUser of(UserId user) noexcept { return {Kind::User, user.value}; }
    [[nodiscard]] static constexpr CalendarUser of(principals::ResourceId resource) noexcept {
        return {Kind::Resource, resource.value};
    }
    [[nodiscard]] static constexpr CalendarUser of(FolderId folder) noexcept { return {Kind::Folder, folder.value}; }

    [[nodiscard]] constexpr bool is(UserId user) const noexcept { return kind == Kind::User && id == user.value; }

    friend constexpr auto operator<=>(const CalendarUser&, const CalendarUser&) = default;
};

}  // namespace groupware::calendar
