#include "groupware/main/objects/folder_archives.h"

#include "groupware/attachments/limits.h"
#include "groupware/contacts/limits.h"
#include "groupware/infostore/limits.h"

namespace groupware::main {

FolderArchives::FolderArchives(const Configuration& configuration)
    : documents_(infostore::Limits::from(configuration)),
      contacts_(contacts::Limits::from(configuration), attachments::Limits::from(configuration)),
      archives_({&documents_, &contacts_}) {}

}  // namespace groupware::main
