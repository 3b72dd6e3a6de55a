#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One registered server: a whole cluster of nodes.
struct RegisteredServer {
    groupware::ServerId id;
    std::string name;
};

class ServerReader {
public:
    explicit ServerReader(ConfigReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<RegisteredServer> find(groupware::ServerId server);
    [[nodiscard]] std::optional<RegisteredServer> find(std::string_view name);
    /// By id. @param pattern  of the name; `*` stands for any text
    [[nodiscard]] std::vector<RegisteredServer> list(std::string_view pattern = "*");

private:
    ConfigReadSession& session_;
};

class ServerRegistry {
public:
    explicit ServerRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// @throws groupware::Error Conflict if the name is taken
    groupware::ServerId add(std::string_view name);
    /// @throws groupware::Error NotFound, Conflict
    void rename(groupware::ServerId server, std::string_view name);
    /// @throws groupware::Error NotFound, Conflict if contexts use it
    void remove(groupware::ServerId server);

private:
    ConfigTransaction& transaction_;
};

}  // namespace dbpool
