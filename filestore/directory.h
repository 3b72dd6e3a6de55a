#pragma once

#include "filestore/blob_store.h"
#include "filestore/identity.h"
#include "groupware/base/ids.h"

#include <functional>
#include <memory>
#include <string>

namespace filestore {

/// Where a context's blobs live, as the config DB says.
struct ContextPlace {
    Identity filestore;
    std::string uri;   ///< of the filestore: "file:///mnt/filestore"
    std::string name;  ///< of the context's directory: "17_ctx_store"
};

/// Finds a context's blobs. Safe to call from any thread.
class FilestoreDirectory {
public:
    virtual ~FilestoreDirectory() = default;
    /// Cheap: call it per request.
    /// @throws Error NotFound for an unknown context, Unavailable
    [[nodiscard]] virtual std::unique_ptr<BlobStore> storeOf(groupware::ContextId context) = 0;
};

}  // namespace filestore
