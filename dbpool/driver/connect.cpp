#include "dbpool/driver/connect.h"

#include "dbpool/driver/error_mapping.h"

#include <cppconn/driver.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include <mysql_connection.h>
#include <mysql_driver.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <string>

namespace dbpool {
namespace {

/// The driver's reading of an option's value depends on its C++ type; seconds must be `int`.
int seconds(std::chrono::seconds duration) {
    return static_cast<int>(std::max<std::int64_t>(1, duration.count()));
}

std::string uriOf(const Endpoint& endpoint) {
    const bool bareIpv6 = endpoint.host.find(':') != std::string::npos && endpoint.host.front() != '[';
    return "tcp://" + (bareIpv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

/// Only options whose effect is tested: the driver accepts unknown names in silence. Above all not OPT_SSL_MODE (it is
/// ignored), OPT_RECONNECT (it loses the session's settings) and OPT_MAX_ALLOWED_PACKET (it is global to the process).
sql::ConnectOptionsMap optionsOf(const Endpoint& endpoint, const ConnectionLimits& limits) {
    sql::ConnectOptionsMap options;
    options["hostName"] = sql::SQLString(uriOf(endpoint));
    options["userName"] = sql::SQLString(endpoint.user);
    options["password"] = sql::SQLString(endpoint.password);
    options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
    options["OPT_CONNECT_TIMEOUT"] = seconds(limits.connectTimeout);
    options["OPT_READ_TIMEOUT"] = seconds(limits.readTimeout);
    options["OPT_WRITE_TIMEOUT"] = seconds(limits.readTimeout);
    options["CLIENT_FOUND_ROWS"] = true;
    options["OPT_LOCAL_INFILE"] = 0;  // a server must not be able to ask for the node's files
    if (!endpoint.tlsCaFile.empty()) {
        options["sslCA"] = sql::SQLString(endpoint.tlsCaFile);
        options["sslEnforce"] = true;
        options["sslVerify"] = endpoint.tlsVerifyName;
    }
    if (!endpoint.tlsCertificateFile.empty()) {
        options["sslCert"] = sql::SQLString(endpoint.tlsCertificateFile);
        options["sslKey"] = sql::SQLString(endpoint.tlsKeyFile);
    }
    return options;
}

/// The client library sets itself up at its first connection, and at its first one with TLS, without a lock: those
/// attempts run alone.
std::unique_ptr<sql::Connection> openFirstAlone(sql::ConnectOptionsMap& options, bool tls) {
    static sql::Driver* const kDriver = get_driver_instance();  // the library's own object, never destroyed by us
    static std::once_flag firstPlain;
    static std::once_flag firstTls;

    std::unique_ptr<sql::Connection> connection;
    std::exception_ptr failure;
    bool attempted = false;
    const auto attempt = [&] {
        attempted = true;
        try {
            connection.reset(kDriver->connect(options));
        } catch (...) {
            failure = std::current_exception();  // out of call_once, which would let the next caller be "first" again
        }
    };
    std::call_once(firstPlain, attempt);
    if (tls && !attempted) std::call_once(firstTls, attempt);
    if (!attempted) attempt();
    if (failure) std::rethrow_exception(failure);
    return connection;
}

/// The driver sets autocommit and an isolation level of its own at each connect, so ours come after it.
std::string sessionSettings(const ConnectionLimits& limits) {
    // Waits end before the read timeout does: a lock timeout can be retried, a lost connection cannot.
    const int longest = std::max(1, seconds(limits.readTimeout) - 1);
    return "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
           "NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1, tx_isolation = 'REPEATABLE-READ', "
           "innodb_snapshot_isolation = ON, innodb_lock_wait_timeout = " +
           std::to_string(std::min(longest, seconds(limits.lockTimeout))) +
           ", lock_wait_timeout = " + std::to_string(std::min(longest, seconds(limits.lockTimeout)));
}

std::string tlsExpected(const Endpoint& endpoint) {
    std::string text = endpoint.host + ":" + std::to_string(endpoint.port) +
                       " must offer TLS with a certificate that the authority in " + endpoint.tlsCaFile + " signed";
    if (endpoint.tlsVerifyName) text += " for the name " + endpoint.host;
    if (!endpoint.tlsCertificateFile.empty()) {
        text += "; the client's are " + endpoint.tlsCertificateFile + " and " + endpoint.tlsKeyFile;
    }
    return text;
}

/// Without the verification of the name the driver goes on in plaintext if the server offers no TLS, whatever it was
/// told.
void requireTls(sql::Statement& statement, const Endpoint& endpoint) {
    const std::unique_ptr<sql::ResultSet> status(statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'"));
    if (status->next() && status->getString(2).length() > 0) return;
    throw DbError(DbErrorKind::Unreachable, 0,
                  "TLS is required, but the server does not support it; " + tlsExpected(endpoint));
}

/// The library says neither which server it was nor what was expected of it.
DbError explained(const DbError& error, const Endpoint& endpoint) {
    constexpr int kTlsError = 2026;  // CR_SSL_CONNECTION_ERROR
    if (error.code() != kTlsError || endpoint.tlsCaFile.empty()) return error;
    return {error.kind(), error.code(), error.what() + ("; " + tlsExpected(endpoint))};
}

}  // namespace

std::unique_ptr<sql::Connection> connect(const Endpoint& endpoint, const ConnectionLimits& limits) {
    try {
        auto options = optionsOf(endpoint, limits);
        const bool tls = !endpoint.tlsCaFile.empty();
        auto connection = openFirstAlone(options, tls);
        const std::unique_ptr<sql::Statement> statement(connection->createStatement());
        if (tls) requireTls(*statement, endpoint);
        statement->execute(sessionSettings(limits));
        return connection;
    } catch (const sql::SQLException& exception) {
        throw explained(toDbError(exception, Phase::Connecting), endpoint);
    }
}

}  // namespace dbpool
