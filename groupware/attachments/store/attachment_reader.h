#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/attachments/attachment.h"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace groupware::attachments {

/// Reads attachments of the session's context. Works on a replica or inside a transaction.
class AttachmentReader {
public:
    explicit AttachmentReader(dbpool::ReadSession& session) : session_(session) {}

    /// All of one object, oldest first.
    [[nodiscard]] std::vector<Attachment> list(const Owner& owner);
    /// All of several objects, by object, oldest first.
    [[nodiscard]] std::map<std::int64_t, std::vector<Attachment>> list(Module module,
                                                                       std::span<const std::int64_t> objects);
    /// Those added after `since`, oldest first.
    [[nodiscard]] std::vector<Attachment> addedSince(const Owner& owner, Seq since);
    [[nodiscard]] std::optional<Attachment> find(const Owner& owner, AttachmentId id);
    [[nodiscard]] Summary summary(const Owner& owner);

    struct StoredBlob {
        AttachmentId attachment{};
        std::string key{};
        std::int64_t size = 0;  ///< octets
        friend auto operator<=>(const StoredBlob&, const StoredBlob&) = default;
    };
    /// The contents of all attachments of these objects.
    [[nodiscard]] std::vector<StoredBlob> blobsOf(Module module, std::span<const std::int64_t> objects);
    /// Those that hang on some object, as the row of one of these says.
    [[nodiscard]] std::map<AttachmentId, Attachment> named(std::span<const std::int64_t> attachments);
    /// Which of them hang on some object.
    /// @param attachments  any number
    [[nodiscard]] std::set<AttachmentId> attached(std::span<const std::int64_t> attachments);

    /// Which of them hang on several objects.
    [[nodiscard]] std::set<AttachmentId> shared(std::span<const std::int64_t> attachments);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::attachments
