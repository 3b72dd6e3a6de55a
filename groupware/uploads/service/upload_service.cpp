#include "groupware/uploads/service/upload_service.h"

#include "filestore/quota.h"
#include "filestore/stage.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/principals/text_rules.h"
#include "groupware/sync/change.h"
#include "groupware/uploads/options.h"
#include "groupware/uploads/store/upload_store.h"

#include <cstdint>
#include <utility>

namespace groupware::uploads {
namespace {

constexpr std::size_t kNameCharacters = 255;
constexpr std::size_t kIdOctets = 16;
constexpr std::size_t kBatch = 200;

/// What is left of a path that old browsers send.
std::string nameOf(const std::string& filename) {
    const auto slash = filename.find_last_of("/\\");
    return slash == std::string::npos ? filename : filename.substr(slash + 1);
}

void record(dbpool::WriteTransaction& tx, UserId user) {
    tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

void release(std::span<NewUpload> files) {
    for (NewUpload& file : files) file.contents.release();
}

}  // namespace

filestore::StagedBlob UploadService::stage(const Caller& caller,
                                           const std::function<std::size_t(std::span<char>)>& read) const {
    return filestore::stage(filestores_, caller.context, read, configuration_.get(kUploadBytes));
}

std::vector<Upload> UploadService::rowsOf(const Caller& caller, std::span<const NewUpload> files) const {
    const Instant now = clock_.now();
    std::vector<Upload> rows;
    for (const NewUpload& file : files) {
        const std::string name = nameOf(file.filename);
        principals::requireName("name of the file", name, kNameCharacters);
        rows.push_back({.id = crypto::toHex(crypto::randomBytes(kIdOctets)),
                        .owner = caller.user,
                        .filename = name,
                        .mediaType = formats::mime::chooseMediaType(file.mediaType, name),
                        .blobKey = file.contents.key(),
                        .size = file.contents.size(),
                        .sha256 = file.contents.sha256(),
                        .createdAt = now,
                        .expiresAt = now + configuration_.get(kKeepTime)});
    }
    return rows;
}

Added UploadService::add(const Caller& caller, std::span<NewUpload> files) const {
    if (files.empty()) throw Error(ErrorCode::BadRequest, "upload without a file", "There is no file.");
    const auto rows = rowsOf(caller, files);
    Added added;
    std::int64_t octets = 0;
    for (const Upload& row : rows) {
        added.ids.push_back(row.id);
        octets += row.size;
    }
    try {
        added.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            const auto there = UploadReader(tx).count(caller.user, clock_.now());
            if (there + static_cast<std::int64_t>(rows.size()) > configuration_.get(kUploadsPerUser))
                throw Error(ErrorCode::TooLarge, "more uploads than uploads.perUser",
                            "There are too many files that wait to be used.");
            for (const Upload& row : rows) UploadWriter(tx).insert(row);
            if (octets > 0) filestore::charge(tx, octets);
            record(tx, caller.user);
        });
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Unavailable) release(files);  // it may have been committed all the same
        throw;
    }
    release(files);
    return added;
}

Upload UploadService::require(dbpool::ReadSession& session, const Caller& caller, std::string_view id) const {
    auto found = UploadReader(session).find(id);
    if (!found || found->owner != caller.user || found->expiresAt <= clock_.now())
        throw Error(ErrorCode::NotFound, "no such upload", "There is no such file, or it has expired.");
    return std::move(*found);
}

CommitToken UploadService::keepAlive(const Caller& caller, std::string_view id) const {
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        (void)require(tx, caller, id);
        UploadWriter(tx).keepUntil(id, clock_.now() + configuration_.get(kKeepTime));
        record(tx, caller.user);
    });
}

OpenUpload UploadService::open(const Caller& caller, std::string_view id) const {
    OpenUpload opened;
    opened.upload = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return require(session, caller, id);
    });  // no database connection is held while the storage is asked
    opened.reader = filestores_.storeOf(caller.context)->open(opened.upload.blobKey);
    return opened;
}

std::size_t UploadService::removeExpired(ContextId context) const {
    const Instant now = clock_.now();
    const bool any = database_.read(context, Freshness::eventual(), [&](dbpool::ReadSession& session) {
        return !UploadReader(session).expired(now, 1).empty();
    });
    std::size_t removed = 0;
    for (std::size_t batch = any ? kBatch : 0; batch == kBatch; removed += batch) {
        database_.write(context, [&](dbpool::WriteTransaction& tx) {
            const auto expired = UploadReader(tx).expired(now, kBatch);
            std::int64_t octets = 0;
            for (const Upload& upload : expired) {
                UploadWriter(tx).remove(upload.id);
                filestore::trash(tx, upload.blobKey);
                octets += upload.size;
                record(tx, upload.owner);
            }
            if (octets > 0) filestore::charge(tx, -octets);
            batch = expired.size();
        });
    }
    return removed;
}

}  // namespace groupware::uploads
