#include "groupware/session/store/session_row.h"

#include <chrono>

namespace groupware::session {
namespace {

Instant instantAt(const dbpool::Rows& row, int column) {
    return Instant(std::chrono::milliseconds(row.integer(column)));
}

}  // namespace

Session sessionOf(const dbpool::Rows& row) {
    return {.id = SessionId::fromOctets(row.text(1)),
            .publicId = SessionId::fromOctets(row.text(2)),
            .user = {row.integer(3)},
            .credentialVersion = row.integer(4),
            .secretHash = row.text(5),
            .cookieHash = row.text(6),
            .publicCookieHash = row.text(7),
            .client = row.text(8),
            .address = row.text(9),
            .created = instantAt(row, 10),
            .lastUsed = instantAt(row, 11),
            .staySignedIn = row.flag(12)};
}

}  // namespace groupware::session
