#include "groupware/main/translate_error.h"

#include "dbpool/driver/db_error.h"

namespace groupware::main {
namespace {

ErrorCode codeOf(dbpool::DbErrorKind kind) {
    switch (kind) {
        case dbpool::DbErrorKind::Deadlock:
        case dbpool::DbErrorKind::LockTimeout:
        case dbpool::DbErrorKind::SnapshotChanged:
        case dbpool::DbErrorKind::ReadOnly:
        case dbpool::DbErrorKind::ConnectionLost:
        case dbpool::DbErrorKind::Unreachable:
        case dbpool::DbErrorKind::Timeout:
        case dbpool::DbErrorKind::CommitUnknown: return ErrorCode::Unavailable;
        case dbpool::DbErrorKind::DuplicateKey:
        case dbpool::DbErrorKind::ForeignKey:
        case dbpool::DbErrorKind::AccessDenied:
        case dbpool::DbErrorKind::UnknownObject:
        case dbpool::DbErrorKind::TooLarge:
        case dbpool::DbErrorKind::Other: return ErrorCode::Internal;
    }
    return ErrorCode::Internal;
}

}  // namespace

Error translateError(const std::exception& error) {
    if (const auto* known = dynamic_cast<const Error*>(&error)) return *known;
    if (const auto* database = dynamic_cast<const dbpool::DbError*>(&error)) {
        return {codeOf(database->kind()),
                "database error " + std::to_string(database->code()) + ": " + database->what()};
    }
    return {ErrorCode::Internal, error.what()};
}

}  // namespace groupware::main
