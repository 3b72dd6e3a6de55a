#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/attachments/attachment.h"
#include "groupware/base/caller.h"

#include <utility>
#include <vector>

namespace groupware::attachments {

/// What attachments need from an object type whose objects may have some. Each such type implements it once; main/
/// lists the implementations. Called from several threads at once, always inside a transaction or snapshot of the
/// attachments' own work.
class AttachmentTarget {
public:
    virtual ~AttachmentTarget() = default;

    [[nodiscard]] virtual Module module() const noexcept = 0;

    /// Returns if the caller may read `object` and it is in `folder`. Module access, folder rights and private objects
    /// are this type's business, as for any other read.
    /// @throws Error NotFound also for what is hidden from the caller, Forbidden
    virtual void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                             std::int64_t object) const = 0;

    /// As requireRead(), for an object that the caller may also change. Also asked before an upload's octets are
    /// accepted, in a snapshot.
    /// @throws Error NotFound, Forbidden
    virtual void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                              std::int64_t object) const = 0;

    /// The object has other attachments now: writes `summary` into its row, with `tx.seq()` and the caller as its last
    /// editor, touches the folder and records the change. Not called by what is in object_attachments.h: whoever calls
    /// that writes the object's row himself.
    virtual void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder,
                                    std::int64_t object, const Summary& summary) = 0;
};

/// The object types of this program that have attachments. Immutable after main/ made it.
class AttachmentTargets {
public:
    /// @param targets  not owned; outlive this object
    explicit AttachmentTargets(std::vector<AttachmentTarget*> targets) : targets_(std::move(targets)) {}

    /// @throws Error BadRequest if no object type of that module is served
    [[nodiscard]] AttachmentTarget& require(Module module) const;

private:
    std::vector<AttachmentTarget*> targets_;
};

}  // namespace groupware::attachments
