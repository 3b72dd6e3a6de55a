#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/service/many_documents.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace groupware::infostore {
namespace {

/// Where the documents of one transaction go.
class Places {
public:
    Places(dbpool::WriteTransaction& tx, const Caller& caller, FolderRights& rights)
        : tx_(tx), caller_(caller), rights_(rights) {}

    /// The folder that it came from, if the caller may still put documents there.
    [[nodiscard]] const folders::Folder* origin(const Document& document) {
        if (!document.origin) return nullptr;
        const auto& place = rights_.of(*document.origin);
        const bool open = place && place->folder.type != folders::FolderType::Trash &&
                          place->rights.allows(folders::Permission::CreateObjects);
        return open ? &place->folder : nullptr;
    }
    /// @throws Error NotFound if the caller has no default folder
    [[nodiscard]] const folders::Folder& standard() {
        if (!standard_) {
            standard_ = folders::FolderReader(tx_).standard(caller_.user, folders::StandardFolder::Infostore,
                                                            folders::kInfostoreModule);
        }
        if (!standard_) throw Error(ErrorCode::NotFound, "no default folder to restore to", "There is no such folder.");
        return *standard_;
    }

private:
    dbpool::WriteTransaction& tx_;
    const Caller& caller_;
    FolderRights& rights_;
    std::optional<folders::Folder> standard_;
};

}  // namespace

RestoredDocuments InfostoreService::restore(const Caller& caller, std::span<const DocumentRef> documents) const {
    requireListLength(documents.size());
    const Instant now = clock_.now();
    RestoredDocuments result;
    std::vector<RestoredDocument> ofBatch;
    const auto batch = [&](dbpool::WriteTransaction& tx, std::span<const DocumentRef> piece) {
        ofBatch.clear();
        FolderRights rights(tx, access_, caller);
        Places places(tx, caller, rights);
        std::set<FolderId> touched;
        const auto check = [&](const Document& document) {
            rights.requireRemovable(document);
            requireUnlocked(document, caller.user, now);
            if (rights.of(document.folder)->folder.type != folders::FolderType::Trash)
                throw Error(ErrorCode::BadRequest, "restoring what is not in a trash",
                            "The document is not in the trash.");
            if (places.origin(document) == nullptr) (void)places.standard();
        };
        auto refused = forEachDocument(tx, piece, check, [&](Document& document) {
            const DocumentRef asked{.id = document.id, .folder = document.folder};
            const auto* origin = places.origin(document);
            const folders::Folder target = origin != nullptr ? *origin : places.standard();
            touched.insert({document.folder, target.id});
            document.changedBy = caller.user;
            relocateDocument(tx, document, target, limits());
            ofBatch.push_back({.asked = asked, .document = document, .elsewhere = origin == nullptr});
        });
        for (const FolderId folder : touched) folders::touchContent(tx, folder);
        return refused;
    };
    // Committed batches add up; one that runs again starts anew.
    for (auto rest = documents; !rest.empty();) {
        const auto piece = rest.first(std::min(rest.size(), kBatchLength));
        auto done = inBatches(database_, caller.context, piece, batch);
        result.rest.committed = done.committed;
        result.rest.refused.insert(result.rest.refused.end(), done.refused.begin(), done.refused.end());
        result.restored.insert(result.restored.end(), ofBatch.begin(), ofBatch.end());
        rest = rest.subspan(piece.size());
    }
    return result;
}

}  // namespace groupware::infostore
