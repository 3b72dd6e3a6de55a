#pragma once

#include "groupware/base/options.h"
#include "groupware/contacts/service/contact_archive.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/infostore/service/document_archive.h"

namespace groupware::main {

/// What fills folders, as the archive of a whole context knows it: one member for each object type.
class FolderArchives {
public:
    explicit FolderArchives(const Configuration& configuration);

    [[nodiscard]] const folders::FolderArchives& archives() const noexcept { return archives_; }

private:
    infostore::DocumentArchive documents_;
    contacts::ContactArchive contacts_;
    folders::FolderArchives archives_;
};

}  // namespace groupware::main
