#include "dbpool/driver/error_mapping.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dbpool {
namespace {

struct Mapping {
    int code;
    DbErrorKind kind;
};

// Numbers from MariaDB's errmsg and the client library's errmsg.h; those that have names there keep them here.
constexpr auto kMappings = std::to_array<Mapping>({
    {1062, DbErrorKind::DuplicateKey},     // ER_DUP_ENTRY
    {1586, DbErrorKind::DuplicateKey},     // ER_DUP_ENTRY_WITH_KEY_NAME
    {1216, DbErrorKind::ForeignKey},       // ER_NO_REFERENCED_ROW
    {1217, DbErrorKind::ForeignKey},       // ER_ROW_IS_REFERENCED
    {1451, DbErrorKind::ForeignKey},       // ER_ROW_IS_REFERENCED_2
    {1452, DbErrorKind::ForeignKey},       // ER_NO_REFERENCED_ROW_2
    {1213, DbErrorKind::Deadlock},         // ER_LOCK_DEADLOCK
    {1205, DbErrorKind::LockTimeout},      // ER_LOCK_WAIT_TIMEOUT
    {1020, DbErrorKind::SnapshotChanged},  // ER_CHECKREAD
    {1290, DbErrorKind::ReadOnly},         // ER_OPTION_PREVENTS_STATEMENT
    {1792, DbErrorKind::ReadOnly},         // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
    {1836, DbErrorKind::ReadOnly},         // ER_READ_ONLY_MODE
    {1053, DbErrorKind::ConnectionLost},   // ER_SERVER_SHUTDOWN
    {1927, DbErrorKind::ConnectionLost},   // ER_CONNECTION_KILLED
    {2006, DbErrorKind::ConnectionLost},   // CR_SERVER_GONE_ERROR
    {2013, DbErrorKind::ConnectionLost},   // CR_SERVER_LOST
    {2014, DbErrorKind::ConnectionLost},   // CR_COMMANDS_OUT_OF_SYNC: nothing sensible can follow
    {2027, DbErrorKind::ConnectionLost},   // CR_MALFORMED_PACKET: likewise
    {2030, DbErrorKind::ConnectionLost},   // CR_NO_PREPARE_STMT: the connection was replaced under the statement
    {2055, DbErrorKind::ConnectionLost},   // CR_SERVER_LOST_EXTENDED
    {4031, DbErrorKind::ConnectionLost},   // idle too long
    {1040, DbErrorKind::Unreachable},      // ER_CON_COUNT_ERROR
    {1129, DbErrorKind::Unreachable},      // ER_HOST_IS_BLOCKED
    {1203, DbErrorKind::Unreachable},      // ER_TOO_MANY_USER_CONNECTIONS
    {1226, DbErrorKind::Unreachable},      // ER_USER_LIMIT_REACHED
    {2002, DbErrorKind::Unreachable},      // CR_CONNECTION_ERROR
    {2003, DbErrorKind::Unreachable},      // CR_CONN_HOST_ERROR
    {2005, DbErrorKind::Unreachable},      // CR_UNKNOWN_HOST
    {2026, DbErrorKind::Unreachable},      // CR_SSL_CONNECTION_ERROR
    {1044, DbErrorKind::AccessDenied},     // ER_DBACCESS_DENIED_ERROR
    {1045, DbErrorKind::AccessDenied},     // ER_ACCESS_DENIED_ERROR
    {1130, DbErrorKind::AccessDenied},     // ER_HOST_NOT_PRIVILEGED
    {1142, DbErrorKind::AccessDenied},     // ER_TABLEACCESS_DENIED_ERROR
    {1143, DbErrorKind::AccessDenied},     // ER_COLUMNACCESS_DENIED_ERROR
    {1227, DbErrorKind::AccessDenied},     // ER_SPECIFIC_ACCESS_DENIED_ERROR
    {1698, DbErrorKind::AccessDenied},     // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
    {4151, DbErrorKind::AccessDenied},     // ER_ACCOUNT_HAS_BEEN_LOCKED
    {1008, DbErrorKind::UnknownObject},    // ER_DB_DROP_EXISTS
    {1049, DbErrorKind::UnknownObject},    // ER_BAD_DB_ERROR
    {1051, DbErrorKind::UnknownObject},    // ER_BAD_TABLE_ERROR
    {1054, DbErrorKind::UnknownObject},    // ER_BAD_FIELD_ERROR
    {1146, DbErrorKind::UnknownObject},    // ER_NO_SUCH_TABLE
    {1317, DbErrorKind::Timeout},          // ER_QUERY_INTERRUPTED
    {1969, DbErrorKind::Timeout},          // ER_STATEMENT_TIMEOUT
    {3024, DbErrorKind::Timeout},          // ER_QUERY_TIMEOUT of MySQL
    {1118, DbErrorKind::TooLarge},         // ER_TOO_BIG_ROWSIZE
    {1153, DbErrorKind::TooLarge},         // ER_NET_PACKET_TOO_LARGE
    {1301, DbErrorKind::TooLarge},         // ER_WARN_ALLOWED_PACKET_OVERFLOWED
    {1406, DbErrorKind::TooLarge},         // ER_DATA_TOO_LONG
    {2020, DbErrorKind::TooLarge},         // CR_NET_PACKET_TOO_LARGE
});

DbErrorKind kindOf(int code, std::string_view text, Phase phase) {
    // Long data that exceeds max_allowed_packet fails with the number of "unknown error".
    if (code == 1105 && text.find("max_allowed_packet") != std::string_view::npos) return DbErrorKind::TooLarge;
    const auto* const found =
        std::find_if(kMappings.begin(), kMappings.end(), [&](const Mapping& mapping) { return mapping.code == code; });
    if (found == kMappings.end()) return DbErrorKind::Other;
    if (phase == Phase::Connecting && found->kind == DbErrorKind::ConnectionLost) return DbErrorKind::Unreachable;
    return found->kind;
}

/// "Duplicate entry 'VALUE' for key 'NAME'": the value is the user's, so the name is searched from the end.
std::string keyOf(std::string_view text) {
    constexpr std::string_view kMark = " for key '";
    const auto mark = text.rfind(kMark);
    if (mark == std::string_view::npos) return {};
    auto name = text.substr(mark + kMark.size());
    return std::string(name.substr(0, name.find('\'')));
}

/// Messages of these errors quote values, which must not reach the log.
bool quotesValues(int code) {
    constexpr auto kCodes = std::to_array({1062, 1265, 1292, 1366, 1367, 1411, 1525, 1586, 1918, 4025, 4078});
    return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

}  // namespace

DbError toDbError(const sql::SQLException& exception, Phase phase) {
    const int code = exception.getErrorCode();
    const std::string_view text = exception.what();
    const DbErrorKind kind = kindOf(code, text, phase);
    std::string key = kind == DbErrorKind::DuplicateKey ? keyOf(text) : std::string();

    std::string logText = "database error " + std::to_string(code) + " " + exception.getSQLState() + ": ";
    if (kind == DbErrorKind::DuplicateKey) {
        logText += "duplicate value for key " + key;
    } else {
        logText += quotesValues(code) ? text.substr(0, text.find('\'')) : text;
    }
    return {kind, code, logText, std::move(key)};
}

}  // namespace dbpool
