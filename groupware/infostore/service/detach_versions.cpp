#include "filestore/quota.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/infostore/store/document_writer.h"
#include "groupware/infostore/versioning.h"

#include <utility>

namespace groupware::infostore {
namespace {

/// The versions' rows, their blobs and their octets.
void removeVersions(dbpool::WriteTransaction& tx, const Document& document, const std::vector<Version>& removed) {
    std::vector<std::int64_t> numbers;
    std::int64_t octets = 0;
    for (const Version& version : removed) {
        numbers.push_back(version.number);
        octets += version.size;
        filestore::trash(tx, version.blobKey);
    }
    DocumentWriter(tx).removeVersions(document.id, numbers);
    if (octets > 0) filestore::charge(tx, -octets);
}

}  // namespace

InfostoreService::Detached InfostoreService::detach(const Caller& caller, DocumentRef ref,
                                                    std::span<const std::int64_t> versions,
                                                    std::optional<Seq> lastSeen) const {
    requireListLength(versions.size());
    const Instant now = clock_.now();
    std::vector<std::int64_t> unknown;
    Written written = commit(caller, nullptr, [&](dbpool::WriteTransaction& tx) {
        auto document = findWritable(tx, access_, caller, ref).document;
        requireUnlocked(document, caller.user, now);
        requireUnchanged(document, lastSeen);
        auto detachment = infostore::detach(document, DocumentReader(tx).versions(document.id), versions);
        unknown = std::move(detachment.unknown);
        if (detachment.removed.empty()) return document;
        removeVersions(tx, document, detachment.removed);
        document.changedBy = caller.user;
        saveDocument(tx, document, std::nullopt, limits());
        return document;
    });
    return {.unknown = std::move(unknown), .written = std::move(written)};
}

Written InfostoreService::revert(const Caller& caller, DocumentRef ref, std::optional<Seq> lastSeen) const {
    const Instant now = clock_.now();
    return commit(caller, nullptr, [&](dbpool::WriteTransaction& tx) {
        auto document = findWritable(tx, access_, caller, ref).document;
        requireUnlocked(document, caller.user, now);
        requireUnchanged(document, lastSeen);
        const auto versions = DocumentReader(tx).versions(document.id);
        if (versions.empty()) return document;
        std::vector<std::int64_t> all;
        for (const Version& version : versions) all.push_back(version.number);
        removeVersions(tx, document, infostore::detach(document, versions, all).removed);
        document.changedBy = caller.user;
        saveDocument(tx, document, std::nullopt, limits());
        return document;
    });
}

}  // namespace groupware::infostore
