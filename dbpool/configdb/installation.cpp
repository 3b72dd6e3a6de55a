#include "dbpool/configdb/installation.h"

#include "dbpool/configdb/schema.h"
#include "dbpool/migrate/migrator.h"
#include "groupware/base/error.h"

#include <array>
#include <utility>

namespace dbpool::configdb {
namespace {

constexpr std::string_view kExists = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
constexpr std::string_view kReadKey = "SELECT salt, wrapped FROM cluster_key WHERE id = 1";
constexpr std::string_view kStoreKey = "INSERT IGNORE INTO cluster_key (id, salt, wrapped) VALUES (1, ?, ?)";
constexpr std::string_view kQuote = "SELECT QUOTE(?)";

bool isPlain(std::string_view name) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$";
    return !name.empty() && name.size() <= 64 && name.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

Installation::Installation(Connection& connection, std::string schema)
    : connection_(connection), schema_(std::move(schema)) {
    if (!isPlain(schema_)) {
        throw groupware::Error(groupware::ErrorCode::BadRequest, "not a schema name: " + schema_,
                               "'" + schema_ + "' is not a name of a database schema");
    }
}

bool Installation::exists() {
    const std::array<Value, 1> values{schema_};
    return connection_.query(kExists, values).next();
}

void Installation::drop() {
    connection_.command("DROP DATABASE IF EXISTS `" + schema_ + "`");
}

void Installation::create(std::string_view password) {
    const std::array<MigrationSet, 1> sets{kSchema};
    Migrator(connection_).apply(schema_, sets);
    if (key()) return;
    const WrappedKey wrapped = wrapClusterKey(createClusterKey(), password);
    const std::array<Value, 2> values{Blob{wrapped.salt}, Blob{wrapped.wrapped}};
    connection_.use(schema_);
    connection_.execute(kStoreKey, values);
}

std::optional<WrappedKey> Installation::key() {
    connection_.use(schema_);
    Rows rows = connection_.query(kReadKey, {});
    if (!rows.next()) return std::nullopt;
    return WrappedKey{.salt = rows.text(1), .wrapped = rows.text(2)};
}

/// A literal of the server's own making: account statements take no parameters.
std::string Installation::quoted(std::string_view text) {
    const std::array<Value, 1> values{text};
    Rows rows = connection_.query(kQuote, values);
    if (!rows.next()) throw groupware::Error(groupware::ErrorCode::Internal, "QUOTE() gave no row");
    return rows.text(1);
}

void Installation::createAccount(std::string_view user, std::string_view password) {
    const std::string account = quoted(user) + "@'%'";
    connection_.command("CREATE USER IF NOT EXISTS " + account);
    connection_.command("ALTER USER " + account + " IDENTIFIED BY " + quoted(password));
    connection_.command("GRANT ALL PRIVILEGES ON *.* TO " + account);
}

}  // namespace dbpool::configdb
