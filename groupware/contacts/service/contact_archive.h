#pragma once

#include "groupware/attachments/limits.h"
#include "groupware/contacts/limits.h"
#include "groupware/folders/service/folder_archive.h"

namespace groupware::contacts {

/// Contacts and distribution lists in the archive of a context: the card as a `.vcf` file, one JSON object with what a
/// card does not say, and a file for every attachment.
class ContactArchive final : public folders::FolderArchive {
public:
    ContactArchive(const Limits& limits, const attachments::Limits& attachmentLimits)
        : limits_(limits), attachmentLimits_(attachmentLimits) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "contacts"; }
    [[nodiscard]] std::vector<folders::ArchivedObject> page(dbpool::ReadSession& session, FolderId folder,
                                                            folders::ArchivePosition& position,
                                                            std::size_t atMost) const override;
    [[nodiscard]] std::unique_ptr<folders::RestorableObject> read(
        const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const override;
    void restore(dbpool::WriteTransaction& tx, FolderId folder,
                 std::span<const std::unique_ptr<folders::RestorableObject>> objects) const override;

private:
    Limits limits_;
    attachments::Limits attachmentLimits_;
};

}  // namespace groupware::contacts
