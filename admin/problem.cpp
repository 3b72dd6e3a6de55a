#include "admin/problem.h"

namespace admin {

Problem problemOf(const groupware::Error& error) {
    if (const auto* known = dynamic_cast<const AdminError*>(&error)) return known->problem();
    using groupware::ErrorCode;
    switch (error.code()) {
        case ErrorCode::NotAuthenticated:
        case ErrorCode::Forbidden:
        case ErrorCode::TooManyRequests: return Problem::InvalidCredentials;
        case ErrorCode::BadRequest:
        case ErrorCode::NotFound:
        case ErrorCode::Conflict:
        case ErrorCode::PreconditionFailed:
        case ErrorCode::TooLarge: return Problem::InvalidData;
        case ErrorCode::QuotaExceeded:
        case ErrorCode::Unavailable: return Problem::ServerStorageError;
        case ErrorCode::Internal: return Problem::RemoteError;
    }
    return Problem::General;
}

}  // namespace admin
