#include "groupware/folders/service/folder_touch.h"

#include "groupware/folders/store/folder_writer.h"

#include <cstdint>
#include <vector>

namespace groupware::folders {

void touchContent(dbpool::WriteTransaction& tx, FolderId folder) {
    FolderWriter(tx).touchContent(folder);
}

void touchContent(dbpool::WriteTransaction& tx, const std::set<FolderId>& folders) {
    std::vector<std::int64_t> ids;
    for (const FolderId folder : folders) ids.push_back(folder.value);
    FolderWriter(tx).touchContent(ids);
}

}  // namespace groupware::folders
