#include "groupware/main/objects/folder_archives.h"

#include "groupware/infostore/limits.h"

namespace groupware::main {

FolderArchives::FolderArchives(const Configuration& configuration)
    : documents_(infostore::Limits::from(configuration)), archives_({&documents_}) {}

}  // namespace groupware::main
