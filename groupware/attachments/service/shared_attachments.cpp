#include "groupware/attachments/service/shared_attachments.h"

#include "dbpool/routing/in_pieces.h"
#include "groupware/attachments/service/archived_attachments.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/attachments/store/attachment_reader.h"
#include "groupware/attachments/store/attachment_tombstones.h"
#include "groupware/attachments/store/attachment_writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::attachments {
namespace {

using StoredBlob = AttachmentReader::StoredBlob;
using ByObject = std::map<std::int64_t, std::vector<Attachment>>;

ByObject filesOf(dbpool::ReadSession& session, Module module, std::span<const std::int64_t> objects) {
    ByObject files;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        files.merge(AttachmentReader(session).list(module, piece));
    });
    return files;
}

bool isAmong(const std::vector<Attachment>& files, AttachmentId id) {
    return std::any_of(files.begin(), files.end(), [&](const Attachment& each) { return each.id == id; });
}

/// What objects have and lack.
struct Difference {
    std::vector<Attachment> missing{};
    std::map<StoredBlob, std::vector<std::int64_t>> surplus{};  ///< and where
};

void compare(const std::vector<Attachment>& wanted, const std::vector<Attachment>& has, const Owner& owner,
             Difference& difference) {
    for (const auto& file : wanted) {
        if (isAmong(has, file.id)) continue;
        difference.missing.push_back(file);
        difference.missing.back().owner = owner;
    }
    for (const auto& file : has) {
        if (isAmong(wanted, file.id)) continue;
        difference.surplus[{.attachment = file.id, .key = file.blobKey, .size = file.size}].push_back(owner.object);
    }
}

void remove(dbpool::WriteTransaction& tx, Module module,
            const std::map<StoredBlob, std::vector<std::int64_t>>& surplus) {
    if (surplus.empty()) return;
    std::vector<StoredBlob> removed;
    std::vector<LeftAttachment> left;
    for (const auto& [blob, objects] : surplus) {
        AttachmentWriter(tx).removeFrom(module, objects, blob.attachment);
        for (const auto object : objects)
            left.push_back({.owner = {.module = module, .object = object}, .attachment = blob.attachment});
        removed.push_back(blob);
    }
    addTombstones(tx, left);
    dropUnattached(tx, removed);
}

}  // namespace

Shared share(dbpool::WriteTransaction& tx, const Owner& source, std::span<const std::int64_t> objects) {
    const auto wanted = AttachmentReader(tx).list(source);
    Shared shared{.summary = summaryOf(wanted)};
    auto has = filesOf(tx, source.module, objects);
    Difference difference;
    for (const auto object : objects) {
        const auto before = difference.missing.size();
        const auto& files = has[object];
        compare(wanted, files, {.module = source.module, .object = object}, difference);
        // As many as wanted, and none missing, are the same.
        if (difference.missing.size() != before || files.size() != wanted.size()) shared.changed.push_back(object);
    }
    if (!difference.missing.empty()) AttachmentWriter(tx).share(difference.missing);
    remove(tx, source.module, difference.surplus);
    return shared;
}

bool keepOnly(dbpool::WriteTransaction& tx, const Owner& owner, std::span<const std::int64_t> kept) {
    std::map<StoredBlob, std::vector<std::int64_t>> surplus;
    for (const auto& blob : AttachmentReader(tx).blobsOf(owner.module, {&owner.object, 1})) {
        if (std::find(kept.begin(), kept.end(), blob.attachment.value) == kept.end())
            surplus[blob].push_back(owner.object);
    }
    remove(tx, owner.module, surplus);
    return !surplus.empty();
}

}  // namespace groupware::attachments
