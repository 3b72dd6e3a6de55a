#pragma once

#include "groupware/folders/service/folder_archive.h"
#include "groupware/folders/service/folder_restore.h"
#include "groupware/principals/group.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/resource.h"
#include "groupware/principals/user.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The JSON of what an archive has besides files. Each read function throws groupware::Error BadRequest or TooLarge for
/// what is none: it checks that values can be held, and whoever stores them, whether they make sense.
namespace admin::archive {

/// Longest JSON of one entry.
inline constexpr std::int64_t kMaxRecordOctets = std::int64_t{16} << 20U;

struct UserRecord {
    groupware::principals::User user{};
    std::string password{};  ///< the hash; empty: nobody can log in
    std::map<std::string, std::string> attributes{};
    std::map<std::string, std::string> settings{};     ///< of clients; see principals::UserArchive
    std::map<std::string, std::string> credentials{};  ///< besides the password; likewise
};
[[nodiscard]] std::string write(const UserRecord& record);
[[nodiscard]] UserRecord readUser(std::string_view text);

[[nodiscard]] std::string write(const groupware::principals::Group& group);
[[nodiscard]] groupware::principals::Group readGroup(std::string_view text);

[[nodiscard]] std::string write(const groupware::principals::Resource& resource);
[[nodiscard]] groupware::principals::Resource readResource(std::string_view text);

/// Of the link only what the token is made of.
[[nodiscard]] std::string write(const groupware::principals::Guest& guest);
[[nodiscard]] groupware::principals::Guest readGuest(std::string_view text);

[[nodiscard]] std::string write(const groupware::folders::ArchivedFolder& folder);
[[nodiscard]] groupware::folders::ArchivedFolder readFolder(std::string_view text);

/// What one user said about the whole tree.
struct TreeRecord {
    groupware::UserId user{};
    groupware::folders::ArchivedTree tree{};
};
[[nodiscard]] std::string write(const TreeRecord& record);
[[nodiscard]] TreeRecord readTree(std::string_view text);

/// An object, whose parts stand before it under `paths`; one that is `elsewhere`, before the first object that has it.
struct ObjectRecord {
    groupware::FolderId folder{};
    std::string module{};                         ///< of one in no folder: folders say what they hold
    groupware::folders::ArchivedObject object{};  ///< parts without octets and without their places
    std::vector<std::string> paths{};             ///< of the parts; empty for one that is missing
};
[[nodiscard]] std::string write(const ObjectRecord& record);
[[nodiscard]] ObjectRecord readObject(std::string_view text);

}  // namespace admin::archive
