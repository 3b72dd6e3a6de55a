#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"

#include <algorithm>
#include <utility>

namespace groupware::infostore {
namespace {

/// Reads an open blob from its start.
std::function<std::size_t(std::span<char>)> octetsOf(filestore::BlobReader& reader) {
    return [&reader, offset = std::int64_t{0}](std::span<char> into) mutable {
        const std::size_t count = reader.readAt(offset, into);
        offset += static_cast<std::int64_t>(count);
        return count;
    };
}

Document draftOf(const Document& source, const Caller& caller, Instant now, Instant modified) {
    return {.folder = source.folder,
            .filename = source.filename,
            .title = source.title,
            .description = source.description,
            .url = source.url,
            .categories = source.categories,
            .colorLabel = source.colorLabel,
            .createdBy = caller.user,
            .createdAt = now,
            .changedBy = caller.user,
            .modified = modified};
}

}  // namespace

Written InfostoreService::copy(const Caller& caller, DocumentRef ref, const DocumentPatch& patch,
                               StagedContents* contents) const {
    requireValid(patch, limits());
    std::optional<StagedContents> copied;
    DocumentPatch wanted = patch;
    if (contents == nullptr && get(caller, ref).currentVersion != 0) {
        // A blob belongs to one row only, so the copy gets octets of its own, before the transaction.
        const OpenContents source = openContents(caller, ref, std::nullopt);
        requireUploadable(caller, patch.folder.value_or(source.document.folder), source.version.size);
        copied.emplace(stage(caller, {.read = octetsOf(*source.reader), .length = source.version.size}));
        contents = &*copied;
        if (!wanted.mediaType) wanted.mediaType = source.version.mediaType;
        if (!wanted.modified) wanted.modified = source.document.modified;
    }
    const Instant now = clock_.now();
    return commit(caller, contents, [&](dbpool::WriteTransaction& tx) {
        const auto source = findReadable(tx, access_, caller, ref);
        Document document = draftOf(source.document, caller, now, wanted.modified.value_or(now));
        document.folder = patch.folder.value_or(document.folder);
        access_.require(tx, caller, document.folder, folders::Permission::CreateObjects, folders::kInfostoreModule);
        apply(patch, document);
        std::optional<Version> version;
        if (contents != nullptr) version = versionOf(caller, *contents, wanted, document.filename, now);
        if (!version) document.filename.clear();
        insertDocument(tx, document, version, limits());
        return document;
    });
}

}  // namespace groupware::infostore
