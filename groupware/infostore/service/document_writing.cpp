#include "groupware/infostore/service/document_writing.h"

#include "filestore/quota.h"
#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/infostore/name.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/infostore/store/document_writer.h"
#include "groupware/infostore/versioning.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace groupware::infostore {
namespace {

constexpr int kHighestNumber = 999'999;

/// A name like `name` that the folder does not have.
std::string freeName(dbpool::WriteTransaction& tx, FolderId folder, const std::string& name, const Limits& limits) {
    // Long names are shortened to make room for the number, so what all candidates start with is the shortest stem.
    const std::string longest = numberedName(name, kHighestNumber, limits.nameCharacters);
    const std::string prefix = longest.substr(0, longest.rfind(" (" + std::to_string(kHighestNumber)));
    const auto names = DocumentReader(tx).namesWithPrefix(folder, prefix);
    const std::set<std::string> taken(names.begin(), names.end());
    for (int number = 1; number <= kHighestNumber; ++number) {
        std::string candidate = numberedName(name, number, limits.nameCharacters);
        if (!taken.contains(candidate)) return candidate;
    }
    throw Error(ErrorCode::Conflict, "no free name in folder " + std::to_string(folder.value),
                "This folder has too many documents of that name.");
}

/// Runs `write`; if the name is taken, once more under a free one. Trying first costs nothing when the name is free,
/// which it nearly always is.
template <class Write>
void underFreeName(dbpool::WriteTransaction& tx, Document& document, const Limits& limits, Write write) {
    try {
        write();
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::Conflict) throw;
        const bool titled = document.title != document.filename;
        document.filename = freeName(tx, document.folder, document.filename, limits);
        if (!titled) document.title = document.filename;
        write();
    }
}

void record(dbpool::WriteTransaction& tx, sync::Verb verb, FolderId folder, DocumentId document) {
    tx.record(sync::change(sync::Kind::Document, verb, folder, document.value));
}

void storeVersion(dbpool::WriteTransaction& tx, Document& document, Version version) {
    version.filename = document.filename;  // it may have been renamed since
    DocumentWriter(tx).insertVersion(document.id, version);
    filestore::charge(tx, version.size);
    document.contents = std::move(version);
}

}  // namespace

void insertDocument(dbpool::WriteTransaction& tx, Document& document, std::optional<Version> contents,
                    const Limits& limits) {
    principals::requireRoom(tx, principals::QuotaModule::Infostore);
    DocumentWriter writer(tx);
    document.id = writer.nextId();
    if (contents) addVersion(document, *contents, limits.versions);
    underFreeName(tx, document, limits, [&] { writer.insert(document); });
    if (contents) storeVersion(tx, document, *contents);
    folders::touchContent(tx, document.folder);
    record(tx, sync::Verb::Created, document.folder, document.id);
}

void saveDocument(dbpool::WriteTransaction& tx, Document& document, std::optional<Version> added,
                  const Limits& limits) {
    if (added) addVersion(document, *added, limits.versions);
    DocumentWriter(tx).update(document);
    if (added) storeVersion(tx, document, *added);
    folders::touchContent(tx, document.folder);
    record(tx, sync::Verb::Changed, document.folder, document.id);
}

void relocateDocument(dbpool::WriteTransaction& tx, Document& document, const folders::Folder& target,
                      const Limits& limits) {
    const FolderId source = document.folder;
    document.folder = target.id;
    if (target.type != folders::FolderType::Trash) {
        document.origin.reset();
    } else if (!document.origin) {
        document.origin = source;
    }
    underFreeName(tx, document, limits, [&] { DocumentWriter(tx).update(document); });
    sync::Tombstones(tx).add(sync::Kind::Document, source, document.id.value, document.filename);
    record(tx, sync::Verb::Removed, source, document.id);
    record(tx, sync::Verb::Created, target.id, document.id);
}

void bequeathDocuments(dbpool::WriteTransaction& tx, std::span<const Document> documents, UserId user, UserId heir) {
    std::vector<std::int64_t> ids;
    std::set<FolderId> touched;
    for (const Document& document : documents) {
        ids.push_back(document.id.value);
        touched.insert(document.folder);
        record(tx, sync::Verb::Changed, document.folder, document.id);
    }
    DocumentWriter(tx).bequeath(ids, user, heir);
    for (const FolderId folder : touched) folders::touchContent(tx, folder);
}

void eraseDocuments(dbpool::WriteTransaction& tx, std::span<const Document> documents) {
    std::vector<std::int64_t> ids;
    for (const Document& document : documents) ids.push_back(document.id.value);
    std::int64_t octets = 0;
    for (const auto& blob : DocumentReader(tx).blobs(ids)) {
        filestore::trash(tx, blob.key);
        octets += blob.size;
    }
    DocumentWriter(tx).remove(ids);
    principals::releaseRoom(tx, principals::QuotaModule::Infostore, static_cast<std::int64_t>(ids.size()));
    if (octets > 0) filestore::charge(tx, -octets);
    for (const Document& document : documents) {
        sync::Tombstones(tx).add(sync::Kind::Document, document.folder, document.id.value, document.filename);
        record(tx, sync::Verb::Removed, document.folder, document.id);
    }
}

}  // namespace groupware::infostore
