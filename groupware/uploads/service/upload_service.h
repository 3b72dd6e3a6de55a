#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
#include "filestore/staged_blob.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/uploads/upload.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::uploads {

/// A file, stored already.
struct NewUpload {
    std::string filename;
    std::string mediaType;  ///< the client's word
    filestore::StagedBlob contents;
};

struct Added {
    std::vector<std::string> ids;  ///< in the order given
    CommitToken committed;
};

struct OpenUpload {
    Upload upload;
    std::unique_ptr<filestore::BlobReader> reader;
};

/// Files that wait to be used. Safe to call from any thread.
///
/// All throw Error: NotFound for what is not there, has expired or is another user's, Unavailable.
class UploadService {
public:
    /// Everything referred to outlives this object.
    UploadService(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores, const Clock& clock,
                  const ConfigurationSource& configuration)
        : database_(database), filestores_(filestores), clock_(clock), configuration_(configuration) {}

    /// Stores contents while they arrive; see filestore::stage().
    [[nodiscard]] filestore::StagedBlob stage(const Caller& caller,
                                              const std::function<std::size_t(std::span<char>)>& read) const;
    /// Keeps all of `files`, or none.
    /// @throws Error BadRequest for a name, TooLarge beyond `uploads.perUser`, QuotaExceeded
    Added add(const Caller& caller, std::span<NewUpload> files) const;

    /// Begins its time anew.
    CommitToken keepAlive(const Caller& caller, std::string_view id) const;
    [[nodiscard]] OpenUpload open(const Caller& caller, std::string_view id) const;

    /// Removes what has expired, in batches, each one transaction. For a housekeeping thread; several may race.
    /// @return uploads removed
    std::size_t removeExpired(ContextId context) const;

private:
    [[nodiscard]] Upload require(dbpool::ReadSession& session, const Caller& caller, std::string_view id) const;
    [[nodiscard]] std::vector<Upload> rowsOf(const Caller& caller, std::span<const NewUpload> files) const;

    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    const Clock& clock_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::uploads
