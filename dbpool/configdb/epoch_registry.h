#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace dbpool {

/// The epoch of a context's placement: in the config DB, or in the context's own row.
struct ContextEpoch {
    groupware::ContextId context;
    std::int64_t epoch = 0;
};

class EpochReader {
public:
    explicit EpochReader(ConfigReadSession& session) : session_(session) {}

    /// Of all contexts that are placed in the schema, by id.
    [[nodiscard]] std::vector<ContextEpoch> list(std::int64_t cluster, std::string_view schema);

private:
    ConfigReadSession& session_;
};

class EpochRegistry {
public:
    explicit EpochRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// Raises the epochs of contexts that are still placed in the schema with a lower one. One statement, whatever the
    /// number of contexts.
    void raise(std::int64_t cluster, std::string_view schema, const std::vector<ContextEpoch>& epochs);

private:
    ConfigTransaction& transaction_;
};

}  // namespace dbpool
