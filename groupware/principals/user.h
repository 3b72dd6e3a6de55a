#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/principals/contact_data.h"
#include "groupware/principals/module_access.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

inline constexpr UserId kContextAdmin{2};    ///< the administrator of every context
inline constexpr UserId kFirstUser{3};       ///< the first id that addUser() hands out
inline constexpr GroupId kAllUsers{0};       ///< every user belongs to it, without a row
inline constexpr GroupId kStandardGroup{1};  ///< new users are put into it

/// Lengths the columns hold, in characters.
inline constexpr std::size_t kMaxLoginLength = 128;
inline constexpr std::size_t kMaxNameLength = 255;

/// A password as it is stored: a crypt(5) string. Made by PasswordHasher::hash() only, outside of any transaction.
struct PasswordHash {
    std::string value{};
};

/// One user as stored.
struct User {
    UserId id{};
    std::string login{};        ///< unique in the context, also when case is ignored
    std::string displayName{};  ///< unique in the context
    std::string givenName{};
    std::string surname{};
    std::string email{};                 ///< primary address, unique in the context
    std::vector<std::string> aliases{};  ///< further addresses
    std::string company{};
    std::string department{};
    std::string language = "en_US";  ///< locale: language, '_', country
    std::string timeZone = "UTC";    ///< TZID of the time zone database
    ContactData contact{};
    ModuleAccess access{};
    bool enabled = true;
    std::int64_t credentialVersion = 0;  ///< grows when the password changes; ends every session that has another
    Seq seq{};
    Seq createdSeq{};

    [[nodiscard]] bool contextAdmin() const noexcept { return id == kContextAdmin; }
};

/// What a new user consists of. Fields as in User.
struct NewUser {
    std::string login{};
    std::string displayName{};
    std::string givenName{};
    std::string surname{};
    std::string email{};
    std::vector<std::string> aliases{};
    std::string company{};
    std::string department{};
    std::string language = "en_US";
    std::string timeZone = "UTC";
    ContactData contact{};
    PasswordHash password{};
    ModuleAccess access{};
};

/// What changes of a user; absent fields stay.
struct UserChange {
    std::optional<std::string> displayName{};
    std::optional<std::string> givenName{};
    std::optional<std::string> surname{};
    std::optional<std::string> email{};
    std::optional<std::vector<std::string>> aliases{};
    std::optional<std::string> company{};
    std::optional<std::string> department{};
    std::optional<std::string> language{};
    std::optional<std::string> timeZone{};
    ContactData contact{};  ///< an empty value removes the field
    std::optional<ModuleAccess> access{};
    std::optional<bool> enabled{};
};

/// @throws Error BadRequest if `login` is empty, longer than kMaxLoginLength, or has characters beyond
///         letters, digits and `$ @ % . + _ -`
void requireValidLogin(std::string_view login);
[[nodiscard]] bool isValidLogin(std::string_view login);

/// @throws Error BadRequest naming the field that is empty, too long or has control characters
void requireValid(const NewUser& user);
void requireValid(const UserChange& change);

}  // namespace groupware::principals
