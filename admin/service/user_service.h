#pragma once

#include "admin/service/cluster.h"
#include "admin/service/user_input.h"
#include "groupware/base/options.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/service/user_archive.h"
#include "groupware/principals/user.h"

#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of the users of one context, each call one transaction. Safe to call from any thread.
/// Every function throws AdminError NoSuchContext, NoSuchUser or InvalidData, or what ContextDatabase throws.
class UserService {
public:
    /// All must outlive this object.
    /// @param settings  what is kept for each user and goes with him
    UserService(const Cluster& cluster, groupware::principals::PasswordHasher& hasher,
                const groupware::folders::FolderContents& contents, const groupware::principals::UserArchive& settings,
                groupware::main::TimeZones& timeZones, const groupware::Configuration& configuration);

    /// With the rights that `input` says, else those of the context's administrator, but for his rights over public
    /// folders. Makes the default folders.
    groupware::UserId create(groupware::ContextId context, const UserInput& input);
    /// The login name stays.
    void change(groupware::ContextId context, groupware::UserId user, const UserInput& input);
    /// What the user owned and is not private goes to `heir`; settings of his clients go with him. In several
    /// transactions if there is much: after an interruption the user is disabled and may be deleted again.
    /// @param shared  whether folders that are not private go to the heir
    void remove(groupware::ContextId context, groupware::UserId user, groupware::UserId heir,
                groupware::folders::SharedFolders shared = groupware::folders::SharedFolders::Bequeathed);

    [[nodiscard]] groupware::principals::User find(groupware::ContextId context, groupware::UserId user);
    [[nodiscard]] groupware::principals::User findByLogin(groupware::ContextId context, std::string_view login);
    [[nodiscard]] std::vector<groupware::principals::User> list(groupware::ContextId context);

private:
    const Cluster& cluster_;
    groupware::principals::PasswordHasher& hasher_;
    const groupware::folders::FolderContents& contents_;
    const groupware::principals::UserArchive& settings_;
    groupware::main::TimeZones& timeZones_;
    std::string defaultTimeZone_;
};

}  // namespace admin
