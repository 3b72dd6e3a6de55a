#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::jslob {

struct StoredSettings {
    std::string id;
    std::string tree;  ///< JSON
};

/// Reads settings of the session's context.
class SettingsReader {
public:
    explicit SettingsReader(dbpool::ReadSession& session) : session_(session) {}

    /// All of one user and service, by id.
    [[nodiscard]] std::vector<StoredSettings> all(UserId user, std::string_view service);
    /// Of all services.
    struct Entry {
        std::string service;
        std::string id;
        std::string tree;  ///< JSON
    };
    [[nodiscard]] std::vector<Entry> all(UserId user);
    [[nodiscard]] std::optional<std::string> find(UserId user, std::string_view service, std::string_view id);
    /// Of all services.
    [[nodiscard]] std::int64_t count(UserId user);

private:
    dbpool::ReadSession& session_;
};

class SettingsWriter {
public:
    explicit SettingsWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void put(UserId user, std::string_view service, std::string_view id, std::string_view tree);
    /// @return false if there was none
    bool remove(UserId user, std::string_view service, std::string_view id);
    /// Of all services.
    void removeAll(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::jslob
