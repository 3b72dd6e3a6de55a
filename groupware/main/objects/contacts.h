#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/contacts/api/actions.h"
#include "groupware/contacts/api/find_contacts.h"
#include "groupware/contacts/service/contact_attachments.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/folder_contacts.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// People, and the global address book.
class Contacts {
public:
    /// @param access  outlives this object
    Contacts(const Platform& platform, const folders::FolderAccess& access);

    /// What folder verbs do with contacts.
    [[nodiscard]] folders::FolderContent& folderContent() noexcept { return folderContacts_; }
    /// What attachments ask about contacts.
    [[nodiscard]] attachments::AttachmentTarget& attachmentTarget() noexcept { return attachmentTarget_; }

    /// What `find` does with contacts.
    [[nodiscard]] const api::FindModule& finder() const noexcept { return finder_; }

    void addTo(api::Registry& registry);
    /// `modules/mail/contactCollectEnabled`, `modules/mail/contactCollectFolder` and `minimumSearchCharacters`.
    void addTo(api::ConfigTree& settings);

private:
    const Platform platform_;
    contacts::ContactService service_;
    contacts::FolderContacts folderContacts_;
    contacts::ContactAttachments attachmentTarget_;
    contacts::api::FindContacts finder_;
    contacts::api::Actions actions_;
};

}  // namespace groupware::main
