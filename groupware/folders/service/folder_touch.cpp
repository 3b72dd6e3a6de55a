#include "groupware/folders/service/folder_touch.h"

#include "groupware/folders/store/folder_writer.h"

namespace groupware::folders {

void touchContent(dbpool::WriteTransaction& tx, FolderId folder) {
    FolderWriter(tx).touchContent(folder);
}

}  // namespace groupware::folders
