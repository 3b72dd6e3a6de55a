#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
#include "filestore/staged_blob.h"
#include "groupware/attachments/attachment.h"
#include "groupware/attachments/limits.h"
#include "groupware/attachments/service/attachment_target.h"
#include "groupware/attachments/service/staged_attachments.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::attachments {

/// What one transaction did.
struct Written {
    std::vector<AttachmentId> attachments{};  ///< the new ones, in the order given
    CommitToken committed;                    ///< its seq is the object's `last_modified`
};

/// Attachments of one snapshot.
struct Attachments {
    std::vector<Attachment> attachments{};
    Seq timestamp;
};

/// What happened to an object's attachments after a timestamp.
struct Changes {
    std::vector<Attachment> added{};      ///< oldest first
    std::vector<AttachmentId> removed{};  ///< also some that the client never saw
    Seq timestamp;                        ///< ask for what came after this the next time
};

struct OpenAttachment {
    Attachment attachment;
    std::unique_ptr<filestore::BlobReader> reader;
};

/// The use cases of attachments. Each is a single transaction or a single snapshot. Safe to call from any thread.
///
/// All throw Error: NotFound for objects and attachments that are not there or hidden from the caller, Forbidden,
/// BadRequest for a module without attachments, TooLarge, QuotaExceeded, Unavailable.
class AttachmentService {
public:
    /// Everything referred to outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    AttachmentService(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores,
                      AttachmentTargets targets, const Clock& clock, std::function<Limits()> limits)
        : database_(database),
          filestores_(filestores),
          targets_(std::move(targets)),
          clock_(clock),
          limits_(std::move(limits)) {}

    // -- uploads, before their transaction

    /// Refuses an upload that would fail anyhow, before its octets are read. Short ones pass unseen (Limits).
    /// @param length  octets to come, if known
    void requireAttachable(const Caller& caller, const Target& target, std::optional<std::int64_t> length) const;
    /// Stores contents while they arrive; see filestore::stage().
    [[nodiscard]] filestore::StagedBlob stage(const Caller& caller,
                                              const std::function<std::size_t(std::span<char>)>& read) const;

    /// Makes them ready for the transaction of an object type, which calls StagedAttachments::attachTo().
    /// @param files  adopted
    /// @throws Error BadRequest, TooLarge
    [[nodiscard]] StagedAttachments prepare(const Caller& caller, std::span<NewAttachment> files) const;

    // -- writes

    /// Attaches all of `files`, or none.
    /// @param files  adopted
    Written attach(const Caller& caller, const Target& target, std::span<NewAttachment> files) const;
    /// Removes all of `attachments`, or none.
    /// @throws Error also NotFound if one of them is not there
    Written detach(const Caller& caller, const Target& target, std::span<const AttachmentId> attachments) const;

    // -- reads

    /// All of the object, oldest first.
    [[nodiscard]] Attachments all(const Caller& caller, const Target& target) const;
    /// Exact: every change after `since` and nothing twice, whatever was written meanwhile.
    /// @throws Error PreconditionFailed if what was removed since then is not known any more
    [[nodiscard]] Changes updates(const Caller& caller, const Target& target, Seq since) const;
    [[nodiscard]] Attachment get(const Caller& caller, const Target& target, AttachmentId attachment) const;
    /// Each of `attachments` once, in the order asked for.
    /// @throws Error also NotFound if one of them is not there
    [[nodiscard]] std::vector<Attachment> some(const Caller& caller, const Target& target,
                                               std::span<const AttachmentId> attachments) const;
    [[nodiscard]] OpenAttachment open(const Caller& caller, const Target& target, AttachmentId attachment) const;
    /// The contents of one that the caller has read.
    [[nodiscard]] std::unique_ptr<filestore::BlobReader> open(const Caller& caller, const Attachment& attachment) const;

private:
    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    AttachmentTargets targets_;
    const Clock& clock_;
    std::function<Limits()> limits_;
};

}  // namespace groupware::attachments
