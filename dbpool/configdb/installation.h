#pragma once

#include "dbpool/configdb/cluster_key.h"
#include "dbpool/driver/connection.h"

#include <optional>
#include <string>
#include <string_view>

namespace dbpool::configdb {

/// The config DB before there is a cluster: what `initconfigdb` and `oxinstaller` do on one connection to the master.
class Installation {
public:
    /// @param connection  must outlive this object
    /// @param schema      letters, digits, `_`, `-` and `$`
    Installation(Connection& connection, std::string schema);

    [[nodiscard]] bool exists();
    /// Removes the schema with everything in it.
    void drop();
    /// Creates the schema with its tables, and the cluster key wrapped with `password`. A key that is there stays.
    void create(std::string_view password);
    /// The wrapped key, or nothing if the config DB was not created completely.
    [[nodiscard]] std::optional<WrappedKey> key();

    /// Creates the account if it is missing, sets its password and grants it everything on the server, as the
    /// migrations and the schemas of contexts need. Needs an account that may do so.
    void createAccount(std::string_view user, std::string_view password);

private:
    [[nodiscard]] std::string quoted(std::string_view text);

    Connection& connection_;
    std::string schema_;
};

}  // namespace dbpool::configdb
