#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/principals/resource.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// Reads the resources of the session's context. Works on a replica or inside a transaction. Lists are by id.
class ResourceReader {
public:
    explicit ResourceReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<Resource> find(ResourceId resource);
    /// Those of them that exist. One statement for 512 of them.
    [[nodiscard]] std::map<ResourceId, Resource> find(std::span<const std::int64_t> resources);
    [[nodiscard]] std::optional<Resource> findByName(std::string_view name);
    [[nodiscard]] std::vector<Resource> list();
    /// Resources whose name, display name or address contains `text` (case ignored). `%` and `_` stand for themselves.
    [[nodiscard]] std::vector<Resource> search(std::string_view text);
    [[nodiscard]] std::vector<Resource> changed(Seq since);
    /// Those whose booking policy names delegates, or makes everybody one.
    [[nodiscard]] std::vector<Resource> withDelegates();
    [[nodiscard]] std::int64_t count();

private:
    dbpool::ReadSession& session_;
};

class ResourceWriter {
public:
    explicit ResourceWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    [[nodiscard]] ResourceId nextId();
    /// @throws Error Conflict if name or address, however its domain is spelled, are taken
    void insert(ResourceId id, const NewResource& resource);
    /// Writes all columns. @throws Error Conflict as insert()
    void update(const Resource& resource);
    void remove(ResourceId resource);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::principals
