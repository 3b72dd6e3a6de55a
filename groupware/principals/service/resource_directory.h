#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/configuration_source.h"
#include "groupware/principals/resource.h"
#include "groupware/principals/service/resource_provisioning.h"

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::principals {

/// An answer and the state of the context it is true for.
struct ResourceList {
    std::vector<Resource> resources;
    Seq seq;
};

struct ResourceUpdates {
    std::vector<Resource> created;
    std::vector<Resource> changed;
    std::vector<ResourceId> removed;
    Seq seq;  ///< what to ask from next time
};

struct ResourceWritten {
    ResourceId resource;
    CommitToken committed;
};

/// The resources of a context as its users see and, with the right `editresource`, change them. Reads are as fresh as
/// the caller asks. Safe to call from any thread.
///
/// Functions that write throw Error Forbidden without that right. Those that take `unchangedSince` throw
/// PreconditionFailed if the resource changed later.
class ResourceDirectory {
public:
    /// All references must outlive this object.
    ResourceDirectory(dbpool::ContextDatabase& database, LeaveResource leave, const ConfigurationSource& configuration)
        : database_(database), leave_(std::move(leave)), configuration_(configuration) {}

    /// @throws Error NotFound
    [[nodiscard]] Resource get(const Caller& caller, ResourceId resource);
    [[nodiscard]] ResourceList all(const Caller& caller);
    /// See ResourceReader::search().
    [[nodiscard]] ResourceList search(const Caller& caller, std::string_view text);
    /// What changed after `since`. Exact: nothing is missed and nothing is named twice.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] ResourceUpdates updates(const Caller& caller, Seq since);

    /// @throws Error as addResource(); TooLarge beyond `principals.resources`
    ResourceWritten create(const Caller& caller, const NewResource& resource);
    /// @throws Error as changeResource()
    CommitToken change(const Caller& caller, ResourceId resource, const ResourceChange& change,
                       std::optional<Seq> unchangedSince);
    /// All or none, with what belongs to them: that may take several transactions. @throws Error NotFound, TooLarge
    /// beyond what one transaction takes
    CommitToken remove(const Caller& caller, std::span<const ResourceId> resources, std::optional<Seq> unchangedSince);

private:
    dbpool::ContextDatabase& database_;
    LeaveResource leave_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::principals
