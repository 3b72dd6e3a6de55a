#pragma once

#include <compare>
#include <cstdint>

namespace groupware {

/// A number that names one thing of one kind. Ids of different kinds do not mix.
template <class Kind>
struct Id {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using ContextId = Id<struct ContextKind>;      ///< a tenant
using UserId = Id<struct UserKind>;            ///< unique inside its context; 2 is the context's admin
using GroupId = Id<struct GroupKind>;          ///< unique inside its context; 0 is "all users"
using FolderId = Id<struct FolderKind>;        ///< unique inside its context; below 20 are system folders
using DocumentId = Id<struct DocumentKind>;    ///< a file of the infostore, unique inside its context
using ServerId = Id<struct ServerKind>;        ///< a whole cluster, as `registerserver` names it
using DatabaseId = Id<struct DatabaseKind>;    ///< one database server, master or replica
using FilestoreId = Id<struct FilestoreKind>;  ///< one registered filestore

}  // namespace groupware
