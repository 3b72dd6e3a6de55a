#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One registered filestore.
struct RegisteredFilestore {
    groupware::FilestoreId id;
    std::string uri;
    std::int64_t sizeBytes = 0;
    std::int64_t maxContexts = 0;  ///< 0 takes no new ones
    std::int64_t contexts = 0;     ///< places taken
    std::string mark = {};         ///< 16 random octets that the marker on the storage carries too
    bool unmarked = false;         ///< the marker may still lack them: it is older than they are
};

/// What changes; absent fields stay.
struct FilestoreChange {
    std::optional<std::string> uri;
    std::optional<std::int64_t> sizeBytes;
    std::optional<std::int64_t> maxContexts;
};

class FilestoreReader {
public:
    explicit FilestoreReader(ConfigReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<RegisteredFilestore> find(groupware::FilestoreId filestore);
    [[nodiscard]] std::optional<RegisteredFilestore> find(std::string_view uri);
    /// By id. @param pattern  of the URI; `*` stands for any text
    [[nodiscard]] std::vector<RegisteredFilestore> list(std::string_view pattern = "*");

private:
    ConfigReadSession& session_;
};

class FilestoreRegistry {
public:
    explicit FilestoreRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// @param store  without id and mark; the mark is made here
    /// @throws groupware::Error Conflict if the URI is registered
    groupware::FilestoreId add(const RegisteredFilestore& store);
    /// @throws groupware::Error NotFound, Conflict
    void change(groupware::FilestoreId filestore, const FilestoreChange& change);
    /// The marker on the storage has the filestore's number now.
    void confirmMark(groupware::FilestoreId filestore);
    /// @throws groupware::Error NotFound, Conflict if contexts use it
    void remove(groupware::FilestoreId filestore);

private:
    ConfigTransaction& transaction_;
};

}  // namespace dbpool
