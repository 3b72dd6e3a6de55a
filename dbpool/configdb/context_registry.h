#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/configdb/placement.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One context as the config DB knows it.
struct RegisteredContext {
    groupware::ContextId id;
    std::string name;
    bool enabled = true;
    ContextStage stage = ContextStage::Creating;
    std::string operation;   ///< 16 octets: of the createcontext or deletecontext under way, or the last one
    bool unsettled = false;  ///< `enabled` or quota may not have reached the context's schema yet
    groupware::ServerId server;
    ContextLocation location;
    groupware::FilestoreId filestore;
    std::string filestoreUri;
    std::string filestoreName;
    std::int64_t quotaBytes = -1;  ///< -1 = unlimited
    std::string accessCombination;
    std::vector<std::string> mappings;  ///< sorted; the id is always one
};

class ContextReader {
public:
    explicit ContextReader(ConfigReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<RegisteredContext> find(groupware::ContextId context);
    [[nodiscard]] std::optional<RegisteredContext> find(std::string_view name);
    /// By id. @param pattern  of id, name or a mapping; `*` stands for any text
    [[nodiscard]] std::vector<RegisteredContext> list(std::string_view pattern = "*");
    /// The ids of all contexts that serve logins, in one statement.
    [[nodiscard]] std::vector<groupware::ContextId> inService();
    /// Contexts of which an operation was begun and not finished, at most `limit`.
    [[nodiscard]] std::vector<groupware::ContextId> unfinished(std::int64_t limit);

private:
    ConfigReadSession& session_;
};

/// The rows and counters of contexts. Each function is one step of an operation of admin/service.
class ContextRegistry {
public:
    explicit ContextRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// Adds the context at stage Creating with its mappings, and takes its places: database, schema and filestore.
    /// @param context           all fields but stage and mappings' id
    /// @param contextsPerSchema  most contexts of the schema
    /// @return false if a place was taken by somebody else meanwhile; nothing may be committed then
    /// @throws groupware::Error Conflict if the name or a mapping is taken
    [[nodiscard]] bool reserve(const RegisteredContext& context, std::int64_t contextsPerSchema);
    /// Creating -> Active. @return false if `operation` is not the one under way
    [[nodiscard]] bool activate(groupware::ContextId context, std::string_view operation);
    /// Hands an unfinished context from one operation to another. @return false as activate()
    [[nodiscard]] bool takeOver(groupware::ContextId context, std::string_view from, std::string_view to);
    /// Active -> Deleting, disabled.
    void beginDelete(groupware::ContextId context, std::string_view operation);
    /// Removes the context and gives its places back. @return false as activate()
    [[nodiscard]] bool forget(const RegisteredContext& context, std::string_view operation);

    /// Sets `enabled` or the quota and marks the context unsettled, until settle().
    void setEnabled(groupware::ContextId context, bool enabled);
    void setQuota(groupware::ContextId context, std::int64_t bytes);
    void settle(groupware::ContextId context);

    /// @throws groupware::Error Conflict if the name is taken
    void rename(groupware::ContextId context, std::string_view name);
    /// @throws groupware::Error Conflict if another context has it
    void addMapping(groupware::ContextId context, std::string_view mapping);
    /// No error if the context has no such mapping.
    void removeMapping(groupware::ContextId context, std::string_view mapping);

private:
    ConfigTransaction& transaction_;
};

}  // namespace dbpool
